"""Checks whether rows determine the coefficients of a logistic regression: dependent columns and separation.

Both are properties of the data, not of the search. A column that follows from others leaves a line of equally good
coefficients. Outcomes that a plane separates leave no finite maximum (Albert and Anderson 1984, "On the Existence of
Maximum Likelihood Estimates in Logistic Regression Models", Biometrika 71(1)); a linear program proves the separation
(Konis 2007, "Linear Programming Algorithms for Detecting Separated Data in Binary Logistic Regression Models").
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.models.numbers import Floats

# a column is dependent if at most this part of its length does not follow from the others
DEPENDENT = 1e-9
# a column takes part in a dependency or a separation if its share exceeds this fraction of the largest share
TAKES_PART = 1e-6
# the mean distance of rows from the separating plane, in standard deviations; HiGHS keeps constraints to 1e-7
APART = 1e-5
# the rows that are condensed together
PART = 512


class Basis(NamedTuple):
    """A change of coordinates [k, k]: the columns of `design @ matrix` are orthogonal and of unit length.

    `inverse` is the reverse change.
    """

    matrix: Floats
    inverse: Floats


class Dependency(NamedTuple):
    """The number of a dependent column, and the numbers of the columns from which it follows."""

    column: int
    others: tuple[int, ...]


def orthogonal(design: Floats, weights: Floats, penalties: Floats) -> Basis | Dependency:
    """Return the basis in which the information of rows [n, k] is the unit matrix, or a dependent column.

    `weights` [n] belong to the rows and `penalties` [k] to the columns. The first column is the constant, without a
    penalty. Columns are centred, scaled to unit length, and made orthogonal by QR with column pivoting (Golub and Van
    Loan 2013, "Matrix Computations", section 5.4.2). If the rows do not have full rank, the result is the column that
    follows from others.
    """
    from scipy.linalg import qr, solve_triangular

    count = design.shape[1]
    centring = np.eye(count)
    centring[0, 1:] = -np.average(design[:, 1:], axis=0, weights=weights)
    root = np.sqrt(weights)
    weighted = (design.T * root).T
    rows = np.vstack([condensed((centring.T @ weighted.T).T), np.diag(np.sqrt(penalties))])
    lengths = np.linalg.norm(rows, axis=0)
    before = np.hypot(np.linalg.norm(weighted, axis=0), np.sqrt(penalties))
    constant = np.flatnonzero(lengths <= DEPENDENT * before)
    if len(constant):
        return Dependency(int(constant[0]), (0,) if constant[0] else ())
    triangle, order = qr(rows / lengths, mode="r", pivoting=True)
    triangle = triangle[:count]
    left = np.abs(np.diag(triangle))
    if left[-1] <= DEPENDENT * left[0]:
        return dependency(triangle, order, int(np.argmax(left <= DEPENDENT * left[0])))
    matrix, inverse = np.empty((count, count)), np.empty((count, count))
    matrix[order] = solve_triangular(triangle, np.eye(count))
    inverse[:, order] = triangle
    uncentring = 2 * np.eye(count) - centring
    return Basis(centring @ (matrix / lengths[:, None]), (inverse * lengths) @ uncentring)


def condensed(rows: Floats) -> Floats:
    """Return at most 2 `PART` rows with the same products of columns as rows [n, k].

    Parts that fit in the cache of the processor are replaced by their triangles (Demmel, Grigori, Hoemmen, Langou 2012,
    "Communication-optimal Parallel and Sequential QR and LU Factorizations", SIAM Journal on Scientific Computing 34).
    """
    count = rows.shape[1]
    while len(rows) > 2 * PART > 4 * count:
        whole = len(rows) // PART * PART
        triangles = np.asarray(np.linalg.qr(rows[:whole].reshape(-1, PART, count), mode="r"))
        rows = np.vstack([triangles.reshape(-1, count), rows[whole:]])
    return rows


def dependency(triangle: Floats, order: NDArray[np.int64], rank: int) -> Dependency:
    """Return the dependent column of a triangle of QR with pivoting, given its rank."""
    from scipy.linalg import solve_triangular

    parts = np.abs(solve_triangular(triangle[:rank, :rank], triangle[:rank, rank]))
    taking_part = np.flatnonzero(parts > TAKES_PART * parts.max())
    return Dependency(int(order[rank]), tuple(sorted(order[taking_part].tolist())))


def separating(design: Floats, outcomes: Floats) -> tuple[int, ...]:
    """Return the columns of rows [n, k] that separate outcomes [n] from 0 to 1; empty if no plane separates them.

    The rows must have full rank. A plane separates the outcomes if all rows with the outcome 1 lie on one side or in
    the plane, all rows with the outcome 0 on the other side or in the plane, and not all rows in the plane. Rows with
    an outcome between 0 and 1 must lie in the plane.
    """
    from scipy.optimize import linprog

    basis = orthogonal(design, np.full(len(design), 1.0 / len(design)), np.zeros(design.shape[1]))
    if isinstance(basis, Dependency):
        return ()
    sides = design @ basis.matrix * np.sign(outcomes - 0.5)[:, None]
    certain = (outcomes == 0.0) | (outcomes == 1.0)
    between = design[~certain] @ basis.matrix
    found = linprog(
        -sides[certain].mean(axis=0),
        A_ub=-sides[certain],
        b_ub=np.zeros(int(certain.sum())),
        A_eq=between if len(between) else None,
        b_eq=np.zeros(len(between)) if len(between) else None,
        bounds=(-1.0, 1.0),
        method="highs",
    )
    if found.status or -found.fun <= APART:
        return ()
    parts = np.abs(basis.matrix @ found.x)
    parts[1:] *= design[:, 1:].std(axis=0)
    return tuple(np.flatnonzero(parts > TAKES_PART * parts.max()).tolist())
