"""Storage of the checks of rules: a run is stored in one transaction, and earlier runs remain for comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from analysis.findings.results import CheckedRules, code_of
from graph_model.database.driver import Database, Reader
from graph_model.kinds.rule_checks import RuleCheck
from graph_model.terms import Confidence
from graph_model.writing.bulk_writes import write_together
from jobs.computed import VersionedWriting, computed_source
from jobs.findings.comparing import EarlierCheck, violators_of

SOURCE_ID = "computed-findings"
SUBJECT = "проверка правил Концепции"
LATEST = "MATCH (check:RuleCheck) WITH max(check.run) AS latest MATCH (check:RuleCheck {run: latest})"
RUN = f"{LATEST} RETURN check.run, toString(check.asOf), check.dataVersion LIMIT 1"
CHECKS = f"{LATEST} RETURN check.rule, check.status, check.violators ORDER BY check.rule"
SYNTHETIC = "RETURN EXISTS { MATCH (each:Organisation) WHERE each.synthetic }"


class LatestRun(NamedTuple):
    """The latest stored run: its number, the day of the check, and the version of the data after storing."""

    number: int
    as_of: str
    data_version: int


async def latest_run(database: Database) -> LatestRun | None:
    """Return the latest stored run, or None."""
    rows = await database.read(RUN, {})
    return LatestRun._make(rows[0]) if rows else None


async def latest_checks(database: Database) -> dict[str, EarlierCheck]:
    """Return the checks of the latest stored run by the code of the rule."""
    return {row[0]: EarlierCheck._make(row) for row in await database.read(CHECKS, {})}


async def store_checks(database: Database, checked: CheckedRules, data_version: int) -> LatestRun:
    """Store the outcomes and findings as a new run. Equal checks of the same version of the data are not repeated.

    `data_version` is the version of the data that were checked.

    Raises:
        ChangedMeanwhileError: Another process has changed the data.
    """
    before = await latest_run(database)
    if before is not None and before[1:] == (date.isoformat(checked.day), data_version):
        return before
    [[synthetic]] = await database.read(SYNTHETIC, {})
    number = 1 if before is None else before.number + 1

    async def store(run: Reader, version: int) -> None:
        source = computed_source(SOURCE_ID, SUBJECT, synthetic)
        await write_together(run, [source, *nodes_of(checked, number, version, synthetic)], [])

    writing = VersionedWriting(database, data_version)
    await writing.write(store)
    return LatestRun(number, date.isoformat(checked.day), writing.version)


def nodes_of(checked: CheckedRules, number: int, version: int, synthetic: bool) -> Iterator[RuleCheck]:
    """Yield the node of each rule of a run."""
    violators = violators_of(checked)
    for each in checked.outcomes:
        rule = code_of(each.rule)
        yield RuleCheck(
            code=f"{number}/{rule}",
            run=number,
            rule=rule,
            as_of=checked.day,
            data_version=version,
            status=each.status.value,
            checked=each.checked,
            violations=each.violations,
            undecided=each.undecided,
            violators=tuple(sorted(violators[rule])),
            synthetic=synthetic,
            confidence=Confidence.ASSUMED,
            source_ids=(SOURCE_ID,),
        )
