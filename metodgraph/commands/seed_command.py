"""The command `seed`: load the reference data and generated data sets."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from generator.country import Country
from generator.country import demo as demo_country
from generator.country import federal as federal_country
from metodgraph.commands.offline_seeding import is_untouched, load_offline
from metodgraph.commands.running import OnTheGraph, interruptible
from metodgraph.commands.seeding import load, load_demo
from metodgraph.settings import Settings

# the size of the demo set as a share of the federal set, to estimate the disk space
DEMO_SCALE = 0.025


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command to the command line."""

    @app.command()
    def seed(
        compare_each: Annotated[
            bool,
            typer.Option("--compare-each", help="Compare every record, even if the digest of the files is unchanged."),
        ] = False,
        demo: Annotated[bool, typer.Option("--demo", help="Add a generated country of three regions.")] = False,
        federal: Annotated[
            bool, typer.Option("--federal", help="Replace the graph with a generated country of full size.")
        ] = False,
        scale: Annotated[
            float, typer.Option(min=0.001, max=1.0, help="Size of the federal set as a share of the full size.")
        ] = 1.0,
        models: Annotated[
            bool, typer.Option("--with-models/--without-models", help="Fit the models of a generated set.")
        ] = True,
        number: Annotated[int, typer.Option("--seed", min=0, help="Random seed of the generated data.")] = 1,
    ) -> None:
        """Load the reference data, and generated data with `--demo` or `--federal`. A repeated load changes nothing."""
        if demo and federal:
            raise typer.BadParameter("Choose --demo or --federal: a graph can contain only one generated country.")
        if federal:
            with interruptible():
                load_offline(Settings.load(), federal_country(number, scale), console, scale, models)
        elif demo:
            seed_demo(Settings.load(), demo_country(number), on_the_graph, console, models)
        else:
            on_the_graph(lambda _, database: load(database, compare_each, console))


def seed_demo(
    settings: Settings, country: Country, on_the_graph: OnTheGraph, console: Console, models: bool = True
) -> None:
    """Load the demo country. If there is no graph yet, use Neo4j's importer, which is several times faster."""
    if is_untouched(settings, country):
        with interruptible():
            load_offline(settings, country, console, DEMO_SCALE, models)
    else:
        directory = settings.embedded.data_directory
        on_the_graph(lambda _, database: load_demo(database, country, directory, console, models))
