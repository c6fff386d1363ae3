"""The command `analyse partners`: learn to predict new partners from the graph or from a table, and evaluate it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from metodgraph.commands.analyse.output import printed
from metodgraph.commands.running import OnTheGraph


def register(analyse: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
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
        """Fit the model of partnerships to the graph and store it; with tables, predict partners from them instead.

        Without --participations and --edges, the model is fitted to the graph and evaluated on its last year
        (docs/partners.md). The exit status is 3 if no model can be fitted; an earlier model is kept. With a table, a
        model is learned from the table and evaluated against baselines (docs/partner-tables.md).
        """
        if participations is None and edges is None:
            refuse_table_options(topics, until, test_until, renamed)
            from metodgraph.commands.analyse.partner_model import fit_and_store

            on_the_graph(lambda _, database: fit_and_store(database, date.today(), seed, console, as_json))
            return
        from metodgraph.commands.analyse.partner_figures import PartnerRequest, partner_figures

        request = PartnerRequest(participations, topics, until, test_until, edges, hold_out, tuple(renamed or ()), seed)
        printed(partner_figures(request, console), as_json)


def refuse_table_options(
    topics: Path | None, until: int | None, test_until: int | None, renamed: list[str] | None
) -> None:
    """Raise `typer.BadParameter` for an option that only a table has."""
    given = {"--topics": topics, "--until": until, "--test-until": test_until, "--map": renamed}
    if names := [name for name, value in given.items() if value]:
        msg = f"{names[0]} needs a table. Give --participations or --edges, or leave out {', '.join(names)}."
        raise typer.BadParameter(msg)
