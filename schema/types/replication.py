"""Where a practice should go next, what a region should take up, and forecasts that are scored later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import Fairness
from schema.promises import computed, described, stored, term
from schema.types.interfaces import Completeness, Estimate, Method, Node, Record

if TYPE_CHECKING:
    from graph_model.terms import AdaptationKind, EvidenceTier
    from schema.types.competences import Competence
    from schema.types.organisations import Organisation
    from schema.types.partners import Reason
    from schema.types.practices import Practice
    from schema.types.territory import Region

term(Fairness)


@stored
class FittedModel(Node, Record):
    """A model that was fitted to the graph, with how well it foretold what it had not seen (обученная модель)."""

    code: str = described("Code (код).")
    name: str = described("Name of the method (метод).")
    version: str = described("Version of the method (версия).")
    fitted_on: date = described("What had happened by this day was known to it (дата обучения).")
    data_version: int = described("The version of the data that it was fitted to (версия данных).")
    rows: int = described("How many pairs of practice and organisation it learned from (число наблюдений).")
    adoptions: int = described("How many of them ended in an adoption (число внедрений среди них).")
    parameters: str = described("Features, coefficients with their covariance, and calibration, as JSON (параметры).")
    evaluation: str = described(
        "Figures on a later year that it had not seen, with those of baselines, as JSON (проверка)."
    )


@stored
class Forecast(Node, Record):
    """A forecast that was kept, to be scored once its day has come (сохранённый прогноз)."""

    code: str = described("Code (код).")
    made_on: date = described("What had happened by this day was known (дата прогноза).")
    until: date = described("The day until which the organisation may take it up (горизонт).")
    probability: float = described("Probability that it does (вероятность).")
    low: float = described("Lower bound of its interval (нижняя граница).")
    high: float = described("Upper bound of its interval (верхняя граница).")
    level: float = described("Level of the interval, for example 0.95 (уровень доверия).")
    model: str = described("The model that made it (модель).")
    practice: Practice = described("The practice (практика).")
    organisation: Organisation = described("The organisation (организация).")


@computed
class ReplicationTarget:
    """An organisation that could take up a practice next (целевая организация)."""

    organisation: Organisation = described("The organisation (организация).")
    region: Region = described("Its region (субъект).")
    probability: Estimate = described(
        "Probability that it takes the practice up within a year, as things go: what asking it would add is not known "
        "(вероятность внедрения в течение года)."
    )
    reasons: list[Reason] = described(
        "Why: the probability of an average organisation, and what sets this one apart; contributions add up to the "
        "probability. They tell of association, not of causes (основания)."
    )
    counter_indications: list[Reason] = described("What speaks against it (противопоказания).")
    capacity: int | None = described("Teachers whom it counts; null where it does not say (число педагогов).")


@computed
class FairnessReport:
    """How evenly regions would be served by a plan (равномерность)."""

    worst_region: Region | None = described(
        "The region with the smallest share of organisations that have the practice or are expected to take it up by "
        "the plan; of equals, the first by code (наименее охваченный субъект)."
    )
    gini: float = described(
        "Gini coefficient of these shares over all regions: 0 where all are alike (коэффициент Джини)."
    )


@computed
class ReplicationPlan:
    """Where a practice should go next: organisations that together reach most (план тиражирования)."""

    targets: list[ReplicationTarget] = described(
        "In the order of choice: each adds most to what those before it reach (целевые организации)."
    )
    expected_reach: Estimate = described(
        "Expected number of organisations that take it up: targets, and whom these pass it on to (ожидаемый охват)."
    )
    fairness: FairnessReport = described("How evenly regions would be served (равномерность).")
    method: Method = described("The model, with its figures on a year that it had not seen (метод).")
    completeness: Completeness = described("What the answer could not take into account (полнота).")


@computed
class CoveredDeficit:
    """A competence that a practice addresses and people of a region lack (покрываемый дефицит)."""

    competence: Competence = described("The competence (компетенция).")
    teachers: int | None = described(
        "How many people of the region have an open deficit in it; null where that is withheld, as in `deficitProfile` "
        "(число педагогов)."
    )


@computed
class SimilarAdopters:
    """Adopters of a practice in a region that is like the one that asks (внедрившие в похожем субъекте)."""

    region: Region = described("The region (субъект).")
    similarity: float = described("How like it is, 0 to 1 (сходство).")
    adopters: int = described("Organisations that took it up (число внедривших).")


@computed
class AdaptationCount:
    """How many adopters changed what (адаптации)."""

    kind: AdaptationKind = described("What was changed, FRAME (что изменено).")
    adoptions: int = described("How many adoptions (число внедрений).")
    kept_core: int = described("In how many of them the core stayed as it was (ядро сохранено).")


@computed
class PracticeRecommendation:
    """A practice that a region could take up (рекомендуемая практика)."""

    practice: Practice = described("The practice (практика).")
    score: float | None = described(
        "The part of the region's need that it is expected to meet within a year, 0 to 1: the covered part times the "
        "share of organisations expected to take it up; the sum of the contributions of its reasons. Neither evidence "
        "nor effect is part of it. Null where no model is fitted (соответствие)."
    )
    expected_adopters: Estimate | None = described(
        "How many organisations of the region are expected to take it up within a year, as things go; the interval is "
        "that of the model's coefficients. Null where no model is fitted (ожидаемое число внедривших)."
    )
    evidence: EvidenceTier = described("How well it is shown to work; no part of the score (уровень доказательности).")
    effect: Estimate | None = described(
        "Mean of the effects that adopters report, as a standardised difference, by a random-effects model; null where "
        "none is reported with its interval. No part of the score (средний эффект)."
    )
    effects_reported: int = described("How many reported effects it rests on (число сообщённых эффектов).")
    adaptations: list[AdaptationCount] = described("What adopters changed, the most frequent first (адаптации, FRAME).")
    covers_deficits: list[CoveredDeficit] = described(
        "What people of the region lack and it addresses, most people first, withheld ones last (покрываемые дефициты)."
    )
    reasons: list[Reason] = described(
        "Why: an average candidate at an average organisation, and what sets this one apart; contributions add up to "
        "the score. They tell of association, not of causes (основания)."
    )
    counter_indications: list[Reason] = described("What speaks against it (противопоказания).")
    adopted_by_similar_regions: list[SimilarAdopters] = described(
        "Other regions with adopters, the most similar first, at most ten (внедрили похожие субъекты)."
    )


@computed
class PracticeRecommendations:
    """Practices that fit what a region lacks, the best first (практики для субъекта)."""

    nodes: list[PracticeRecommendation] = described("The practices (практики).")
    method: Method = described("How the score is computed (метод).")
    completeness: Completeness = described("What the answer could not take into account (полнота).")


__all__ = ["Completeness", "Estimate", "Method", "Node", "Record"]
