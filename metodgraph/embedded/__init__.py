"""The embedded Neo4j: a real Neo4j Community server as a child process, with no container and no installation."""
