"""The score of a mentor for a person: a sum of contributions of themes, subjects, distance and free places.

The weights are fixed and add up to 1, since no outcomes of mentorships are recorded from which they could be learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from analysis.answers import ContributingReason, contributing
from analysis.mentoring import mentor_wording as wording
from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.models.numbers import Floats
from analysis.workplaces import closeness, nearest_organisation, share, shared

# weights of themes, subjects, distance and free places
WEIGHTS = THEMES, SUBJECTS, DISTANCE, PLACES = (0.4, 0.3, 0.2, 0.1)
# the distance at which the contribution of the distance is halved, and the free places that contribute fully
HALVING_KM, MOST_PLACES = 30.0, 3

Part = TypeVar("Part", float, Floats)


@dataclass(frozen=True)
class MentorSuggestion:
    """A suggested mentor and the organisation, the shared themes and subjects (global ids), with reasons."""

    mentor: str
    organisation: str
    distance_km: float | None
    free_places: int | None
    shared_themes: tuple[str, ...]
    shared_subjects: tuple[str, ...]
    reasons: tuple[ContributingReason, ...]

    @property
    def score(self) -> float:
        """Return the sum of the contributions."""
        return sum(each.contribution for each in self.reasons)


def suggestion(mentee: MenteeRecord, mentor: MentorRecord) -> MentorSuggestion:
    """Return the suggestion of a mentor."""
    themes, subjects = shared(mentee.themes, mentor.themes), shared(mentee.subjects, mentor.subjects)
    nearest = nearest_organisation(mentee.workplaces, mentor.workplaces)
    free = mentor.free_places
    texts = (
        wording.shared_themes(len(themes)),
        wording.shared_subjects(len(subjects)),
        wording.distance(nearest.kilometres),
        wording.free_places(free),
    )
    contributions = weighted(
        share(themes, mentee.themes),
        share(subjects, mentee.subjects),
        closeness(nearest.kilometres, HALVING_KM),
        places_share(free),
    )
    return MentorSuggestion(
        mentor=mentor.id,
        organisation=nearest.organisation,
        distance_km=nearest.kilometres,
        free_places=free,
        shared_themes=themes,
        shared_subjects=subjects,
        reasons=contributing(map(ContributingReason, texts, contributions)),
    )


def weighted(*parts: Part) -> list[Part]:
    """Return the contributions of the shared themes, the shared subjects, the closeness and the free places, 0 to 1."""
    return [weight * part for weight, part in zip(WEIGHTS, parts, strict=True)]


def places_share(free: int | None) -> float:
    """Return the number of free places as a share of `MOST_PLACES`, at most 1; 0 if it is not known."""
    return min(free or 0, MOST_PLACES) / MOST_PLACES
