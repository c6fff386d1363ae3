"""The command `analyse spread`: diffusion statistics from a table of adoptions and a table of ties."""

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
        adoptions: Annotated[
            Path, typer.Option(help="Table of all people with the columns id and period (empty: has not adopted).")
        ],
        ties: Annotated[Path, typer.Option(help="Table of ties with the columns from, to and optionally weight.")],
        group: Annotated[str | None, typer.Option(help="Column of the adoptions table that groups people.")] = None,
        covariates: Annotated[
            str,
            typer.Option(
                help="Numeric columns for the hazard regression, as in belief,proage. A column with more than five "
                "values also enters with its square, unless powers are given, as in belief,proage,proage^2."
            ),
        ] = "",
        renamed: Annotated[
            list[str] | None,
            typer.Option("--map", help="Names of the columns, as in id=doctor_id,from=doctor_id,to=names_doctor_id."),
        ] = None,
        not_adopted: Annotated[
            int | None,
            typer.Option(help="Period of people who have not adopted, in addition to empty cells."),
        ] = None,
        mutual: Annotated[bool, typer.Option("--mutual", help="Treat ties as undirected.")] = False,
        permutations: Annotated[
            int, typer.Option(min=0, max=1_000_000, help="Number of networks of the rewiring test; 0 skips it.")
        ] = PERMUTATIONS,
        seed: Annotated[int, typer.Option(min=0, help="Random seed of the rewiring test.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Compute diffusion statistics: curve, hazard, thresholds, contagion, growth (see docs/diffusion.md)."""
        from metodgraph.commands.analyse.spread_figures import SpreadRequest, figures

        request = SpreadRequest(
            adoptions, ties, tuple(renamed or ()), group, covariates, not_adopted, mutual, permutations, seed
        )
        printed(figures(request), as_json)
