"""Suggested internships of people, with reasons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import Language
from schema.promises import Argument, computed, described

if TYPE_CHECKING:
    from schema.types.competences import Competence, Theme
    from schema.types.development import Internship
    from schema.types.interfaces import Completeness, Method
    from schema.types.organisations import Organisation

# the arguments of both fields
INTERNSHIP_ARGUMENTS = {
    "first": Argument("int | None", "The number of internships. Default 10, at most 100."),
    "from": Argument("date | None", "The first possible day of an internship (не раньше). Default: any day ahead."),
    "until": Argument("date | None", "The last possible day of an internship (закончить не позже). Default: any."),
    "maxKm": Argument(
        "float | None",
        "The largest distance from the workplace in kilometres (не дальше). Default: any, also an unknown one.",
    ),
    "asOf": Argument("date | None", "Day of deficits, of jobs and of past internships (на дату). Default: today."),
}


@computed
class InternshipReason:
    """A reason to suggest an internship, with its contribution to the score (основание)."""

    text: str = described(
        "The reason as a sentence.", language=Argument("Language", "Language of the sentence (язык).", Language.RU)
    )
    contribution: float = described(
        "The contribution of the reason to the score. The contributions of all reasons add up to the score."
    )


@computed
class InternshipSuggestion:
    """An internship suggested for a person (предлагаемая стажировка)."""

    internship: Internship = described("The internship (стажировка).")
    organisation: Organisation | None = described(
        "The organisation where it takes place (стажировочная площадка); null if it is not known."
    )
    closes: list[Competence] = described(
        "The competences with an open deficit that it develops, the most severe first (закрываемые дефициты)."
    )
    shared_themes: list[Theme] = described("Themes of the internship that the person worked on (общие темы).")
    distance_km: float | None = described(
        "Distance from the nearest workplace of the person in kilometres (расстояние); null if it is not known."
    )
    free_places: int | None = described(
        "Number of free places as reported last (свободные места); null if it is not known."
    )
    begins_on: date | None = described("The first day (начало); null if it is not known.")
    ends_on: date | None = described("The last day (окончание); null if it is not known.")
    score: float = described("The sum of the contributions of all reasons, 0 to 1 (оценка).")
    reasons: list[InternshipReason] = described("The reasons, the largest contribution first (основания).")


@computed
class InternshipSearch:
    """Suggested internships of a person with the method and the missing data (подбор стажировок)."""

    suggestions: list[InternshipSuggestion] = described("The internships, the highest score first (стажировки).")
    method: Method = described("How the score is computed (метод).")
    completeness: Completeness = described("Missing data, limits, and why there are no suggestions (полнота).")
