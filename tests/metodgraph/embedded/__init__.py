"""Tests of the embedded Neo4j, with a real server where the result depends on it."""
