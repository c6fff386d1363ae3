"""The command `analyse findings`: the rules of the order for the whole country, compared with the last stored run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from graph_model.database.driver import Database
from metodgraph.commands.analyse.output import printed
from metodgraph.commands.running import OnTheGraph
from metodgraph.progress import progress_bar

if TYPE_CHECKING:
    from analysis.findings.results import CheckedRules, Finding
    from jobs.findings.comparing import RuleChange
    from jobs.findings.storing import LatestRun


def register(analyse: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command."""

    @analyse.command()
    def findings(
        as_of: Annotated[
            datetime | None,
            typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day of the check. Default: that of the data."),
        ] = None,
        first: Annotated[int, typer.Option(min=0, help="Number of findings to print in each list.")] = 20,
        store: Annotated[bool, typer.Option("--store", help="Store the findings as a new run.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Check the rules of the order for the whole country, and compare the findings with the last stored run.

        Stored runs are readable as ruleChecks. Definitions: docs/rules.md.
        """
        day = as_of.date() if as_of else None
        on_the_graph(lambda _, database: checked(database, day, first, store, console, as_json))


async def checked(
    database: Database, day: date | None, first: int, store: bool, console: Console, as_json: bool
) -> None:
    """Check the rules, store the run if requested, and print the findings and their changes."""
    from jobs.country.version import one_version
    from jobs.findings.comparing import changes
    from jobs.findings.storing import latest_checks, latest_run, store_checks
    from resolvers.fields.findings.country import check_country, day_of_data

    with progress_bar(console) as reporter:
        async with one_version(database) as version:
            found = await check_country(database, day or await day_of_data(database), reporter)
            before, earlier = await latest_run(database), await latest_checks(database)
        stored = await store_checks(database, found, version) if store else None
    printed(figures(found, changes(earlier, found), before, stored, first), as_json)


def figures(
    found: CheckedRules,
    changed: Sequence[RuleChange],
    before: LatestRun | None,
    stored: LatestRun | None,
    first: int,
) -> dict[str, object]:
    """Return the figures: the numbers of each rule, and the first findings, new ones apart."""
    from analysis.findings.results import code_of

    by_rule = {each.rule: each for each in changed}
    opened = [each for change in changed for each in change.opened]
    return {
        "as_of": found.day.isoformat(),
        "compared_with": None if before is None else before._asdict(),
        "stored": None if stored is None else stored._asdict(),
        "findings": len(found.findings),
        "opened": len(opened),
        "closed": sum(len(each.closed) for each in changed),
        "absent_rules": [*found.absent],
        "rules": {
            code: {
                "status": each.status.value,
                "checked": each.checked,
                "violations": each.violations,
                "undecided": each.undecided,
                "reasons": [*each.reasons],
                **numbers_of(by_rule[code]),
            }
            for each in found.outcomes
            for code in (code_of(each.rule),)
        },
        "first_findings": [shown(each) for each in found.findings[:first]],
        "first_opened": [shown(each) for each in opened[:first]],
        "first_closed": [{"rule": each.rule, "object": key or None} for each in changed for key in each.closed][:first],
    }


def numbers_of(change: RuleChange) -> dict[str, int | None]:
    """Return the numbers of new and closed findings of a rule; null if the two runs are not comparable."""
    numbers = {"opened": len(change.opened), "closed": len(change.closed)}
    return {name: number if change.comparable else None for name, number in numbers.items()}


def shown(finding: Finding) -> dict[str, object]:
    """Return a finding for the output."""
    from analysis.findings.results import code_of

    return {
        "rule": code_of(finding.rule),
        "severity": finding.severity.value,
        "object": finding.object,
        "message": finding.message,
        "missing": "; ".join(finding.missing),
    }
