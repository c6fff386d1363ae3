"""The result of a joint plan. Practices, organisations and regions are global ids."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.answers import Completeness, Method
from analysis.replication.evidence.pooling import Range
from analysis.replication.plan import Estimate


@dataclass(frozen=True)
class PlannedAdoption:
    """An assignment of a practice to an organisation.

    `needing` says whether people of the municipality need the practice. `fills_floor` is true if the region has no more
    assignments than its floor. `capacity_left` is the number of further practices that the organisation could take
    after the plan.
    """

    practice: str
    organisation: str
    region: str
    probability: Estimate
    needing: bool
    benefit: float
    fills_floor: bool
    capacity_left: int


@dataclass(frozen=True)
class PlannedPractice:
    """A practice of the plan, with its assignments and the weight of its effect."""

    practice: str
    assignments: int
    expected_adopters: float
    candidates: int
    effect: Range | None
    effects_reported: int
    effect_weight: float


@dataclass(frozen=True)
class PlannedRegion:
    """A region of the plan.

    `served` is the share of its organisations that have one of the practices before the plan. `missing` is the number
    of assignments by which the plan falls short of the `floor`.
    """

    region: str
    organisations: int
    served: float
    floor: int
    assignments: int
    assignments_without_floor: int
    expected_adopters: float
    missing: int


@dataclass(frozen=True)
class FairnessPrice:
    """The cost of the floors: the plan without floors, and the part of its benefit that the plan with floors loses."""

    expected_adopters_without: Estimate
    benefit_without: float
    price: float


@dataclass(frozen=True)
class JointPlan:
    """A joint plan. The figures are None if no model can be used."""

    assignments: tuple[PlannedAdoption, ...]
    expected_adopters: Estimate | None
    benefit: float | None
    bound: float | None
    optimal: bool
    price_of_fairness: FairnessPrice | None
    practices: tuple[PlannedPractice, ...]
    regions: tuple[PlannedRegion, ...]
    method: Method
    completeness: Completeness
