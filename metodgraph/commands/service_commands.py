"""The command `run`: the service with its Neo4j."""

from __future__ import annotations

import typer
from rich.console import Console

from metodgraph.commands.deferred import BackgroundImport
from metodgraph.commands.running import OnTheGraph, finish, interruptible
from metodgraph.embedded import ConsoleReporter
from metodgraph.http.port import listening
from metodgraph.service.neo4j_source import configured_neo4j
from metodgraph.settings import Settings


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command to the command line."""
    del on_the_graph

    @app.command()
    def run() -> None:
        """Start Neo4j, load the reference data where they are missing, and serve GraphQL."""
        settings = Settings.load()
        with interruptible(), listening(settings) as port:
            # Neo4j starts in a process of its own meanwhile
            serving = BackgroundImport("metodgraph.service.serving")
            with configured_neo4j(settings, ConsoleReporter(console)) as neo4j:
                finish(serving.module().serve(settings, neo4j, port, console))
