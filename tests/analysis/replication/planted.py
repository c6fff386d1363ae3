"""Planted regressions: rows of a known model with sampled controls and with columns that cause problems."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize
from scipy.special import expit

from analysis.models.numbers import Floats

POOL, MOST_CONTROLS = 1_000, 400


@dataclass(frozen=True)
class Planted:
    """The planted model, the part of controls that is kept, extra columns, and the ridges."""

    seed: int
    intercept: float
    kept: float
    features: int
    cases: int
    extra: tuple[str, ...]
    ridge: float
    ridge_on: float

    def rows(self) -> Rows:
        """Return the rows; controls beyond a number are represented by weights."""
        random = np.random.default_rng(self.seed)
        pool = self.drawn(random)
        linear = self.intercept + pool @ (random.normal(size=self.features) / np.sqrt(self.features))
        chances = expit(linear)
        controls = int(np.ceil(self.cases * self.kept * (1.0 - chances.mean()) / chances.mean())) + 2
        number = min(controls, MOST_CONTROLS)
        cases = random.choice(POOL, self.cases, p=chances / chances.sum())
        others = random.choice(POOL, number, p=(1 - chances) / (1 - chances).sum())
        outcomes = np.repeat([1.0, 0.0], [self.cases, number])
        columns = pool[np.concatenate([cases, others])]
        for each in self.extra:
            columns = np.column_stack([columns, EXTRA[each](columns, outcomes, random)])
        count = len(outcomes)
        return Rows(
            np.column_stack([np.ones(count), columns]),
            outcomes,
            np.repeat([1.0, controls / number], [self.cases, number]),
            np.full(count, -np.log(self.kept)),
            np.concatenate([[0.0], np.where(random.random(columns.shape[1]) < self.ridge_on, self.ridge, 0.0)]),
        )

    def drawn(self, random: np.random.Generator) -> Floats:
        """Return features [POOL, k] of several kinds: of different scales, skewed, and rare indicators."""
        normal = random.normal(size=(POOL, self.features)) * 10.0 ** random.uniform(-3, 3, self.features)
        kinds = random.integers(3, size=self.features)
        found = np.where(kinds == 1, np.expm1(random.normal(size=normal.shape)), normal)
        scaled = np.where(kinds == 2, random.random(normal.shape) < 0.1, found)
        drawn: Floats = (scaled - scaled.mean(axis=0)) / scaled.std(axis=0)
        return drawn


def constant(columns: Floats, outcomes: Floats, random: np.random.Generator) -> Floats:
    return np.full(len(outcomes), random.normal())


def collinear(columns: Floats, outcomes: Floats, random: np.random.Generator) -> Floats:
    found: Floats = 3.0 * columns[:, 0] - 2.0 * columns[:, -1] + 7.0
    return found


def nearly_collinear(columns: Floats, outcomes: Floats, random: np.random.Generator) -> Floats:
    found: Floats = columns[:, 0] + 1e-3 * random.normal(size=len(outcomes))
    return found


def separating(columns: Floats, outcomes: Floats, random: np.random.Generator) -> Floats:
    found: Floats = (2.0 * outcomes - 1.0) * random.uniform(0.01, 1.0, len(outcomes))
    return found


def quasi_separating(columns: Floats, outcomes: Floats, random: np.random.Generator) -> Floats:
    found: Floats = outcomes * (random.random(len(outcomes)) < 0.3)
    return found


EXTRA = {
    "constant": constant,
    "collinear": collinear,
    "nearly collinear": nearly_collinear,
    "separating": separating,
    "quasi-separating": quasi_separating,
}

PLANTED = st.builds(
    Planted,
    seed=st.integers(0, 2**32),
    intercept=st.floats(-12.0, -2.0),
    kept=st.floats(np.log(0.0005), 0.0).map(lambda each: float(np.exp(each))),
    features=st.integers(1, 40),
    cases=st.integers(2, 150),
    extra=st.lists(st.sampled_from(sorted(EXTRA)), max_size=2).map(tuple),
    ridge=st.floats(-2.0, 3.0).map(lambda each: float(10.0**each)),
    ridge_on=st.sampled_from([0.0, 0.5, 1.0]),
)


@dataclass(frozen=True)
class Rows:
    """Rows in the form that `fit_logistic` takes."""

    design: Floats
    outcomes: Floats
    weights: Floats
    offsets: Floats
    penalties: Floats

    @property
    def scales(self) -> Floats:
        """Return the standard deviations of the columns [k], 1 for a constant column."""
        found = self.design.std(axis=0)
        return np.where(found > 1e-12, found, 1.0)

    @property
    def free(self) -> Floats:
        """Return the columns without a penalty, standardised."""
        means = np.where(np.arange(self.design.shape[1]) > 0, self.design.mean(axis=0), 0.0)
        found: Floats = ((self.design - means) / self.scales)[:, self.penalties == 0.0]
        return found

    def optimum(self) -> Floats:
        """Return the coefficients [k] of scipy's trust region, on columns of unit scale."""
        design, penalties = self.design / self.scales, self.penalties / self.scales**2
        total = float(self.weights.sum())

        def value(at: Floats) -> tuple[float, Floats]:
            linear = design @ at + self.offsets
            losses = self.weights @ (np.logaddexp(0.0, linear) - self.outcomes * linear) + 0.5 * penalties @ at**2
            slopes = design.T @ (self.weights * (expit(linear) - self.outcomes)) + penalties * at
            return float(losses) / total, slopes / total

        def curvature(at: Floats) -> Floats:
            chances = expit(design @ at + self.offsets)
            found: Floats = (design.T * (self.weights * chances * (1 - chances))) @ design + np.diag(penalties)
            found /= total
            return found

        begin = np.zeros(design.shape[1])
        begin[0] = np.log(self.weights @ self.outcomes / total) - self.offsets.mean()
        options = {"gtol": 1e-14, "maxiter": 500}
        found = minimize(value, begin, jac=True, hess=curvature, method="trust-exact", options=options)
        coefficients: Floats = found.x / self.scales
        return coefficients

    def separated(self) -> bool:
        """Return whether a linear program finds a plane of unpenalised columns that separates the outcomes."""
        sides = self.free * (2.0 * self.outcomes - 1.0)[:, None]
        found = linprog(-sides.sum(axis=0), A_ub=-sides, b_ub=np.zeros(len(sides)), bounds=(-1.0, 1.0))
        assert found.status == 0
        return bool(-found.fun > 1e-3)

    def dependent(self) -> bool:
        """Return whether the columns without a penalty do not have full rank."""
        return bool(np.linalg.matrix_rank(self.free, tol=1e-8 * np.sqrt(len(self.free))) < self.free.shape[1])
