"""The destination of an import: the graph, or, on a dry run, transactions that are rolled back."""

from __future__ import annotations

from collections.abc import Sequence

from exchange.importing.dry_run import EXAMPLES, DryRun
from exchange.importing.duplicates import KnownKeys
from exchange.importing.report import Report, Waiting
from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader
from graph_model.declarations import Node
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.journal import LogEntry
from graph_model.record_states import INCOMPLETE
from graph_model.writing.batches import Batch, NodeBatch, NodeRow
from graph_model.writing.bulk_writes import Outcome, write_batches
from graph_model.writing.changes import Changes, Writer
from graph_model.writing.node_batch import Counts, Written
from graph_model.writing.pending_references import code_of
from graph_model.writing.undo_journal import Journals, forget_old_imports

WAITING = """
MATCH (awaited:AwaitedLink) WHERE any(source IN awaited.sourceIds WHERE source IN $sources)
WITH awaited ORDER BY awaited.pattern, awaited.told, awaited.code
RETURN awaited.pattern, count(*), collect(awaited.told)[..$examples] ORDER BY awaited.pattern
"""
INCOMPLETES = f"""
MATCH (record:{INCOMPLETE}) WHERE record.removedOn IS NULL AND any(source IN record.sourceIds WHERE source IN $sources)
WITH split(record.id, ':')[0] AS kind, record.lacks AS lacks, record.told AS told ORDER BY kind, told
RETURN kind, lacks, count(*), collect(told)[..$examples] ORDER BY kind, lacks
"""
SOURCE = "MATCH (source:DataSource {id: $id}) RETURN count(source)"


class _UndoneError(Exception):
    """A signal that rolls back the transaction of a dry run; it carries the outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class Store:
    """A writer of batches that keeps track of pending links."""

    def __init__(self, database: Database, writer: Writer, known_keys: KnownKeys, dry_run: bool) -> None:
        """Set up the writer; `writer` names the import in ended records and in its undo journal."""
        self.database = database
        self.writer = writer
        self.journals = Journals(writer.end.by)
        self.pending: set[str] = set()
        self._rehearsal = DryRun(database, known_keys) if dry_run else None

    async def write(self, batches: Sequence[Batch]) -> Written:
        """Write batches in one transaction. If they change the data, the data version is increased."""
        outcome = await self._together(batches)
        self.pending |= {code_of(row.link) for row in outcome.waiting}
        if self._rehearsal:
            self._rehearsal.add(batches, outcome)
        return outcome.counts

    async def _together(self, batches: Sequence[Batch]) -> Outcome:
        async def work(run: Reader) -> Outcome:
            await lock_for_writing(run)
            journal = None if self._rehearsal else self.journals.next()
            outcome = await write_batches(run, batches, Changes(self.writer, journal=journal))
            if self._rehearsal:
                raise _UndoneError(outcome)
            if outcome.moved:
                await record_change(run)
            return outcome

        try:
            return await self.database.write(work)
        except _UndoneError as undone:
            return undone.outcome

    async def source(self, source: DataSource) -> None:
        """Store a data source: before its rows are read if it is new, afterwards with the number of rows."""
        if self._rehearsal:
            return
        stored = bool((await self.database.read(SOURCE, {"id": source.id}))[0][0])
        if source.rows is not None or not stored:
            await self._together([NodeBatch(DataSource, [NodeRow.of(source)])])

    async def log(self, entry: LogEntry) -> None:
        """Write an entry of the log, which does not change the data version."""
        if not self._rehearsal:
            await self.database.write(lambda run: self._entered(run, entry))

    async def _entered(self, run: Reader, entry: Node) -> Outcome:
        await lock_for_writing(run)
        return await write_batches(run, [NodeBatch(type(entry), [NodeRow.of(entry)])], Changes(self.writer))

    async def forget_old_imports(self) -> None:
        """Remove the undo journals of older imports."""
        await self.database.write(forget_old_imports)

    async def settle(self, report: Report) -> None:
        """Add the links to the report that a dry run left pending and a real import would have stored."""
        if self._rehearsal:
            for pattern, count in (await self._rehearsal.made_real()).items():
                report.add({pattern: Counts(created=count)})

    async def waiting(self, sources: Sequence[str]) -> list[Waiting]:
        """Return the pending links of these sources and their incomplete records."""
        if self._rehearsal:
            return self._rehearsal.waiting()
        rows = await self.database.read(WAITING, {"sources": sources, "examples": EXAMPLES})
        links = [Waiting(pattern, count, tuple(places)) for pattern, count, places in rows]
        rows = await self.database.read(INCOMPLETES, {"sources": sources, "examples": EXAMPLES})
        return [*links, *(Waiting(kind, count, tuple(places), tuple(lacks)) for kind, lacks, count, places in rows)]
