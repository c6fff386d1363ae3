"""The command `analyse next`: forecast the next places of practices from a table of adoptions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from metodgraph.commands.analyse.output import printed


def register(analyse: typer.Typer, console: Console) -> None:
    """Add the command."""

    @analyse.command("next")
    def next_places(
        adoptions: Annotated[
            Path, typer.Option(help="Table of adoptions: columns practice, place and period (an integer).")
        ],
        until: Annotated[
            int, typer.Option(help="Last period for fitting. Later periods are used only for the evaluation.")
        ],
        horizon: Annotated[int, typer.Option(help="Horizon of the forecast in periods.")] = 1,
        places: Annotated[
            Path | None,
            typer.Option(help="Table of places: column place and attributes. The columns lat and lon give distances."),
        ] = None,
        ties: Annotated[
            Path | None,
            typer.Option(help="Table of ties: columns from, to and optionally weight; `from` is exposed to `to`."),
        ] = None,
        renamed: Annotated[
            list[str] | None, typer.Option("--map", help="Names of the columns, as in place=state,period=year.")
        ] = None,
        top: Annotated[int, typer.Option(min=0, help="Number of places to print for each practice.")] = 5,
        seed: Annotated[int, typer.Option(min=0, help="Random seed of sampling and resampling.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Forecast the next places of practices and evaluate the forecasts. Definitions: docs/replication.md."""
        from metodgraph.commands.analyse.next_figures import NextPlacesRequest, figures, readable

        request = NextPlacesRequest(adoptions, places, ties, until, horizon, tuple(renamed or ()), top, seed)
        found = figures(request, console)
        printed(found if as_json else readable(found), as_json)
