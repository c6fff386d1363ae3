"""`metodgraph analyse next`: where practices should go next, learned from a table of adoptions."""

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
            Path, typer.Option(help="A table of adoptions: practice, place, period (a whole number).")
        ],
        until: Annotated[
            int, typer.Option(help="The last period that is known; later ones are there to compare with.")
        ],
        horizon: Annotated[int, typer.Option(help="How many periods to look ahead.")] = 1,
        places: Annotated[
            Path | None,
            typer.Option(help="A table of places: place, then what is known of them; lat and lon give distances."),
        ] = None,
        ties: Annotated[
            Path | None, typer.Option(help="A table of ties: from, to, weight if there is one; `from` looks to `to`.")
        ] = None,
        renamed: Annotated[
            list[str] | None, typer.Option("--map", help="What columns are called: place=state,period=year.")
        ] = None,
        top: Annotated[int, typer.Option(min=0, help="How many places to name for each practice.")] = 5,
        seed: Annotated[int, typer.Option(min=0, help="The seed of samples and of resampling.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Where practices should go next, and how well that was foretold before. Definitions: docs/replication.md."""
        from metodgraph.commands.analyse.next_figures import NextPlacesRequest, figures, readable

        asked = NextPlacesRequest(adoptions, places, ties, until, horizon, tuple(renamed or ()), top, seed)
        found = figures(asked, console)
        printed(found if as_json else readable(found), as_json)
