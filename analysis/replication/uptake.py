"""How many of a region's organisations would take a practice up within a year, by the fitted model, and why.

The expected number is the sum of the probabilities of those that have not taken it up. It is told apart into parts: the
mean of the contributions of Aumann and Shapley (1974, "Values of Non-Atomic Games") of the organisations; means of what
adds up add up too. The features are those that the model was fitted on (`graph_features`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.replication.graph_features import FEATURES, features
from analysis.replication.shared_errors import moved, with_interval
from analysis.replication.surroundings import EarlierAdopters, Floats, Integers, Standing, Surroundings


@dataclass(frozen=True)
class Spreading:
    """A practice by global id as the organisations at hand see it: `excluded` are its author and all who ever began."""

    practice: str
    published: float
    adopters: EarlierAdopters
    standing: Standing
    excluded: Integers


@dataclass(frozen=True)
class RegionState:
    """A region on a day (an ordinal): `own` are its organisations that are there, among those at hand."""

    day: float
    around: Surroundings
    own: Integers
    practices: Sequence[Spreading]

    def left(self, practice: Spreading) -> Integers:
        """The organisations of the region that could still take a practice up."""
        return np.setdiff1d(self.own, practice.excluded)

    def features(self, practice: Spreading, rows: Integers) -> Floats:
        """The features of organisations for a practice."""
        return features(self.around, practice.adopters, practice.standing, practice.published, self.day, rows)


@dataclass(frozen=True)
class RegionFacts:
    """What is told in words of the organisations that are left; none of it is a number of people."""

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
    """What is expected of a practice in a region with so many `organisations`: how many take it up, with the ends of
    the interval; the probability of an average organisation, and by feature the mean of what sets those left apart.
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
    """The expected uptake; its interval is that of probabilities that share their coefficients."""
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
    """The probability of an average organisation, and the mean part of each feature; nothing where nobody is left."""
    if not len(values):
        base = float(model.contributions(np.array([model.means]))[0, 0])
        return [base, *([0.0] * len(model.features))]
    means: list[float] = model.contributions(values).mean(axis=0).tolist()
    return means


def facts_of(region: RegionState, practice: Spreading, rows: Integers, values: Floats) -> RegionFacts:
    """The facts about the organisations `rows` with the features `values`."""

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
