"""Shapes: the place of each response key in a row, and the nullability of its value.

The database returns rows as nested lists (see `graph_model.read_tree`). A shape describes the conversion of such a list
to named values. `CURRENT` in place of an index means the current value itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from resolvers.requests.cursors import encoded

CURRENT = -1


@dataclass(frozen=True)
class Leaf:
    """A plain value; `labels` maps it to another text, such as the Russian term of an enumeration."""

    nullable: bool
    labels: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True)
class Constant:
    """A constant value, such as `__typename`."""

    value: object
    nullable: bool = False


@dataclass(frozen=True)
class Object:
    """An object: for each field its response key, column index and shape. The row has `width` columns."""

    fields: tuple[tuple[str, int, Shape], ...]
    width: int
    nullable: bool


@dataclass(frozen=True)
class Sequence:
    """A list of items of one shape.

    `identity` is the path of indices from an item to its id. With `identity`, incomplete items are omitted. `only` is
    the index of a column that must be true for an item to be included. Counts are `ranked`: their rows of value, label
    and count are sorted with the most frequent first.
    """

    item: Shape
    nullable: bool
    identity: tuple[int, ...] | None = None
    only: int | None = None
    ranked: bool = False

    def id_of(self, item: Any) -> Any:
        """Return the id of an item."""
        for step in self.identity or ():
            item = item[step]
        return item


def by_count(rows: list[Any]) -> list[Any]:
    """Return the rows of value, label and count, the most frequent first; equal counts are sorted by value."""
    return sorted(rows, key=lambda row: (-row[2], row[0]))


@dataclass(frozen=True)
class Variant:
    """A value of the form [name of the kind, row], with one shape for each kind."""

    shapes: tuple[tuple[str, Shape], ...]
    nullable: bool


@dataclass(frozen=True)
class Cursor:
    """The cursor of a row, made of the columns of the order keys. For a list, `row` is 0 (first row) or -1 (last)."""

    signed: str
    columns: tuple[int, ...]
    row: int | None = None

    @property
    def nullable(self) -> bool:
        """Whether the cursor can be null; only an empty list has no cursor."""
        return self.row is not None

    def of(self, value: Any) -> str | None:
        """Return the cursor of a row, or of the first or last row of a list."""
        row = value if self.row is None else value[self.row] if value else None
        return encoded(self.signed, [row[index] for index in self.columns]) if row is not None else None


@dataclass(frozen=True)
class Pick:
    """One column of a row in place of the whole row."""

    index: int
    shape: Shape

    @property
    def nullable(self) -> bool:
        """Whether the column is nullable."""
        return self.shape.nullable


Shape = Leaf | Constant | Object | Sequence | Variant | Cursor | Pick
