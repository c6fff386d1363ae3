"""Pages of computed lists, which are in memory as a whole.

Cursors are positions by the keys of the order, bound to what the list was computed for: a row that comes or goes
elsewhere does not move them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from resolvers.compiling.arguments import DEFAULT_PAGE, page_size
from resolvers.requests.cursors import decoded, encoded, refused

Item = TypeVar("Item")
Key = tuple[str | None, ...]


# the whole list is in memory: a page of it costs no further reads
LARGEST_COMPUTED_PAGE = 10_000


def size_of_page(first: object) -> int:
    """The size of a page of a computed list; raises a `RequestError` outside the limits."""
    return page_size("first", first, LARGEST_COMPUTED_PAGE)


class PageInfo(NamedTuple):
    """The place of a page in its list."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


class Edge(NamedTuple, Generic[Item]):
    """One row with its cursor."""

    cursor: str
    node: Item


@dataclass(frozen=True)
class Listing(Generic[Item]):
    """A list in the order of the texts that `key` gives (`keys` of them), absent ones last; `signed` says what it was
    computed for.
    """

    items: Sequence[Item]
    key: Callable[[Item], Key]
    keys: int
    signed: str

    def page(self, first: int | None = None, after: str | None = None) -> Page[Item]:
        """The page; raises a `RequestError` where its size or its cursor cannot be used."""
        size = DEFAULT_PAGE if first is None else size_of_page(first)
        start = 0 if after is None else bisect_right(self._places, place(self._key_in(after)))
        return Page(self, start, min(start + size, len(self.items)))

    def cursor(self, index: int) -> str:
        """The cursor of a row."""
        return encoded(self.signed, list(self.key(self.items[index])))

    @cached_property
    def _places(self) -> list[tuple[tuple[bool, str], ...]]:
        return [place(self.key(each)) for each in self.items]

    def _key_in(self, cursor: str) -> Key:
        content = decoded(cursor, self.signed, self.keys)
        key = tuple(each for each in content if each is None or isinstance(each, str))
        if len(key) < len(content):
            raise refused("Its content does not fit the order.")
        return key


def place(key: Key) -> tuple[tuple[bool, str], ...]:
    """A key that compares as the order does: absent values last."""
    return tuple((each is None, each or "") for each in key)


@dataclass(frozen=True)
class Page(Generic[Item]):
    """The rows of a listing from `start` to before `end`, as a connection."""

    listing: Listing[Item]
    start: int
    end: int

    @property
    def total_count(self) -> int:
        """How many rows there are over all pages."""
        return len(self.listing.items)

    @cached_property
    def nodes(self) -> Sequence[Item]:
        """The rows."""
        return self.listing.items[self.start : self.end]

    @property
    def edges(self) -> list[Edge[Item]]:
        """The rows with their cursors."""
        return [Edge(self.listing.cursor(self.start + index), each) for index, each in enumerate(self.nodes)]

    @property
    def page_info(self) -> PageInfo:
        """Whether there is more, and from where to go on."""
        ends = [self.listing.cursor(each) for each in (self.start, self.end - 1)] if self.nodes else [None, None]
        return PageInfo(self.end < self.total_count, self.start > 0, *ends)
