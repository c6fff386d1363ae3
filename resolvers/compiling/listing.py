"""Pages of computed lists, which are completely in memory.

A cursor is a position by the order keys and belongs to the list of one computation. Rows inserted or deleted elsewhere
do not move it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from resolvers.compiling.arguments import DEFAULT_PAGE, page_size
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.requests.cursors import decoded, encoded, refused

Item = TypeVar("Item")
Key = tuple[str | None, ...]


# larger than a page of stored nodes, since the list is in memory
LARGEST_COMPUTED_PAGE = 10_000


def size_of_page(first: object) -> int:
    """Return the size of a page of a computed list. Raises a `RequestError` outside the limits."""
    return page_size("first", first, LARGEST_COMPUTED_PAGE)


def requested_page_size(given: ArgumentValues) -> int | None:
    """Validate and return the argument `first` of a nested list. Raises a `RequestError` outside the limits."""
    first = given.get("first")
    return None if first is None else size_of_page(first)


class PageInfo(NamedTuple):
    """The position of a page in its list."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


class Edge(NamedTuple, Generic[Item]):
    """A row with its cursor."""

    cursor: str
    node: Item


@dataclass(frozen=True)
class Listing(Generic[Item]):
    """A list in the order of the `keys` texts that `key` returns, with absent ones last.

    `signed` identifies the computation of the list in cursors.
    """

    items: Sequence[Item]
    key: Callable[[Item], Key]
    keys: int
    signed: str

    def page(self, first: int | None = None, after: str | None = None) -> Page[Item]:
        """Return a page. Raises a `RequestError` for an invalid size or cursor."""
        size = DEFAULT_PAGE if first is None else size_of_page(first)
        start = 0 if after is None else bisect_right(self._places, place(self._key_in(after)))
        return Page(self, start, min(start + size, len(self.items)))

    def cursor(self, index: int) -> str:
        """Return the cursor of a row."""
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
    """Return a sort key that puts absent values last."""
    return tuple((each is None, each or "") for each in key)


@dataclass(frozen=True)
class Page(Generic[Item]):
    """The rows of a listing from `start` (inclusive) to `end` (exclusive), as a connection."""

    listing: Listing[Item]
    start: int
    end: int

    @property
    def total_count(self) -> int:
        """The number of rows of all pages."""
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
        """The cursors of the page, and whether other pages follow or precede it."""
        ends = [self.listing.cursor(each) for each in (self.start, self.end - 1)] if self.nodes else [None, None]
        return PageInfo(self.end < self.total_count, self.start > 0, *ends)


class Paged(ABC, Generic[Item]):
    """A result that is a page of a list, and has further fields."""

    @property
    @abstractmethod
    def page(self) -> Page[Item]:
        """The page."""

    @property
    def nodes(self) -> Sequence[Item]:
        """The rows of the page."""
        return self.page.nodes

    @property
    def edges(self) -> list[Edge[Item]]:
        """The rows of the page with their cursors."""
        return self.page.edges

    @property
    def page_info(self) -> PageInfo:
        """The position of the page."""
        return self.page.page_info

    @property
    def total_count(self) -> int:
        """The number of rows of all pages."""
        return self.page.total_count
