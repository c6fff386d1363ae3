"""A second Neo4j for tests that write."""

from tests.graph_database import scratch, scratch_connection, scratch_server

__all__ = ["scratch", "scratch_connection", "scratch_server"]
