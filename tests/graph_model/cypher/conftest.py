"""The small graph of the compiler tests."""

from tests.resolvers.conftest import small, tables

__all__ = ["small", "tables"]
