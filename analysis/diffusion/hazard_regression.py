"""Regression of the hazard on exposure: do people adopt sooner if more of their neighbours have adopted?

A logistic model of person-periods in discrete time (Allison 1982, Sociological Methodology 13), with an effect of each
period, of groups and of covariates. An effect of exposure is an association: ties between similar people have the same
effect (Shalizi and Thomas 2011, Sociological Methods & Research 40(2)).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.diffusion.exposure_terms import EXPOSURE, ExposureTerm
from analysis.diffusion.hazard_terms import Covariate
from analysis.diffusion.network import TieNetwork
from analysis.diffusion.person_periods import PersonPeriods, numbered, usable
from analysis.diffusion.sample import Floats, InputRefusedError, Integers, Sample, aligned
from analysis.models.factor_logistic import FactorFit, FactorRows, fit_factors, freed
from analysis.models.identifiability import Dependency
from analysis.models.intervals import LEVEL, NORMAL, Bounds
from analysis.models.logistic import FitError

# a factor with more levels would need a matrix of more than 100 megabytes
MOST_EFFECTS = 3_000
# number of names of columns in an error message
NAMED = 3


@dataclass(frozen=True)
class Coefficient:
    """One coefficient of the model: its standard error, p-value and interval by the model, and those by clusters."""

    estimate: float
    standard_error: float
    p_value: float
    interval: Bounds
    clustered_error: float
    clustered_p_value: float
    clustered_interval: Bounds


@dataclass(frozen=True)
class HazardRegression:
    """The fitted model: its formula, the numbers of used and dropped rows, and its coefficients.

    `dropped` counts dropped rows by reason. `coefficients` holds all coefficients by name: the constant, exposures,
    covariates, and the effects of periods and groups.
    """

    formula: str
    rows: int
    dropped: Mapping[str, int]
    lagged_exposure: Coefficient
    exposures: Mapping[str, Coefficient]
    covariates: Mapping[str, Coefficient]
    coefficients: Mapping[str, Coefficient]
    clusters: int
    log_likelihood: float
    aic: float

    @property
    def converged(self) -> bool:
        """Return True: a regression without a finite maximum is refused."""
        return True


@dataclass(frozen=True, eq=False)
class RegressionTerms:
    """The terms of a model: exposures, covariates, and the groups [n] whose effects and clusters enter, if any.

    `clusters` [n] default to the people. `label` gives the name of a period.
    """

    groups: Sequence[Hashable] | None = None
    covariates: Sequence[Covariate] = ()
    exposures: Sequence[ExposureTerm] = ()
    clusters: Sequence[Hashable] | None = None
    label: Callable[[int], object] = str

    @property
    def formula(self) -> str:
        """Return the formula of the model."""
        factors = ["factor(period)", *(["factor(group)"] if self.groups is not None else [])]
        parts = [*(each.term for each in self.exposures), *factors, *(each.term for each in self.covariates)]
        return f"adopt ~ {' + '.join(parts)}, logit"


@dataclass(frozen=True, eq=False)
class NamedRows:
    """Rows of the regression with the names of all coefficients [k], and the numbers of the clusters of rows [r]."""

    rows: FactorRows
    names: Sequence[str]
    clusters: Integers
    used: PersonPeriods = field(repr=False)


def hazard_regression(
    sample: Sample,
    network: TieNetwork,
    groups: Sequence[Hashable] | None = None,
    covariates: Sequence[Covariate] = (),
    exposures: Sequence[ExposureTerm] = (),
    clusters: Sequence[Hashable] | None = None,
    label: Callable[[int], object] = str,
) -> HazardRegression:
    """Return the regression; without `exposures` on the exposure of the period before over all ties.

    Raises `InputRefusedError` if the data do not determine it.
    """
    model = RegressionTerms(groups, covariates, exposures or [ExposureTerm(network)], clusters, label)
    for each in covariates:
        aligned(sample, each.values, f"The covariate {each.name}")
    for values, what in ((groups, "The column of groups"), (clusters, "The column of clusters")):
        if values is not None:
            aligned(sample, values, what)
    known = np.ones(len(sample), dtype=bool)
    for each in covariates:
        known &= ~np.isnan(each.values)
    used, dropped = usable(sample, groups, known, max(each.lag for each in model.exposures))
    named = named_rows(sample, model, used)
    return summarised(named, fitted(named), model, dropped)


def named_rows(sample: Sample, model: RegressionTerms, used: PersonPeriods) -> NamedRows:
    """Return the rows of the regression.

    Raises `InputRefusedError` if there are too few rows, too many levels, or a column without variation.
    """
    columns = {each.term: each.of_rows(sample, used) for each in model.exposures}
    columns |= {each.term: each.values[used.people] ** each.power for each in model.covariates}
    names, effects = ["constant"], [np.zeros(len(used.people), np.int64)]
    levels = {"period": used.steps + sample.first}
    if model.groups is not None:
        levels["group"] = numbered(model.groups)[used.people]
        group_names = np.unique([str(each) for each in model.groups])
    for factor, values in levels.items():
        present, of_row = np.unique(values, return_inverse=True)
        # the first level is the base, without an effect: -1 until the number of effects is known
        effects.append(np.where(of_row > 0, of_row + len(names) - 1, -1))
        shown = map(model.label, present.tolist()) if factor == "period" else group_names[present].tolist()
        names += [f"factor({factor}) {each}" for each in [*shown][1:]]
    refuse_unusable(len(used.people), columns, names)
    table = np.stack([np.where(each < 0, len(names), each) for each in effects])
    rows = FactorRows(np.column_stack([*columns.values()]), table, len(names))
    of_person = np.arange(len(sample)) if model.clusters is None else numbered(model.clusters)
    return NamedRows(rows, [*names, *columns], of_person[used.people], used)


def refuse_unusable(rows: int, columns: Mapping[str, Floats], effects: Sequence[str]) -> None:
    """Raise `InputRefusedError` if there are too few rows, too many levels, or a column without variation."""
    count = len(columns) + len(effects)
    if rows <= count:
        msg = f"The hazard regression has {count} coefficients and {rows} usable rows: too few."
        raise InputRefusedError(msg)
    if len(effects) > MOST_EFFECTS:
        msg = (
            f"The hazard regression has {len(effects):,} effects of periods and groups; the limit is {MOST_EFFECTS:,}. "
            "Use longer periods, or larger groups."
        )
        raise InputRefusedError(msg)
    still = [name for name, values in columns.items() if np.ptp(values) == 0]
    if still:
        msg = f"The hazard regression cannot estimate the effect of {still[0]}: it has one value in all usable rows."
        raise InputRefusedError(msg)


def fitted(named: NamedRows) -> FactorFit:
    """Return the estimate by maximum likelihood.

    Raises `InputRefusedError` if the rows do not determine the coefficients or the estimate is not finite.
    """
    found = freed(named.rows)
    if isinstance(found, Dependency):
        listed = [named.names[each] for each in found.others]
        others = ", ".join(listed[:NAMED]) + (f" and {len(listed) - NAMED} more" if len(listed) > NAMED else "")
        msg = (
            "The hazard regression cannot separate its effects: one column follows from the others "
            f"({named.names[found.column]} from {others}). Leave one out."
        )
        raise InputRefusedError(msg)
    try:
        return fit_factors(found, named.used.adopted.astype(np.float64), named.clusters, named.names)
    except FitError as error:
        msg = f"The hazard regression has no finite estimate. {error}"
        raise InputRefusedError(msg) from error


def summarised(
    named: NamedRows, fit: FactorFit, model: RegressionTerms, dropped: Mapping[str, int]
) -> HazardRegression:
    """Return the coefficients by name."""
    count = len(np.unique(named.clusters))
    found = dict(zip(named.names, coefficients(fit, count), strict=True))
    exposures = {each.term: found[each.term] for each in model.exposures}
    return HazardRegression(
        formula=model.formula,
        rows=len(named.used.people),
        dropped=dropped,
        lagged_exposure=exposures.get(EXPOSURE, next(iter(exposures.values()))),
        exposures=exposures,
        covariates={each.term: found[each.term] for each in model.covariates},
        coefficients=found,
        clusters=count,
        log_likelihood=fit.log_likelihood,
        aic=2 * len(named.names) - 2 * fit.log_likelihood,
    )


def coefficients(fit: FactorFit, clusters: int) -> list[Coefficient]:
    """Return the coefficients with Wald tests: normal by the model, Student's t by clusters.

    The clustered covariance is multiplied by G / (G - 1), and t has G - 1 degrees of freedom (Cameron, Miller 2015,
    Journal of Human Resources 50(2)). Figures by clusters are NaN with one cluster.
    """
    from scipy.special import ndtr, stdtr, stdtrit

    free = clusters - 1
    errors = np.sqrt(np.diag(fit.covariance))
    robust = (
        np.sqrt(np.maximum(np.diag(fit.clustered), 0.0) * clusters / free) if free else np.full(len(errors), np.nan)
    )
    wide = float(stdtrit(free, (1 + LEVEL) / 2)) if free else np.nan
    found = []
    for estimate, error, other in zip(fit.coefficients.tolist(), errors.tolist(), robust.tolist(), strict=True):
        p_value = 2 * float(ndtr(-abs(estimate / error)))
        clustered = 2 * float(stdtr(free, -abs(estimate / other))) if free and other > 0 else np.nan
        by_model = Bounds(estimate - NORMAL * error, estimate + NORMAL * error)
        by_clusters = Bounds(estimate - wide * other, estimate + wide * other)
        found.append(Coefficient(estimate, error, p_value, by_model, other, clustered, by_clusters))
    return found
