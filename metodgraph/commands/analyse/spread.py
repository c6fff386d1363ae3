"""The command `analyse spread`: diffusion statistics from a table of adoptions and a table of ties."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from metodgraph.commands.analyse.output import printed
from metodgraph.commands.analyse.spread_periods import PeriodLength
from metodgraph.commands.picture_files import LanguageOption, check_picture
from metodgraph.console_output import print_text

PERMUTATIONS = 1999


def register(analyse: typer.Typer, console: Console) -> None:
    """Add the command. Warnings and names of written files are printed on `console`."""

    @analyse.command()
    def spread(
        adoptions: Annotated[
            Path, typer.Option(help="Table of all people with the columns id and period (empty: has not adopted).")
        ],
        ties: Annotated[
            Path,
            typer.Option(help="Table of ties with the columns from, to and optionally weight, since, until."),
        ],
        group: Annotated[str | None, typer.Option(help="Column of the adoptions table that groups people.")] = None,
        cluster: Annotated[
            str | None,
            typer.Option(help="Column for clustered standard errors. Default: the group, or else each person."),
        ] = None,
        covariates: Annotated[
            str,
            typer.Option(
                help="Numeric columns for the hazard regression, as in belief,proage. A column with more than five "
                "values also enters with its square, unless powers are given, as in belief,proage,proage^2."
            ),
        ] = "",
        exposures: Annotated[
            str,
            typer.Option(
                help="Exposures in the hazard regression, separated by commas: direct, attribute:COLUMN (weighted by a "
                "column), within:COLUMN (ties within a group), equivalence (structural), equivalence:COLUMN."
            ),
        ] = "direct",
        lags: Annotated[str, typer.Option(help="Lags of each exposure in periods, as in 1,2.")] = "1",
        renamed: Annotated[
            list[str] | None,
            typer.Option("--map", help="Names of the columns, as in id=doctor_id,from=doctor_id,to=names_doctor_id."),
        ] = None,
        first: Annotated[
            str | None, typer.Option(help="First period of the window. Default: the first adoption.")
        ] = None,
        last: Annotated[str | None, typer.Option(help="Last period of the window. Default: the last adoption.")] = None,
        by: Annotated[
            PeriodLength | None, typer.Option(help="Length of periods if the periods are dates. Default: year.")
        ] = None,
        not_adopted: Annotated[
            str | None,
            typer.Option(help="Period of people who have not adopted, in addition to empty cells."),
        ] = None,
        mutual: Annotated[bool, typer.Option("--mutual", help="Treat ties as undirected.")] = False,
        permutations: Annotated[
            int, typer.Option(min=0, max=1_000_000, help="Number of networks of the rewiring test; 0 skips it.")
        ] = PERMUTATIONS,
        seed: Annotated[int, typer.Option(min=0, help="Random seed of the rewiring test.")] = 1,
        people: Annotated[
            Path | None,
            typer.Option(help="CSV file to write with a row for each person: threshold, exposure, category."),
        ] = None,
        plot: Annotated[Path | None, typer.Option(help="Picture to write, with the suffix svg, png or pdf.")] = None,
        language: Annotated[LanguageOption, typer.Option(help="Language of the picture.")] = LanguageOption.ENGLISH,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Compute diffusion statistics: curve, hazard, thresholds, contagion, growth (see docs/diffusion.md)."""
        from metodgraph.commands.analyse.spread_exclusions import warnings_in
        from metodgraph.commands.analyse.spread_figures import figures_of_tables
        from metodgraph.commands.analyse.spread_people import check_target, write_people
        from metodgraph.commands.analyse.spread_tables import SpreadRequest, read_tables

        if people is not None:
            check_target(people)
        if plot is not None:
            check_picture(plot)
        request = SpreadRequest(
            adoptions=adoptions,
            ties=ties,
            renamed=tuple(renamed or ()),
            group=group,
            covariates=covariates,
            not_adopted=not_adopted,
            mutual=mutual,
            permutations=permutations,
            seed=seed,
            first=first,
            last=last,
            length=by,
            cluster=cluster,
            exposures=exposures,
            lags=lags,
        )
        read = read_tables(request)
        found = figures_of_tables(request, read)
        printed(found, as_json)
        for warning in warnings_in(found):
            print_text(console, warning, style="yellow")
        if people is not None:
            write_people(read, people)
            print_text(console, f"Wrote {people}")
        if plot is not None:
            from metodgraph.commands.analyse.spread_chart import chart_of, draw

            draw(chart_of(read, language), plot)
            print_text(console, f"Wrote {plot}")
