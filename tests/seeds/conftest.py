"""A second Neo4j for tests that write, and the reference files."""

import pytest

from seeds.reading import Contents, read_contents
from tests.graph_database import scratch, scratch_connection, scratch_server

__all__ = ["contents", "scratch", "scratch_connection", "scratch_server"]


@pytest.fixture(scope="session")
def contents() -> Contents:
    """The bytes of the reference files."""
    return read_contents()
