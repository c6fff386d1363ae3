"""Duplicate and contradictory rows of one import, within a table and between tables.

Rejecting contradictions makes imports repeatable: the same tables give the same graph, even after an interruption.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.importing.records import Read, RowError
from exchange.table_forms import END
from graph_model.writing.batches import LinkRow
from graph_model.writing.link_batch import only_one
from graph_model.writing.withdrawal import Identity, Kept


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a record in a table, and the digest of its content."""

    source: str
    file: str
    line: int
    digest: str


class KnownKeys:
    """The keys that an import has read, and the records of each source."""

    def __init__(self) -> None:
        self.nodes: dict[str, Place] = {}
        self.kept: dict[str, Kept] = {}
        self._links: dict[Identity, Place] = {}
        self._only: dict[tuple[str, str], tuple[str, Place]] = {}

    def add(self, read: Read, source: str, file: str, line: int) -> Read:
        """Record a row. Return its records that are new in this import; exact repetitions are dropped.

        Raises:
            RowError: The row contradicts an earlier one.
        """
        node = read.node
        repeated = node is not None and node.id in self.nodes and self.nodes[node.id].source == source
        before = self.kept.get(source, Kept()).links
        new = [row for row in read.links if row.link.identity not in before]
        if node is not None:
            _must_agree(self.nodes.get(node.id), Place(source, file, line, node.form.digest), None)
        for row in read.links:
            self._must_fit(row, Place(source, file, line, row.form.digest))
        kept = self.kept.setdefault(source, Kept())
        if node is not None:
            self.nodes.setdefault(node.id, Place(source, file, line, node.form.digest))
            kept.nodes.add(node.id)
        for row in read.links:
            self._keep(row, kept, Place(source, file, line, row.form.digest))
        return Read(None if repeated else node, new, read.record)

    def reject(self, ids: Sequence[str], source: str) -> bool:
        """Record the key of a rejected row, so that its record is not ended. Return False if the row has no key."""
        kept = self.kept.setdefault(source, Kept())
        if len(ids) == 1:
            kept.nodes.add(ids[0])
            kept.shielded.add(ids[0])
        elif ids:
            kept.pairs |= {(ids[0], ids[1]), (ids[1], ids[0])}
        return bool(ids)

    def _must_fit(self, row: LinkRow, place: Place) -> None:
        if not row.by_reference:
            _must_agree(self._links.get(row.link.identity), place, None)
        for slot, other in slots(row):
            occupied = self._only.get(slot)
            if occupied is not None and occupied[0] != other:
                reason = (
                    f"{occupied[1].file}, line {occupied[1].line} refers to another record, and only one is possible"
                )
                raise RowError((END if not row.by_reference else None, reason))

    def _keep(self, row: LinkRow, kept: Kept, place: Place) -> None:
        if not row.by_reference:
            self._links.setdefault(row.link.identity, place)
        kept.links.add(row.link.identity)
        for slot, other in slots(row):
            self._only.setdefault(slot, (other, place))


def _must_agree(known: Place | None, place: Place, column: str | None) -> None:
    if known is None or known.digest == place.digest:
        return
    if known.source == place.source:
        raise RowError((column, f"is already in line {known.line}, with other values"))
    raise RowError((column, f"{known.file}, line {known.line} has other values in this import"))


def slots(row: LinkRow) -> list[tuple[tuple[str, str], str]]:
    """Return the unique positions that a link occupies, each with the id at its other end."""
    link = row.link
    from_start, to_end = only_one(link.start_kind, type(link.relation), link.end_kind)
    found = [((f"{link.pattern} from", link.start), link.end)] if from_start else []
    return [*found, *([((f"{link.pattern} to", link.end), link.start)] if to_end else [])]
