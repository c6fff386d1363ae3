"""The score of an internship for a person: a sum of contributions of deficits, themes, distance and free places.

The weights are fixed and add up to 1, since no outcomes of internships are recorded from which they could be learned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analysis.answers import ContributingReason, contributing
from analysis.internships import internship_wording as wording
from analysis.internships.records import InternshipRecords, LackedCompetence, OfferedInternship
from analysis.workplaces import closeness, nearest_organisation, share, shared
from graph_model.kinds.people_terms import DeficitSeverity

DEFICITS, THEMES, DISTANCE, PLACES = 0.5, 0.2, 0.2, 0.1
# the relative weights of deficits
SEVERITIES = {DeficitSeverity.LOW: 1, DeficitSeverity.MEDIUM: 2, DeficitSeverity.HIGH: 3}
# the distance at which the contribution of the distance is halved, and the free places that contribute fully
HALVING_KM, MOST_PLACES = 100.0, 5


@dataclass(frozen=True)
class InternshipSuggestion:
    """A suggested internship with its organisation, the developed competences and shared themes (global ids)."""

    internship: str
    organisation: str | None
    closes: tuple[str, ...]
    shared_themes: tuple[str, ...]
    distance_km: float | None
    free_places: int | None
    begins_on: date | None
    ends_on: date | None
    reasons: tuple[ContributingReason, ...]

    @property
    def score(self) -> float:
        """Return the sum of the contributions."""
        return sum(each.contribution for each in self.reasons)


def suggestion(records: InternshipRecords, internship: OfferedInternship) -> InternshipSuggestion:
    """Return the suggestion of an internship."""
    themes, kilometres = shared(records.themes, internship.themes), distance_of(records, internship)
    free = internship.free_places
    reasons = [
        *deficit_reasons(records.deficits, internship),
        ContributingReason(wording.shared_themes(len(themes)), THEMES * share(themes, records.themes)),
        ContributingReason(wording.distance(kilometres), DISTANCE * closeness(kilometres, HALVING_KM)),
        ContributingReason(wording.free_places(free), PLACES * min(free or 0, MOST_PLACES) / MOST_PLACES),
    ]
    return InternshipSuggestion(
        internship=internship.id,
        organisation=internship.host.organisation if internship.host else None,
        closes=tuple(each.competence for each in records.deficits if each.competence in internship.closes),
        shared_themes=themes,
        distance_km=kilometres,
        free_places=free,
        begins_on=internship.begins_on,
        ends_on=internship.ends_on,
        reasons=contributing(reasons),
    )


def deficit_reasons(deficits: list[LackedCompetence], internship: OfferedInternship) -> Iterator[ContributingReason]:
    """Yield a reason for each deficit in a competence that an internship develops."""
    total = sum(SEVERITIES[each.severity] for each in deficits)
    for each in deficits:
        if each.competence in internship.closes:
            yield ContributingReason(wording.develops(each), DEFICITS * SEVERITIES[each.severity] / total)


def distance_of(records: InternshipRecords, internship: OfferedInternship) -> float | None:
    """Return the distance between the organisation of an internship and the nearest workplace; None if unknown."""
    if internship.host is None or not records.workplaces:
        return None
    return nearest_organisation(records.workplaces, [internship.host]).kilometres
