"""Random-effects meta-analysis of many groups of measurements at once.

A measurement y of a place with the known variance v is normal around the effect of the place, and the effects of places
are normal around the mean effect with the variance between places t. All results follow from the statistic

    Q(t) = sum of w (y - m)^2        w = 1 / (v + t)        m = sum of w y / sum of w

which has a chi-square law with k - 1 degrees of freedom at the true t, independently of m (Viechtbauer 2007,
"Confidence Intervals for the Amount of Heterogeneity in Meta-analysis", Statistics in Medicine 26).

- **Variance between places**: the t with Q(t) = k - 1 (Paule and Mandel 1982, "Consensus Values and Weighting Factors",
  Journal of Research of the National Bureau of Standards 87(5)), or 0 if Q(0) is smaller.
- **Interval of the mean**: that of Hartung and Knapp (2001, "A Refined Method for the Meta-analysis of Controlled
  Clinical Trials with Binary Outcome", Statistics in Medicine 20), the mean plus and minus the t quantile times
  e(t) = sqrt(Q(t) / (k - 1) / sum of w). If measurements agree by chance, it is narrower than their errors allow;
  `close` marks these groups. A limit at the normal interval (Jackson, Law, Ruecker and Schwarzer 2017, Statistics in
  Medicine 36) made the intervals too wide (docs/evidence.md).
- **Prediction interval** of the effect at a new place: the middle 95 percent of the distribution of m + sqrt(t) Z +
  e(t) T (Nagashima, Noma and Furukawa 2019, "Prediction Intervals for Random-effects Meta-analysis: A Confidence
  Distribution Approach", Statistical Methods in Medical Research 28(6)). Z is normal, T has a t law with k - 1 degrees
  of freedom, and t has the confidence distribution for which Q(t) is chi-square. Sums over quantiles of
  t and of the variance of T replace random draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.models.numbers import Floats, Integers

LEVEL = 0.95
# points of the distribution of the variance between places, and of the variance of a t variate
POINTS, STUDENT_POINTS = 24, 12
LEAST_CHANCE = 0.01
# the most steps of a search, and the relative precision at which it ends
STEPS = 200
PRECISION = 1e-9


@dataclass(frozen=True, eq=False)
class Measurements:
    """Measurements of g groups: sizes and variances [r], ordered by group, and the first row of each group [g].

    No group is empty, and all variances are positive.
    """

    sizes: Floats
    variances: Floats
    starts: Integers

    @classmethod
    def of(cls, groups: Integers, sizes: Floats, variances: Floats) -> Measurements:
        """Return the measurements of rows [r] in any order; `groups` [r] are the numbers 0 to g - 1.

        Within a group rows are ordered by value, so that sums do not depend on the given order. Raises `ValueError` if
        a group is empty or a variance is not positive.
        """
        counts = np.bincount(groups)
        if not np.all(counts) or not np.all(variances > 0):
            msg = "Each group needs a measurement, and each measurement a positive variance."
            raise ValueError(msg)
        order = np.lexsort((variances, sizes, groups))
        return cls(sizes[order], variances[order], np.cumsum(counts) - counts)

    @cached_property
    def counts(self) -> Integers:
        """The number of measurements of each group [g]."""
        return np.diff(np.append(self.starts, len(self.sizes)))

    @cached_property
    def freedom(self) -> Integers:
        """The degrees of freedom of each group [g]; 1 for a group of one measurement, whose results are not used."""
        return np.maximum(self.counts - 1, 1)

    def sums(self, values: Floats) -> Floats:
        """Return the sums over the rows of each group for columns [r, p]: [g, p]."""
        return np.asarray(np.add.reduceat(values, self.starts, axis=0))

    def spread(self, values: Floats) -> Floats:
        """Return values of groups [g, p] at the rows of the groups [r, p]."""
        return np.repeat(values, self.counts, axis=0)

    @cached_property
    def centred(self) -> Floats:
        """The sizes [r], minus the mean of their group: differences of large sizes keep their digits."""
        return self.sizes - self.spread(self.middle)

    @cached_property
    def middle(self) -> Floats:
        """The plain mean of each group [g]."""
        return np.asarray(self.sums(self.sizes) / self.counts)

    def at(self, between: Floats) -> At:
        """Return the sums for variances between places [g, p]."""
        weights = 1.0 / (self.variances[:, None] + self.spread(between))
        total = self.sums(weights)
        centre = self.sums(weights * self.centred[:, None]) / total
        squares = weights * (self.centred[:, None] - self.spread(centre)) ** 2
        return At(centre + self.middle[:, None], total, self.sums(squares), self.sums(weights * squares))


@dataclass(frozen=True)
class At:
    """Sums of groups for some variances between places, each [g, p].

    `centre` is the weighted mean, `weight` the sum of weights, `q` the statistic Q, and `fall` minus its derivative.
    """

    centre: Floats
    weight: Floats
    q: Floats
    fall: Floats

    def errors(self, freedom: Integers) -> Floats:
        """Return the standard errors of Hartung and Knapp [g, p] for degrees of freedom [g].

        Q is at least its quantile `LEAST_CHANCE`: equal sizes, which rounding can cause, do not mean that there is no
        error.
        """
        from scipy.special import chdtri

        least = chdtri(freedom, 1.0 - LEAST_CHANCE)[:, None]
        return np.asarray(np.sqrt(np.maximum(self.q, least) / freedom[:, None] / self.weight))


@dataclass(frozen=True)
class IntervalColumns:
    """Bounds, each [g]."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class RandomEffects:
    """The analysis of g groups, each array [g].

    `between` is the variance between places. `mean` is the interval of the mean, and `prediction` that of the effect at
    a new place. For a group of one measurement, `mean` is its own normal interval, and `between` and `prediction` are
    NaN. `close` marks the groups whose interval of the mean is narrower than the normal one. `inconsistency` is the
    share of the variation that is not measurement error (I squared: Higgins and Thompson 2002, "Quantifying
    Heterogeneity in a Meta-analysis", Statistics in Medicine 21).
    """

    centre: Floats
    mean: IntervalColumns
    prediction: IntervalColumns
    between: Floats
    inconsistency: Floats
    close: NDArray[np.bool_]


