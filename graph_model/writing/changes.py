"""The changes of one transaction: its writer, and the nodes whose state may have changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph_model.record_states import requiring
from graph_model.writing.ended_records import End
from graph_model.writing.state_settling import Touched
from graph_model.writing.undo_journal import Journal


@dataclass(frozen=True)
class Writer:
    """The writer of records. `end` is the end of relations that are replaced.

    The sources with the prefix `own` are complete in each record: other sources with this prefix are removed from it.
    """

    end: End
    own: str | None = None


@dataclass
class Changes:
    """The changes of a transaction of a writer so far."""

    writer: Writer
    touched: Touched = field(default_factory=dict)
    # the undo journal of an import
    journal: Journal | None = None

    def touch(self, kind: str, ids: Iterable[str], origin: str | None = None) -> None:
        """Add nodes whose state must be settled before the transaction ends."""
        known = self.touched.setdefault(kind, {})
        for each in ids:
            known[each] = origin or known.get(each)

    def touch_ends(self, start: str, relation: str, end: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Add the nodes that require the relations between these pairs of ids."""
        sides = [*requiring(start, relation, end)]
        for pair in pairs if sides else ():
            for side, kind in sides:
                self.touch(kind, [pair[0] if side == "start" else pair[1]])
