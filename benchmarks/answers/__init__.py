"""Comparison of answers with hand-written Cypher and with @neo4j/graphql."""
