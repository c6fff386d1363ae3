"""The commands `analyse`: analyses of the graph, or of the user's tables without a graph."""

from __future__ import annotations

import typer
from rich.console import Console

from metodgraph.commands.analyse import (
    findings,
    indicators,
    network,
    next_places,
    partners,
    provenance,
    replication,
    score,
    seeds,
    spread,
)
from metodgraph.commands.running import OnTheGraph


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the commands to the command line."""
    analyse = typer.Typer(help="Run analyses on the graph or on your own tables.", no_args_is_help=True)
    app.add_typer(analyse, name="analyse")
    spread.register(analyse, console)
    seeds.register(analyse, console)
    next_places.register(analyse, console)
    partners.register(analyse, on_the_graph, console)
    replication.register(analyse, on_the_graph, console)
    provenance.register(analyse, on_the_graph, console)
    network.register(analyse, on_the_graph, console)
    findings.register(analyse, on_the_graph, console)
    indicators.register(analyse, on_the_graph)
    score.register(analyse, on_the_graph)
