"""The search for internships: which are considered, in which order, and which data are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from analysis.answers import Completeness, Method, Wording
from analysis.internships import internship_wording as wording
from analysis.internships.records import InternshipRecords, OfferedInternship
from analysis.internships.scoring import (
    DEFICITS,
    DISTANCE,
    HALVING_KM,
    MOST_PLACES,
    PLACES,
    SEVERITIES,
    THEMES,
    InternshipSuggestion,
    distance_of,
    suggestion,
)
from analysis.models.stable_order import hashes_of, mixed

# the internships that are considered for a person
MOST_INTERNSHIPS = 2_000


class InternshipObstacle(Enum):
    """A reason why an internship is not suggested. An internship with several of them has the first one."""

    TAKEN = "TAKEN"
    FULL = "FULL"
    OUTSIDE_OF_PERIOD = "OUTSIDE_OF_PERIOD"
    DAYS_UNKNOWN = "DAYS_UNKNOWN"
    TOO_FAR = "TOO_FAR"
    DISTANCE_UNKNOWN = "DISTANCE_UNKNOWN"


@dataclass(frozen=True)
class InternshipRequest:
    """The number of internships, the period in which they lie, the largest distance, and the day of the request."""

    first: int
    since: date | None
    until: date | None
    most_km: float | None
    day: date


@dataclass(frozen=True, eq=False)
class InternshipSearch:
    """The suggested internships of a person, the highest score first; equal ones by a hash of both ids."""

    request: InternshipRequest
    records: InternshipRecords
    suggestions: tuple[InternshipSuggestion, ...]
    obstacles: Counter[InternshipObstacle]

    @property
    def method(self) -> Method:
        """Return the method with its parameters."""
        parameters = {
            "weights": {"deficits": DEFICITS, "themes": THEMES, "distance": DISTANCE, "freePlaces": PLACES},
            "severities": {each.value: weight for each, weight in SEVERITIES.items()},
            "halvingKm": HALVING_KM,
            "mostPlaces": MOST_PLACES,
            "mostInternships": MOST_INTERNSHIPS,
        }
        return Method(
            "sum of fixed weights of deficits, themes, distance and free places", "1", parameters, "docs/mentors.md"
        )

    @property
    def completeness(self) -> Completeness:
        """Return the completeness of the search."""
        cut = len(self.records.internships) > MOST_INTERNSHIPS
        cuts = [wording.not_all_internships(MOST_INTERNSHIPS)] if cut else []
        return Completeness(self.request.day, tuple(cuts), (*self._gaps(),), (*self._notes(),))

    def _gaps(self) -> Iterator[Wording]:
        """Yield texts on missing data."""
        if self.records.deficits and not self.records.workplaces:
            yield wording.unknown_workplace()
        if any(each.free_places is None for each in self.suggestions):
            yield wording.unknown_places()
        if any(each.begins_on is None for each in self.suggestions):
            yield wording.unknown_days()
        if self.records.workplaces and any(each.distance_km is None for each in self.suggestions):
            yield wording.unknown_distance()
        if count := self.obstacles[InternshipObstacle.DAYS_UNKNOWN]:
            yield wording.left_out_without_days(count)
        if count := self.obstacles[InternshipObstacle.DISTANCE_UNKNOWN]:
            yield wording.left_out_without_distance(count)

    def _notes(self) -> Iterator[Wording]:
        """Yield texts that explain an empty result."""
        if not self.records.deficits:
            yield wording.no_deficits(self.request.day)
        elif not self.records.internships:
            yield wording.no_internship(self.request.day)
        elif not self.suggestions:
            yield wording.none_available({each.value: count for each, count in self.obstacles.items()})


def search_internships(records: InternshipRecords, request: InternshipRequest) -> InternshipSearch:
    """Return the best internships for a person."""
    considered = records.internships[:MOST_INTERNSHIPS]
    judged = [(each, obstacle_to(records, each, request)) for each in considered]
    allowed = [each for each, obstacle in judged if obstacle is None]
    (own,) = hashes_of([records.person])
    ties = mixed(hashes_of(each.id for each in allowed), own).tolist()
    found = [suggestion(records, each) for each in allowed]
    order = sorted(range(len(found)), key=lambda each: (-found[each].score, ties[each]))
    best = tuple(found[each] for each in order[: request.first])
    return InternshipSearch(request, records, best, Counter(each for _, each in judged if each is not None))


def obstacle_to(
    records: InternshipRecords, internship: OfferedInternship, request: InternshipRequest
) -> InternshipObstacle | None:
    """Return why an internship is not suggested, or None. Unknown free places are no obstacle."""
    if internship.taken or internship.free_places == 0:
        return InternshipObstacle.TAKEN if internship.taken else InternshipObstacle.FULL
    if request.since is not None or request.until is not None:
        if internship.begins_on is None:
            return InternshipObstacle.DAYS_UNKNOWN
        if not within_period(internship, request):
            return InternshipObstacle.OUTSIDE_OF_PERIOD
    if request.most_km is not None:
        kilometres = distance_of(records, internship)
        if kilometres is None or kilometres > request.most_km:
            return InternshipObstacle.DISTANCE_UNKNOWN if kilometres is None else InternshipObstacle.TOO_FAR
    return None


def within_period(internship: OfferedInternship, request: InternshipRequest) -> bool:
    """Return whether an internship begins and ends within the period; an unknown last day counts as the first one."""
    first = internship.begins_on or date.max
    last = max(first, internship.ends_on or first)
    return (request.since or date.min) <= first and last <= (request.until or date.max)