def random_effects(given: Measurements, level: float = LEVEL) -> RandomEffects:
    """Return the analysis of each group with intervals of a level."""
    single = given.counts == 1
    none = np.zeros((len(given.counts), 1))
    q = given.at(none).q[:, 0]
    between = solved(given, given.freedom[:, None].astype(np.float64))
    found = given.at(between)
    prediction = predicted(given, level)
    mean = interval_of_mean(given, found, level)
    return RandomEffects(
        centre=found.centre[:, 0],
        mean=mean,
        prediction=IntervalColumns(np.where(single, np.nan, prediction.low), np.where(single, np.nan, prediction.high)),
        between=np.where(single, np.nan, between[:, 0]),
        inconsistency=np.where(single, np.nan, np.maximum(1.0 - given.freedom / np.maximum(q, given.freedom), 0.0)),
        close=~single & (mean.high - mean.low < 2.0 * normal_margin(found, level)),
    )


def mean_intervals(given: Measurements, level: float = LEVEL) -> tuple[Floats, IntervalColumns]:
    """Return the mean of each group and its interval alone: [g] each."""
    found = given.at(solved(given, given.freedom[:, None].astype(np.float64)))
    return found.centre[:, 0], interval_of_mean(given, found, level)


def interval_of_mean(given: Measurements, found: At, level: float) -> IntervalColumns:
    """Return the interval of Hartung and Knapp, or the normal one of a group of one measurement."""
    from scipy.special import stdtrit

    refined = stdtrit(given.freedom, 0.5 + level / 2) * found.errors(given.freedom)[:, 0]
    margin = np.where(given.counts == 1, normal_margin(found, level), refined)
    return IntervalColumns(found.centre[:, 0] - margin, found.centre[:, 0] + margin)


