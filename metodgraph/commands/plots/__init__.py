"""The commands `plot`: pictures of results from the graph, as SVG, PNG or PDF."""

from __future__ import annotations

import typer
from rich.console import Console

from metodgraph.commands.plots import network, spread
from metodgraph.commands.running import OnTheGraph


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the commands to the command line."""
    plot = typer.Typer(help="Draw pictures of results from the graph.", no_args_is_help=True)
    app.add_typer(plot, name="plot")
    spread.register(plot, on_the_graph, console)
    network.register(plot, on_the_graph, console)
