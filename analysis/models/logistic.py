"""Ridge-penalised logistic regression: coefficients and their covariance.

Newton's method on the penalised log-likelihood (le Cessie and van Houwelingen 1992, "Ridge Estimators in Logistic
Regression", Applied Statistics 41(1)), with a line search by slopes. Four properties make the search robust:

- The search uses coordinates in which the information is the unit matrix at the start (`identifiability.orthogonal`).
- The search starts where the constant alone, in addition to the offsets, gives the mean outcome.
- A step ends where the likelihood is highest along the step. Slopes decide, since differences of likelihoods lose
  digits.
- Convergence is judged by the gradient in units of standard errors, lambda = sqrt(g' H^-1 g), and by the largest change
  of a row's linear predictor in the next step. The result is certified: if lambda times the largest standard error of a
  row's linear predictor is at most 1/2, a finite maximum exists (Bach 2010, "Self-concordant Analysis for Logistic
  Regression", Electronic Journal of Statistics 4, proposition 2). Separated outcomes never pass this check.

The covariance is the inverse of the penalised information (the Laplace approximation of the posterior under a normal
prior). With clusters it is the sandwich estimator of Huber (1967) and White (1982) over the sums of scores within each
cluster, so that rows of one practice do not count as independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from analysis.models.identifiability import Basis, Dependency, orthogonal, separating
from analysis.models.numbers import Floats, Integers, logistic
from graph_model.errors import ExitStatus, MetodGraphError

STEPS = 100
# upper bound at the last step of lambda and of the largest change of a linear predictor
TOLERANCE = 1e-6
# the least weight of a row in the coordinates of the search, for rows with an extreme offset
LEAST_WEIGHT = 1e-6


class FitError(MetodGraphError):
    """Rows that do not determine a model; the message states the reason."""

    code = "NOT_FITTED"
    exit_status = ExitStatus.NO_MODEL


@dataclass(frozen=True)
class Logistic:
    """Coefficients [k] (the intercept first) and their covariance [k, k]."""

    coefficients: Floats
    covariance: Floats


class LogisticLikelihood(Protocol):
    """A penalised log-likelihood of k coefficients over rows [n], as the search for its maximum uses it."""

    def gradient(self, at: Floats) -> Floats:
        """Return the gradient [k]."""

    def information(self, at: Floats) -> Floats:
        """Return the negative second derivatives [k, k]."""

    def predictors(self, at: Floats) -> Floats:
        """Return the linear predictors of the rows [n], without offsets."""

    def largest_error(self, factor: Floats) -> float:
        """Return the largest standard error of a linear predictor. `factor` is the triangle of the information."""

    def products_of_scores(self, at: Floats, clusters: Integers) -> Floats:
        """Return the sum over clusters of the products of their scores [k, k]; `clusters` are the numbers of rows."""


@dataclass(frozen=True)
class Problem:
    """A regression: rows [n, k], outcomes [n], weights [n], offsets [n] and the penalty, a matrix [k, k]."""

    design: Floats
    outcomes: Floats
    weights: Floats
    offsets: Floats
    penalty: Floats

    def residuals(self, at: Floats) -> Floats:
        """Return the weighted differences of outcomes and probabilities [n]."""
        return self.weights * (self.outcomes - logistic(self.design @ at + self.offsets))

    def gradient(self, at: Floats) -> Floats:
        """Return the gradient of the penalised log-likelihood [k]."""
        slopes: Floats = self.design.T @ self.residuals(at) - self.penalty @ at
        return slopes

    def information(self, at: Floats) -> Floats:
        """Return the negative second derivatives of the penalised log-likelihood [k, k]."""
        probabilities = logistic(self.design @ at + self.offsets)
        spread = self.weights * probabilities * (1.0 - probabilities)
        found: Floats = (self.design.T * spread) @ self.design + self.penalty
        return found

    def predictors(self, at: Floats) -> Floats:
        """Return the linear predictors of the rows [n], without offsets."""
        found: Floats = self.design @ at
        return found

    def largest_error(self, factor: Floats) -> float:
        """Return the largest standard error of a linear predictor. `factor` is the triangle of the information."""
        from scipy.linalg import solve_triangular

        return float(np.linalg.norm(solve_triangular(factor, self.design.T, lower=True), axis=0).max())

    def products_of_scores(self, at: Floats, clusters: Integers) -> Floats:
        """Return the sum over clusters of the products of their scores [k, k]; `clusters` are the numbers of rows."""
        scores = np.zeros((int(clusters.max()) + 1, len(at)))
        np.add.at(scores, clusters, self.design * self.residuals(at)[:, None])
        products: Floats = scores.T @ scores
        return products

    def counting(self) -> Problem:
        """Return the regression on the rows with a positive weight."""
        kept = self.weights > 0
        if kept.all():
            return self
        rows = self.design[kept], self.outcomes[kept], self.weights[kept], self.offsets[kept]
        return Problem(*rows, self.penalty)

    def within(self, basis: Basis) -> Problem:
        """Return the same regression in the coordinates of a basis."""
        penalty = basis.matrix.T @ self.penalty @ basis.matrix
        # column by column in memory, so that products of rows with weights run along the columns
        return replace(self, design=(basis.matrix.T @ self.design.T).T, penalty=penalty)


def fit_logistic(
    design: Floats,
    outcomes: Floats,
    weights: Floats,
    offsets: Floats,
    penalties: Floats,
    clusters: Integers | None,
    start: Floats | None = None,
    names: Sequence[str] | None = None,
) -> Logistic:
    """Fit rows [n, k], whose first column is 1, and return the coefficients with their covariance.

    Outcomes [n] lie between 0 and 1. `penalties` [k] multiply half of the squared coefficients; the penalty of the
    first column is 0. `start` [k] is the point where the search begins. `names` [k] are the names of the columns in
    error messages.

    Raises `FitError` if columns depend on each other, if a plane separates the outcomes, or if the search does not
    converge. A column with a positive penalty causes neither dependency nor separation.
    """
    named = ["constant", *(f"column {each}" for each in range(1, design.shape[1]))] if names is None else names
    problem = Problem(design, outcomes, weights, offsets, np.diag(penalties)).counting()
    refuse_unusable(problem, named)
    begin = constant_alone(problem) if start is None else start
    probabilities = logistic(problem.design @ begin + problem.offsets)
    spread = np.maximum(probabilities * (1.0 - probabilities), LEAST_WEIGHT)
    basis = orthogonal(problem.design, problem.weights * spread, penalties)
    if isinstance(basis, Dependency):
        raise FitError(dependent(basis, named))
    inner = problem.within(basis)
    at = maximum(inner, basis.inverse @ begin)
    spread_of = None if at is None else covariance(inner, at, None if clusters is None else clusters[weights > 0])
    if at is None or spread_of is None:
        raise FitError(why_not(problem, penalties, named))
    return Logistic(basis.matrix @ at, basis.matrix @ spread_of @ basis.matrix.T)


def refuse_unusable(problem: Problem, names: Sequence[str]) -> None:
    """Raise `FitError` if a number is not finite or the constant alone separates the outcomes."""
    broken = np.flatnonzero(~np.isfinite(problem.design).all(axis=0))
    if len(broken):
        msg = f"{names[broken[0]]} has a value that is not a finite number."
        raise FitError(msg)
    if not all(np.isfinite(each).all() for each in (problem.outcomes, problem.weights, problem.offsets)):
        msg = "An outcome, weight or offset is not a finite number."
        raise FitError(msg)
    if not len(problem.outcomes) or not 0.0 < np.average(problem.outcomes, weights=problem.weights) < 1.0:
        msg = "All outcomes are equal, so that the intercept has no finite estimate. Both outcomes are needed."
        raise FitError(msg)


def constant_alone(problem: Problem) -> Floats:
    """Return coefficients [k] that are 0 except the intercept, with the mean outcome as the mean probability."""
    from scipy.optimize import brentq

    mean = np.average(problem.outcomes, weights=problem.weights)
    odds = np.log(mean / (1.0 - mean))

    def excess(intercept: float) -> float:
        return float(np.average(logistic(intercept + problem.offsets), weights=problem.weights) - mean)

    lowest, highest = odds - problem.offsets.max() - 1.0, odds - problem.offsets.min() + 1.0
    found = np.zeros(problem.design.shape[1])
    found[0] = brentq(excess, lowest, highest, xtol=0.01)
    return found


def maximum(problem: LogisticLikelihood, at: Floats) -> Floats | None:
    """Return the coefficients of the greatest likelihood, or None if the search does not reach a certified maximum."""
    from scipy.linalg import cho_solve

    for _ in range(STEPS):
        gradient = problem.gradient(at)
        factor = factorised(problem.information(at))
        if factor is None:
            return None
        direction = cho_solve((factor, True), gradient)
        furthest = float(np.abs(problem.predictors(direction)).max())
        if not np.isfinite(furthest):
            return None
        if max(np.sqrt(gradient @ direction), furthest) <= TOLERANCE:
            return at + direction if certain(problem, factor, gradient) else None
        at = at + length(problem, at, direction, furthest) * direction
    return None


def factorised(information: Floats) -> Floats | None:
    """Return the lower triangle of the Cholesky factorisation, or None if the information is not positive definite."""
    from scipy.linalg import LinAlgError, cholesky

    try:
        factor: Floats = cholesky(information, lower=True)
    except (LinAlgError, ValueError):
        return None
    return factor


def length(problem: LogisticLikelihood, at: Floats, direction: Floats, furthest: float) -> float:
    """Return the part of Newton's step to take, 0 to 1.

    `furthest` is the largest change of a row's linear predictor by the full step. The full step is taken if `furthest`
    is at most 1 (second derivatives then change by a factor of e at most, so that the likelihood rises), or if the
    likelihood still rises at its end. Otherwise the step ends at the maximum along the direction.
    """
    from scipy.optimize import brentq

    def slope(part: float) -> float:
        return float(problem.gradient(at + part * direction) @ direction)

    if furthest <= 1.0 or slope(1.0) >= 0.0:
        return 1.0
    return float(brentq(slope, 0.0, 1.0, xtol=0.1 / furthest))


def certain(problem: LogisticLikelihood, factor: Floats, gradient: Floats) -> bool:
    """Return whether a finite maximum is certified: lambda times the largest standard error of a row is at most 1/2."""
    from scipy.linalg import solve_triangular

    decrement = np.linalg.norm(solve_triangular(factor, gradient, lower=True))
    return bool(decrement * problem.largest_error(factor) <= 0.5)


def covariance(problem: LogisticLikelihood, at: Floats, clusters: Integers | None) -> Floats | None:
    """Return the covariance of the coefficients [k, k], or None if the information is not positive definite."""
    from scipy.linalg import cho_solve

    factor = factorised(problem.information(at))
    if factor is None:
        return None
    inverse: Floats = cho_solve((factor, True), np.eye(len(at)))
    if clusters is None:
        return inverse
    _, numbers = np.unique(clusters, return_inverse=True)
    sandwich: Floats = inverse @ problem.products_of_scores(at, numbers) @ inverse
    return sandwich


def dependent(found: Dependency, names: Sequence[str]) -> str:
    """Return the error message for a column that follows from others."""
    others = [names[each] for each in found.others]
    if others in ([], [names[0]]):
        return f"{names[found.column]} has the same value in all rows. Leave it out, or give it a ridge."
    return f"{names[found.column]} follows from {listed(others)}. Leave one of them out, or give it a ridge."


def why_not(problem: Problem, penalties: Floats, names: Sequence[str]) -> str:
    """Return why the search found no maximum: the columns that separate the outcomes, or missing convergence."""
    free = np.flatnonzero(penalties == 0.0)
    columns = separating(problem.design[:, free], problem.outcomes) if len(free) > 1 else ()
    if columns:
        apart = [names[free[each]] for each in columns if each]
        verb = "separates" if len(apart) == 1 else "together separate"
        return f"{listed(apart)} {verb} the outcomes, so that no finite estimate exists. Leave out or penalise them."
    return f"The regression did not converge in {STEPS} steps, and no column separates the outcomes."


def listed(names: Sequence[str]) -> str:
    """Return names joined as an English list."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
