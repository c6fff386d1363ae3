"""The audience of a practice, as declared and as inferred from its adopters, and the people whom it reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import computed, described
from schema.types.interfaces import Completeness

if TYPE_CHECKING:
    from graph_model.terms import Equipment, Level, OrganisationContext, OrganisationKind, SchoolStage
    from schema.types.competences import SubjectArea


@computed
class DeclaredAudience:
    """The audience that a practice declares; an empty list means any (заявленная аудитория)."""

    kinds: list[OrganisationKind] = described("Kinds of organisations (виды организаций).")
    levels: list[Level] = described("Levels of organisations (уровни организаций).")
    stages: list[SchoolStage] = described("Stages of education (уровни образования).")
    contexts: list[OrganisationContext] = described("Conditions that the practice is made for (условия).")
    resources: list[Equipment] = described("Equipment that the practice needs (необходимое оснащение).")
    subject_areas: list[SubjectArea] = described("School subjects of the practice (предметы).")


@computed
class KindShare:
    """Adopters of a kind (внедрившие одного вида)."""

    kind: OrganisationKind = described("The kind (вид).")
    adopters: int = described("Number of adopters of the kind (число внедривших).")
    share: float = described("Share of all adopters, 0 to 1 (доля).")


@computed
class StageShare:
    """Adopters with a stage of education (внедрившие с уровнем образования)."""

    stage: SchoolStage = described("The stage (уровень образования).")
    adopters: int = described("Number of adopters with the stage (число внедривших).")
    share: float = described("Share of the adopters with known stages, 0 to 1 (доля).")


@computed
class ContextShare:
    """Adopters that work under a condition (внедрившие с условиями работы)."""

    context: OrganisationContext = described("The condition (условия работы).")
    adopters: int = described("Number of adopters with the condition (число внедривших).")
    share: float = described("Share of the adopters with known conditions, 0 to 1 (доля).")


@computed
class SettlementShare:
    """Adopters by kind of settlement (внедрившие по типу населённого пункта)."""

    rural: int = described("Number of adopters in rural settlements (в сельской местности).")
    urban: int = described("Number of adopters in towns (в городах).")
    unknown: int = described("Number of adopters whose settlement is not known (нет данных).")
    rural_share: float | None = described(
        "Share of rural settlements among known ones, 0 to 1 (доля сельских); null if all are unknown."
    )


@computed
class InferredAudience:
    """The audience inferred from active adopters without the author, and from subjects (аудитория по внедрившим).

    With fewer than five adopters, lists and `settlement` are empty, except for `subjectStages`.
    """

    adopters: int = described("Number of active adopters without the author (число применяющих организаций).")
    kinds: list[KindShare] = described("Kinds of the adopters, the most frequent first (виды организаций).")
    stages: list[StageShare] = described("Stages of education of the adopters, the most frequent first (уровни).")
    contexts: list[ContextShare] = described("Conditions of the adopters, the most frequent first (условия работы).")
    settlement: SettlementShare | None = described("Settlements of the adopters (тип населённого пункта).")
    subject_stages: list[SchoolStage] = described(
        "Stages in which one of the school subjects of the practice is taught (уровни, на которых изучаются предметы)."
    )


@computed
class PracticeAudience:
    """The audience of a practice; the declared and the inferred one are separate (аудитория практики)."""

    declared: DeclaredAudience | None = described(
        "The declared audience (заявленная аудитория); null if the practice declares neither an audience nor subjects."
    )
    inferred: InferredAudience = described(
        "The audience inferred from adopters and subjects (аудитория по внедрившим)."
    )
    completeness: Completeness = described("The basis of the inference, and the missing data (полнота).")


@computed
class PeopleReached:
    """The people whom a practice reached, by the reports of its adopters; nothing is estimated (охват)."""

    people: int | None = described(
        "Sum of the people in the reports (число участников по отчётам); null if there is no report."
    )
    adoptions: int = described("Number of adoptions that began by the day, including ended ones (число внедрений).")
    reporting: int = described("Number of these adoptions with a report of reach (число внедрений с отчётом).")
    share_reporting: float | None = described(
        "Share of the adoptions with a report, 0 to 1 (доля внедрений с отчётом); null without adoptions."
    )
    completeness: Completeness = described("Missing reports (полнота).")
