// Page through two connections with Relay's store, and print its content as JSON. Argument 1 is the address.
const relay = require("relay-runtime");
const artifact = (name) => require(`./compiled/generated/${name}.graphql`).default;

async function ask(operation, variables) {
  const response = await fetch(process.argv[2], {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: operation.text, variables }),
  });
  return response.json();
}

const environment = new relay.Environment({
  network: relay.Network.create(ask),
  store: new relay.Store(new relay.RecordSource()),
});

async function fetched(name, variables) {
  const request = artifact(name);
  // retained data are not garbage collected while later pages are fetched
  environment.retain(relay.createOperationDescriptor(request, variables));
  await relay.fetchQuery(environment, request, variables).toPromise();
  return environment.lookup(relay.createOperationDescriptor(request, variables).fragment).data;
}

function read(name, owner) {
  return environment.lookup(relay.getSingularSelector(artifact(name), owner)).data;
}

async function allPages(fragment, owner, key, nextPage) {
  let connection = read(fragment, owner)[key];
  let pages = 1;
  while (connection.pageInfo.hasNextPage) {
    await nextPage(connection.pageInfo.endCursor);
    connection = read(fragment, owner)[key];
    pages += 1;
  }
  return { pages, edges: connection.edges };
}

async function main() {
  const root = await fetched("RegionListQuery", { count: 30, municipalities: 10 });
  const regions = await allPages("RegionList_regions", root, "regions", (cursor) =>
    fetched("RegionListPaginationQuery", { count: 30, cursor, municipalities: 10 }),
  );
  const region = regions.edges[0].node;
  const municipalities = await allPages("RegionMunicipalities_region", region, "municipalities", (cursor) =>
    fetched("RegionMunicipalitiesPaginationQuery", { count: 10, cursor, id: region.id }),
  );
  const told = ({ pages, edges }) => ({ pages, ids: edges.map(({ node }) => node.id) });
  process.stdout.write(JSON.stringify({ region: region.id, regions: told(regions), municipalities: told(municipalities) }));
}

main();
