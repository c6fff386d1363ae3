// @neo4j/graphql behind Apollo Server on the Neo4j that NEO4J_URI names: node service.js PORT
import { readFileSync } from "node:fs";
import net from "node:net";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

// The driver sends long statements in pieces, and has no option against the delay of small packets: on loopback each
// such statement waited 45 ms for an acknowledgement.
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
// A named database saves the driver a question for each session.
const sessionConfig = { database: NEO4J_DATABASE || "neo4j" };
await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: Number(process.argv[2]) },
  context: async () => ({ sessionConfig }),
});