def normal_margin(found: At, level: float) -> Floats:
    """Return half the width of the normal interval of each mean [g]."""
    from scipy.special import ndtri

    return np.asarray(ndtri(0.5 + level / 2) / np.sqrt(found.weight[:, 0]))


def solved(given: Measurements, values: Floats) -> Floats:
    """Return the variances between places [g, p] at which Q has some values [g, p]; 0 if Q is smaller at 0 already.

    Newton's method on 1 / Q, which is nearly linear in the variance: Q is a sum of a / (b + t) with positive a and b,
    so 1 / Q is concave, and the steps from 0 never pass the solution. Raises `ArithmeticError` without convergence.
    """
    found = np.zeros(values.shape)
    for _ in range(STEPS):
        then = given.at(found)
        above = then.q > values
        step = np.divide(then.q * (then.q / values - 1.0), then.fall, out=np.zeros(values.shape), where=above)
        found = found + step
        if np.all(step <= PRECISION * found):
            return found
    msg = f"The variance between places did not converge in {STEPS} steps."
    raise ArithmeticError(msg)


def predicted(given: Measurements, level: float) -> IntervalColumns:
    """Return the prediction interval of each group."""
    freedoms, places = np.unique(given.freedom, return_inverse=True)
    values, student = (
        np.array([chi_square_points(int(each), points) for each in freedoms])[places]
        for points in (POINTS, STUDENT_POINTS)
    )
    between = solved(given, values)
    then = given.at(between)
    # T is normal with the variance (k - 1) / chi-square
    parts = then.errors(given.freedom)[:, :, None] ** 2 * (given.freedom[:, None] / student)[:, None, :]
    deviations = np.sqrt(between[:, :, None] + parts).reshape(len(between), -1)
    centres = np.repeat(then.centre, STUDENT_POINTS, axis=1)
    weights = np.outer(chances(POINTS)[1], chances(STUDENT_POINTS)[1]).ravel()
    return IntervalColumns(
        *(quantile(centres, deviations, weights, each) for each in ((1 - level) / 2, (1 + level) / 2))
    )


def chances(points: int) -> tuple[Floats, Floats]:
    """Return probabilities and their weights [points]: cubes of equal steps, since small ones decide on wide tails."""
    steps = (np.arange(points) + 0.5) / points
    weights = steps**2
    return steps**3, weights / weights.sum()


@cache
def chi_square_points(freedom: int, points: int) -> Floats:
    """Return the quantiles of the chi-square law at `chances` [points]."""
    from scipy.special import gammaincinv

    # the function for the lower tail keeps the digits of small probabilities
    return np.asarray(2.0 * gammaincinv(freedom / 2.0, chances(points)[0]), dtype=np.float64)


def quantile(centres: Floats, deviations: Floats, weights: Floats, chance: float) -> Floats:
    """Return a quantile [g] of mixtures of p normal distributions: centres and deviations [g, p], and weights [p].

    Newton's method within bounds. Raises `ArithmeticError` without convergence.
    """
    from scipy.special import ndtr, ndtri

    ends = centres + ndtri(chance) * deviations
    low, high = ends.min(axis=1), ends.max(axis=1)
    found = (low + high) / 2
    for _ in range(STEPS):
        scaled = (found[:, None] - centres) / deviations
        excess = ndtr(scaled) @ weights - chance
        low, high = np.where(excess < 0, found, low), np.where(excess < 0, high, found)
        density = (np.exp(-(scaled**2) / 2) / deviations) @ weights / np.sqrt(2 * np.pi)
        step = np.divide(excess, density, out=np.full(len(found), np.inf), where=density > 0)
        # a step that leaves the bounds is replaced by a bisection
        inside = (found - step >= low) & (found - step <= high)
        last, found = found, np.where(inside, found - step, (low + high) / 2)
        if np.all(np.abs(found - last) <= PRECISION * deviations.min(axis=1)):
            return np.asarray(found)
    msg = f"A bound of a prediction interval did not converge in {STEPS} steps."
    raise ArithmeticError(msg)
