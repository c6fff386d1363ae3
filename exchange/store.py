"""Where an import writes: to the graph, or, on a dry run, in transactions that are undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exchange.report import Report, Waiting
from exchange.seen import Seen
from graph_model.awaiting import code_of
from graph_model.batches import Batch, LinkRow, NodeBatch, NodeRow
from graph_model.bulk_writes import Outcome, write_batch
from graph_model.catalogue import DataSource
from graph_model.data_state import record_change, take_turn
from graph_model.database import Database, Reader
from graph_model.declarations import Node
from graph_model.journal import LogEntry
from graph_model.writing import Counts, Writer, Written

EXAMPLES = 3
WAITING = """
MATCH (awaited:AwaitedLink) WHERE any(source IN awaited.sourceIds WHERE source IN $sources)
WITH awaited ORDER BY awaited.pattern, awaited.told, awaited.code
RETURN awaited.pattern, count(*), collect(awaited.told)[..$examples] ORDER BY awaited.pattern
"""
STORED = "UNWIND $ids AS id MATCH (node:{kind} {{id: id}}) RETURN id"
SOURCE = "MATCH (source:DataSource {id: $id}) RETURN count(source)"


class _UndoneError(Exception):
    """Ends a transaction that is not to be kept; carries what it came to."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


class Store:
    """Writes batches, and knows what waits."""

    def __init__(self, database: Database, writer: Writer, seen: Seen, dry_run: bool) -> None:
        self.database = database
        self.writer = writer
        self.awaited: set[str] = set()
        self._seen = seen
        self._dry_run = dry_run
        # on a dry run: links of which an end may still come with this import
        self._open: list[LinkRow] = []

    async def write(self, batches: Sequence[Batch]) -> Written:
        """Write batches in one transaction, raising the version where they change something."""
        outcomes = await self._together(batches)
        written: Written = {}
        for outcome in outcomes:
            for name, counts in outcome.counts.items():
                written[name] = written.get(name, Counts()) + counts
            self.awaited |= {code_of(row.link) for row in outcome.waiting}
            if self._dry_run:
                self._open += outcome.waiting
        return written

    async def _together(self, batches: Sequence[Batch]) -> list[Outcome]:
        async def work(run: Reader) -> list[Outcome]:
            await take_turn(run)
            outcomes = [await write_batch(run, each, self.writer) for each in batches]
            if self._dry_run:
                raise _UndoneError(outcomes)
            if any(each.moved for each in outcomes):
                await record_change(run)
            return outcomes

        try:
            return await self.database.write(work)
        except _UndoneError as undone:
            return undone.outcomes

    async def source(self, source: DataSource) -> None:
        """Store where records come from: before they are read if it is new, afterwards with the number of rows."""
        if self._dry_run:
            return
        stored = bool((await self.database.read(SOURCE, {"id": source.id}))[0][0])
        if source.rows is not None or not stored:
            await self._together([NodeBatch(DataSource, [NodeRow.of(source)])])

    async def log(self, entry: LogEntry) -> None:
        """Write an entry of the log, which is no change of the data."""
        if not self._dry_run:
            await self.database.write(lambda run: self._entered(run, entry))

    async def _entered(self, run: Reader, entry: Node) -> Outcome:
        await take_turn(run)
        return await write_batch(run, NodeBatch(type(entry), [NodeRow.of(entry)]), self.writer)

    async def settle(self, report: Report) -> None:
        """On a dry run: tell which of the links that waited would have become real."""
        stored = await self._stored({id_ for row in self._open for id_ in (row.link.start, row.link.end)})
        real = [row for row in self._open if {row.link.start, row.link.end} <= stored]
        made = {row.link.identity: row.link.pattern for row in real}
        for pattern in made.values():
            report.add({pattern: Counts(created=1)})
        self._open = [row for row in self._open if row.link.identity not in made]

    async def _stored(self, ids: Iterable[str]) -> set[str]:
        found = {id_ for id_ in ids if id_ in self._seen.nodes}
        by_kind: dict[str, list[str]] = {}
        for id_ in set(ids) - found:
            by_kind.setdefault(id_.partition(":")[0], []).append(id_)
        for kind, asked in by_kind.items():
            found |= {id_ for [id_] in await self.database.read(STORED.format(kind=kind), {"ids": asked})}
        return found

    async def waiting(self, sources: Sequence[str]) -> list[Waiting]:
        """The links of these sources that wait for an end."""
        if self._dry_run:
            return _grouped(self._open)
        rows = await self.database.read(WAITING, {"sources": sources, "examples": EXAMPLES})
        return [Waiting(pattern, count, tuple(places)) for pattern, count, places in rows]


def _grouped(rows: Sequence[LinkRow]) -> list[Waiting]:
    told: dict[str, dict[str, str]] = {}
    for row in rows:
        told.setdefault(row.link.pattern, {}).setdefault(code_of(row.link), row.told or "")
    return [Waiting(name, len(each), tuple(sorted(each.values()))[:EXAMPLES]) for name, each in sorted(told.items())]
