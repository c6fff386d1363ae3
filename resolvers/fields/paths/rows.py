"""The rows of the statements of paths, and their conversion."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.answers import ValidityPeriod
from analysis.paths.network import Border, Seat
from analysis.ties.links import Tie
from analysis.vocabulary import LinkKind


class SeatRow(NamedTuple):
    """The region of an organisation, and the data source of this location."""

    region: str
    record: str | None


class EndRow(NamedTuple):
    """An end of the search: its last day and its seat, if known."""

    id: str
    last_day: date | None
    seat: SeatRow | None


class Beginning(NamedTuple):
    """The existing ends, and the kinds of links with at least one stored link."""

    ends: list[EndRow]
    stored: list[LinkKind]


class TieRow(NamedTuple):
    """A tie between two organisations, with the seat of each."""

    kind: LinkKind
    start: str
    end: str
    record: str | None
    since: date | None
    until: date | None
    start_seat: SeatRow | None
    end_seat: SeatRow | None

    def tie(self) -> Tie:
        """Return the tie for the analysis."""
        return Tie(self.kind, self.start, self.end, self.record, ValidityPeriod(self.since, self.until))


class OrganisationTiesRow(NamedTuple):
    """The ties of some organisations, and the projects with too many participants to be traversed."""

    ties: list[TieRow]
    large_projects: list[str]


class BorderingRegionRow(NamedTuple):
    """A region: the number of organisations located in it, and the bordering regions."""

    id: str
    size: int
    borders: list[SeatRow]

    def crossings(self) -> list[Border]:
        """Return the borders of the region."""
        return [Border(self.id, *each) for each in self.borders]


class NameRow(NamedTuple):
    """The global id and the name of an organisation."""

    id: str
    name: str


class MemberRow(NamedTuple):
    """An organisation with its seat in a region."""

    region: str
    organisation: str
    record: str | None

    def seat(self) -> Seat:
        """Return the seat for the analysis."""
        return Seat(*self)
