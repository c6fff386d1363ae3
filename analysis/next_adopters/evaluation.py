"""A hold-out in time: forecasts of the model and of simple baselines, compared with later adoptions.

Forecasts are made at the end of the period `until`. Candidates of a practice are the places that had not adopted it by
`until`; positives are the candidates that adopt it in (until, until + horizon]. Each practice with positives and other
candidates has an area under the ROC curve, and each practice with a positive has a precision among its first five
candidates. Means over practices give each practice the same weight. Differences to a baseline are paired: the interval
resamples whole practices, because places within a practice are not independent (`scoring.bootstrapped`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.feature_sources import Candidates, FeatureSource, Origin
from analysis.next_adopters.learning import Learned, Reporter, silent
from analysis.next_adopters.sampling import drawn_from
from analysis.scoring import Calibration, Interval, auc, bootstrapped, mean_of, precision_at, squares_of_rate

FIRST = 5
MODEL = "model"
EDGES = np.array([0.0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])


class PredictedPlace(NamedTuple):
    """A place where a practice may be adopted next, with the features that contribute most to its probability."""

    place: str
    probability: float
    low: float
    high: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Assessed:
    """The evaluation of one practice, with its most probable next places.

    `areas` and `precisions` are by scorer, NaN if undefined, and empty in a forecast. `squares` is the sum of the
    squared errors of the model's probabilities.
    """

    practice: str
    adopters: int
    candidates: int
    positives: int
    areas: dict[str, float]
    precisions: dict[str, float]
    squares: float
    expected: float
    targets: tuple[PredictedPlace, ...]


@dataclass(frozen=True)
class Assessment:
    """The results of all practices; `held_out` is true if a later period was available for comparison."""

    practices: tuple[Assessed, ...]
    known: int
    scorers: tuple[str, ...]
    held_out: bool
    calibration: Calibration
    latest_rate: float
    seed: int

    def mean_area(self, scorer: str) -> float:
        """Return the mean area under the curve over practices with both outcomes, NaN if there is none."""
        return mean(self._areas(scorer))

    def mean_precision(self, scorer: str) -> float:
        """Return the mean precision among the first five over practices with a positive, NaN if there is none."""
        return mean(self._precisions(scorer))

    def area_difference(self, baseline: str) -> Interval:
        """Return the model's mean area minus that of a baseline, with its interval."""
        return mean_of(self._areas(MODEL) - self._areas(baseline), self.seed)

    def precision_difference(self, baseline: str) -> Interval:
        """Return the model's mean precision minus that of a baseline, with its interval."""
        return mean_of(self._precisions(MODEL) - self._precisions(baseline), self.seed)

    def brier_difference(self, rate: float) -> Interval:
        """Return the Brier score of one probability for all candidates minus that of the model, with its interval."""
        number, positives, squares = self._each("candidates"), self._each("positives"), self._each("squares")
        return bootstrapped(squares_of_rate(rate, number, positives) - squares, number, self.seed)

    @property
    def compared(self) -> int:
        """Return the number of practices with an area under the curve."""
        return len(self._areas(MODEL))

    @property
    def pairs(self) -> int:
        """Return the number of candidates that were compared with later adoptions."""
        return int(self.calibration.number.sum())

    @property
    def positives(self) -> int:
        """Return the number of compared candidates that adopted."""
        return int(self.calibration.happened.sum())

    @property
    def brier(self) -> float:
        """Return the mean squared error of the probabilities (Brier 1950), NaN without candidates."""
        return share(self.calibration.squares, self.pairs)

    @property
    def base_rate(self) -> float:
        """Return the share of the candidates that adopted, NaN without candidates."""
        return share(self.positives, self.pairs)

    @property
    def brier_of_base_rate(self) -> float:
        """Return the Brier score of the base rate as the probability of every candidate.

        The base rate of the evaluated period is not known at the time of the forecast.
        """
        return self.base_rate * (1.0 - self.base_rate)

    @property
    def brier_of_latest_rate(self) -> float:
        """Return the Brier score of the rate at the latest origin of the learning data, for every candidate."""
        return self.brier_of_base_rate + (self.latest_rate - self.base_rate) ** 2

    def _areas(self, scorer: str) -> Floats:
        return defined([each.areas[scorer] for each in self.practices if each.areas])

    def _precisions(self, scorer: str) -> Floats:
        return defined([each.precisions[scorer] for each in self.practices if each.precisions])

    def _each(self, name: str) -> Floats:
        return np.array([getattr(each, name) for each in self.practices], dtype=np.float64)


