"""Expected adopters of a practice in a region within a year, by the fitted model, with the reasons.

The expected number is the sum of the probabilities of the organisations that have not adopted the practice. It is split
into parts: the means over the organisations of the contributions of Aumann and Shapley (1974, "Values of Non-Atomic
Games"). Contributions add up, and so do their means. The features are those on which the model was fitted
(`graph_features`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.replication.country import ReplicationCountry
from analysis.replication.graph_features import FEATURES
from analysis.replication.shared_errors import moved, with_interval
from analysis.replication.surroundings import Floats, Integers


@dataclass(frozen=True, eq=False)
class RegionOutlook:
    """A region of the country on a day; `own` are the organisations that are located in it and exist on the day."""

    country: ReplicationCountry
    region: int
    day: float

    @cached_property
    def own(self) -> Integers:
        """The organisations of the region that exist on the day."""
        country = self.country
        return np.flatnonzero((country.regions == self.region) & ~(country.last_days < self.day))

    def left(self, practice: int) -> Integers:
        """Return the organisations of the region that could still adopt a practice, and that it was made for."""
        country = self.country
        return self.own[(country.without(practice, self.day) & ~country.fit(practice, self.day).excluded)[self.own]]


@dataclass(frozen=True)
class RegionFacts:
    """Figures of the remaining organisations that appear in sentences; none of them is a number of people."""

    left: int
    needing: int
    on_theme: int
    in_contact: int
    same_kind: float
    nearest_km: float
    size_known: int
    begun: int
    failed_near: int
    adopters: int


@dataclass(frozen=True)
class ExpectedUptake:
    """The expected uptake of a practice in a region with `organisations` organisations.

    `value`, `low` and `high` are the expected number of adopters and its interval. `base` is the probability of an
    average organisation. `parts` are, by feature, the mean contributions of the remaining organisations.
    """

    organisations: int
    value: float
    low: float
    high: float
    level: float
    base: float
    parts: tuple[float, ...]
    facts: RegionFacts


def uptake_of(model: HazardModel, region: RegionOutlook, practice: int) -> ExpectedUptake:
    """Return the expected uptake, with the interval of a sum of probabilities that share their coefficients."""
    rows = region.left(practice)
    values = region.country.features(practice, region.day, rows)
    found = with_interval(model.probabilities_at(values, moved(model)).sum(axis=0), model.level, len(values))
    base, *parts = mean_contributions(model, values)
    return ExpectedUptake(
        organisations=len(region.own),
        value=found.value,
        low=found.low,
        high=found.high,
        level=model.level,
        base=base,
        parts=tuple(parts),
        facts=facts_of(region, practice, rows, values),
    )


def mean_contributions(model: HazardModel, values: Floats) -> list[float]:
    """Return the probability of an average organisation and the mean contribution of each feature.

    The contributions are 0 if no organisation is left.
    """
    if not len(values):
        base = model.base_rate
        return [base, *([0.0] * len(model.features))]
    means: list[float] = model.contributions(values).mean(axis=0).tolist()
    return means


def facts_of(region: RegionOutlook, practice: int, rows: Integers, values: Floats) -> RegionFacts:
    """Return the facts about the organisations `rows` with the features `values`."""

    def count(name: str) -> int:
        return int(np.count_nonzero(values[:, FEATURES.index(name)]))

    def middle(name: str) -> float:
        column = values[:, FEATURES.index(name)]
        return float(np.median(column)) if len(column) else 0.0

    return RegionFacts(
        left=len(rows),
        needing=count("needing"),
        on_theme=count("on_theme"),
        in_contact=count("contacts"),
        same_kind=float(values[:, FEATURES.index("same_kind")].mean()) if len(rows) else 0.0,
        nearest_km=float(np.expm1(middle("distance"))),
        size_known=len(rows) - count("size_unknown"),
        begun=count("begun"),
        failed_near=count("failed_near"),
        adopters=len(region.country.holders(practice).before(region.day).others.organisations),
    )
