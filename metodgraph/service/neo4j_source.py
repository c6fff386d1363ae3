"""The Neo4j with the graph: the embedded one, which is started, or the external one of the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from graph_model.database.connection import Connection
from metodgraph.embedded import Reporter, RunningNeo4j, start
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.ownership import read_owner
from metodgraph.embedded.server_process.password import USERNAME, read_password
from metodgraph.settings import Settings
from metodgraph.signals import at_once


@dataclass(frozen=True)
class Neo4j:
    """The connection to the Neo4j with the graph, and the embedded server if this process started it."""

    connection: Connection
    server: RunningNeo4j | None = None


@contextmanager
def configured_neo4j(settings: Settings, reporter: Reporter, share: bool = False) -> Iterator[Neo4j]:
    """Yield the Neo4j of the settings. The embedded one is started, and stopped at the end.

    With `share`, an embedded Neo4j that another process runs is used and not stopped. Starting and stopping block, so
    the function must not be called in an event loop.
    """
    existing = settings.external or (running_connection(Layout(settings.embedded.data_directory)) if share else None)
    if existing is not None:
        yield Neo4j(existing)
        return
    with at_once():
        server = start(settings.embedded, reporter)
    try:
        yield Neo4j(Connection(server.uri, server.username, server.password), server)
    finally:
        with at_once():
            server.stop()


def running_connection(layout: Layout) -> Connection | None:
    """Return the connection to the embedded Neo4j that another process of this user runs, or None if there is none."""
    owner = read_owner(layout)
    password = read_password(layout)
    if owner is None or password is None or not owner.address or not psutil.pid_exists(owner.process_id):
        return None
    return Connection(owner.address, USERNAME, password)
