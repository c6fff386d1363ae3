"""The search for mentors: who is considered, in which order, and which data are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.answers import Completeness, Method, Wording
from analysis.mentoring import mentor_wording as wording
from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.mentoring.scoring import (
    DISTANCE,
    HALVING_KM,
    MOST_PLACES,
    PLACES,
    SUBJECTS,
    THEMES,
    MentorSuggestion,
    suggestion,
)
from analysis.models.stable_order import hashes_of, mixed

# the mentors of a region that are considered
MOST_MENTORS = 5_000


@dataclass(frozen=True, eq=False)
class MentorSearch:
    """The suggested mentors of a person, the highest score first; equal ones by a hash of both ids."""

    mentee: MenteeRecord
    mentors: Sequence[MentorRecord]
    suggestions: tuple[MentorSuggestion, ...]
    day: date

    @property
    def method(self) -> Method:
        """Return the method with its parameters."""
        parameters = {
            "weights": {"themes": THEMES, "subjects": SUBJECTS, "distance": DISTANCE, "freePlaces": PLACES},
            "halvingKm": HALVING_KM,
            "mostPlaces": MOST_PLACES,
            "mostMentors": MOST_MENTORS,
        }
        return Method(
            "sum of fixed weights of themes, subjects, distance and free places", "1", parameters, "docs/mentors.md"
        )

    @property
    def completeness(self) -> Completeness:
        """Return the completeness of the search."""
        cuts = [wording.not_all_mentors(MOST_MENTORS)] if len(self.mentors) > MOST_MENTORS else []
        return Completeness(self.day, tuple(cuts), (*self._gaps(),), (*self._notes(),))

    def _gaps(self) -> Iterator[Wording]:
        """Yield texts on missing data."""
        mentee = self.mentee
        if mentee.region is None:
            yield wording.unknown_region()
            return
        themes, subjects, place = not mentee.themes, not mentee.subjects, not mentee.workplaces
        if themes or subjects or place:
            yield wording.unknown_mentee(themes=themes, subjects=subjects, place=place)
        if any(each.free_places is None for each in self.suggestions):
            yield wording.unknown_places()

    def _notes(self) -> Iterator[Wording]:
        """Yield texts that explain the result."""
        if self.mentee.region is not None and not self.suggestions:
            others = [each for each in self.mentors if permitted(self.mentee, each)]
            yield wording.no_mentor(without_places=bool(others))


def search_mentors(mentee: MenteeRecord, mentors: Sequence[MentorRecord], first: int, day: date) -> MentorSearch:
    """Return the best mentors for a person.

    The person, the current mentors of the person, and mentors without a free place are not suggested.
    """
    considered = mentors[:MOST_MENTORS]
    allowed = [each for each in considered if permitted(mentee, each) and each.free_places != 0]
    (own,) = hashes_of([mentee.id])
    ties = mixed(hashes_of(each.id for each in allowed), own).tolist()
    found = [suggestion(mentee, each) for each in allowed]
    order = sorted(range(len(found)), key=lambda each: (-found[each].score, ties[each]))
    return MentorSearch(mentee, mentors, tuple(found[each] for each in order[:first]), day)


def permitted(mentee: MenteeRecord, mentor: MentorRecord) -> bool:
    """Return whether a mentor is neither the person nor a current mentor of the person."""
    return mentor.id != mentee.id and mentor.id not in mentee.mentors
