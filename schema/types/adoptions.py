"""Adoptions of practices: the adopter, the source, adaptations and outcomes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import (
        AdaptationKind,
        AdaptationReason,
        AdoptionStage,
        LearningBasis,
        LearningCertainty,
        Provenance,
    )
    from schema.derived import Connection
    from schema.types.organisations import Organisation
    from schema.types.practices import Practice


@stored
class Adoption(Node, Record):
    """One organisation takes up one practice (внедрение). The author's own use is the root of its spread."""

    code: str = described("Code (код внедрения).")
    started_on: date | None = described("When it began (начало внедрения).")
    reported_on: date | None = described("When it was reported (дата сообщения).")
    ended_on: date | None = described("When it ended (окончание внедрения).")
    stage: AdoptionStage = described("How far it has come (стадия внедрения).")
    provenance: Provenance = described("What is known of where it came from (происхождение).")
    practice: Practice = described("The practice (практика).")
    organisation: Organisation = described("The organisation (организация).")
    learned_from: list[LearningSource] = described(
        "Through what it learned of the practice: declared, inferred or not known (откуда узнали); none for its author."
    )
    spread_to: Connection[Adoption] = described(
        "Adoptions that learned from it, as they declare or as inferred with a probability; those that declare it with "
        "`where: {learnedFrom: {some: {certainty: {eq: DECLARED}}}}` (кто перенял)."
    )
    adaptation: Adaptation | None = described("What was changed (адаптация, FRAME).")
    reach: Reach | None = described("Whom it reached (охват, RE-AIM).")
    effect: Effect | None = described("What it achieved (эффект, RE-AIM).")


@stored
class LearningSource(Node, Record):
    """Through what an adopter learned of a practice (источник заимствования)."""

    code: str = described("Code (код).")
    certainty: LearningCertainty = described("Declared, inferred or not known (достоверность источника).")
    basis: LearningBasis | None = described("On which occasion (повод).")
    probability: float | None = described("How probable an inferred source is, 0 to 1; null for others (вероятность).")
    method: str | None = described("By which method an inferred source was found (метод).")
    computed_at: datetime | None = described("When an inferred source was computed (когда рассчитано).")
    adopter: Adoption = described("The adoption that learned (кто узнал).")
    adoption: Adoption | None = described(
        "The adoption that it was learned from; null where not known, and where it is a source beyond all recorded "
        "adoptions, such as a publication (от кого узнали)."
    )


@stored
class Adaptation(Node, Record):
    """What an adopter changed in a practice, in the terms of FRAME (адаптация практики)."""

    code: str = described("Code (код).")
    kind: AdaptationKind = described("What was changed (что изменено).")
    reason: AdaptationReason | None = described("Why (почему).")
    planned: bool | None = described("Whether it was planned before the start (запланирована заранее).")
    keeps_core: bool | None = described("Whether the core of the practice stayed as it was (ядро сохранено).")
    note: str | None = described("Details (пояснение).")
    adopter: Adoption = described("The adoption (внедрение).")


@stored
class Reach(Node, Record):
    """Whom an adoption reached, in the terms of RE-AIM (охват)."""

    code: str = described("Code (код).")
    measured_on: date | None = described("When it was measured (дата измерения).")
    people: int | None = described("How many people (число охваченных).")
    share: float | None = described("Share of those meant to be reached, 0 to 1 (доля охваченных).")
    adopter: Adoption = described("The adoption (внедрение).")


@stored
class Effect(Node, Record):
    """What an adoption achieved: a standardised difference with its interval, RE-AIM (эффект)."""

    code: str = described("Code (код).")
    outcome: str = described("What was measured (измеряемый результат).")
    measured_on: date | None = described("When it was measured (дата измерения).")
    size: float = described("Standardised difference (величина эффекта).")
    low: float | None = described("Lower bound of the interval (нижняя граница).")
    high: float | None = described("Upper bound of the interval (верхняя граница).")
    level: float | None = described("Level of the interval, for example 0.95 (уровень доверия).")
    participants: int | None = described("How many people were measured (число участников).")
    adopter: Adoption = described("The adoption (внедрение).")
