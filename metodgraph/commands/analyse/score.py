"""The command `analyse score`: evaluate past forecasts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from graph_model.database.driver import Database
from metodgraph.commands.analyse.output import printed
from metodgraph.commands.running import OnTheGraph


def register(analyse: typer.Typer, on_the_graph: OnTheGraph) -> None:
    """Add the command."""

    @analyse.command()
    def score(
        until: Annotated[
            datetime | None,
            typer.Option(
                formats=["%Y-%m-%d"], help="Score the forecasts whose horizon ended by this day. Default: today."
            ),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Compare stored forecasts with the actual adoptions: Brier score, log score, calibration and AUC."""
        day = until.date() if until else date.today()
        on_the_graph(lambda _, database: score_and_print(database, day, as_json))


async def score_and_print(database: Database, day: date, as_json: bool) -> None:
    """Score the forecasts and print the figures."""
    from jobs.replication.forecasts import score_forecasts

    printed(await score_forecasts(database, day), as_json)
