"""Regression of the hazard on exposure: do people adopt sooner if more of their neighbours have adopted?

A logistic model of person-periods in discrete time (Allison 1982, Sociological Methodology 13), with an effect of each
period, of groups and of covariates. An effect of exposure is an association: ties between similar people have the same
effect (Shalizi and Thomas 2011, Sociological Methods & Research 40(2)).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.diffusion.exposure import exposure
from analysis.diffusion.network import ExposureNetwork
from analysis.diffusion.sample import Booleans, Floats, InputRefusedError, Integers, Sample, aligned
from analysis.models.identifiability import Dependency, orthogonal
from analysis.models.logistic import FitError, fit_logistic

# covariates with more values than this also enter with their square, unless powers are given explicitly
STRAIGHT_VALUES = 5
HIGHEST_POWER = 4
EXPOSURE = "lagged exposure"


@dataclass(frozen=True)
class Covariate:
    """A column of numbers [n] (NaN: not known) with the power that enters the model."""

    name: str
    values: Floats
    power: int = 1

    @property
    def term(self) -> str:
        """Return the name of the term in the formula."""
        return self.name if self.power == 1 else f"{self.name}^{self.power}"


@dataclass(frozen=True)
class Coefficient:
    """One coefficient of the model."""

    estimate: float
    standard_error: float
    p_value: float


@dataclass(frozen=True)
class HazardRegression:
    """The fitted model: its formula, the numbers of used and dropped rows, and its coefficients.

    The coefficients of periods and groups are not included. `dropped` counts dropped rows by reason.
    """

    formula: str
    rows: int
    dropped: Mapping[str, int]
    lagged_exposure: Coefficient
    covariates: Mapping[str, Coefficient]
    aic: float

    @property
    def converged(self) -> bool:
        """Return True: a regression without a finite maximum is refused."""
        return True


@dataclass(frozen=True, eq=False)
class PersonPeriods:
    """Person-periods at risk (arrays [r]): the person, the step, and whether the person adopted in that step."""

    people: Integers
    steps: Integers
    adopted: Booleans

    def kept(self, which: Booleans) -> PersonPeriods:
        """Return the rows that a mask selects."""
        return PersonPeriods(self.people[which], self.steps[which], self.adopted[which])


def powers(names: Sequence[str], columns: Mapping[str, Floats]) -> list[Covariate]:
    """Return the covariates with the given names, such as `age` and `age^2`.

    If no name has a power, a covariate with more than five values also enters with its square. Raises
    `InputRefusedError` if a term is named twice or a power is not allowed.
    """
    written = any("^" in each for each in names)
    found: list[Covariate] = []
    for each in names:
        name, power = power_of(each)
        values = columns[name]
        found.append(Covariate(name, values, power))
        if not written and len(np.unique(values[~np.isnan(values)])) > STRAIGHT_VALUES:
            found.append(Covariate(name, values, 2))
    twice = [each.term for number, each in enumerate(found) if each.term in [other.term for other in found[:number]]]
    if twice:
        msg = f"The covariate {twice[0]} is named twice."
        raise InputRefusedError(msg)
    return found


def power_of(text: str) -> tuple[str, int]:
    """Return a name and its power from `age^2`.

    Raises `InputRefusedError` if the power is not a whole number from 1 to 4.
    """
    name, sign, power = text.partition("^")
    if not sign:
        return name, 1
    if not power.isdecimal() or not 1 <= int(power) <= HIGHEST_POWER:
        msg = (
            f"The power of the covariate {text!r} is not a whole number from 1 to {HIGHEST_POWER}. "
            "Write it as in age^2."
        )
        raise InputRefusedError(msg)
    return name.strip(), int(power)


def hazard_regression(
    sample: Sample,
    network: ExposureNetwork,
    groups: Sequence[Hashable] | None = None,
    covariates: Sequence[Covariate] = (),
) -> HazardRegression:
    """Return the regression. Raises `InputRefusedError` if the data do not determine it."""
    for each in covariates:
        aligned(sample, each.values, f"The covariate {each.name}")
    if groups is not None:
        aligned(sample, groups, "The column of groups")
    rows, dropped = usable(at_risk(sample), groups, covariates)
    columns = {EXPOSURE: exposure(sample, network)[rows.people, rows.steps - 1]}
    columns |= {each.term: each.values[rows.people] ** each.power for each in covariates}
    fixed = factor("period", rows.steps)
    if groups is not None:
        fixed |= factor("group", numbered(groups)[rows.people])
    return fitted(rows, columns, fixed, formula_of(covariates, groups is not None), dropped)


def formula_of(covariates: Sequence[Covariate], grouped: bool) -> str:
    """Return the formula of the model."""
    parts = [EXPOSURE, "factor(period)", *(["factor(group)"] if grouped else []), *(each.term for each in covariates)]
    return f"adopt ~ {' + '.join(parts)}, logit"


def at_risk(sample: Sample) -> PersonPeriods:
    """Return the person-periods from the second period on, up to and including that of adoption."""
    steps = np.arange(1, sample.length)
    people, places = np.nonzero(sample.steps[:, None] >= steps)
    return PersonPeriods(people, steps[places], sample.steps[people] == steps[places])


def usable(
    rows: PersonPeriods, groups: Sequence[Hashable] | None, covariates: Sequence[Covariate]
) -> tuple[PersonPeriods, dict[str, int]]:
    """Return the rows that contribute to the estimates, and the number of dropped rows by reason."""
    missing = np.zeros(len(rows.people), dtype=bool)
    for each in covariates:
        missing |= np.isnan(each.values[rows.people])
    known, dropped = rows.kept(~missing), {"missing values": int(missing.sum())}
    by: dict[str, Callable[[PersonPeriods], Integers]] = {
        "periods without variation in adoption": lambda some: some.steps
    }
    if groups is not None:
        places = numbered(groups)
        by["groups without variation in adoption"] = lambda some: places[some.people]
    # dropping rows for one reason can leave a level of the other factor without variation
    reasons, left = dict.fromkeys(by, 0), -1
    while left != len(known.people):
        left = len(known.people)
        for reason, of in by.items():
            varied = varying(of(known), known.adopted)
            reasons[reason] += int((~varied).sum())
            known = known.kept(varied)
    return known, {**dropped, **reasons}


def numbered(groups: Sequence[Hashable]) -> Integers:
    """Return a number for each value, by the order of the names of the groups."""
    return np.unique(np.asarray([str(each) for each in groups]), return_inverse=True)[1].astype(np.int64)


def varying(levels: Integers, adopted: Booleans) -> Booleans:
    """Return a mask of the rows in levels in which some adopted and some did not.

    The effect of such a level is finite.
    """
    names, of_row = np.unique(levels, return_inverse=True)
    rows_of_each, some = np.bincount(of_row, minlength=len(names)), np.bincount(of_row, adopted, minlength=len(names))
    return np.asarray(((some > 0) & (some < rows_of_each))[of_row])


def factor(name: str, levels: Integers) -> dict[str, Floats]:
    """Return an indicator column by name for each level except the first."""
    return {f"factor({name}) {each}": (levels == each).astype(np.float64) for each in np.unique(levels)[1:].tolist()}


def fitted(
    rows: PersonPeriods,
    columns: Mapping[str, Floats],
    fixed: Mapping[str, Floats],
    formula: str,
    dropped: Mapping[str, int],
) -> HazardRegression:
    """Return the coefficients by maximum likelihood, with Wald tests.

    Raises `InputRefusedError` if the rows do not determine the coefficients or the estimate is not finite.
    """
    from scipy.special import ndtr

    names = ("constant", *columns, *fixed)
    design = np.column_stack([np.ones(len(rows.people)), *columns.values(), *fixed.values()])
    refuse_undetermined(design, columns, names)
    adopted, ones = rows.adopted.astype(np.float64), np.ones(len(design))
    try:
        found = fit_logistic(design, adopted, ones, 0.0 * ones, np.zeros(len(names)), None, names=names)
    except FitError as error:
        msg = f"The hazard regression has no finite estimate. {error}"
        raise InputRefusedError(msg) from error
    errors = np.sqrt(np.diag(found.covariance))
    estimates = zip(found.coefficients, errors, 2 * ndtr(-np.abs(found.coefficients / errors)), strict=True)
    named = dict(zip(names, [Coefficient(*map(float, each)) for each in estimates], strict=True))
    linear = design @ found.coefficients
    aic = 2 * len(names) - 2 * float(adopted @ linear - np.logaddexp(0.0, linear).sum())
    exposed, others = named[EXPOSURE], {each: named[each] for each in columns if each != EXPOSURE}
    return HazardRegression(formula, len(rows.people), dropped, exposed, others, aic)


def refuse_undetermined(design: Floats, columns: Mapping[str, Floats], names: Sequence[str]) -> None:
    """Raise `InputRefusedError` if the rows do not determine the coefficients."""
    if len(design) <= design.shape[1]:
        msg = f"The hazard regression has {design.shape[1]} coefficients and {len(design)} usable rows: too few."
        raise InputRefusedError(msg)
    still = [name for name, values in columns.items() if np.ptp(values) == 0]
    if still:
        msg = f"The hazard regression cannot estimate the effect of {still[0]}: it has one value in all usable rows."
        raise InputRefusedError(msg)
    found = orthogonal(design, np.ones(len(design)), np.zeros(design.shape[1]))
    if isinstance(found, Dependency):
        others = ", ".join(names[each] for each in found.others)
        msg = (
            "The hazard regression cannot separate its effects: one column follows from the others "
            f"({names[found.column]} from {others}). Leave one out."
        )
        raise InputRefusedError(msg)
