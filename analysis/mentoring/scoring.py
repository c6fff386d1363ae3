"""The score of a mentor for a person: a sum of contributions of themes, subjects, distance and free places.

The weights are fixed and add up to 1, since no outcomes of mentorships are recorded from which they could be learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.answers import Wording
from analysis.geography import distances_km
from analysis.mentoring import mentor_wording as wording
from analysis.mentoring.records import MenteeRecord, MentoringWorkplace, MentorRecord
from analysis.vocabulary import Language

THEMES, SUBJECTS, DISTANCE, PLACES = 0.4, 0.3, 0.2, 0.1
# the distance at which the contribution of the distance is halved, and the free places that contribute fully
HALVING_KM, MOST_PLACES = 30.0, 3


class Nearest(NamedTuple):
    """The nearest pair of workplaces: the organisation of the mentor, and the distance (None if it is not known)."""

    organisation: str
    kilometres: float | None


@dataclass(frozen=True)
class MentorReason:
    """A reason to suggest a mentor, with its contribution to the score."""

    wording: Wording
    contribution: float

    def text(self, language: str = Language.RU) -> str:
        """Return the reason as a sentence."""
        return self.wording.text(language)


@dataclass(frozen=True)
class MentorSuggestion:
    """A suggested mentor and the organisation, the shared themes and subjects (global ids), with reasons."""

    mentor: str
    organisation: str
    distance_km: float | None
    free_places: int | None
    shared_themes: tuple[str, ...]
    shared_subjects: tuple[str, ...]
    reasons: tuple[MentorReason, ...]

    @property
    def score(self) -> float:
        """Return the sum of the contributions."""
        return sum(each.contribution for each in self.reasons)


def suggestion(mentee: MenteeRecord, mentor: MentorRecord) -> MentorSuggestion:
    """Return the suggestion of a mentor."""
    themes, subjects = shared(mentee.themes, mentor.themes), shared(mentee.subjects, mentor.subjects)
    nearest = nearest_workplace(mentee.workplaces, mentor.workplaces)
    free = mentor.free_places
    reasons = [
        MentorReason(wording.shared_themes(len(themes)), THEMES * share(themes, mentee.themes)),
        MentorReason(wording.shared_subjects(len(subjects)), SUBJECTS * share(subjects, mentee.subjects)),
        MentorReason(wording.distance(nearest.kilometres), DISTANCE * closeness(nearest.kilometres)),
        MentorReason(wording.free_places(free), PLACES * min(free or 0, MOST_PLACES) / MOST_PLACES),
    ]
    contributing = sorted((each for each in reasons if each.contribution), key=lambda each: -each.contribution)
    return MentorSuggestion(
        mentor=mentor.id,
        organisation=nearest.organisation,
        distance_km=nearest.kilometres,
        free_places=free,
        shared_themes=themes,
        shared_subjects=subjects,
        reasons=tuple(contributing),
    )


def shared(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that two people share, in their order."""
    return tuple(sorted({*one} & {*other}))


def share(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Return the share of the wanted ids that are found; 0 if none are known."""
    return len(found) / max(len({*wanted}), 1)


def closeness(kilometres: float | None) -> float:
    """Return 1 at a distance of 0, and half for each `HALVING_KM` more; 0 for an unknown distance."""
    return 0.0 if kilometres is None else float(0.5 ** (kilometres / HALVING_KM))


def nearest_workplace(mine: Sequence[MentoringWorkplace], theirs: Sequence[MentoringWorkplace]) -> Nearest:
    """Return the nearest workplace of a mentor; without a known distance, the first one by id."""
    common = shared((each.organisation for each in mine), (each.organisation for each in theirs))
    if common:
        return Nearest(common[0], 0.0)
    pairs = [(one, other) for one in mine for other in sorted(theirs, key=lambda each: each.organisation)]
    distances = distances_km(*places([one for one, _ in pairs]), *places([other for _, other in pairs]))
    if not np.isfinite(distances).any():
        return Nearest(min(each.organisation for each in theirs), None)
    number = int(np.nanargmin(distances))
    return Nearest(pairs[number][1].organisation, float(distances[number]))


def places(workplaces: Sequence[MentoringWorkplace]) -> tuple[list[float], list[float]]:
    """Return the latitudes and the longitudes; NaN where they are not known."""
    unknown = float("nan")
    return (
        [unknown if each.latitude is None else each.latitude for each in workplaces],
        [unknown if each.longitude is None else each.longitude for each in workplaces],
    )
