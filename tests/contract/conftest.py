"""The demo country, which these tests only read."""

from tests.demo_database import demo_connection, demo_engine, demo_graph

__all__ = ["demo_connection", "demo_engine", "demo_graph"]
