"""How far measured effects apply to other places: Tipton's generalizability index, and distances to measured places.

The index B compares the distributions of the propensity of having been measured among the measured places and among the
organisations of a class (Tipton 2014, "How generalizable is your experiment? An index for comparing experimental
samples and populations", Journal of Educational and Behavioral Statistics 39(6), section 3):

    B = sum over bins j of sqrt(p_j q_j)

p and q are the shares of the measured places and of the class in bins of the logits of the propensity, of width 1.06 s
n^(-1/5) with s the standard deviation of the logits and n the number of measured places. B is 1 for equal distributions
and 0 for disjoint ones. Tipton calls 0.9 and more very high, 0.8 high, 0.5 medium; below 0.5 little is known for the
class.

The propensity is a logistic model with a small ridge of the covariates: logarithm of the number of teachers, rural
settlement, secondary stage, small rural school, and whether the number of teachers and the settlement are known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.models.numbers import Floats
from analysis.replication.audience import NOT_KNOWN, OrganisationTraits
from analysis.replication.surroundings import Integers
from graph_model.terms import OrganisationContext, SchoolStage, Term

# with fewer measured places no index is given: the shares of the bins would be chance
FEWEST_PLACES = 5
LITTLE_KNOWN, HIGH, VERY_HIGH = 0.5, 0.8, 0.9
# the number of organisations of a class that are compared; a larger class is thinned evenly
MOST_COMPARED = 400
RIDGE, ROUNDS = 1.0, 25
SECONDARY = 1 << list(SchoolStage).index(SchoolStage.SECONDARY)
SMALL_RURAL = 1 << list(OrganisationContext).index(OrganisationContext.SMALL_RURAL)


class Applicability(Term):
    """The degree to which evidence applies to a class of places."""

    VERY_HIGH = "VERY_HIGH", "очень высокая"
    HIGH = "HIGH", "высокая"
    MEDIUM = "MEDIUM", "средняя"
    LITTLE_KNOWN = "LITTLE_KNOWN", "известно мало"


@dataclass(frozen=True)
class Transport:
    """The index of a class, and the distance of a place; None if they cannot be computed."""

    index: float | None
    distance: float | None

    @property
    def applicability(self) -> Applicability | None:
        """The degree to which the evidence applies to the class."""
        if self.index is None:
            return None
        if self.index >= VERY_HIGH:
            return Applicability.VERY_HIGH
        if self.index >= HIGH:
            return Applicability.HIGH
        return Applicability.MEDIUM if self.index >= LITTLE_KNOWN else Applicability.LITTLE_KNOWN


def covariates(traits: OrganisationTraits, teachers: Floats) -> Floats:
    """Return the standardised covariates [n, c] of all organisations; an unknown value is the mean."""
    known = traits.stages != NOT_KNOWN
    columns = np.column_stack(
        [
            np.log1p(teachers),
            np.where(traits.rural == NOT_KNOWN, np.nan, traits.rural),
            np.where(known, (traits.stages & SECONDARY) > 0, np.nan),
            np.where(traits.contexts == NOT_KNOWN, np.nan, (traits.contexts & SMALL_RURAL) > 0),
            np.isnan(teachers),
            traits.rural == NOT_KNOWN,
        ]
    ).astype(np.float64)
    counts = np.maximum((~np.isnan(columns)).sum(axis=0), 1)
    means = np.nansum(columns, axis=0) / counts
    centred = np.where(np.isnan(columns), 0.0, columns - means)
    scales = np.sqrt((centred**2).sum(axis=0) / counts)
    return np.asarray(centred / np.where(scales > 0, scales, 1.0))


def generalizability(values: Floats, measured: Integers, members: Integers) -> float | None:
    """Return the index B of a class for covariates [n, c], or None with fewer than `FEWEST_PLACES` measured places."""
    if len(measured) < FEWEST_PLACES or not len(members):
        return None
    compared = members[np.linspace(0, len(members) - 1, min(len(members), MOST_COMPARED)).astype(np.int64)]
    rows = np.concatenate([values[measured], values[compared]])
    outcomes = np.concatenate([np.ones(len(measured)), np.zeros(len(compared))])
    logits = propensity_logits(rows, outcomes)
    spread = float(logits.std())
    if spread < 1e-9:
        return 1.0
    width = 1.06 * spread * len(measured) ** -0.2
    bins = np.floor((logits - logits.min()) / width).astype(np.int64)
    count = int(bins.max()) + 1
    own, theirs = (np.bincount(each, minlength=count) / len(each) for each in np.split(bins, [len(measured)]))
    return float(np.minimum(np.sqrt(own * theirs).sum(), 1.0))


def propensity_logits(rows: Floats, outcomes: Floats) -> Floats:
    """Return the logits [r] of a logistic model of rows [r, c] with a ridge, by Newton's method."""
    design = np.column_stack([np.ones(len(rows)), rows])
    ridge = np.diag([0.0, *([RIDGE] * rows.shape[1])])
    coefficients = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(design @ coefficients, -30.0, 30.0)))
        gradient = design.T @ (outcomes - chances) - ridge @ coefficients
        curvature = (design * (chances * (1.0 - chances))[:, None]).T @ design + ridge + 1e-9 * np.eye(len(ridge))
        step = np.linalg.solve(curvature, gradient)
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(design @ coefficients)


def distance_to(values: Floats, measured: Integers, place: int) -> float | None:
    """Return the distance of a place to the nearest measured one, in standard deviations of the covariates [n, c].

    It is the root of the mean square over the covariates; None without measured places.
    """
    if not len(measured):
        return None
    squares = ((values[measured] - values[place]) ** 2).mean(axis=1)
    return float(np.sqrt(squares.min()))
