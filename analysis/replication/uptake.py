"""Expected adopters of a practice in a region within a year, by the fitted model, with the reasons.

The expected number is the sum of the probabilities of the organisations that have not adopted the practice. It is split
into parts: the means over the organisations of the contributions of Aumann and Shapley (1974, "Values of Non-Atomic
Games"). Contributions add up, and so do their means. The features are those on which the model was fitted
(`graph_features`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.replication.graph_features import FEATURES, features
from analysis.replication.shared_errors import moved, with_interval
from analysis.replication.surroundings import EarlierAdopters, Floats, Integers, OrganisationStates, Surroundings


@dataclass(frozen=True)
class Spreading:
    """A practice by global id, with its adopters.

    `excluded` are its author and all organisations that ever began with it.
    """

    practice: str
    published: float
    adopters: EarlierAdopters
    states: OrganisationStates
    excluded: Integers


@dataclass(frozen=True)
class RegionState:
    """A region on a day (an ordinal); `own` are those organisations of `around` that belong to it on the day."""

    day: float
    around: Surroundings
    own: Integers
    practices: Sequence[Spreading]

    def left(self, practice: Spreading) -> Integers:
        """Return the organisations of the region that could still adopt a practice."""
        return np.setdiff1d(self.own, practice.excluded)

    def features(self, practice: Spreading, rows: Integers) -> Floats:
        """Return the features [r, k] of the organisations `rows` for a practice."""
        return features(self.around, practice.adopters, practice.states, practice.published, self.day, rows)


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


def uptake_of(model: HazardModel, region: RegionState, practice: Spreading) -> ExpectedUptake:
    """Return the expected uptake, with the interval of a sum of probabilities that share their coefficients."""
    rows = region.left(practice)
    values = region.features(practice, rows)
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
        base = float(model.contributions(np.array([model.means]))[0, 0])
        return [base, *([0.0] * len(model.features))]
    means: list[float] = model.contributions(values).mean(axis=0).tolist()
    return means


def facts_of(region: RegionState, practice: Spreading, rows: Integers, values: Floats) -> RegionFacts:
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
        adopters=len(practice.adopters.before(region.day).organisations),
    )
