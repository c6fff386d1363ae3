"""The command `analyse next`: forecast the next places of practices, or the next adopters of cascades, from tables."""

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
            Path | None, typer.Option(help="Table of adoptions: columns practice, place and period (an integer).")
        ] = None,
        until: Annotated[
            int | None, typer.Option(help="Last period for fitting. Later periods are used only for the evaluation.")
        ] = None,
        horizon: Annotated[int, typer.Option(help="Horizon of the forecast in periods.")] = 1,
        places: Annotated[
            Path | None,
            typer.Option(help="Table of places: column place and attributes. The columns lat and lon give distances."),
        ] = None,
        cascades: Annotated[
            Path | None, typer.Option(help="Instead of adoptions: table of cascades, columns item, adopter and time.")
        ] = None,
        item: Annotated[str | None, typer.Option(help="With --cascades: item whose next adopters are listed.")] = None,
        strict: Annotated[
            bool, typer.Option("--strict", help="With --cascades: learn only from adoptions before the test began.")
        ] = False,
        ties: Annotated[
            Path | None,
            typer.Option(
                help="Table of ties: columns from, to and optionally weight; `from` is exposed to `to`. With "
                "--cascades the ties have no direction and no weight."
            ),
        ] = None,
        renamed: Annotated[
            list[str] | None, typer.Option("--map", help="Names of the columns, as in place=state,period=year.")
        ] = None,
        top: Annotated[int, typer.Option(min=0, help="Number of places or adopters to print in each list.")] = 5,
        seed: Annotated[int, typer.Option(min=0, help="Random seed of sampling and resampling.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Forecast the next places of practices, or the next adopters of cascades, and evaluate the forecasts.

        Definitions: docs/replication.md (--adoptions) and docs/next-adopters.md (--cascades).
        """
        if cascades is not None:
            refuse_options("--cascades", {"--adoptions": adoptions, "--until": until, "--places": places})
            from metodgraph.commands.analyse.cascade_figures import CascadeRequest, cascade_figures, readable_cascades

            asked = CascadeRequest(cascades, ties, item, tuple(renamed or ()), top, seed, strict)
            shown = cascade_figures(asked, console)
            printed(shown if as_json else readable_cascades(shown), as_json)
            return
        if adoptions is None or until is None:
            msg = "Give either --adoptions and --until, or --cascades."
            raise typer.BadParameter(msg)
        refuse_options("--adoptions", {"--item": item, "--strict": strict or None})
        from metodgraph.commands.analyse.next_figures import NextPlacesRequest, figures, readable

        request = NextPlacesRequest(adoptions, places, ties, until, horizon, tuple(renamed or ()), top, seed)
        found = figures(request, console)
        printed(found if as_json else readable(found), as_json)


def refuse_options(table: str, given: dict[str, object]) -> None:
    """Raise `typer.BadParameter` for options that do not belong to a table."""
    if names := [name for name, value in given.items() if value is not None]:
        msg = f"{', '.join(names)} cannot be used with {table}."
        raise typer.BadParameter(msg)
