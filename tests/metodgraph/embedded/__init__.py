"""Tests of the embedded Neo4j, against the real thing where it matters."""
