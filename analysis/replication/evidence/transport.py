"""How far measured effects apply to other places: Tipton's generalizability index, and distances to measured places.

The index B compares the distributions of the propensity of having been measured, on the scale of logits, among the
measured places and among the organisations of a class (Tipton 2014, "How Generalizable Is Your Experiment? An Index for
Comparing Experimental Samples and Populations", Journal of Educational and Behavioral Statistics 39(6)):

    B = integral of sqrt(f(s) g(s)) ds

f and g are kernel estimates of the densities of the logits s, with the bandwidth (4 d^5 / (3 n))^(1/5) for the standard
deviation d and the number n of the places of each (Silverman 1986, "Density Estimation for Statistics and Data
Analysis", section 3.4.2). B is 1 for equal distributions and 0 for disjoint ones. Tipton calls 0.9 and more very high,
0.8 high, 0.5 medium; below 0.5 little is known for the class.

The propensity is a logistic model of the covariates with a ridge, since with few measured places some covariate always
separates them from the class. B of a small random sample of a class is below 1 (Tipton, Hallberg, Hedges and Chan 2017,
"Implications of Small Samples for Generalization: Adjustments and Rules of Thumb", Evaluation Review 41(5));
docs/evidence.md gives its values by the number of measured places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.models.logistic import fit_logistic
from analysis.models.numbers import Floats, logistic
from analysis.replication.audience import NOT_KNOWN, OrganisationTraits
from analysis.replication.surroundings import Integers, Truths
from graph_model.terms import OrganisationContext, OrganisationKind, SchoolStage, Term

# with fewer measured places no index is given: the index of a random sample would often be low
FEWEST_PLACES = 5
LITTLE_KNOWN, HIGH, VERY_HIGH = 0.5, 0.8, 0.9
# the number of organisations of a class that are compared; a larger class is thinned evenly
MOST_COMPARED = 200
RIDGE, ROUNDS = 1.0, 60
# the largest change of a logit in a step of the fit, and that of the last step: the next one would be its square
LONGEST_STEP, PRECISION = 5.0, 1e-3
# points of the densities; no bandwidth is below this part of the deviation of all logits, and the ends are further than
# this number of bandwidths from all logits
POINTS, LEAST_BANDWIDTH, MARGIN = 512, 0.05, 5.0
KINDS = (OrganisationKind.SCHOOL, OrganisationKind.KINDERGARTEN, OrganisationKind.COLLEGE)
STAGES = (SchoolStage.BASIC, SchoolStage.SECONDARY)
CONTEXTS = tuple(each for each in OrganisationContext if each is not OrganisationContext.ORDINARY)


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


@dataclass(frozen=True, eq=False)
class PlaceCovariates:
    """The covariates of n organisations.

    `values` [n, c] are standardised over all organisations; an unknown value is the mean. `unknown` [n] marks the
    organisations whose number of teachers or settlement is not known, and schools with unknown stages.
    """

    values: Floats
    unknown: Truths


def covariates(traits: OrganisationTraits, teachers: Floats) -> PlaceCovariates:
    """Return the covariates of all organisations.

    They are ln(1 + teachers), rural settlement, the kinds `KINDS`, the stages `STAGES`, the contexts `CONTEXTS`, and
    whether the number of teachers and the settlement are known.
    """
    kinds, stages, contexts = (list(each) for each in (OrganisationKind, SchoolStage, OrganisationContext))
    columns = np.column_stack(
        [
            np.log1p(teachers),
            np.where(traits.rural == NOT_KNOWN, np.nan, traits.rural),
            *(traits.kinds == kinds.index(each) for each in KINDS),
            *(member(traits.stages, stages.index(each)) for each in STAGES),
            *(member(traits.contexts, contexts.index(each)) for each in CONTEXTS),
            np.isnan(teachers),
            traits.rural == NOT_KNOWN,
        ]
    ).astype(np.float64)
    missing = (traits.stages == NOT_KNOWN) & (traits.kinds == kinds.index(OrganisationKind.SCHOOL))
    missing |= np.isnan(teachers) | (traits.rural == NOT_KNOWN)
    return PlaceCovariates(standardised(columns), missing)


def member(masks: Integers, place: int) -> Floats:
    """Return whether a term is a member of each set [n]: 0 or 1, NaN for a set that is not known."""
    return np.where(masks == NOT_KNOWN, np.nan, (masks >> place) & 1)


def standardised(columns: Floats) -> Floats:
    """Return columns [n, c] with the mean 0 and the deviation 1 of their known values; NaN becomes 0."""
    counts = np.maximum((~np.isnan(columns)).sum(axis=0), 1)
    centred = np.nan_to_num(columns - np.nansum(columns, axis=0) / counts)
    scales = np.sqrt((centred**2).sum(axis=0) / counts)
    return np.asarray(centred / np.where(scales > 0, scales, 1.0))


def compared(members: Integers) -> Integers:
    """Return the members of a class that are compared: all, or `MOST_COMPARED` at equal steps."""
    return members[np.linspace(0, len(members) - 1, min(len(members), MOST_COMPARED)).astype(np.int64)]


def generalizability(measured: Floats, members: Floats) -> float | None:
    """Return the index B for covariates of measured places [m, c] and of the members of a class [p, c].

    None with fewer than `FEWEST_PLACES` measured places, or without members.
    """
    if len(measured) < FEWEST_PLACES or not len(members):
        return None
    rows = np.concatenate([measured, members])
    # a constant covariate has the coefficient 0
    rows = rows[:, np.ptp(rows, axis=0) > 0]
    logits = propensity_logits(rows, np.arange(len(rows)) < len(measured))
    return overlap(logits[: len(measured)], logits[len(measured) :])


def propensity_logits(rows: Floats, measured: Truths) -> Floats:
    """Return the logits [r] of a logistic model with a ridge of rows [r, c], by Newton's method.

    If bounded steps do not converge, the slower search of `fit_logistic` fits the model.
    """
    design = np.column_stack([np.ones(len(rows)), rows])
    penalties = np.append(0.0, np.full(rows.shape[1], RIDGE))
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = np.log(measured.mean() / (1.0 - measured.mean()))
    for _ in range(ROUNDS):
        chances = logistic(design @ coefficients)
        gradient = design.T @ (measured - chances) - penalties * coefficients
        curvature = (design * (chances * (1.0 - chances))[:, None]).T @ design + np.diag(penalties)
        step = np.linalg.solve(curvature, gradient)
        # from the start, full steps would pass the maximum by far
        furthest = float(np.abs(design @ step).max())
        coefficients = coefficients + min(1.0, LONGEST_STEP / max(furthest, 1e-300)) * step
        if furthest < PRECISION:
            return np.asarray(design @ coefficients)
    weights, offsets = np.ones(len(rows)), np.zeros(len(rows))
    found = fit_logistic(design, measured.astype(np.float64), weights, offsets, penalties, None)
    return np.asarray(design @ found.coefficients)


def overlap(some: Floats, others: Floats) -> float:
    """Return the integral of the root of the product of the densities of two samples, 0 to 1."""
    both = np.concatenate([some, others])
    least = LEAST_BANDWIDTH * float(both.std())
    if least < 1e-9:
        return 1.0
    bandwidths = [max(bandwidth(each), least) for each in (some, others)]
    low, high = both.min() - MARGIN * max(bandwidths), both.max() + MARGIN * max(bandwidths)
    scale = POINTS / (high - low)
    one, other = (
        smoothed(np.bincount(((each - low) * scale).astype(np.int64), minlength=POINTS) / len(each), width * scale)
        for each, width in zip((some, others), bandwidths, strict=True)
    )
    return float(min(np.sqrt(one * other).sum(), 1.0))


def bandwidth(sample: Floats) -> float:
    """Return the bandwidth that is best for a normal density (Silverman 1986, section 3.4.2, equation 3.28)."""
    return float(sample.std(ddof=1)) * (4 / (3 * len(sample))) ** 0.2 if len(sample) > 1 else 0.0


def smoothed(shares: Floats, width: float) -> Floats:
    """Return shares of bins [p] smoothed by a normal kernel, whose deviation is a number of bins.

    By the fast Fourier transform (Silverman 1986, section 3.5).
    """
    frequencies = 2 * np.pi * np.fft.rfftfreq(len(shares))
    spectrum = np.fft.rfft(shares) * np.exp(-((frequencies * width) ** 2) / 2)
    return np.maximum(np.fft.irfft(spectrum, len(shares)), 0.0)


def distance_to(measured: Floats, place: Floats) -> float | None:
    """Return the distance of a place [c] to the nearest measured one [m, c], in standard deviations of the covariates.

    It is the root of the mean square over the covariates; None without measured places.
    """
    if not len(measured):
        return None
    return float(np.sqrt(((measured - place) ** 2).mean(axis=1).min()))
