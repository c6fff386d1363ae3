"""The likelihood of what is declared, and its maximum.

An adoption chooses its source among its candidates j and a source beyond them all (the bank, a publication, a
campaign): conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior"), which is the
partial likelihood of competing hazards whose logarithms are linear (Cox 1972; Perry and Wolfe 2013, "Point process
modelling for directed interaction networks"). A declaration is wrong with the probability `error`, and then names any
candidate:

    q(j) = (1 - error) p(j) + error / n,    q(beyond) = (1 - error) p(beyond)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.provenance.records import Floats, Integers
from analysis.provenance.splines import Columns

# of the penalty ridge / 2 * weight^2, against weights without end where data separate
RIDGE = 0.1
FIRST_ERROR = 0.02
# of the gradient of the mean log-likelihood
TOLERANCE = 1e-5
# a gain of the log-likelihood for each choice, below which the weights are found; sums of 32-bit numbers tell no less
NEGLIGIBLE = 1e-6
ITERATIONS = 100
# choices of which the second derivatives are summed at once
BLOCK = 200


@dataclass(frozen=True)
class Choices:
    """Choices of which the outcome is declared; the pairs of choice k begin at `offsets[k]`.

    `columns` are pairs x features, `beyond` choices x features; `chosen` is the place of the pair, -1 for beyond.
    """

    offsets: Integers
    columns: Columns
    beyond: Columns
    chosen: Integers

    def __len__(self) -> int:
        """How many choices there are."""
        return len(self.chosen)

    @property
    def counts(self) -> Integers:
        """How many candidates each has, one at least."""
        return np.diff(self.offsets)


@dataclass(frozen=True)
class FittedWeights:
    """What was fitted: weights of the columns of pairs and of learners, and the share of wrong declarations."""

    candidate: Floats
    beyond: Floats
    error: float


@dataclass(frozen=True)
class EvaluatedParameters:
    """At some parameters: the probability of each pair, of a source beyond, and of what is declared; how probable it is
    that the declaration is right; and the derivative of the log-likelihood by the logit of the error.
    """

    pair: Floats
    beyond: Floats
    declared: Floats
    right: Floats
    by_error: Floats


@dataclass(frozen=True)
class Fit:
    """The maximum: the log-likelihood is that of all choices, without the penalty."""

    weights: FittedWeights
    log_likelihood: float
    choices: int
    pairs: int
    iterations: int
    converged: bool


def probabilities(
    offsets: Integers, columns: Columns, beyond: Columns, weights: FittedWeights
) -> tuple[Floats, Floats]:
    """The probability of each pair, and of a source beyond for each choice; together they are 1 for each choice."""
    utility = columns @ weights.candidate.astype(np.float32)
    other = (beyond @ weights.beyond.astype(np.float32)).astype(np.float64)
    return softmax(offsets, utility.astype(np.float64), other)


def softmax(offsets: Integers, utility: Floats, other: Floats) -> tuple[Floats, Floats]:
    """The shares of exp(utility) and exp(other) in their sum, for each choice."""
    counts = np.diff(offsets)
    highest = other.copy()
    some = counts > 0
    if some.any():
        highest[some] = np.maximum(other[some], np.maximum.reduceat(utility, offsets[:-1][some]))
    powers, beyond = np.exp(utility - np.repeat(highest, counts)), np.exp(other - highest)
    total = beyond.copy()
    if some.any():
        total[some] += np.add.reduceat(powers, offsets[:-1][some])
    return powers / np.repeat(total, counts), beyond / total


class Likelihood:
    """Minus the penalised mean log-likelihood of choices, with its derivatives; the parameters are one vector."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.split = choices.columns.shape[1], choices.columns.shape[1] + choices.beyond.shape[1]
        self.named = choices.chosen >= 0
        self._at_random = np.where(self.named, 1 / np.maximum(choices.counts, 1), 0.0)
        self._last: tuple[Floats, EvaluatedParameters] | None = None

    def weights(self, vector: Floats) -> FittedWeights:
        """The weights that a vector stands for; its last element is the logit of the error."""
        first, second = self.split
        return FittedWeights(vector[:first], vector[first:second], float(1 / (1 + np.exp(-vector[second]))))

    def vector(self, weights: FittedWeights) -> Floats:
        """The vector that stands for weights."""
        logit = np.log(weights.error / (1 - weights.error))
        return np.concatenate([weights.candidate, weights.beyond, [logit]])

    def told(self, vector: Floats) -> EvaluatedParameters:
        """The probabilities at some parameters; those of the last are kept, since derivatives ask again."""
        if self._last is None or not np.array_equal(self._last[0], vector):
            weights, choices = self.weights(vector), self.choices
            pair, beyond = probabilities(choices.offsets, choices.columns, choices.beyond, weights)
            chosen = np.where(self.named, pair[choices.chosen], beyond)
            declared = (1 - weights.error) * chosen + weights.error * self._at_random
            right = (1 - weights.error) * chosen / declared
            by_error = (self._at_random - chosen) / declared * weights.error * (1 - weights.error)
            self._last = vector.copy(), EvaluatedParameters(pair, beyond, declared, right, by_error)
        return self._last[1]

    def log_likelihood(self, vector: Floats) -> float:
        """The log-likelihood of all choices, without the penalty."""
        return float(np.log(self.told(vector).declared).sum())

    def __call__(self, vector: Floats) -> tuple[float, Floats]:
        """Value and gradient."""
        told, choices = self.told(vector), self.choices
        pull = -told.pair * np.repeat(told.right, choices.counts)
        np.add.at(pull, choices.chosen[self.named], told.right[self.named])
        beyond = told.right * (~self.named - told.beyond)
        gradient = np.r_[pull.astype(np.float32) @ choices.columns, beyond @ choices.beyond, told.by_error.sum()]
        free = np.r_[vector[:-1], 0.0]
        value = self.log_likelihood(vector) - RIDGE / 2 * free @ free
        return -value / len(choices), -(gradient - RIDGE * free) / len(choices)

    def information(self, vector: Floats) -> Floats:
        """The second derivatives as if it were known which declarations are right; block by block."""
        told, choices = self.told(vector), self.choices
        _, second = self.split
        found: Floats = np.zeros((second + 1, second + 1))
        for begin in range(0, len(choices), BLOCK):
            found[:second, :second] += moments(choices, told, begin, min(begin + BLOCK, len(choices)))
        found[np.arange(second), np.arange(second)] += RIDGE
        found[second, second] = told.by_error @ told.by_error + RIDGE
        return found / len(choices)


