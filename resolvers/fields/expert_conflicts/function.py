"""The arguments and the functions of conflicts of interest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from analysis.answers import Completeness
from analysis.certification.conflicts import (
    ConflictOfInterest,
    ConflictRow,
    completeness_of,
    conflicts_in,
    key_of_conflict,
)
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.compiling.listing import Listing, Page, Paged, requested_page_size
from resolvers.fields.days import today

KEYS = 6


@dataclass(frozen=True)
class NoArguments:
    """The arguments of `ExpertConclusion.conflicts`: none."""


@dataclass(frozen=True)
class ConflictArguments:
    """The arguments of `Query.conflictsOfInterest`: the page; the filter is part of the statement."""

    first: int | None
    after: str | None


@dataclass(frozen=True, eq=False)
class ConflictOfInterestPage(Paged[ConflictOfInterest]):
    """A page of conflicts: at most `first` conflicts after the cursor `after`."""

    first: int | None
    after: str | None
    found: list[ConflictOfInterest]
    completeness: Completeness

    @cached_property
    def page(self) -> Page[ConflictOfInterest]:
        """The page."""
        return Listing(self.found, key_of_conflict, KEYS, "conflicts of interest").page(self.first, self.after)

    @property
    def conclusions(self) -> int:
        """The number of conclusions with a conflict."""
        return len({each.conclusion for each in self.found})


def no_arguments(given: ArgumentValues) -> NoArguments:
    """Return the arguments."""
    del given
    return NoArguments()


def validated(given: ArgumentValues) -> ConflictArguments:
    """Validate and return the arguments. Raises a `RequestError` for an invalid page."""
    return ConflictArguments(requested_page_size(given), given.get("after"))


def conflicts_of_conclusion(arguments: NoArguments, rows: list[ConflictRow]) -> list[ConflictOfInterest]:
    """Return the conflicts of the conclusion with the field."""
    del arguments
    return conflicts_in(rows)


def conflicts_of_interest(arguments: ConflictArguments, rows: list[ConflictRow]) -> ConflictOfInterestPage:
    """Return a page of the conflicts of all conclusions that pass the filter."""
    return ConflictOfInterestPage(arguments.first, arguments.after, conflicts_in(rows), completeness_of(rows, today()))
