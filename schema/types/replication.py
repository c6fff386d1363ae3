"""Replication plans of practices, recommendations for regions, fitted models and stored forecasts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.replication.evidence.transport import Applicability
from analysis.vocabulary import Fairness, FitReason, Language
from schema.promises import Argument, computed, described, stored, term
from schema.types.interfaces import Completeness, Estimate, Method, Node, Record

if TYPE_CHECKING:
    from graph_model.terms import AdaptationKind, EvidenceTier
    from schema.types.competences import Competence
    from schema.types.organisations import Organisation
    from schema.types.partners import Reason
    from schema.types.practices import Practice
    from schema.types.territory import Region

term(Fairness)
term(FitReason)
term(Applicability)


@stored
class FittedModel(Node, Record):
    """A model fitted to the graph, with its evaluation on data that it was not fitted to (обученная модель)."""

    code: str = described("Code (код).")
    name: str = described("Name of the method (метод).")
    version: str = described("Version of the method (версия).")
    fitted_on: date = described("The day up to which events were used to fit the model (дата обучения).")
    data_version: int = described("The data version to which the model was fitted (версия данных).")
    rows: int = described(
        "Number of pairs of a practice and an organisation that the model was fitted to (число наблюдений)."
    )
    adoptions: int = described("Number of these pairs with an adoption (число внедрений среди них).")
    parameters: str = described("Features, coefficients with their covariance, and calibration, as JSON (параметры).")
    evaluation: str = described(
        "Figures on a later year that was not used to fit the model, with the figures of baselines, as JSON (проверка)."
    )


@stored
class Forecast(Node, Record):
    """A stored forecast of an adoption, to be scored after its horizon (сохранённый прогноз)."""

    code: str = described("Code (код).")
    made_on: date = described("The day up to which events were used for the forecast (дата прогноза).")
    until: date = described("The last day of the period in which the organisation may adopt the practice (горизонт).")
    probability: float = described(
        "Probability that the organisation adopts the practice in this period (вероятность)."
    )
    low: float = described("Lower bound of the interval of the probability (нижняя граница).")
    high: float = described("Upper bound of the interval of the probability (верхняя граница).")
    level: float = described("Confidence level of the interval, for example 0.95 (уровень доверия).")
    model: str = described("The model that made the forecast (модель).")
    practice: Practice = described("The practice (практика).")
    organisation: Organisation = described("The organisation (организация).")


@computed
class ReplicationTarget:
    """An organisation to which a practice could be replicated next (целевая организация)."""

    organisation: Organisation = described("The organisation (организация).")
    region: Region = described("The region of the organisation (субъект).")
    rank: int = described(
        "Place in the order of choice, from 1 (место). Organisations that add the same to the reach have the same "
        "place."
    )
    probability: Estimate = described(
        "Probability that the organisation adopts the practice within a year under current conditions (вероятность "
        "внедрения в течение года). The effect of an invitation is not known."
    )
    reasons: list[Reason] = described(
        "Reasons: the probability of an average organisation, and the features in which this one differs (основания). "
        "The contributions add up to the probability. They describe association, not causes."
    )
    counter_indications: list[Reason] = described("Reasons against the organisation (противопоказания).")
    capacity: int | None = described(
        "Number of teachers of the organisation; null if it does not report the number (число педагогов)."
    )
    evidence: PlaceEvidence = described("How far the measured effects apply to such organisations (доказательства).")
    uncertain_fit: list[FitReason] = described(
        "Reasons why it is uncertain that the practice was made for the organisation (соответствие не подтверждено); "
        "empty if all declared conditions are met."
    )


@computed
class PooledEffect:
    """The effect of a practice on one outcome measure, pooled over places (объединённый эффект)."""

    outcome: str = described("The outcome measure (показатель). Different measures are never pooled.")
    measurements: int = described("Number of measurements with an interval (число измерений).")
    participants: int = described("Sum of the participants of these measurements, where known (число участников).")
    participants_unknown: int = described(
        "Number of these measurements that do not report participants (число участников не указано)."
    )
    unusable: int = described("Number of measurements without an interval, which are left out (без интервала).")
    mean: Estimate | None = described(
        "Mean effect as a standardised difference, with the interval of Hartung and Knapp (средний эффект); for one "
        "measurement its own interval. Null if no measurement has an interval."
    )
    prediction: Estimate | None = described(
        "Interval of the effect at a new place (прогноз для нового места). Null for one measurement."
    )
    between: float | None = described("Standard deviation of the effect between places (разброс между местами).")
    inconsistency: float | None = described(
        "Share of the variation that is not measurement error, I² (неоднородность)."
    )
    note: str | None = described(
        "Limits of the estimate, such as measurements that are left out (примечание).",
        language=Argument("Language", "Language of the text (язык).", Language.RU),
    )


@computed
class PlaceEvidence:
    """How far the measured effects of a practice apply to a place (применимость доказательств)."""

    class_name: str = described(
        "The class of organisations with which the measured places are compared (класс организаций).",
        language=Argument("Language", "Language of the text (язык).", Language.RU),
    )
    organisations: int = described("Number of organisations of the class (число организаций класса).")
    index: float | None = described(
        "Tipton's generalizability index, 0 to 1 (индекс обобщаемости). Null with fewer than five measured places."
    )
    applicability: Applicability | None = described("The degree that the index means (степень применимости).")
    distance: float | None = described(
        "Distance of the organisation to the most similar measured place, in standard deviations of the covariates "
        "(отличие от мест измерения)."
    )
    note: str | None = described(
        "Remark on the evidence (примечание).",
        language=Argument("Language", "Language of the text (язык).", Language.RU),
    )


@computed
class OutsideCount:
    """The number of organisations that are outside of the audience of a practice (вне аудитории практики)."""

    reason: FitReason = described("The first condition that contradicts the audience (причина).")
    organisations: int = described("Number of organisations (число организаций).")


@computed
class FairnessReport:
    """How evenly a plan would serve the regions (равномерность)."""

    worst_region: Region | None = described(
        "The region with the smallest share of organisations that have adopted the practice or are expected to adopt "
        "it by the plan (наименее охваченный субъект). In a tie, the first region by code."
    )
    gini: float = described(
        "Gini coefficient of these shares over all regions (коэффициент Джини). It is 0 if all shares are equal."
    )
    reach_without: Estimate | None = described(
        "Expected reach of the plan that is chosen for reach alone (охват без требования равномерности). The "
        "difference to `expectedReach` is the price of fairness. Null for `fairness: NONE`."
    )


@computed
class ReplicationPlan:
    """The organisations to which a practice should be replicated next (план тиражирования).

    They are chosen for their joint reach. Organisations without capacity for another practice come after all others.
    """

    targets: list[ReplicationTarget] = described(
        "The organisations in the order of choice (целевые организации). Each adds the most to the reach of those "
        "chosen before it."
    )
    expected_reach: Estimate | None = described(
        "Expected number of adopters: targets, and organisations to which the targets pass the practice on (ожидаемый "
        "охват). Null if no model can be used; `completeness` gives the reason."
    )
    outside_audience: list[OutsideCount] = described(
        "Organisations without the practice that are not recommended, because they are outside of its declared "
        "audience (вне аудитории). Each is counted once."
    )
    effects: list[PooledEffect] = described("Measured effects of the practice by outcome (измеренные эффекты).")
    fairness: FairnessReport = described("How evenly the plan would serve the regions (равномерность).")
    method: Method = described("The model, with its figures on a year that was not used to fit it (метод).")
    completeness: Completeness = described("Data that could not be taken into account (полнота).")


@computed
class CoveredDeficit:
    """A competence that a practice addresses and in which people of a region have deficits (покрываемый дефицит)."""

    competence: Competence = described("The competence (компетенция).")
    teachers: int | None = described(
        "Number of people of the region with an open deficit in the competence (число педагогов). Null if the number "
        "is withheld, as in `deficitProfile`."
    )


@computed
class SimilarAdopters:
    """Adopters of a practice in a region that is similar to the requested region (внедрившие в похожем субъекте)."""

    region: Region = described("The similar region (субъект).")
    similarity: float = described("Similarity to the requested region, 0 to 1 (сходство).")
    adopters: int = described(
        "Number of organisations in the similar region that adopted the practice (число внедривших)."
    )


@computed
class AdaptationCount:
    """The number of adoptions with one kind of adaptation (адаптации)."""

    kind: AdaptationKind = described(
        "The aspect of the practice that was changed, in the terms of FRAME (что изменено)."
    )
    adoptions: int = described("Number of adoptions with such a change (число внедрений).")
    kept_core: int = described("Number of these adoptions that kept the core of the practice (ядро сохранено).")


@computed
class PracticeRecommendation:
    """A practice recommended to a region (рекомендуемая практика)."""

    practice: Practice = described("The recommended practice (практика).")
    rank: int = described(
        "Place, from 1 (место). Practices that are equal in score, evidence, effect and expected adopters have the "
        "same place."
    )
    score: float | None = described(
        "The part of the need of the region that the practice is expected to meet within a year, 0 to 1 "
        "(соответствие). It is the covered part of the need times the expected share of adopting organisations, and "
        "equals the sum of the contributions of the reasons. Evidence and effect decide between equal scores only. "
        "Null if no model is fitted."
    )
    expected_adopters: Estimate | None = described(
        "Expected number of organisations of the region that adopt the practice within a year under current "
        "conditions (ожидаемое число внедривших). The interval reflects the uncertainty of the coefficients of the "
        "model. Null if no model is fitted."
    )
    evidence: EvidenceTier = described(
        "Level of evidence that the practice works (уровень доказательности). It does not influence the score."
    )
    effect: Estimate | None = described(
        "Mean effect on the requested outcome, by default on the most measured one (средний эффект). Null if it was "
        "not measured with an interval. It decides between equal scores only."
    )
    effects: list[PooledEffect] = described("Measured effects by outcome, the most measured first (эффекты).")
    effects_reported: int = described("Number of reported effects with an interval (число сообщённых эффектов).")
    transport: PlaceEvidence = described(
        "How far the measured effects apply to the organisations of the region that the practice was made for "
        "(применимость в субъекте)."
    )
    adaptations: list[AdaptationCount] = described(
        "Changes that adopters made to the practice, the most frequent first (адаптации, FRAME)."
    )
    covers_deficits: list[CoveredDeficit] = described(
        "Deficits of the people of the region that the practice addresses, the largest number of people first, "
        "withheld numbers last (покрываемые дефициты)."
    )
    reasons: list[Reason] = described(
        "Reasons: an average practice at an average organisation, and the features in which this practice differs "
        "(основания). The contributions add up to the score. They describe association, not causes."
    )
    counter_indications: list[Reason] = described("Reasons against the practice (противопоказания).")
    adopted_by_similar_regions: list[SimilarAdopters] = described(
        "Other regions with adopters of the practice, the most similar first, at most ten (внедрили похожие субъекты)."
    )


@computed
class PracticeRecommendations:
    """Practices recommended to a region for its deficits, the best first (практики для субъекта)."""

    nodes: list[PracticeRecommendation] = described("The recommended practices, the best first (практики).")
    method: Method = described("How the score is computed (метод).")
    completeness: Completeness = described("Data that could not be taken into account (полнота).")


__all__ = ["Completeness", "Estimate", "Method", "Node", "Record"]
