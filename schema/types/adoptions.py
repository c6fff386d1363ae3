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
    """The adoption of a practice by an organisation (внедрение). The author's own use is the root of the spread."""

    code: str = described("Code (код внедрения).")
    started_on: date | None = described("The day the adoption began (начало внедрения).")
    reported_on: date | None = described("The day the adoption was reported (дата сообщения).")
    ended_on: date | None = described("The day the adoption ended (окончание внедрения).")
    stage: AdoptionStage = described("Stage of the adoption (стадия внедрения).")
    provenance: Provenance = described(
        "Origin of the practice for the adopter: its own, learned from others, or not known (происхождение)."
    )
    practice: Practice = described("The adopted practice (практика).")
    organisation: Organisation = described("The organisation that adopted the practice (организация).")
    learned_from: list[LearningSource] = described(
        "Sources from which the adopter learned of the practice: declared, inferred or not known (откуда узнали). "
        "Empty for the author of the practice."
    )
    spread_to: Connection[Adoption] = described(
        "Adoptions that learned from this one, declared or inferred with a probability (кто перенял). Select the "
        "declared ones with `where: {learnedFrom: {some: {certainty: {eq: DECLARED}}}}`."
    )
    adaptation: Adaptation | None = described("Changes that the adopter made to the practice (адаптация, FRAME).")
    reach: Reach | None = described("The people whom the adoption reached (охват, RE-AIM).")
    effect: Effect | None = described("The effect of the adoption (эффект, RE-AIM).")


@stored
class LearningSource(Node, Record):
    """The source from which an adopter learned of a practice (источник заимствования)."""

    code: str = described("Code (код).")
    certainty: LearningCertainty = described(
        "Whether the source is declared, inferred or not known (достоверность источника)."
    )
    basis: LearningBasis | None = described("The occasion on which the adopter learned of the practice (повод).")
    probability: float | None = described(
        "Probability of an inferred source, 0 to 1; null for other sources (вероятность)."
    )
    method: str | None = described("The method that inferred the source (метод).")
    computed_at: datetime | None = described("The time at which an inferred source was computed (когда рассчитано).")
    adopter: Adoption = described("The adoption of the organisation that learned of the practice (кто узнал).")
    adoption: Adoption | None = described(
        "The adoption that is the source (от кого узнали). Null if the source is not known, or if it is not a "
        "recorded adoption, such as a publication."
    )


@stored
class Adaptation(Node, Record):
    """A change that an adopter made to a practice, in the terms of FRAME (адаптация практики)."""

    code: str = described("Code (код).")
    kind: AdaptationKind = described("The aspect of the practice that was changed (что изменено).")
    reason: AdaptationReason | None = described("The reason for the change (почему).")
    planned: bool | None = described("Whether the change was planned before the start (запланирована заранее).")
    keeps_core: bool | None = described("Whether the core of the practice was kept (ядро сохранено).")
    note: str | None = described("Details (пояснение).")
    adopter: Adoption = described("The adoption in which the change was made (внедрение).")


@stored
class Reach(Node, Record):
    """The people whom an adoption reached, in the terms of RE-AIM (охват)."""

    code: str = described("Code (код).")
    measured_on: date | None = described("The day of the measurement (дата измерения).")
    people: int | None = described("Number of people reached (число охваченных).")
    share: float | None = described("Share of the intended people who were reached, 0 to 1 (доля охваченных).")
    adopter: Adoption = described("The adoption that was measured (внедрение).")


@stored
class Effect(Node, Record):
    """The effect of an adoption as a standardised difference with its interval, in the terms of RE-AIM (эффект)."""

    code: str = described("Code (код).")
    outcome: str = described("The measured outcome (измеряемый результат).")
    measured_on: date | None = described("The day of the measurement (дата измерения).")
    size: float = described("Standardised difference (величина эффекта).")
    low: float | None = described("Lower bound of the interval (нижняя граница).")
    high: float | None = described("Upper bound of the interval (верхняя граница).")
    level: float | None = described("Confidence level of the interval, for example 0.95 (уровень доверия).")
    participants: int | None = described("Number of people measured (число участников).")
    adopter: Adoption = described("The adoption that was measured (внедрение).")
