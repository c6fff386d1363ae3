"""Joint plans of replication: several practices for many organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import computed, described

if TYPE_CHECKING:
    from schema.types.interfaces import Completeness, Estimate, Method
    from schema.types.organisations import Organisation
    from schema.types.practices import Practice
    from schema.types.territory import Region


@computed
class PlannedAdoption:
    """An assignment of a practice to an organisation (назначение практики)."""

    practice: Practice = described("The practice (практика).")
    organisation: Organisation = described("The organisation (организация).")
    region: Region = described("The region of the organisation (субъект).")
    probability: Estimate = described(
        "Probability that the organisation adopts the practice within a year under current conditions (вероятность "
        "внедрения в течение года). The effect of an invitation is not known."
    )
    needing: bool = described(
        "Whether at least ten people of the municipality lack a competence that the practice addresses (есть нужда)."
    )
    benefit: float = described("Expected benefit: probability, times the weights of need and effect (польза).")
    fills_floor: bool = described(
        "Whether the region has no more assignments than its floor (выполняет нижнюю границу)."
    )
    capacity_left: int = described(
        "Number of further practices that the organisation could take after the plan (остаток возможностей)."
    )


@computed
class PlannedPractice:
    """A practice of a joint plan (практика в плане)."""

    practice: Practice = described("The practice (практика).")
    assignments: int = described("Number of organisations to which it is assigned (число назначений).")
    expected_adopters: float = described("Sum of the probabilities of these assignments (ожидаемое число внедривших).")
    candidates: int = described(
        "Number of organisations to which it could be assigned (число кандидатов): existing, in the audience, without "
        "the practice and with capacity."
    )
    effect: Estimate | None = described(
        "Mean of the measured effects on the most measured outcome (средний эффект); null if none has an interval."
    )
    effects_reported: int = described("Number of measured effects with an interval (число измеренных эффектов).")
    effect_weight: float = described(
        "Weight of the effect in the benefit, relative to the mean of the practices (вес по эффекту); 1 if the effect "
        "is not known."
    )


@computed
class PlannedRegion:
    """A region of a joint plan (субъект в плане)."""

    region: Region = described("The region (субъект).")
    organisations: int = described("Number of its organisations on the day (число организаций).")
    served: float = described(
        "Share of these organisations that have adopted one of the practices before the plan (охват до плана)."
    )
    floor: int = described(
        "Least number of assignments (нижняя граница); 0 for a region that is not among the worst-served third."
    )
    assignments: int = described("Number of assignments (число назначений).")
    assignments_without_floor: int = described(
        "Number of assignments in the plan without floors (назначения без нижней границы)."
    )
    expected_adopters: float = described("Sum of the probabilities of the assignments (ожидаемое число внедривших).")
    missing: int = described("Number of assignments below the floor (не хватает до нижней границы).")


@computed
class FairnessPrice:
    """The cost of the floors of the worst-served regions (цена равномерности)."""

    expected_adopters_without: Estimate = described(
        "Expected number of adopters of the plan without floors (охват без нижней границы)."
    )
    benefit_without: float = described("Benefit of the plan without floors (польза без нижней границы).")
    price: float = described(
        "Part of the benefit that the floors cost, 0 to 1 (цена равномерности). It can be negative if the plan without "
        "floors is not proven to be the best."
    )


@computed
class JointPlan:
    """Practices assigned to organisations within their capacity (план тиражирования портфеля практик)."""

    assignments: list[PlannedAdoption] = described("The assignments, the largest benefit first (назначения).")
    expected_adopters: Estimate | None = described(
        "Sum of the probabilities of the assignments (ожидаемое число внедривших). Null if no model can be used; "
        "`completeness` gives the reason."
    )
    benefit: float | None = described("Sum of the benefits of the assignments (польза). Null without a model.")
    bound: float | None = described(
        "No plan with these limits that fills the floors as well has a larger benefit (верхняя граница пользы)."
    )
    optimal: bool = described("Whether the plan is proven to be the best one (доказано, что план лучший).")
    price_of_fairness: FairnessPrice | None = described(
        "The cost of the floors (цена равномерности). Null without a model."
    )
    practices: list[PlannedPractice] = described("The practices, by code (практики).")
    regions: list[PlannedRegion] = described("The regions with organisations, by code (субъекты).")
    method: Method = described("The method with its parameters (метод).")
    completeness: Completeness = described("Data that could not be taken into account, and limits (полнота).")
