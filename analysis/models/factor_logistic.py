"""Logistic regression with factors, such as an effect of each period and of each group.

The indicator columns of factors are never stored: a row has one effect of each factor, so that sums over rows are
counts. The columns of numbers are freed of the factors by least squares and made orthogonal before the search (the
theorem of Frisch and Waugh 1933, Econometrica 1(4)), which leaves the maximum unchanged. The search and its guarantees
are those of `logistic`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement

import numpy as np

from analysis.models.identifiability import DEPENDENT, TAKES_PART, Dependency, dependency
from analysis.models.logistic import FitError, Problem, covariance, maximum, why_not
from analysis.models.numbers import Floats, Integers, logistic

# an effect is dependent if at most this part of its squared length does not follow from the others
DEPENDENT_EFFECT = 1e-10
# largest number of cells of a table of all columns, which is made to name the columns that separate the outcomes
MOST_CELLS = 10_000_000


@dataclass(frozen=True, eq=False)
class FactorRows:
    """Rows of a regression: columns of numbers [n, c] and effects of factors.

    `effects` [f, n] holds the number of the effect of each factor in each row, 0 to `count` - 1. The number `count`
    means no effect. Effect 0 is the constant, which is a factor with one level. Coefficients [k] are those of the
    effects, followed by those of the columns.
    """

    columns: Floats
    effects: Integers
    count: int

    @property
    def size(self) -> int:
        """Return the number of coefficients k."""
        return self.count + int(self.columns.shape[1])

    def predictors(self, at: Floats) -> Floats:
        """Return the linear predictors of the rows [n]."""
        found: Floats = self.columns @ at[self.count :] + self.applied(at[: self.count])
        return found

    def applied(self, values: Floats) -> Floats:
        """Return the sum of the values of the effects in each row: [n] or, for several values, [n, m]."""
        padded = np.concatenate([values, np.zeros_like(values[:1])])
        found: Floats = padded[self.effects[0]]
        for each in self.effects[1:]:
            found += padded[each]
        return found

    def sums(self, values: Floats) -> Floats:
        """Return the sum of values [n] over the rows of each effect [count]."""
        found = np.zeros(self.count + 1)
        for each in self.effects:
            found += np.bincount(each, values, self.count + 1)
        return found[:-1]

    def products(self, weights: Floats) -> Floats:
        """Return the weighted sums of products of all columns and effects [k, k]."""
        weighted = self.columns * weights[:, None]
        mixed = np.array([self.sums(each) for each in weighted.T]).reshape(-1, self.count)
        return np.block([[self.effect_products(weights), mixed.T], [mixed, self.columns.T @ weighted]])

    def effect_products(self, weights: Floats) -> Floats:
        """Return the weighted numbers of rows that have two effects [count, count]."""
        width = self.count + 1
        found = np.zeros((width, width))
        for one, other in combinations_with_replacement(range(len(self.effects)), 2):
            pairs = self.effects[one] * width + self.effects[other]
            table = np.bincount(pairs, weights, width**2).reshape(width, width)
            found += table if one == other else table + table.T
        return found[:-1, :-1]

    def table(self) -> Floats:
        """Return all columns, with an indicator for each effect [n, k]."""
        indicators = np.zeros((len(self.columns), self.count + 1))
        for each in self.effects:
            indicators[np.arange(len(each)), each] = 1.0
        return np.column_stack([indicators[:, :-1], self.columns])


@dataclass(frozen=True, eq=False)
class FreedRows:
    """Rows whose columns are orthogonal to the effects and to each other.

    `matrix` [k, k] times coefficients for these rows gives the coefficients for `original`.
    """

    rows: FactorRows
    matrix: Floats
    original: FactorRows


@dataclass(frozen=True, eq=False)
class FactorProblem:
    """The log-likelihood of outcomes [n], which are 0 or 1."""

    rows: FactorRows
    outcomes: Floats

    def residuals(self, at: Floats) -> Floats:
        """Return the differences of outcomes and probabilities [n]."""
        return self.outcomes - logistic(self.rows.predictors(at))

    def gradient(self, at: Floats) -> Floats:
        """Return the gradient [k]."""
        residuals = self.residuals(at)
        return np.concatenate([self.rows.sums(residuals), self.rows.columns.T @ residuals])

    def information(self, at: Floats) -> Floats:
        """Return the negative second derivatives [k, k]."""
        probabilities = logistic(self.rows.predictors(at))
        return self.rows.products(probabilities * (1.0 - probabilities))

    def predictors(self, at: Floats) -> Floats:
        """Return the linear predictors of the rows [n]."""
        return self.rows.predictors(at)

    def largest_error(self, factor: Floats) -> float:
        """Return the largest standard error of a linear predictor. `factor` is the triangle of the information."""
        from scipy.linalg import cho_solve

        rows, count = self.rows, self.rows.count
        inverse = cho_solve((factor, True), np.eye(rows.size))
        padded = np.pad(inverse[:count, :count], (0, 1))
        found = (
            (rows.columns @ inverse[count:, count:] + 2 * rows.applied(inverse[:count, count:])) * rows.columns
        ).sum(axis=1)
        for one in rows.effects:
            for other in rows.effects:
                found += padded[one, other]
        return float(np.sqrt(found.max()))

    def products_of_scores(self, at: Floats, clusters: Integers) -> Floats:
        """Return the sum over clusters of the products of their scores [k, k]; `clusters` are the numbers of rows."""
        from scipy.sparse import csr_array

        residuals, rows = self.residuals(at), self.rows
        number = int(clusters.max()) + 1
        shape = (number, rows.count + 1)
        effects = sum(
            (csr_array((residuals, (clusters, each)), shape=shape) for each in rows.effects), csr_array(shape)
        )
        effects = effects[:, : rows.count]
        weighted = (rows.columns * residuals[:, None]).T
        columns = np.array([np.bincount(clusters, each, number) for each in weighted]).reshape(-1, number).T
        mixed = effects.T @ columns
        return np.block([[(effects.T @ effects).toarray(), mixed], [mixed.T, columns.T @ columns]])


@dataclass(frozen=True, eq=False)
class FactorFit:
    """Coefficients [k], their covariance by the model and by clusters [k, k], and the log-likelihood."""

    coefficients: Floats
    covariance: Floats
    clustered: Floats
    log_likelihood: float


def freed(rows: FactorRows) -> FreedRows | Dependency:
    """Return rows with columns that are orthogonal to the effects, or a column or effect that follows from others."""
    from scipy.linalg import qr, solve_triangular

    counts = rows.effect_products(np.ones(len(rows.columns)))
    found = dependent_effect(counts)
    if found is not None:
        return found
    shares, left = without_effects(rows, counts)
    before, lengths = np.linalg.norm(rows.columns, axis=0), np.linalg.norm(left, axis=0)
    explained = np.flatnonzero(lengths <= DEPENDENT * before)
    if len(explained):
        parts = np.abs(shares[:, explained[0]])
        others = np.flatnonzero(parts > TAKES_PART * parts.max())
        return Dependency(rows.count + int(explained[0]), tuple(others.tolist()))
    if not len(lengths):
        return FreedRows(rows, np.eye(rows.count), rows)
    left /= lengths
    triangle, order = qr(left, mode="r", pivoting=True)
    triangle = triangle[: len(lengths)]
    sizes = np.abs(np.diag(triangle))
    if sizes[-1] <= DEPENDENT * sizes[0]:
        column, others_too = dependency(triangle, order, int(np.argmax(sizes <= DEPENDENT * sizes[0])))
        return Dependency(rows.count + column, tuple(rows.count + each for each in others_too))
    turned = np.empty_like(triangle)
    turned[order] = solve_triangular(triangle, np.eye(len(lengths)))
    own = turned / lengths[:, None]
    matrix = np.block([[np.eye(rows.count), -shares @ own], [np.zeros((len(own), rows.count)), own]])
    return FreedRows(replace(rows, columns=left @ turned), matrix, rows)


def dependent_effect(counts: Floats) -> Dependency | None:
    """Return an effect that follows from others, given the numbers of rows with two effects [count, count]."""
    from scipy.linalg.lapack import dpstrf

    scale = np.sqrt(np.diag(counts))
    triangle, order, rank, _ = dpstrf(counts / np.outer(scale, scale), tol=DEPENDENT_EFFECT)
    return dependency(np.triu(triangle), order - 1, int(rank)) if rank < len(counts) else None


def without_effects(rows: FactorRows, counts: Floats) -> tuple[Floats, Floats]:
    """Return the regression of the columns on the effects [count, c], and the columns without it [n, c]."""
    from scipy.linalg import cho_factor, cho_solve

    factor, left = cho_factor(counts), rows.columns.copy()
    shares = np.zeros((rows.count, left.shape[1]))
    # the second round removes the rounding errors of the first
    for _ in range(2):
        part = cho_solve(factor, np.array([rows.sums(each) for each in left.T]).reshape(-1, rows.count).T)
        shares += part
        left -= rows.applied(part)
    return shares, left


def fit_factors(given: FreedRows, outcomes: Floats, clusters: Integers, names: Sequence[str]) -> FactorFit:
    """Return the maximum likelihood estimate. `names` [k] are the names of effects and columns in error messages.

    `clusters` [n] are the numbers of the clusters whose rows depend on each other. Raises `FitError` if the outcomes
    are separated or equal, or if the search does not converge.
    """
    mean = float(outcomes.mean()) if len(outcomes) else 0.0
    if not 0.0 < mean < 1.0:
        raise FitError("All outcomes are equal, so that the constant has no finite estimate. Both outcomes are needed.")
    problem, start = FactorProblem(given.rows, outcomes), np.zeros(given.rows.size)
    start[0] = np.log(mean / (1.0 - mean))
    at = maximum(problem, start)
    spread = None if at is None else covariance(problem, at, None)
    robust = None if at is None else covariance(problem, at, clusters)
    if at is None or spread is None or robust is None:
        raise FitError(no_maximum(given.original, outcomes, names))
    linear, turned = problem.predictors(at), given.matrix
    likelihood = float(outcomes @ linear - np.logaddexp(0.0, linear).sum())
    return FactorFit(turned @ at, turned @ spread @ turned.T, turned @ robust @ turned.T, likelihood)


def no_maximum(rows: FactorRows, outcomes: Floats, names: Sequence[str]) -> str:
    """Return why the search found no maximum. Separating columns are named if the rows are few."""
    if len(outcomes) * rows.size > MOST_CELLS:
        return (
            "The search did not converge. Columns probably separate the outcomes: leave out columns, or merge levels."
        )
    ones = np.ones(len(outcomes))
    # the first column must be the constant; of equally good planes, one with few effects is wanted
    order = [0, *range(rows.count, rows.size), *range(1, rows.count)]
    problem = Problem(rows.table()[:, order], outcomes, ones, 0.0 * ones, np.zeros((rows.size, rows.size)))
    return why_not(problem, np.zeros(rows.size), [names[each] for each in order])
