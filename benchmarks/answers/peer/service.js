// The peer: @neo4j/graphql with Apollo Server on the Neo4j at NEO4J_URI. Usage: node service.js PORT
import { readFileSync } from "node:fs";
import net from "node:net";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

// The driver sends long statements in several packets and has no option to set TCP_NODELAY. On loopback each such
// statement waited 45 ms for an acknowledgement.
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  return connect.apply(this, given).setNoDelay(true);
};

const { NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), {
  telemetryDisabled: true,
  notificationFilter: { minimumSeverityLevel: "OFF" },
});
const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
const deprecated = { attributeFilters: true, relationshipFilters: true, aggregationFilters: true };
const schema = await new Neo4jGraphQL({ typeDefs, driver, features: { excludeDeprecatedFields: deprecated } }).getSchema();
const server = new ApolloServer({ schema, csrfPrevention: false, introspection: false });
// With an explicit database, the driver does not query the default database for each session.
const sessionConfig = { database: NEO4J_DATABASE || "neo4j" };
await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: Number(process.argv[2]) },
  context: async () => ({ sessionConfig }),
});
