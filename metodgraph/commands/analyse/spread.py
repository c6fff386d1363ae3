"""`metodgraph analyse spread`: statistics of how something spread, from a table of adopters and one of ties."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from metodgraph.commands.analyse.output import printed

PERMUTATIONS = 1999


def register(analyse: typer.Typer) -> None:
    """Add the command."""

    @analyse.command()
    def spread(
        adoptions: Annotated[Path, typer.Option(help="A table of everybody: id, period (empty: has not adopted).")],
        ties: Annotated[Path, typer.Option(help="A table of ties: from, to, weight if there is one.")],
        group: Annotated[str | None, typer.Option(help="A column of adoptions that groups people.")] = None,
        covariates: Annotated[
            str,
            typer.Option(
                help="Columns of numbers for the hazard regression: belief,proage. Those with more than five values "
                "enter with their square too, unless powers are written out: belief,proage,proage^2."
            ),
        ] = "",
        renamed: Annotated[
            list[str] | None,
            typer.Option("--map", help="What columns are called: id=doctor_id,from=doctor_id,to=names_doctor_id."),
        ] = None,
        not_adopted: Annotated[
            int | None, typer.Option(help="A period that stands for: has not adopted. Left out, only empty cells do.")
        ] = None,
        mutual: Annotated[bool, typer.Option("--mutual", help="Ties hold in both directions.")] = False,
        permutations: Annotated[
            int, typer.Option(min=0, max=1_000_000, help="Networks of the rewiring test; 0 leaves it out.")
        ] = PERMUTATIONS,
        seed: Annotated[int, typer.Option(min=0, help="The seed of the rewiring test.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """How something spread: curve, hazard, thresholds, contagion, growth. Definitions: docs/diffusion.md."""
        from metodgraph.commands.analyse.spread_figures import SpreadRequest, figures

        asked = SpreadRequest(
            adoptions, ties, tuple(renamed or ()), group, covariates, not_adopted, mutual, permutations, seed
        )
        printed(figures(asked), as_json)
