"""Profiles of deficits: what the people of a territory or an organisation lack, small groups withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import computed, described
from schema.types.interfaces import Completeness, Method

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import DeficitSeverity
    from schema.types.competences import Competence


@computed
class SeverityCount:
    """How many people lack a competence how much (по выраженности)."""

    severity: DeficitSeverity = described("The gravest of a person's open deficits in the competence (выраженность).")
    people: int = described("How many people (число людей).")


@computed
class CompetenceDeficit:
    """How many people have an open deficit in one competence (дефицит по компетенции)."""

    competence: Competence = described("The competence (компетенция).")
    people: int | None = described("How many people, each once (число людей); null where it is withheld.")
    suppressed: bool = described("Whether the number is withheld (скрыто).")
    by_severity: list[SeverityCount] | None = described(
        "The same people by severity; null where the number or its split is withheld (по выраженности)."
    )


@computed
class DeficitProfile:
    """What the people who work here now lack: open deficits by competence (профиль профессиональных дефицитов).

    Each person counts once, whatever the number of deficits or jobs here. Groups of fewer than five people are
    withheld, and so is what they could be computed from: other figures of this profile, and of the profiles of the
    region, its municipalities and its organisations.
    """

    people: int | None = described(
        "People with at least one open deficit (число людей с дефицитами); null where the whole profile is withheld."
    )
    competences: list[CompetenceDeficit] = described(
        "The competences that anybody lacks: those that most people lack first, withheld ones last (по компетенциям)."
    )
    suppressed: int = described("How many of the numbers of people above are withheld (сколько чисел скрыто).")
    method: Method = described("How small groups are protected (метод).")
    completeness: Completeness = described("What is withheld, in words (полнота).")


__all__ = ["Completeness", "DeficitProfile", "Method"]