def moments(choices: Choices, told: EvaluatedParameters, begin: int, end: int) -> Floats:
    """The covariances of the columns over what each choice can choose, summed over some choices."""
    offsets = choices.offsets[begin : end + 1]
    columns, pair = choices.columns[offsets[0] : offsets[-1]], told.pair[offsets[0] : offsets[-1]]
    right, beyond, other = told.right[begin:end], told.beyond[begin:end], choices.beyond[begin:end]
    weighted = columns * pair[:, None].astype(np.float32)
    means = np.hstack([np.add.reduceat(weighted, offsets[:-1] - offsets[0]), other * beyond[:, None]])
    first = columns.shape[1]
    found: Floats = -(means * right[:, None]).T @ means
    found[:first, :first] += (weighted * np.repeat(right, np.diff(offsets))[:, None].astype(np.float32)).T @ columns
    found[first:, first:] += (other * (right * beyond)[:, None]).T @ other
    return found


def decrement(gradient: Floats, information: Floats) -> float:
    """Return what another step would gain: half the squared Newton decrement (Boyd and Vandenberghe 2004, 9.5.1)."""
    return float(gradient @ np.linalg.lstsq(information, gradient, rcond=None)[0]) / 2


def fit(choices: Choices, begin: FittedWeights | None = None) -> Fit:
    """The weights of the greatest likelihood: Newton's method in a trust region (Conn, Gould, Toint 2000, chapter 7).

    It can begin at the weights of a smaller sample, from which it is a step or two.
    """
    from scipy.optimize import minimize

    likelihood = Likelihood(choices)
    split = likelihood.split
    options = {"maxiter": ITERATIONS, "gtol": TOLERANCE, "max_trust_radius": 100.0, "initial_trust_radius": 10.0}
    first = likelihood.vector(begin or FittedWeights(np.zeros(split[0]), np.zeros(split[1] - split[0]), FIRST_ERROR))
    found = minimize(likelihood, first, jac=True, hess=likelihood.information, method="trust-exact", options=options)
    return Fit(
        likelihood.weights(found.x),
        likelihood.log_likelihood(found.x),
        len(choices),
        len(choices.columns),
        int(found.nit),
        decrement(found.jac, likelihood.information(found.x)) < NEGLIGIBLE,
    )
