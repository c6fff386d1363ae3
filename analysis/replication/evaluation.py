"""A hold-out in time: what the model and simple baselines said at the end of a period, against what happened after it.

Candidates of a practice are the places that had not adopted it by `until`, of practices that somebody had; positives
are those that adopt it in (until, until + horizon]. Each practice with both kinds has an area under the ROC curve,
each practice with a positive a precision among its first five. Means over practices weigh every practice alike, and
differences to a baseline are paired: the interval resamples practices (percentile bootstrap, Efron and Tibshirani 1993,
chapter 13), within which places are not independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from analysis.replication.features import Candidates, FeatureMaker, Surroundings
from analysis.replication.hazard_model import HazardModel
from analysis.replication.history import History
from analysis.replication.learning import Learned, Reporter, silent
from analysis.replication.logistic import Floats
from analysis.replication.sampling import known_practices, outcomes_of
from analysis.replication.scoring import auc, precision_at
from analysis.replication.table import Adoptions

FIRST = 5
DRAWS = 2_000
LEVEL = 0.95
MOST_CELLS = 25_000_000
# a baseline is the order that one feature gives
BASELINES = {
    "adopter_similarity": "adopter similarity",
    "popularity": "popularity",
    "distance": "distance to the nearest adopter",
    "exposure": "adopters among ties",
}
MODEL = "model"
EDGES = np.array([0.0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])


class Target(NamedTuple):
    """A place where a practice may go next, with the features that speak most for and against it."""

    place: str
    probability: float
    low: float
    high: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Assessed:
    """One practice: areas and precisions by scorer (NaN where undefined, empty in a forecast), and where it may go."""

    practice: str
    adopters: int
    candidates: int
    positives: int
    areas: dict[str, float]
    precisions: dict[str, float]
    expected: float
    targets: tuple[Target, ...]


class Bin(NamedTuple):
    """Candidates with probabilities in [low, high): how many, their mean, and the part that adopted."""

    low: float
    high: float
    candidates: int
    forecast: float
    happened: float


class Interval(NamedTuple):
    """A mean with its bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass
class Tally:
    """Sums over all candidates, gathered block by block; [bins] each."""

    number: Floats = field(default_factory=lambda: np.zeros(len(EDGES) - 1))
    forecast: Floats = field(default_factory=lambda: np.zeros(len(EDGES) - 1))
    happened: Floats = field(default_factory=lambda: np.zeros(len(EDGES) - 1))
    squares: float = 0.0

    def add(self, probabilities: Floats, outcomes: Floats) -> None:
        """Count candidates [c] in."""
        bins = np.clip(np.searchsorted(EDGES, probabilities, side="right") - 1, 0, len(EDGES) - 2)
        self.number += np.bincount(bins, minlength=len(EDGES) - 1)
        self.forecast += np.bincount(bins, probabilities, minlength=len(EDGES) - 1)
        self.happened += np.bincount(bins, outcomes, minlength=len(EDGES) - 1)
        self.squares += float(((probabilities - outcomes) ** 2).sum())

    def bins(self) -> list[Bin]:
        """The calibration table."""
        return [
            Bin(float(low), float(high), int(number), float(forecast / number), float(happened / number))
            for low, high, number, forecast, happened in zip(
                EDGES[:-1], EDGES[1:], self.number, self.forecast, self.happened, strict=True
            )
            if number
        ]


@dataclass(frozen=True)
class Assessment:
    """What was found for all practices; `held_out` says whether there was a later period to compare with."""

    practices: tuple[Assessed, ...]
    known: int
    scorers: tuple[str, ...]
    held_out: bool
    tally: Tally
    latest_rate: float
    seed: int

    def mean_area(self, scorer: str) -> float:
        """The mean area under the curve over practices with both outcomes; NaN without any."""
        return mean(self._areas(scorer))

    def mean_precision(self, scorer: str) -> float:
        """The mean precision among the first five over practices with a positive; NaN without any."""
        return mean(self._precisions(scorer))

    def area_difference(self, baseline: str) -> Interval:
        """How much larger the model's area is."""
        return paired(self._areas(MODEL) - self._areas(baseline), self.seed)

    def precision_difference(self, baseline: str) -> Interval:
        """How much larger the model's precision is."""
        return paired(self._precisions(MODEL) - self._precisions(baseline), self.seed)

    @property
    def compared(self) -> int:
        """How many practices have an area."""
        return len(self._areas(MODEL))

    @property
    def brier(self) -> float:
        """The mean squared error of the probabilities (Brier 1950); NaN without candidates."""
        return share(self.tally.squares, self.tally.number)

    @property
    def base_rate(self) -> float:
        """The part of the candidates that adopted; NaN without candidates."""
        return share(float(self.tally.happened.sum()), self.tally.number)

    @property
    def brier_of_base_rate(self) -> float:
        """The Brier score of who says this part for everybody, which nobody can know beforehand."""
        return self.base_rate * (1.0 - self.base_rate)

    @property
    def brier_of_latest_rate(self) -> float:
        """The Brier score of who says for everybody the part that adopted before, at the latest origin learned from."""
        return self.brier_of_base_rate + (self.latest_rate - self.base_rate) ** 2

    def _areas(self, scorer: str) -> Floats:
        return defined([each.areas[scorer] for each in self.practices if each.areas])

    def _precisions(self, scorer: str) -> Floats:
        return defined([each.precisions[scorer] for each in self.practices if each.precisions])


