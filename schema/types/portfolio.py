"""Plans that assign several practices to organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import computed, described
from schema.types.interfaces import Completeness, Estimate, Method

if TYPE_CHECKING:
    from schema.types.organisations import Organisation
    from schema.types.practices import Practice
    from schema.types.territory import Region


@computed
class Assignment:
    """A practice that is assigned to an organisation (назначение практики организации)."""

    practice: Practice = described("The practice (практика).")
    organisation: Organisation = described("The organisation (организация).")
    region: Region = described("The region of the organisation (субъект).")
    probability: Estimate = described(
        "Probability that the organisation adopts the practice within a year under current conditions (вероятность)."
    )
    need: float = described(
        "1 if people of the municipality lack a competence that the practice addresses, else 0.5 (потребность)."
    )
    effect: float = described(
        "Mean measured effect of the practice; where it is not known, the median of the requested practices (эффект)."
    )
    benefit: float = described("Expected benefit: probability x need x effect (ожидаемая польза).")


@computed
class RegionShare:
    """The part of a region in a plan (доля субъекта в плане)."""

    region: Region = described("The region (субъект).")
    assignments: int = described("Number of assignments in the region (число назначений).")
    floor: int | None = described("Least number of assignments of the region; null without a floor (минимум).")


@computed
class PlanTotals:
    """The totals of a plan (итоги плана)."""

    expected_adopters: float = described(
        "Expected number of adopters among the assignments (ожидаемое число внедрений)."
    )
    benefit: float = described("Sum of the expected benefits (ожидаемая польза).")


@computed
class PortfolioPlan:
    """A plan that assigns several practices to organisations within their capacity (план по нескольким практикам)."""

    assignments: list[Assignment] = described("The assignments, by decreasing benefit (назначения).")
    totals: PlanTotals | None = described("Totals of the plan; null without a model (итоги).")
    totals_without_floors: PlanTotals | None = described(
        "Totals of the best plan without floors for regions (итоги без минимумов субъектов). The difference is the "
        "price of fairness."
    )
    regions: list[RegionShare] = described("Regions with assignments or a floor (субъекты).")
    proven: bool = described("Whether no plan has a larger expected benefit (доказано, что план наилучший).")
    method: Method = described("The method and its parameters (метод).")
    completeness: Completeness = described("Limits that could not be met, and assumptions (полнота).")
