"""Import of tables: a thread reads and validates one chunk of rows while a transaction writes the previous one.

To resume an interrupted import, import the same tables again: digests identify the records that are already stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import orjson

from exchange.importing.certification import NOT_ON_DRY_RUNS, is_checked, never_in_force
from exchange.importing.chunks import SIZE, Chunk, ChunkReader
from exchange.importing.duplicates import KnownKeys
from exchange.importing.fault_wording import Language, fault_sentences
from exchange.importing.packages import ImportedTable, ImportRefusedError
from exchange.importing.plausibility import odd_places
from exchange.importing.pseudonyms import PersonKeyMissingError, Pseudonyms
from exchange.importing.records import RecordReader, checked_header
from exchange.importing.rejects import Reject, RejectsFile
from exchange.importing.report import Report
from exchange.importing.store import Store
from exchange.table_forms import LinkTable, NodeTable, Table, names_people
from graph_model.database.data_state import stored_state
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.journal import LogEntry
from graph_model.kinds.organisations import Organisation
from graph_model.terms import LogKind
from graph_model.writing.changes import Writer
from graph_model.writing.deficit_settling import decides_deficits, settle_deficits
from graph_model.writing.ended_records import End
from graph_model.writing.withdrawal import MissingRecords, count_missing, end_missing, in_turn
from tables.files import Examined, TableFile, examine
from tables.problems import TableError

# ending more records of a kind from a source, in number or in percent, requires `ends_at_most`
MOST_ENDED, MOST_ENDED_PERCENT = 100, 10
LONGEST_SECONDS = 3600
# the number of faults in the report; the file of rejects contains all faults
SHOWN_FAULTS = 10


class Progress(Protocol):
    """A callback for the progress of an import."""

    def __call__(self, file: str, read: float, rows: int, /) -> None:
        """Report that the share `read` of all files has been read and `rows` rows have been written."""
        ...


@dataclass(frozen=True)
class Options:
    """Options of an import.

    With `full`, the tables are complete, and the stored records of their sources that the tables no longer contain are
    ended. If there are more than `ends_at_most` of these records, none is ended. Without this number, the limits of the
    program apply.
    """

    rejects: Path
    people: Pseudonyms
    dry_run: bool = False
    full: bool = False
    size: int = SIZE
    ends_at_most: int | None = None
    language: Language = "en"
    today: date | None = None


def quiet(file: str, read: float, rows: int) -> None:
    """Do nothing with the reported progress."""
    del file, read, rows


async def import_tables(
    database: Database, sources: Sequence[ImportedTable], options: Options, progress: Progress = quiet
) -> Report:
    """Import tables. Valid rows are written to the graph, rejected rows to the file of rejects."""
    return await Import(database, sources, options, progress).run()


class Import:
    """A single import of one or more tables."""

    def __init__(
        self, database: Database, sources: Sequence[ImportedTable], options: Options, progress: Progress
    ) -> None:
        self.began = datetime.now(UTC)
        self.report = Report(f"import {self.began:%Y-%m-%dT%H:%M:%SZ} {uuid4().hex[:8]}", options.dry_run)
        end = End(options.today or date.today(), self.report.import_id)
        self.database, self.sources, self.options, self.progress = database, sources, options, progress
        self.known_keys = KnownKeys()
        self.store = Store(database, Writer(end), self.known_keys, options.dry_run)
        self.rejects = RejectsFile(options.rejects, options.language)
        self.examined: dict[str, Examined] = {}
        # tables whose missing records may be ended, since the keys of all their rows were read
        self.known: list[ImportedTable] = []
        # the places of the records that need a relation to be in force, by global id
        self.places: dict[str, str] = {}
        # signs that files may have lost rows; with any of them, ending records requires `ends_at_most`
        self.doubts: list[str] = []

    async def run(self) -> Report:
        """Import the tables one after another."""
        if not self.options.dry_run:
            await define(self.database)
        for source in self.sources:
            self.examined[source.source_id] = await asyncio.to_thread(examine, source.file, source.form)
        await self._log(finished=False)
        try:
            for number, source in enumerate(self.sources):
                await self._table(number, source)
        finally:
            self.rejects.close()
        await self._finish()
        return self.report

    async def _table(self, number: int, source: ImportedTable) -> None:
        try:
            reader = await asyncio.to_thread(self._opened, source)
        except (ImportRefusedError, TableError, PersonKeyMissingError) as error:
            of_people = isinstance(error, PersonKeyMissingError)
            message = f"{source.file.name} is refused: {error}." if of_people else error.message
            self.report.refused.append(message)
            return
        rows = await self._rows(number, source, reader)
        if not reader.reader.has_sources:
            await self.store.source(self._data_source(source, rows))

    def _opened(self, source: ImportedTable) -> ChunkReader:
        file = self._file(source)
        checked_header(source.table, file.header, source.file.name)
        people = self.options.people
        reader = RecordReader(source.table, file.header, source.source_id, people)
        if self.options.full and reader.has_sources:
            msg = f"{source.file.name} is refused: it contains sourceIds, so no source can be complete with it."
            raise ImportRefusedError(msg)
        if not people.can_make and _of_people(source.table):
            # without a secret, the rows must contain pseudonyms; all rows are checked before any is written
            for row in self._file(source):
                reader.name_people(row)
        return ChunkReader(source.source_id, file, reader, self.known_keys, self.options.size)

    def _file(self, source: ImportedTable) -> TableFile:
        return TableFile(source.file, source.form, self.examined[source.source_id], [*source.table.columns])

    async def _rows(self, number: int, source: ImportedTable, reader: ChunkReader) -> int:
        if not reader.reader.has_sources:
            await self.store.source(self._data_source(source, None))
        rows = unknown = 0
        upcoming = asyncio.create_task(asyncio.to_thread(reader.next))
        try:
            while (chunk := await upcoming) is not None:
                upcoming = asyncio.create_task(asyncio.to_thread(reader.next))
                await self._write(source, chunk)
                rows, unknown = rows + chunk.rows, unknown + chunk.unknown
                self.report.rows += chunk.rows
                self.progress(source.file.name, (number + chunk.read) / len(self.sources), self.report.rows)
        finally:
            # a thread cannot be cancelled, so wait until it has read its chunk
            await asyncio.wait({upcoming})
        if unknown:
            note = f"{source.file.name}: {unknown:,} rejected rows have no readable key"
            self.report.notes.append(f"{note}{', so none of its records are ended' if self.options.full else ''}.")
        elif self.options.full and reader.file.cut_off:
            self.report.notes.append(f"{source.file.name}: its last row is cut off, so none of its records are ended.")
        else:
            self.known.append(source)
            if self.options.full and (doubt := await asyncio.to_thread(lambda: reader.file.doubt)):
                self.doubts.append(f"{source.file.name} may have lost rows: {doubt}")
        return rows

    async def _write(self, source: ImportedTable, chunk: Chunk) -> None:
        table = source.table if isinstance(source.table, NodeTable) else None
        self.report.add(await self.store.write([*chunk.batches(table)]))
        self.report.odd += chunk.odd
        if is_checked(source.table):
            self.places |= {each.id: each.origin or source.file.name for each in chunk.nodes}
        if chunk.rejects:
            name = source.table.name
            self.report.rejected[name] = self.report.rejected.get(name, 0) + len(chunk.rejects)
            self.rejects.add(chunk.rejects)
            self._report_faults(chunk.rejects)
            self.report.rejects_file = str(self.rejects.path)

    def _report_faults(self, rejects: Sequence[Reject]) -> None:
        """Add the first faults to the report. Their sentences contain no values of the rows."""
        for problem in (each for reject in rejects for each in reject.problems):
            if len(self.report.faults) < SHOWN_FAULTS:
                self.report.faults.append(fault_sentences(problem, self.options.language))

    def _data_source(self, source: ImportedTable, rows: int | None) -> DataSource:
        return DataSource(
            source_id=source.source_id,
            name=source.name,
            licence=source.licence,
            attribution=source.attribution,
            file=source.file.name,
            sha256=self.examined[source.source_id].sha256,
            rows=rows,
            source_ids=(source.source_id,),
        )

    async def _finish(self) -> None:
        if self.options.full:
            await self._end()
        await self.store.settle(self.report)
        if not self.options.dry_run and any(decides_deficits(each.table.name) for each in self.sources):
            await settle_deficits(self.database)
        self.report.waiting = await self.store.waiting([each.source_id for each in self.sources])
        placed = [each for each in self.sources if each.table.name == Organisation.__name__]
        if placed and not self.options.dry_run:
            self.report.odd += await odd_places(self.database, [each.source_id for each in placed])
        await self._check_force()
        self.report.data_version = (await stored_state(self.database)).data_version
        await self._log(finished=True)
        if not self.options.dry_run:
            await self.store.forget_old_imports()

    async def _check_force(self) -> None:
        if self.places and self.options.dry_run:
            self.report.notes.append(NOT_ON_DRY_RUNS)
        elif self.places:
            self.report.odd += await never_in_force(self.database, self.places)

    async def _end(self) -> None:
        """End the stored records that the complete sources no longer contain.

        On a dry run, or if there are more records than may be ended, their numbers are only reported.
        """
        all_missing = [each for source in self.known if (each := self._missing(source))]
        counted = [await self._counted(each) for each in all_missing]
        shares = [share for each in counted for share in each.values()]
        total = sum(ending for ending, _ in shares)
        many = any(ending > MOST_ENDED or ending * 100 > of_source * MOST_ENDED_PERCENT for ending, of_source in shares)
        allowed = self.options.ends_at_most
        needed = bool(total) and (many or bool(self.doubts))
        if self.options.dry_run or total > (allowed if allowed is not None else 0 if needed else total):
            self._report_ends(counted, total, needed and not self.options.dry_run)
            return
        for missing in all_missing:
            for name, count in (await end_missing(missing, in_turn(self.database), self.report.followed)).items():
                self.report.ended[name] = self.report.ended.get(name, 0) + count

    def _report_ends(self, counted: Sequence[Mapping[str, tuple[int, int]]], total: int, refused: bool) -> None:
        for each in counted:
            for name, (ending, of_source) in each.items():
                if ending:
                    self.report.would_end[name] = (ending, of_source)
        if total:
            self.report.doubts = [*self.doubts]
        self.report.ends_refused = refused or (not self.options.dry_run and total > 0)

    async def _counted(self, missing: MissingRecords) -> dict[str, tuple[int, int]]:
        return await self.database.read_together(lambda run: count_missing(missing, run), LONGEST_SECONDS)

    def _missing(self, source: ImportedTable) -> MissingRecords | None:
        kept = self.known_keys.kept.get(source.source_id)
        if kept is None:
            self.report.notes.append(f"{source.file.name} contains no row, so none of its records are ended.")
            return None
        kept.pending |= self.store.pending
        end = self.store.writer.end
        return MissingRecords([source.source_id], kept, end, _kinds_of_table(source.table), self.store.journals)

    async def _log(self, finished: bool) -> None:
        files = tuple(f"{each.file.name} {self.examined[each.source_id].sha256}" for each in self.sources)
        entry = LogEntry(code=self.report.import_id, kind=LogKind.IMPORT, began_at=self.began, files=files)
        if finished:
            summary = orjson.dumps(self.report.summary()).decode()
            entry = entry.model_copy(update={"ended_at": datetime.now(UTC), "summary": summary})
        await self.store.log(entry)


def _of_people(table: Table) -> bool:
    return any(column.kind is not None and names_people(column.kind) for column in table.columns.values()) or (
        isinstance(table, NodeTable) and names_people(table.kind)
    )


def _kinds_of_table(table: Table) -> frozenset[str]:
    """Return the kinds of nodes and the patterns of relations that a table can contain."""
    if isinstance(table, LinkTable):
        return frozenset({table.name})
    patterns = set()
    for column in table.columns.values():
        if column.navigation is not None:
            hop, kind = column.navigation.hops[0], table.kind.__name__
            ends = (hop.kind, kind) if hop.direction == "in" else (kind, hop.kind)
            patterns.add(f"{ends[0]} {hop.relation.type} {ends[1]}")
    return frozenset({table.name, *patterns})
