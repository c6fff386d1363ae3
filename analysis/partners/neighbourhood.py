"""What suggestions of partners are made from: an organisation, and the organisations in and around its region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.answers import ALWAYS, ValidityPeriod
from analysis.geography import Place
from analysis.ties.links import Tie
from graph_model.terms import OrganisationKind


class Performance(NamedTuple):
    """A function, by global id, that an organisation performs."""

    function: str
    period: ValidityPeriod = ALWAYS


class Body(NamedTuple):
    """What counts of an organisation; `last_day` is None where it has no end."""

    id: str
    kind: OrganisationKind
    last_day: date | None = None
    place: Place | None = None
    functions: Sequence[Performance] = ()

    def ended(self, day: date) -> bool:
        """Whether it no longer existed on `day`."""
        return self.last_day is not None and self.last_day < day

    def performed(self, day: date) -> frozenset[str]:
        """The functions that it performed on `day`."""
        return frozenset(function for function, period in self.functions if period.holds(day))


class RegionNearness(NamedTuple):
    """How a region lies to the region of the asker (`home`): it is the same, or borders it.

    `record` is the data source of the seat of the asker there, or of the border.
    """

    home: str
    region: str
    name: str
    record: str | None = None

    @property
    def same(self) -> bool:
        """Whether it is the region of the asker itself."""
        return self.home == self.region


class Candidate(NamedTuple):
    """An organisation that may be suggested, and where it lies."""

    body: Body
    nearness: RegionNearness


class SecondPartner(NamedTuple):
    """`other` is a partner of an organisation that is, or was, a partner of the asker."""

    other: str
    partner: str
    period: ValidityPeriod = ALWAYS


@dataclass(frozen=True)
class Neighbourhood:
    """An asker and who is around it, in any order.

    `functions_assigned` says whether the order gives functions to the asker's kind; `functions_known` is how many
    functions anybody in the country performs; `ties` are the stored relations of the asker.
    """

    asker: Body
    functions_assigned: bool = True
    functions_known: int = 0
    candidates: Sequence[Candidate] = ()
    ties: Sequence[Tie] = ()
    second_partners: Sequence[SecondPartner] = ()

    def ties_by_organisation(self, day: date) -> dict[str, list[Tie]]:
        """The ties that hold on `day` by the organisation at the other end."""
        found: dict[str, list[Tie]] = {}
        for tie in self.ties:
            if tie.period.holds(day):
                found.setdefault(tie.other(self.asker.id), []).append(tie)
        return found

    def each_candidate_once(self) -> list[Candidate]:
        """The candidates by id; of one that has a seat in several regions, the nearest counts."""
        found: dict[str, Candidate] = {}
        for candidate in sorted(self.candidates, key=distant_first):
            found[candidate.body.id] = candidate
        found.pop(self.asker.id, None)
        return [found[each] for each in sorted(found)]


def distant_first(candidate: Candidate) -> tuple[bool, str]:
    """A key that sorts candidates of the asker's own region last."""
    return candidate.nearness.same, candidate.nearness.region
