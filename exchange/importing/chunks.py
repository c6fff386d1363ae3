"""Chunks of a fixed number of rows of a table, validated and ready to be written together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from exchange.importing.duplicates import KnownKeys
from exchange.importing.plausibility import odd_days
from exchange.importing.records import Read, RecordReader, RowError, place_of
from exchange.importing.rejects import Reject
from exchange.table_forms import NodeTable
from graph_model.writing.batches import Batch, LinkBatch, LinkRow, NodeBatch, NodeRow
from tables.files import TableFile
from tables.rows import Row

SIZE = 5000


@dataclass
class Chunk:
    """Rows to be written together, rejected rows, and the share of the file that has been read."""

    rows: int = 0
    read: float = 0.0
    nodes: list[NodeRow] = field(default_factory=list)
    links: dict[str, list[LinkRow]] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    # rejected rows without a readable key
    unknown: int = 0
    # implausible values that fit the model
    odd: list[str] = field(default_factory=list)

    def batches(self, table: NodeTable | None) -> Iterator[Batch]:
        """Yield the batch of nodes, then the batches of links of their references."""
        if self.nodes and table is not None:
            yield NodeBatch(table.kind, self.nodes)
        for rows in self.links.values():
            yield LinkBatch.of(rows)


class ChunkReader:
    """A reader of the chunks of the table of one source."""

    def __init__(
        self, source_id: str, file: TableFile, reader: RecordReader, known_keys: KnownKeys, size: int = SIZE
    ) -> None:
        self.source_id = source_id
        self.file = file
        self.reader = reader
        self.known_keys = known_keys
        self._rows = iter(file)
        self._size = size
        self._today = date.today()

    def next(self) -> Chunk | None:
        """Return the next chunk, or None at the end."""
        chunk = Chunk()
        for row in islice(self._rows, self._size):
            chunk.rows += 1
            self._take(row, chunk)
        chunk.read = self.file.share
        return chunk if chunk.rows else None

    def _take(self, row: Row, chunk: Chunk) -> None:
        try:
            read = self.reader.read(row)
            new = self.known_keys.add(read, self.source_id, row.file, row.line)
        except RowError as error:
            chunk.rejects.append(Reject([row.problem(*fault) for fault in error.faults], row.cells))
            chunk.unknown += not self.known_keys.reject(self.reader.key(row), self.source_id)
        else:
            chunk.odd += [f"{place_of(row)}: {odd}" for odd in odd_days(read.record, self._today)]
            self._add(new, chunk)

    def _add(self, read: Read, chunk: Chunk) -> None:
        if read.node is not None:
            chunk.nodes.append(read.node)
        for row in read.links:
            chunk.links.setdefault(row.link.pattern, []).append(row)
