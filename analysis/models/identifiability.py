"""What keeps rows from determining the coefficients of a logistic regression: dependent columns and separation.

Both are properties of the data, not of the search. A column that follows from others leaves a line of equally good
coefficients. Outcomes that a plane separates leave no finite maximum (Albert and Anderson 1984, "On the Existence of
Maximum Likelihood Estimates in Logistic Regression Models", Biometrika 71(1)); a linear program proves it (Konis 2007,
"Linear Programming Algorithms for Detecting Separated Data in Binary Logistic Regression Models").
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr, solve_triangular

from analysis.models.numbers import Floats

# a column is dependent if this part of its length, at most, does not follow from the others
DEPENDENT = 1e-9
# a column takes part in a dependency or separation if its part is more than this one of the largest
TAKES_PART = 1e-6
# the mean distance of rows from the separating plane, in standard deviations; HiGHS keeps constraints to 1e-7
APART = 1e-5


class Basis(NamedTuple):
    """A change of coordinates [k, k] after which the columns are of unit length and orthogonal: `design @ matrix`.

    `inverse` leads back.
    """

    matrix: Floats
    inverse: Floats


class Dependency(NamedTuple):
    """A column by number, and the numbers of those from which it follows."""

    column: int
    others: tuple[int, ...]


def orthogonal(design: Floats, weights: Floats, penalties: Floats) -> Basis | Dependency:
    """The basis in which the information of rows [n, k] with `weights` [n] and `penalties` [k] is the unit matrix.

    The first column is the constant, without a penalty. Columns are centred, scaled to unit length, and made orthogonal
    by QR with column pivoting (Golub and Van Loan 2013, "Matrix Computations", section 5.4.2). Where the rows do not
    have full rank, the answer is the column that follows from others.
    """
    count = design.shape[1]
    centring = np.eye(count)
    centring[0, 1:] = -np.average(design[:, 1:], axis=0, weights=weights)
    root = np.sqrt(weights)[:, None]
    rows = np.vstack([root * (design @ centring), np.diag(np.sqrt(penalties))])
    lengths = np.linalg.norm(rows, axis=0)
    before = np.hypot(np.linalg.norm(root * design, axis=0), np.sqrt(penalties))
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


def dependency(triangle: Floats, order: NDArray[np.int64], rank: int) -> Dependency:
    """Which column follows from others, by the triangle of QR with pivoting and its rank."""
    parts = np.abs(solve_triangular(triangle[:rank, :rank], triangle[:rank, rank]))
    taking_part = np.flatnonzero(parts > TAKES_PART * parts.max())
    return Dependency(int(order[rank]), tuple(sorted(order[taking_part].tolist())))


def separating(design: Floats, outcomes: Floats) -> tuple[int, ...]:
    """The columns of rows [n, k] that separate outcomes [n] from 0 to 1; empty where no plane does.

    The rows have full rank. A plane separates if all rows with the outcome 1 lie on one side of it or in it, and those
    with 0 on the other or in it, but not all in it. Rows with an outcome between 0 and 1 must lie in it.
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
