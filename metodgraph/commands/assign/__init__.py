"""The commands `assign`: proposals for many people at once, which are printed and not stored."""

from __future__ import annotations

import typer
from rich.console import Console

from metodgraph.commands.assign import mentors
from metodgraph.commands.running import OnTheGraph


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the commands to the command line."""
    assign = typer.Typer(help="Propose mentors for all young teachers of a region.", no_args_is_help=True)
    app.add_typer(assign, name="assign")
    mentors.register(assign, on_the_graph, console)
