"""The command `assign mentors`: an assignment of mentors to the young teachers of a region who have none."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from graph_model.database.driver import Database
from graph_model.errors import ExitStatus, MetodGraphError
from graph_model.progress import Reporter
from metodgraph.commands.analyse.output import printed
from metodgraph.commands.running import OnTheGraph
from metodgraph.console_output import print_text
from metodgraph.progress import progress_bar

if TYPE_CHECKING:
    from analysis.mentoring.assignment.assigning import MentorAssignment, RegionMentoring


class UnknownRegionError(MetodGraphError):
    """An error for a code that no region has."""

    code = "REGION_UNKNOWN"
    exit_status = ExitStatus.INPUT


def register(assign: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command."""

    @assign.command()
    def mentors(
        region: Annotated[str, typer.Option(help="Two-digit code of the region.")],
        max_km: Annotated[
            float, typer.Option("--max-km", min=0, help="The largest distance between the organisations.")
        ] = 50.0,
        as_of: Annotated[
            datetime | None,
            typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day of ages, jobs and places. Default: today."),
        ] = None,
        output: Annotated[
            Path | None, typer.Option(help="CSV file for the whole assignment: one row for each young teacher.")
        ] = None,
        first: Annotated[int, typer.Option(min=0, help="Number of rows to print.")] = 20,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Propose mentors for all young teachers of a region who have none; nothing is stored.

        No mentor gets more teachers than free places. Definitions: docs/mentors.md.
        """
        day = as_of.date() if as_of else date.today()
        on_the_graph(lambda _, database: assigned(database, region, day, max_km, output, first, console, as_json))


async def assigned(
    database: Database,
    region: str,
    day: date,
    most_km: float,
    output: Path | None,
    first: int,
    console: Console,
    as_json: bool,
) -> None:
    """Assign the mentors, write the table if requested, and print the summary with the first rows."""
    from jobs.country.version import one_version
    from metodgraph.commands.assign.assignment_table import rows_of, summary_of, write_table
    from resolvers.fields.mentor_suggestions.region import read_region

    with progress_bar(console, "Reading the region") as reporter:
        async with one_version(database):
            read = await read_region(database, region, day, reporter)
        if read is None:
            raise UnknownRegionError(f"There is no region with the code {region}. Give a code such as 16.")
        people, numbers = read
        found = await last_round(people, most_km, reporter)
        rows = rows_of(found)
    if output is not None:
        write_table(rows, output)
        print_text(console, f"Wrote {len(rows):,} rows to {output}.")
    printed({"as_of": day.isoformat(), **summary_of(found, numbers), "first_rows": rows[:first]}, as_json)


async def last_round(people: RegionMentoring, most_km: float, reporter: Reporter) -> MentorAssignment:
    """Return the assignment of the last round; the command can be interrupted between two rounds."""
    from analysis.mentoring.assignment.assigning import assignments

    total = len(people.mentees)
    found = None
    for found in assignments(people, most_km):
        reporter("Teachers with a mentor", total - len(found.unassigned), total)
        await asyncio.sleep(0)
    assert found is not None  # noqa: S101 - there is always a first round
    return found
