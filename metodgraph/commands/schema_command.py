"""The command `schema`: the GraphQL schema as text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from metodgraph.commands.running import OnTheGraph
from metodgraph.console_output import print_text
from schema.build import printed

SCHEMA_FILE = Path(__file__).parents[2] / "schema.graphql"


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command to the command line."""
    del on_the_graph

    @app.command()
    def schema(
        write: Annotated[
            bool, typer.Option("--write", help="Write the schema to schema.graphql instead of printing it.")
        ] = False,
    ) -> None:
        """Print the GraphQL schema."""
        if write:
            SCHEMA_FILE.write_text(printed(), encoding="utf-8")
            print_text(console, f"Wrote {SCHEMA_FILE.name}")
        else:
            sys.stdout.write(printed())
