"""Input of partner suggestions: the requesting organisation, and the organisations in its region and around it."""

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
    """The properties of an organisation that the score uses. `last_day` is None if the organisation has no end."""

    id: str
    kind: OrganisationKind
    last_day: date | None = None
    place: Place | None = None
    functions: Sequence[Performance] = ()

    def ended(self, day: date) -> bool:
        """Return whether the organisation no longer existed on `day`."""
        return self.last_day is not None and self.last_day < day

    def performed(self, day: date) -> frozenset[str]:
        """Return the functions that the organisation performed on `day`."""
        return frozenset(function for function, period in self.functions if period.holds(day))


class RegionNearness(NamedTuple):
    """The relation of a region to the region of the requesting organisation (`home`).

    The region is the same or a bordering one. `record` is the data source of the requesting organisation's seat in the
    region, or of the border.
    """

    home: str
    region: str
    name: str
    record: str | None = None

    @property
    def same(self) -> bool:
        """Return whether the region is that of the requesting organisation."""
        return self.home == self.region


class Candidate(NamedTuple):
    """An organisation that may be suggested, with the relation of its region to that of the requesting organisation."""

    body: Body
    nearness: RegionNearness


class SecondPartner(NamedTuple):
    """A partnership of `other` with `partner`, which is or was a partner of the requesting organisation."""

    other: str
    partner: str
    period: ValidityPeriod = ALWAYS


@dataclass(frozen=True)
class Neighbourhood:
    """The requesting organisation (`asker`) and the organisations around it, in any order.

    `functions_assigned` says whether the order assigns functions to the kind of the requesting organisation.
    `functions_known` is the number of functions that at least one organisation of the country performs. `ties` are the
    stored relations of the requesting organisation.
    """

    asker: Body
    functions_assigned: bool = True
    functions_known: int = 0
    candidates: Sequence[Candidate] = ()
    ties: Sequence[Tie] = ()
    second_partners: Sequence[SecondPartner] = ()

    def ties_by_organisation(self, day: date) -> dict[str, list[Tie]]:
        """Return the ties that hold on `day`, by the organisation at the other end."""
        found: dict[str, list[Tie]] = {}
        for tie in self.ties:
            if tie.period.holds(day):
                found.setdefault(tie.other(self.asker.id), []).append(tie)
        return found

    def each_candidate_once(self) -> list[Candidate]:
        """Return the candidates in the order of their ids.

        For a candidate with seats in several regions, the nearest seat counts.
        """
        found: dict[str, Candidate] = {}
        for candidate in sorted(self.candidates, key=distant_first):
            found[candidate.body.id] = candidate
        found.pop(self.asker.id, None)
        return [found[each] for each in sorted(found)]


def distant_first(candidate: Candidate) -> tuple[bool, str]:
    """Return a key that sorts candidates from the region of the requesting organisation last."""
    return candidate.nearness.same, candidate.nearness.region
