"""Suggested mentors of people, with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.vocabulary import Language
from schema.promises import Argument, computed, described

if TYPE_CHECKING:
    from schema.types.competences import SubjectArea, Theme
    from schema.types.interfaces import Completeness, Method
    from schema.types.organisations import Organisation
    from schema.types.people import Person


@computed
class MentorReason:
    """A reason to suggest a mentor, with its contribution to the score (основание)."""

    text: str = described(
        "The reason as a sentence.", language=Argument("Language", "Language of the sentence (язык).", Language.RU)
    )
    contribution: float = described(
        "The contribution of the reason to the score. The contributions of all reasons add up to the score."
    )


@computed
class MentorSuggestion:
    """A mentor suggested for a person (предлагаемый наставник)."""

    mentor: Person = described("The mentor, under a pseudonym (наставник).")
    organisation: Organisation = described(
        "The organisation of the mentor that is nearest to those of the person (место работы наставника)."
    )
    distance_km: float | None = described(
        "Distance between the organisations in kilometres (расстояние); null if it is not known."
    )
    free_places: int | None = described(
        "`menteePlaces` of the mentor less the mentorships that last or are to begin (свободных мест); null if the "
        "number of places is not known."
    )
    shared_themes: list[Theme] = described(
        "Themes of the mentorships, practices, trainings and routes of both (общие темы)."
    )
    shared_subjects: list[SubjectArea] = described("School subjects that both teach (общие предметы).")
    score: float = described("The sum of the contributions of all reasons, 0 to 1 (оценка).")
    reasons: list[MentorReason] = described("The reasons, the largest contribution first (основания).")


@computed
class MentorSearch:
    """Suggested mentors of a person with the method and the missing data (подбор наставников)."""

    suggestions: list[MentorSuggestion] = described("The mentors, the highest score first (наставники).")
    method: Method = described("How the score is computed (метод).")
    completeness: Completeness = described("Missing data, limits, and why there are no suggestions (полнота).")
