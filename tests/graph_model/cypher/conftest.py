"""The small graph, as the tests of the compiler have it."""

from tests.resolvers.conftest import small, tables

__all__ = ["small", "tables"]
