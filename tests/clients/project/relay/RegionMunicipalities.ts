// Pages of a connection of one node, refetched through node(id).
import { graphql } from "relay-runtime";

export const municipalities = graphql`
  fragment RegionMunicipalities_region on Region
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
  @refetchable(queryName: "RegionMunicipalitiesPaginationQuery") {
    municipalities(first: $count, after: $cursor) @connection(key: "RegionMunicipalities_municipalities") {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`;
