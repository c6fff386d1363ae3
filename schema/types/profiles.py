"""Profiles of the deficits of people in a territory or an organisation, with small groups withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import computed, described
from schema.types.interfaces import Completeness, Method

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import DeficitSeverity
    from schema.types.competences import Competence


@computed
class SeverityCount:
    """The number of people whose deficit in a competence has one severity (по выраженности)."""

    severity: DeficitSeverity = described(
        "The highest severity among the open deficits of a person in the competence (выраженность)."
    )
    people: int = described("Number of people (число людей).")


@computed
class CompetenceDeficit:
    """The number of people with an open deficit in one competence (дефицит по компетенции)."""

    competence: Competence = described("The competence (компетенция).")
    people: int | None = described("Number of distinct people (число людей); null if the number is withheld.")
    suppressed: bool = described("Whether the number is withheld (скрыто).")
    by_severity: list[SeverityCount] | None = described(
        "The same people by severity; null if the number or its split by severity is withheld (по выраженности)."
    )


@computed
class DeficitProfile:
    """Open deficits, by competence, of the people who currently work here (профиль профессиональных дефицитов).

    A person counts once, regardless of the number of deficits or jobs here. Groups of fewer than five people are
    withheld. Figures from which a withheld group could be computed are withheld too: other figures of this profile, and
    of the profiles of the region, its municipalities and its organisations.
    """

    people: int | None = described(
        "Number of people with at least one open deficit (число людей с дефицитами); null if the whole profile is "
        "withheld."
    )
    competences: list[CompetenceDeficit] = described(
        "Competences in which at least one person has an open deficit, the largest number of people first, withheld "
        "numbers last (по компетенциям)."
    )
    suppressed: int = described("How many numbers of people in this profile are withheld (сколько чисел скрыто).")
    method: Method = described("The method that protects small groups (метод).")
    completeness: Completeness = described("Explanation of the withheld numbers (полнота).")


__all__ = ["Completeness", "DeficitProfile", "Method"]
