"""The command `run`: start the service with its Neo4j."""

from __future__ import annotations

import socket
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import typer
from rich.console import Console

from metodgraph.commands.deferred import BackgroundCall
from metodgraph.commands.running import OnTheGraph, finish, interruptible
from metodgraph.embedded import ConsoleReporter
from metodgraph.http.port import listening
from metodgraph.service.neo4j_source import Neo4j, configured_neo4j
from metodgraph.settings import Settings

Serve: TypeAlias = Callable[[Settings, Neo4j, socket.socket, Console], Coroutine[Any, Any, None]]


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command to the command line."""
    del on_the_graph

    @app.command()
    def run() -> None:
        """Start Neo4j, load missing reference data and serve GraphQL."""
        settings = Settings.load()
        with interruptible(), listening(settings) as port:
            # a slow import, done while the process of Neo4j starts
            serve = BackgroundCall(prepared_service)
            with configured_neo4j(settings, ConsoleReporter(console)) as neo4j:
                finish(serve.result()(settings, neo4j, port, console))


def prepared_service() -> Serve:
    """Import the service, build its schema, and return the function that serves."""
    from metodgraph.service.serving import serve
    from schema.build import schema

    schema()
    return serve
