// Page through a connection with Apollo's cache, and print its content as JSON. Argument 1 is the address.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";

const PAGE = gql`
  query Regions($after: String) {
    regions(first: 30, after: $after, orderBy: [{ field: POPULATION, direction: DESC }]) {
      edges { cursor node { id name } }
      pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
    }
  }
`;
const AGAIN = gql`
  query Again($id: ID!) {
    node(id: $id) { id ... on Territory { name population } }
  }
`;
const KINDS = gql`{ __schema { types { kind name possibleTypes { name } } } }`;

const link = new HttpLink({ uri: process.argv[2] });

async function possibleTypes() {
  const plain = new ApolloClient({ link, cache: new InMemoryCache() });
  const { data } = await plain.query({ query: KINDS });
  const abstract = data.__schema.types.filter((type) => type.possibleTypes);
  return Object.fromEntries(abstract.map((type) => [type.name, type.possibleTypes.map(({ name }) => name)]));
}

const policies = { Query: { fields: { regions: relayStylePagination(["where", "orderBy"]) } } };
const cache = new InMemoryCache({ possibleTypes: await possibleTypes(), typePolicies: policies });
const client = new ApolloClient({ link, cache });

async function allPages() {
  let pages = 0;
  let regions;
  do {
    await client.query({ query: PAGE, variables: { after: regions?.pageInfo.endCursor }, fetchPolicy: "network-only" });
    regions = cache.readQuery({ query: PAGE }).regions;
    pages += 1;
  } while (regions.pageInfo.hasNextPage);
  return { pages, ids: regions.edges.map(({ node }) => node.id) };
}

const regions = await allPages();
await client.query({ query: AGAIN, variables: { id: regions.ids[0] } });
const entity = cache.extract()[`Region:${regions.ids[0]}`];
process.stdout.write(JSON.stringify({ regions, entity }));
client.stop();
