"""The command `analyse partners`: learn to predict new partners from a table, and evaluate the prediction."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from metodgraph.commands.analyse.output import printed


def register(analyse: typer.Typer, console: Console) -> None:
    """Add the command."""

    @analyse.command()
    def partners(
        participations: Annotated[
            Path | None,
            typer.Option(
                help="Table of participations: columns organisation_id, project_id, start_year, and optionally country "
                "and organisation_type."
            ),
        ] = None,
        topics: Annotated[
            Path | None, typer.Option(help="Table of topics of projects: columns project_id and topic.")
        ] = None,
        until: Annotated[
            int | None, typer.Option(help="Last year for learning. Later years are used only for the evaluation.")
        ] = None,
        test_until: Annotated[
            int | None, typer.Option(help="Last year of the evaluation; the last year of the table if not given.")
        ] = None,
        edges: Annotated[
            Path | None, typer.Option(help="Instead of participations: table of a plain network, columns from and to.")
        ] = None,
        hold_out: Annotated[
            float, typer.Option(min=0.01, max=0.5, help="Part of the edges to predict from the others.")
        ] = 0.1,
        renamed: Annotated[
            list[str] | None,
            typer.Option("--map", help="Names of the columns, as in organisation_id=member,start_year=year."),
        ] = None,
        seed: Annotated[int, typer.Option(min=0, help="Random seed of samples, edges and resampling.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Predict new partners and evaluate the prediction against baselines. Definitions: docs/partner-tables.md."""
        from metodgraph.commands.analyse.partner_figures import PartnerRequest, partner_figures

        request = PartnerRequest(participations, topics, until, test_until, edges, hold_out, tuple(renamed or ()), seed)
        printed(partner_figures(request, console), as_json)
