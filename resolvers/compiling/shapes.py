"""Shapes: the place of each name of the answer in a row, and the propagation of null.

Rows come from the database as nested lists (see `graph_model.read_tree`). A shape says how to give them back their
names. `HERE` in place of an index means the current value itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from resolvers.requests.cursors import encoded

HERE = -1


@dataclass(frozen=True)
class Leaf:
    """A value that goes out as it is; `labels` gives it another text (the Russian term of an enumeration)."""

    nullable: bool
    labels: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True)
class Constant:
    """A value known without the database, such as `__typename`."""

    value: object
    nullable: bool = False


@dataclass(frozen=True)
class Object:
    """A named selection: response key, index of the column, shape of the column; `width` columns make the row."""

    fields: tuple[tuple[str, int, Shape], ...]
    width: int
    nullable: bool


@dataclass(frozen=True)
class Sequence:
    """A list of one shape. An item that cannot be named is left out where `identity` leads, step by step, to its id.

    With `only`, the items are those of which that column is true. Counts are `ranked`: rows of value, label and count,
    the most frequent first.
    """

    item: Shape
    nullable: bool
    identity: tuple[int, ...] | None = None
    only: int | None = None
    ranked: bool = False

    def id_of(self, item: Any) -> Any:
        """The id of an item."""
        for step in self.identity or ():
            item = item[step]
        return item


def by_count(rows: list[Any]) -> list[Any]:
    """Rows of value, label and count, the most frequent first; level ones by value."""
    return sorted(rows, key=lambda row: (-row[2], row[0]))


@dataclass(frozen=True)
class Variant:
    """[name of the kind, row]: one shape for each kind."""

    shapes: tuple[tuple[str, Shape], ...]
    nullable: bool


@dataclass(frozen=True)
class Cursor:
    """The cursor of a row, from the columns of the order keys; in a list, of its first or last row (`row` 0 or -1)."""

    signed: str
    columns: tuple[int, ...]
    row: int | None = None

    @property
    def nullable(self) -> bool:
        """Only an empty list has no cursor."""
        return self.row is not None

    def of(self, value: Any) -> str | None:
        """The cursor of a row, or of one of a list of rows."""
        row = value if self.row is None else value[self.row] if value else None
        return encoded(self.signed, [row[index] for index in self.columns]) if row is not None else None


@dataclass(frozen=True)
class Pick:
    """One column of a row in place of the whole row."""

    index: int
    shape: Shape

    @property
    def nullable(self) -> bool:
        """As the picked one."""
        return self.shape.nullable


Shape = Leaf | Constant | Object | Sequence | Variant | Cursor | Pick
