"""The deficits that a route leaves open, each with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.answers import Wording
from analysis.routes import route_wording as wording
from analysis.routes.offers import Obstacle, OfferKind
from analysis.routes.problem import ordered
from analysis.routes.records import OpenDeficit
from analysis.routes.solving import FoundRoute
from analysis.vocabulary import Language
from graph_model.kinds.people_terms import DeficitSeverity


@dataclass(frozen=True)
class StayingDeficit:
    """A deficit that a route leaves open; its id, code and name are those of the competence."""

    deficit: OpenDeficit
    why: Wording

    @property
    def id(self) -> str:
        """Return the global id of the competence."""
        return self.deficit.competence

    @property
    def code(self) -> str:
        """Return the code of the competence."""
        return self.deficit.code

    @property
    def name(self) -> str:
        """Return the name of the competence."""
        return self.deficit.name

    @property
    def severity(self) -> DeficitSeverity:
        """Return the severity of the deficit."""
        return self.deficit.severity

    def reason(self, language: str = Language.RU) -> str:
        """Return the reason as a text."""
        return self.why.text(language)


def reason_of(
    number: int,
    deficit: OpenDeficit,
    found: FoundRoute,
    obstacles: Mapping[str, Mapping[OfferKind, Counter[Obstacle]]],
    day: date,
) -> Wording:
    """Return the reason why a route leaves a deficit open."""
    items, hours = found.problem.items, found.problem.hours
    closing = [place for place, each in enumerate(items) if number in each.closes]
    if not closing:
        return without_offer(deficit, obstacles[deficit.competence], day)
    shortest = min(items[each].hours for each in closing)
    if shortest > hours:
        return wording.too_long(shortest, hours)
    possible = {*ordered(items, [place for place, each in enumerate(items) if each.hours <= hours])}
    if not possible & {*closing}:
        return wording.requirements_stay_open()
    return wording.hours_used(hours) if found.optimal else wording.not_chosen()


def without_offer(deficit: OpenDeficit, obstacles: Mapping[OfferKind, Counter[Obstacle]], day: date) -> Wording:
    """Return the reason for a deficit that nothing available closes."""
    numbers = {
        OfferKind.PROGRAM: deficit.programs,
        OfferKind.PRACTICE: deficit.practices,
        OfferKind.INTERNSHIP: deficit.internships,
    }
    return wording.unavailable(numbers, obstacles, day) if any(numbers.values()) else wording.nothing_develops()