def assess(
    source: FeatureSource,
    learned: Learned,
    until: int,
    *,
    held_out: bool = True,
    top: int = 5,
    seed: int = 1,
    reporter: Reporter = silent,
) -> Assessment:
    """Predict the adoptions of each practice after `until`, and compare them with those within the horizon."""
    origin = source.at(until, learned.learned_horizon, learned.horizon)
    known = origin.practices
    practices = drawn_from(known, source.most_assessed, np.random.default_rng(seed))
    one = OnePractice(source.practices, source.places, learned.model, origin, held_out, top, Calibration(EDGES))
    found: list[Assessed] = []
    for each in origin.candidates(practices):
        reporter("Practices predicted", len(found), len(practices))
        found.append(one.assessed(each))
    reporter("Practices predicted", len(practices), len(practices))
    scorers = (MODEL, *origin.baselines(np.zeros((0, len(origin.names)))))
    return Assessment(tuple(found), len(known), scorers, held_out, one.calibration, learned.latest_rate, seed)


@dataclass(frozen=True)
class OnePractice:
    """The evaluation of single practices; it adds the candidates of each practice to the calibration."""

    practices: Sequence[str]
    places: Sequence[str]
    model: HazardModel
    origin: Origin
    held_out: bool
    top: int
    calibration: Calibration

    def assessed(self, found: Candidates) -> Assessed:
        """Return the scores of a practice and the places that are most likely to adopt it."""
        features = found.features(np.arange(len(found.places)))
        probabilities, linear = self.model.probabilities(features), self.model.linear(features)
        if self.held_out:
            self.calibration.add(probabilities.value, found.outcomes)
        scores = {MODEL: linear, **self.origin.baselines(features)} if self.held_out and found.outcomes.any() else {}
        first = np.argsort(-linear, kind="stable")[: self.top]
        return Assessed(
            practice=self.practices[found.practice],
            adopters=found.adopters,
            candidates=len(found.places),
            positives=int(found.outcomes.sum()),
            areas=each_by(lambda scored: auc(scored, found.outcomes), scores),
            precisions=each_by(lambda scored: precision_at(FIRST, scored, found.outcomes), scores),
            squares=float(((probabilities.value - found.outcomes) ** 2).sum()),
            expected=float(probabilities.value.sum()),
            targets=self._targets(found.places[first], np.column_stack(probabilities)[first], features[first]),
        )

    def _targets(self, places: Integers, probabilities: Floats, features: Floats) -> tuple[PredictedPlace, ...]:
        """Return places [t] with their probabilities [t, 3] and the reasons from their features [t, k]."""
        parts = self.model.contributions(features)
        return tuple(
            PredictedPlace(self.places[place], value, low, high, reasons_of(self.origin.names, part))
            for place, (value, low, high), part in zip(places.tolist(), probabilities.tolist(), parts, strict=True)
        )


def each_by(score: Callable[[Floats], float], scores: dict[str, Floats]) -> dict[str, float]:
    """Return the value of a score for each scorer."""
    return {name: score(each) for name, each in scores.items()}


def reasons_of(names: Sequence[str], parts: Floats) -> tuple[tuple[str, float], ...]:
    """Return the base, the largest contributions, and the sum of the rest, which add up to the probability."""
    order = np.argsort(-np.abs(parts[1:]), kind="stable")
    named = [(names[each], float(parts[1:][each])) for each in order[:FIRST]]
    return (("mean candidate", float(parts[0])), *named, ("everything else", float(parts[1:][order[FIRST:]].sum())))


def defined(values: Sequence[float]) -> Floats:
    """Return the values that are not NaN."""
    found = np.array(values, dtype=np.float64)
    kept: Floats = found[~np.isnan(found)]
    return kept


def share(part: float, number: int) -> float:
    """Return a part divided by a number, NaN if the number is 0."""
    return part / number if number else float("nan")


def mean(values: Floats) -> float:
    """Return the mean, NaN if there are no values."""
    return float(values.mean()) if len(values) else float("nan")
