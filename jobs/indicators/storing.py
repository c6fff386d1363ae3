"""Storage of counted indicators: a run of a day replaces the earlier run of that day, in pages.

Only what may be shown is stored. One run for each day is kept, because the differences between two counts of one day
would disclose single people. A run that is not complete has the data version `INCOMPLETE`, so that no answer uses it.
The next run replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from analysis.indicators.country import Area, CountryIndicators
from analysis.indicators.definitions import SHARES
from analysis.indicators.stored import METHOD
from analysis.indicators.values import AreaIndicator
from graph_model.database.driver import Database, Reader
from graph_model.declarations import global_id
from graph_model.kinds.indicator_runs import CountedIn, IndicatorCount, IndicatorRun
from graph_model.links import Link
from graph_model.terms import Confidence
from graph_model.writing.bulk_writes import write_together
from jobs.computed import VersionedWriting, computed_source

SOURCE_ID = "computed-indicators"
SUBJECT = "показатели Концепции"
SYNTHETIC = "RETURN EXISTS { MATCH (each:Person) WHERE each.synthetic }"
REMOVE = """
MATCH (:IndicatorRun {code: $code})<-[:COUNTED_IN]-(count:IndicatorCount)
WITH count LIMIT $size DETACH DELETE count RETURN count(*)
"""
# values that one transaction writes; all of the country take more memory than a transaction may
AT_ONCE = 1_000
INCOMPLETE = 0


class StoredRun(NamedTuple):
    """A stored run: its day, the version of the data after storing, and the number of its counts."""

    on: str
    data_version: int
    counts: int


async def store_indicators(
    database: Database, found: CountryIndicators, data_version: int, size: int = AT_ONCE
) -> StoredRun:
    """Store the values of all areas. `data_version` is the version of the data that were counted.

    Values that a stored run already contains for this version are not stored again.

    Raises:
        ChangedMeanwhileError: Another process has changed the data.
    """
    values = [*values_to_store(found)]
    if found.origin.stored:
        return StoredRun(date.isoformat(found.day), data_version, len(values))
    [[synthetic]] = await database.read(SYNTHETIC, {})
    writing = VersionedWriting(database, data_version)
    await write_page(writing, found.day, [], synthetic)
    while await writing.write(lambda run, _: removed(run, found.day, size)):
        pass
    for start in range(0, len(values), size):
        await write_page(writing, found.day, values[start : start + size], synthetic)
    await write_page(writing, found.day, [], synthetic, complete=True)
    return StoredRun(date.isoformat(found.day), writing.version, len(values))


async def removed(run: Reader, day: date, size: int) -> int:
    """Delete at most `size` values of the run of a day, and return their number."""
    [[count]] = await run(REMOVE, {"code": date.isoformat(day), "size": size})
    return int(count)


async def write_page(
    writing: VersionedWriting, day: date, values: Sequence[AreaIndicator], synthetic: bool, complete: bool = False
) -> None:
    """Write the run of a day with some of its values; a complete run has the version of the data after writing."""

    async def page(run: Reader, version: int) -> None:
        head = run_node(day, version if complete else INCOMPLETE, synthetic)
        nodes, links = records(head, values, synthetic)
        await write_together(run, [computed_source(SOURCE_ID, SUBJECT, synthetic), head, *nodes], links)

    await writing.write(page)


def values_to_store(found: CountryIndicators) -> Iterator[AreaIndicator]:
    """Yield the values of the country, its regions and municipalities. Teams are not counted by municipality."""
    regions = [Area(), *map(Area, found.regions)]
    towns = [Area(region, place) for region, places in found.regions.items() for place in places]
    for indicator in found.indicators:
        areas: Sequence[Area] = (*regions, *towns) if indicator.code in SHARES else regions
        yield from (found.counted_value(indicator, area) for area in areas)


def run_node(day: date, version: int, synthetic: bool) -> IndicatorRun:
    """Return the node of a run."""
    return IndicatorRun(
        code=date.isoformat(day),
        as_of=day,
        method=METHOD,
        data_version=version,
        synthetic=synthetic,
        confidence=Confidence.ASSUMED,
        source_ids=(SOURCE_ID,),
    )


def records(
    run: IndicatorRun, values: Sequence[AreaIndicator], synthetic: bool
) -> tuple[list[IndicatorCount], list[Link]]:
    """Return the nodes of the values and their links to the run."""
    counted_in = CountedIn(synthetic=synthetic, confidence=Confidence.ASSUMED, source_ids=(SOURCE_ID,))
    nodes = [count_node(run.code, each, synthetic) for each in values]
    return nodes, [Link(counted_in, each.id, global_id(IndicatorRun, run.code)) for each in nodes]


def count_node(run: str, value: AreaIndicator, synthetic: bool) -> IndicatorCount:
    """Return the node of the value of an area."""
    area, second = value.municipality or value.region, value.of_participants
    return IndicatorCount(
        code=f"{run}/{value.code}/{area or 'country'}",
        indicator=value.code,
        area=area,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        target=value.target,
        met=value.met,
        of_participants=second.value if second else None,
        participants=second.denominator if second else None,
        suppressed=value.suppressed,
        reason=value.reason,
        synthetic=synthetic,
        confidence=Confidence.ASSUMED,
        source_ids=(SOURCE_ID,),
    )
