"""Profiles of the deficits of people in a territory or an organisation, with small groups withheld."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, computed, described
from schema.types.interfaces import Completeness, Method

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import DeficitSeverity, DiagnosticKind
    from schema.types.competences import Competence, SubjectArea


# the arguments of the profile of a region, a municipality and an organisation
PROFILE_ARGUMENTS = {
    "asOf": Argument(
        "date | None",
        "The day of the profile, from 31 December 2020 to today (на дату): the last day of a month at or before it is "
        "used. Default: today.",
    ),
    "subjectArea": Argument(
        "str | None",
        "Limit the profile to diagnostics of this school subject, by code (предмет). Default: all deficits.",
    ),
}


@computed
class SeverityCount:
    """The number of people whose deficit in a competence has one severity (по выраженности)."""

    severity: DeficitSeverity = described(
        "The highest severity among the open deficits of a person in the competence (выраженность)."
    )
    people: int = described("Number of people, rounded to five (число людей).")


@computed
class CompetenceDeficit:
    """The number of people with an open deficit in one competence (дефицит по компетенции)."""

    competence: Competence = described("The competence (компетенция).")
    people: int | None = described(
        "Number of distinct people, rounded to five (число людей); null if the number is withheld."
    )
    suppressed: bool = described("Whether the number is withheld (скрыто).")
    by_severity: list[SeverityCount] | None = described(
        "The same people by severity (по выраженности); null if the number or its split by severity is withheld, and "
        "in the profile of a school subject."
    )


@computed
class DiagnosticResults:
    """The latest results of people in one kind of diagnostics and one school subject (результаты диагностики)."""

    kind: DiagnosticKind = described("Kind of diagnostics (вид диагностики).")
    subject_area: SubjectArea | None = described(
        "The school subject of the diagnostics (предмет); null if they are about none."
    )
    people: int | None = described(
        "Number of people with a result by the day, rounded to five (число людей); null if withheld."
    )
    attempts: int | None = described(
        "Number of their dated attempts with a score by the day, rounded to five (число прохождений); null if withheld."
    )
    mean_score: int | None = described(
        "Mean of the latest result of each person, in percent of the highest score (средний балл, процент); null if "
        "withheld."
    )
    suppressed: bool = described("Whether the results are withheld (скрыто).")


@computed
class DeficitProfile:
    """Open deficits and results of the people of a place on the last day of a month (профиль дефицитов).

    A person counts once, at the earliest of the jobs in the region. All numbers of people are rounded to multiples of
    five, for all days, subjects, municipalities and organisations of a region together, and numbers that do not exclude
    a group of fewer than five people are withheld. So neither a small group nor a change by fewer than five people can
    be computed from profiles.
    """

    day: date = described("The day of the profile: the last day of a month (дата профиля).")
    subject_area: SubjectArea | None = described("The school subject of the profile (предмет); null: all deficits.")
    people: int | None = described(
        "Number of people with at least one open deficit, rounded to five (число людей с дефицитами); null if "
        "withheld, and in the profile of a school subject."
    )
    competences: list[CompetenceDeficit] = described(
        "Competences whose number is shown for the region, the largest number of people first, withheld numbers last "
        "(по компетенциям)."
    )
    results: list[DiagnosticResults] = described(
        "Results by kind of diagnostics and school subject, where they are shown for the region (результаты)."
    )
    suppressed: int = described("How many numbers of people in this profile are withheld (сколько чисел скрыто).")
    method: Method = described("The method that protects small groups (метод).")
    completeness: Completeness = described("Explanation of the day, the rounding and withheld numbers (полнота).")


__all__ = ["Completeness", "DeficitProfile", "Method"]
