"""The command `run`: start the service with its Neo4j."""

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
        """Start Neo4j, load missing reference data and serve GraphQL."""
        settings = Settings.load()
        with interruptible(), listening(settings) as port:
            # a slow import, done while the process of Neo4j starts
            serving = BackgroundImport("metodgraph.service.serving")
            with configured_neo4j(settings, ConsoleReporter(console)) as neo4j:
                finish(serving.module().serve(settings, neo4j, port, console))