def assess(
    table: Adoptions,
    learned: Learned,
    until: int,
    *,
    surroundings: Surroundings | None = None,
    held_out: bool = True,
    top: int = 5,
    seed: int = 1,
    reporter: Reporter = silent,
) -> Assessment:
    """Ask the model where each practice goes after `until`, and compare with what happened within its horizon."""
    around = surroundings or Surroundings.of(table)
    history = History.of(table, until, learned.learned_horizon)
    maker = FeatureMaker(table, around, history)
    outcomes = outcomes_of(table, until, learned.horizon)
    columns = {name: maker.names.index(feature) for name, feature in BASELINES.items() if feature in maker.names}
    most = max(1, MOST_CELLS // len(table.places))
    practices = known_practices(table, until, most, np.random.default_rng(seed))
    tally = Tally()
    found: list[Assessed] = []
    for block in maker.in_blocks(practices):
        reporter("Looking ahead", len(found), len(practices))
        adopting = outcomes[block.practices].toarray()
        for number in range(len(block.practices)):
            one = OnePractice(table, learned.model, maker.names, columns, block, number, adopting[number])
            found.append(one.assessed(held_out, top, tally))
    reporter("Looking ahead", len(practices), len(practices))
    known = int((history.adopters > 0).sum())
    return Assessment(tuple(found), known, (MODEL, *columns), held_out, tally, learned.latest_rate, seed)


@dataclass(frozen=True)
class OnePractice:
    """The candidates of one practice of a block."""

    table: Adoptions
    model: HazardModel
    names: Sequence[str]
    columns: dict[str, int]
    block: Candidates
    number: int
    adopting: Floats

    def assessed(self, held_out: bool, top: int, tally: Tally) -> Assessed:
        """Its scores, and the places where it is most likely to go."""
        places = np.flatnonzero(self.block.open[self.number])
        features = self.block.features[self.number][places]
        outcomes = self.adopting[places]
        linear, probabilities = self.model.linear(features), self.model.probabilities(features)
        areas: dict[str, float] = {}
        precisions: dict[str, float] = {}
        if held_out:
            tally.add(probabilities.value, outcomes)
        if held_out and outcomes.any():
            scores = {MODEL: linear, **{name: features[:, column] for name, column in self.columns.items()}}
            areas = {name: auc(each, outcomes) for name, each in scores.items()}
            precisions = {name: precision_at(FIRST, each, outcomes) for name, each in scores.items()}
        first = np.argsort(-linear, kind="stable")[:top]
        parts = self.model.contributions(features[first])
        targets = tuple(
            Target(
                str(self.table.places[places[each]]),
                float(probabilities.value[each]),
                float(probabilities.low[each]),
                float(probabilities.high[each]),
                self._reasons(part),
            )
            for each, part in zip(first, parts, strict=True)
        )
        practice = str(self.table.practices[self.block.practices[self.number]])
        adopters = int((~self.block.open[self.number]).sum())
        positives = int(outcomes.sum())
        expected = float(probabilities.value.sum())
        return Assessed(practice, adopters, len(places), positives, areas, precisions, expected, targets)

    def _reasons(self, parts: Floats) -> tuple[tuple[str, float], ...]:
        """The base and the contributions that weigh most, the rest as one, so that all add up to the probability."""
        order = np.argsort(-np.abs(parts[1:]), kind="stable")
        named = [(self.names[each], float(parts[1:][each])) for each in order[:FIRST]]
        return (("mean candidate", float(parts[0])), *named, ("everything else", float(parts[1:][order[FIRST:]].sum())))


def paired(differences: Floats, seed: int) -> Interval:
    """The mean of differences [d] with its percentile interval over resampled practices."""
    if not len(differences):
        return Interval(float("nan"), float("nan"), float("nan"))
    random = np.random.default_rng(seed)
    means = np.array([random.choice(differences, len(differences)).mean() for _ in range(DRAWS)])
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(differences.mean()), float(low), float(high))


def defined(values: Sequence[float]) -> Floats:
    """The values that there are."""
    found = np.array(values, dtype=np.float64)
    kept: Floats = found[~np.isnan(found)]
    return kept


def share(part: float, numbers: Floats) -> float:
    """A part of a sum of numbers, NaN of nothing."""
    return part / float(numbers.sum()) if numbers.any() else float("nan")


def mean(values: Floats) -> float:
    """The mean, NaN of nothing."""
    return float(values.mean()) if len(values) else float("nan")
