"""Audiences of practices: declared, and inferred from adopters and school subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import computed, described
from schema.types.interfaces import Completeness

if TYPE_CHECKING:
    from graph_model.terms import Equipment, Level, OrganisationContext, OrganisationKind, SchoolStage


@computed
class DeclaredAudience:
    """The audience that a practice declares (заявленная аудитория). An empty list means any."""

    kinds: list[OrganisationKind] = described("Kinds of organisations (виды организаций).")
    levels: list[Level] = described("Levels of organisations (уровни организаций).")
    stages: list[SchoolStage] = described("Stages of general education (уровни общего образования).")
    contexts: list[OrganisationContext] = described("Conditions that the practice is made for (условия).")
    resources: list[Equipment] = described("Equipment that the practice needs (необходимое оснащение).")


@computed
class KindShare:
    """A kind of organisation with its share of the adopters (доля вида среди внедривших)."""

    kind: OrganisationKind = described("The kind (вид организации).")
    share: float = described("Share of the adopters, 0 to 1 (доля).")


@computed
class InferredAudience:
    """The audience that adopters and school subjects suggest (выведенная аудитория). It excludes no organisation."""

    adopters: int = described("Number of adopters, without the author (число внедривших).")
    kinds: list[KindShare] = described(
        "Kinds of the adopters, the most frequent first; empty with fewer than five adopters (виды внедривших)."
    )
    rural_share: float | None = described("Share of rural settlements among the adopters (доля сельских).")
    stages: list[SchoolStage] = described(
        "Stages in which the school subjects of the practice are taught (уровни, где преподаются предметы)."
    )


@computed
class PracticeAudience:
    """The organisations that a practice was made for: declared and inferred, kept apart (аудитория практики)."""

    declared: DeclaredAudience | None = described("The declared audience; null if there is none (заявленная).")
    inferred: InferredAudience = described("The inferred audience (выведенная).")
    completeness: Completeness = described("Data that are missing (полнота).")
