"""Storage of analysed networks, which readers see complete or not at all.

The records of a large country exceed the memory of one transaction. Therefore a new result is written in pages next to
the current one, under a code of its own, and is invisible until its analysis becomes current
(`graph_model.kinds.networks`). One transaction makes all new results current and the earlier ones invisible, which are
then deleted in pages. After an interruption, either the earlier results are complete and visible or the new ones are;
the next run deletes the rest. Each transaction checks that no other process has changed the data since they were read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from analysis.brokerage.ranking import VERSION
from graph_model.database.driver import Database, Reader
from graph_model.declarations import Node
from graph_model.links import Link
from graph_model.progress import Reporter, silent
from graph_model.writing.bulk_writes import write_together
from jobs.computed import VersionedWriting
from jobs.network.analysing import NetworkResult
from jobs.network.records import AnalysisRecords, name_of_scope, source_of

AT_ONCE = 2_000
# the two codes of a scope, of which one is current and the other is written
CODES = ("a", "b")
CURRENT = """
MATCH (analysis:NetworkAnalysis {current: true}) WHERE analysis.scope IN $scopes
RETURN analysis.scope, analysis.code, analysis.version, toString(analysis.asOf), analysis.seed, analysis.dataVersion
"""
REPLACED = "MATCH (analysis:NetworkAnalysis) WHERE analysis.code IN $codes SET analysis.current = false RETURN count(*)"
REMOVE_POSITIONS = """
MATCH (analysis:NetworkAnalysis)<-[:FOUND_BY]-(position:NetworkPosition) WHERE analysis.code IN $codes
WITH position LIMIT $size DETACH DELETE position RETURN count(*)
"""
REMOVE_ANALYSES = """
MATCH (analysis:NetworkAnalysis) WHERE analysis.code IN $codes DETACH DELETE analysis RETURN count(*)
"""
SYNTHETIC = """
RETURN EXISTS { MATCH (each:Organisation) WHERE each.synthetic }
  OR EXISTS { MATCH (:Organisation)-[each:PARTNER_OF|UNIT_OF|FOUNDED_BY|TAKES_PART]->() WHERE each.synthetic }
  OR EXISTS { MATCH (each:Adoption) WHERE each.synthetic }
"""


class CurrentRow(NamedTuple):
    """The current analysis of a scope."""

    scope: str
    code: str
    version: str
    as_of: str
    seed: int
    data_version: int


@dataclass(frozen=True)
class StoredNetworks:
    """The numbers of stored and deleted positions; both are 0 if the stored results are already of the current data."""

    written: int
    removed: int


async def store_networks(
    database: Database,
    results: Sequence[NetworkResult],
    data_version: int,
    reporter: Reporter = silent,
    size: int = AT_ONCE,
) -> StoredNetworks:
    """Replace the stored results of the same scopes. Equal results of the same version of the data are not replaced.

    `data_version` is the version of the data from which the results were computed.

    Raises:
        ChangedMeanwhileError: Another process has changed the data; the earlier results remain, or the new ones are
            already current.
    """
    scopes = [name_of_scope(each.network.scope) for each in results]
    current = {row[0]: CurrentRow._make(row) for row in await database.read(CURRENT, {"scopes": scopes})}
    if all(is_stored(each, current, data_version) for each in results):
        return StoredNetworks(0, 0)
    [[synthetic]] = await database.read(SYNTHETIC, {})
    records = [AnalysisRecords(each, new_code(each, current), synthetic) for each in results]
    replaced = [each.code for each in current.values()]
    writing = VersionedWriting(database, data_version)
    removed = await remove(writing, [each.code for each in records], size)
    written = await write_pages(writing, records, data_version, reporter, size)
    await writing.write(lambda run, _: make_current(run, records, replaced, data_version))
    removed += await remove(writing, replaced, size)
    await writing.write(lambda run, version: make_current(run, records, [], version))
    return StoredNetworks(written, removed)


def is_stored(result: NetworkResult, current: dict[str, CurrentRow], data_version: int) -> bool:
    """Return whether a result is stored that was computed in the same way from the same data."""
    known, scope = current.get(name_of_scope(result.network.scope)), result.network.scope
    return known is not None and known[2:] == (VERSION, date.isoformat(scope.day), result.seed, data_version)


def new_code(result: NetworkResult, current: dict[str, CurrentRow]) -> str:
    """Return the code of a scope that is not current."""
    name = name_of_scope(result.network.scope)
    used = current[name].code if name in current else None
    return next(code for each in CODES if (code := f"{name}/{each}") != used)


async def remove(writing: VersionedWriting, codes: Sequence[str], size: int) -> int:
    """Delete analyses with their positions in pages, and return the number of positions."""
    [[stored]] = await writing.database.read(
        "MATCH (analysis:NetworkAnalysis) WHERE analysis.code IN $codes RETURN count(*)", {"codes": codes}
    )
    if not stored:
        return 0

    async def page(run: Reader, version: int) -> int:
        del version
        [[count]] = await run(REMOVE_POSITIONS, {"codes": codes, "size": size})
        return int(count)

    async def analyses(run: Reader, version: int) -> int:
        del version
        [[count]] = await run(REMOVE_ANALYSES, {"codes": codes})
        return int(count)

    removed = 0
    while count := await writing.write(page):
        removed += count
    await writing.write(analyses)
    return removed


async def write_pages(
    writing: VersionedWriting, records: Sequence[AnalysisRecords], data_version: int, reporter: Reporter, size: int
) -> int:
    """Write the analyses, which are not current yet, and their positions in pages. Return the number of positions."""

    async def analyses(run: Reader, version: int) -> int:
        del version
        nodes = [each.analysis(data_version, current=False) for each in records]
        await write_together(run, [source_of(records[0].synthetic), *nodes], [])
        return len(nodes)

    await writing.write(analyses)
    done = 0
    positions = (position for each in records for position in each.positions())
    while page := [*islice(positions, size)]:

        async def work(run: Reader, version: int, page: Sequence[tuple[Node, Sequence[Link]]] = page) -> int:
            del version
            await write_together(run, [node for node, _ in page], [link for _, links in page for link in links])
            return len(page)

        done += await writing.write(work)
        reporter("Positions stored", done, done)
    return done


async def make_current(
    run: Reader, records: Sequence[AnalysisRecords], replaced: Sequence[str], data_version: int
) -> int:
    """Make analyses current within a transaction, instead of those with the codes `replaced`."""
    if replaced:
        await run(REPLACED, {"codes": replaced})
    await write_together(run, [each.analysis(data_version, current=True) for each in records], [])
    return len(records)
