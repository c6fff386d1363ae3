"""The likelihood of declared sources, and its maximum.

An adoption chooses its source among its candidates j and a source beyond all of them (the bank, a publication, a
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

# the penalty is ridge / 2 * weight^2; it keeps weights finite if the data separate
RIDGE = 0.1
FIRST_ERROR = 0.02
# the tolerance of the gradient of the mean log-likelihood
TOLERANCE = 1e-5
# the fit has converged if the gain of the log-likelihood per choice is smaller; 32-bit sums resolve no smaller gain
NEGLIGIBLE = 1e-6
ITERATIONS = 100
# the number of choices whose second derivatives are summed at once
BLOCK = 200


@dataclass(frozen=True)
class Choices:
    """Choices with a declared outcome; the pairs of choice k begin at `offsets[k]`.

    `columns` [pairs, features] belong to the pairs and `beyond` [choices, features] to the choices. `chosen` is the
    position of the declared pair, -1 for a source beyond all candidates.
    """

    offsets: Integers
    columns: Columns
    beyond: Columns
    chosen: Integers

    def __len__(self) -> int:
        """Return the number of choices."""
        return len(self.chosen)

    @property
    def counts(self) -> Integers:
        """Return the number of candidates of each choice, at least one."""
        return np.diff(self.offsets)


@dataclass(frozen=True)
class FittedWeights:
    """Fitted weights of the columns of pairs and of learners, and the share of wrong declarations."""

    candidate: Floats
    beyond: Floats
    error: float


@dataclass(frozen=True)
class EvaluatedParameters:
    """Probabilities at some parameters.

    - `pair` is the probability of each pair, and `beyond` that of a source beyond all candidates, for each choice.
    - `declared` is the probability of the declared source, and `right` the probability that the declaration is right.
    - `by_error` is the derivative of the log-likelihood by the logit of the error.
    """

    pair: Floats
    beyond: Floats
    declared: Floats
    right: Floats
    by_error: Floats


@dataclass(frozen=True)
class Fit:
    """The maximum of the likelihood; `log_likelihood` is the sum over all choices, without the penalty."""

    weights: FittedWeights
    log_likelihood: float
    choices: int
    pairs: int
    iterations: int
    converged: bool


def probabilities(
    offsets: Integers, columns: Columns, beyond: Columns, weights: FittedWeights
) -> tuple[Floats, Floats]:
    """Return the probability of each pair and, for each choice, of a source beyond.

    They add up to 1 for each choice.
    """
    utility = columns @ weights.candidate.astype(np.float32)
    other = (beyond @ weights.beyond.astype(np.float32)).astype(np.float64)
    return softmax(offsets, utility.astype(np.float64), other)


def softmax(offsets: Integers, utility: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Return the shares of exp(utility) and exp(other) in their sum, for each choice."""
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
    """The negative penalised mean log-likelihood of choices, with its derivatives; the parameters are one vector."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.split = choices.columns.shape[1], choices.columns.shape[1] + choices.beyond.shape[1]
        self.named = choices.chosen >= 0
        self._at_random = np.where(self.named, 1 / np.maximum(choices.counts, 1), 0.0)
        self._last: tuple[Floats, EvaluatedParameters] | None = None

    def weights(self, vector: Floats) -> FittedWeights:
        """Return the weights that a vector represents; its last element is the logit of the error."""
        first, second = self.split
        return FittedWeights(vector[:first], vector[first:second], float(1 / (1 + np.exp(-vector[second]))))

    def vector(self, weights: FittedWeights) -> Floats:
        """Return the vector that represents weights."""
        logit = np.log(weights.error / (1 - weights.error))
        return np.concatenate([weights.candidate, weights.beyond, [logit]])

    def evaluate(self, vector: Floats) -> EvaluatedParameters:
        """Return the probabilities at some parameters.

        The last result is cached, because the gradient and the information use the same parameters.
        """
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
        """Return the log-likelihood of all choices, without the penalty."""
        return float(np.log(self.evaluate(vector).declared).sum())

    def __call__(self, vector: Floats) -> tuple[float, Floats]:
        """Return the value and the gradient."""
        evaluated, choices = self.evaluate(vector), self.choices
        pull = -evaluated.pair * np.repeat(evaluated.right, choices.counts)
        np.add.at(pull, choices.chosen[self.named], evaluated.right[self.named])
        beyond = evaluated.right * (~self.named - evaluated.beyond)
        gradient = np.r_[pull.astype(np.float32) @ choices.columns, beyond @ choices.beyond, evaluated.by_error.sum()]
        free = np.r_[vector[:-1], 0.0]
        value = self.log_likelihood(vector) - RIDGE / 2 * free @ free
        return -value / len(choices), -(gradient - RIDGE * free) / len(choices)

    def information(self, vector: Floats) -> Floats:
        """Return the second derivatives as if the right declarations were known, summed block by block."""
        evaluated, choices = self.evaluate(vector), self.choices
        _, second = self.split
        found: Floats = np.zeros((second + 1, second + 1))
        for begin in range(0, len(choices), BLOCK):
            found[:second, :second] += moments(choices, evaluated, begin, min(begin + BLOCK, len(choices)))
        found[np.arange(second), np.arange(second)] += RIDGE
        found[second, second] = evaluated.by_error @ evaluated.by_error + RIDGE
        return found / len(choices)


def moments(choices: Choices, evaluated: EvaluatedParameters, begin: int, end: int) -> Floats:
    """Return the covariances of the columns over the alternatives of each choice.

    They are summed over the choices from `begin` up to but not including `end`.
    """
    offsets = choices.offsets[begin : end + 1]
    columns, pair = choices.columns[offsets[0] : offsets[-1]], evaluated.pair[offsets[0] : offsets[-1]]
    right, beyond, other = evaluated.right[begin:end], evaluated.beyond[begin:end], choices.beyond[begin:end]
    weighted = columns * pair[:, None].astype(np.float32)
    means = np.hstack([np.add.reduceat(weighted, offsets[:-1] - offsets[0]), other * beyond[:, None]])
    first = columns.shape[1]
    found: Floats = -(means * right[:, None]).T @ means
    found[:first, :first] += (weighted * np.repeat(right, np.diff(offsets))[:, None].astype(np.float32)).T @ columns
    found[first:, first:] += (other * (right * beyond)[:, None]).T @ other
    return found


def decrement(gradient: Floats, information: Floats) -> float:
    """Return the gain expected of another step: half the squared Newton decrement (Boyd, Vandenberghe 2004, 9.5.1)."""
    return float(gradient @ np.linalg.lstsq(information, gradient, rcond=None)[0]) / 2


def fit(choices: Choices, begin: FittedWeights | None = None) -> Fit:
    """Return the weights of the greatest likelihood, by Newton's method in a trust region.

    The method is that of Conn, Gould and Toint (2000), chapter 7. With `begin`, the weights fitted to a smaller sample,
    the search needs only a step or two.
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
