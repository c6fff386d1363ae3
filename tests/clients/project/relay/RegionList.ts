// Pages of a root connection.
import { graphql } from "relay-runtime";

export const query = graphql`
  query RegionListQuery($count: Int!, $municipalities: Int!) {
    ...RegionList_regions @arguments(count: $count, municipalities: $municipalities)
  }
`;

export const regions = graphql`
  fragment RegionList_regions on Query
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }, municipalities: { type: "Int!" })
  @refetchable(queryName: "RegionListPaginationQuery") {
    regions(first: $count, after: $cursor, orderBy: [{ field: NAME }]) @connection(key: "RegionList_regions") {
      edges {
        node {
          id
          name
          ...RegionMunicipalities_region @arguments(count: $municipalities)
        }
      }
    }
  }
`;
