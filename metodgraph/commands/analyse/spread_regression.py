"""The figures of the hazard regression in `analyse spread`."""

from __future__ import annotations

from dataclasses import asdict

from analysis.diffusion.hazard_regression import Coefficient, HazardRegression, hazard_regression
from analysis.diffusion.sample import InputRefusedError
from analysis.models.intervals import LEVEL
from metodgraph.commands.analyse.spread_tables import SpreadRequest, SpreadTables

# errors by fewer clusters are too small: Cameron, Miller 2015, Journal of Human Resources 50(2), section VI
FEW_CLUSTERS = 30
NOTE = "The coefficients of exposure are associations: ties between similar people have the same effect as influence."


def regression_of(request: SpreadRequest, read: SpreadTables) -> tuple[dict[str, object] | None, str | None]:
    """Return the hazard regression by name, or None and the reason if the data do not determine it."""
    try:
        found = hazard_regression(
            read.sample,
            read.network,
            read.groups,
            read.covariates,
            read.exposures,
            read.clusters,
            label=read.periods.label,
        )
    except InputRefusedError as error:
        return None, str(error)
    return regression(found, request.cluster or request.group), None


def regression(found: HazardRegression, cluster: str | None) -> dict[str, object]:
    """Return the figures of the hazard regression by name."""
    exposed = found.lagged_exposure
    return {
        "formula": found.formula,
        "rows": found.rows,
        "dropped": dict(found.dropped),
        "lagged_exposure": exposed.estimate,
        "standard_error": exposed.standard_error,
        "p_value": exposed.p_value,
        "clustered_error": exposed.clustered_error,
        "clustered_p_value": exposed.clustered_p_value,
        "clusters": {"column": cluster or "id", "number": found.clusters},
        "exposures": {name: figures_of(each) for name, each in found.exposures.items()},
        "covariates": {name: figures_of(each) for name, each in found.covariates.items()},
        "coefficients": [{"name": name, **figures_of(each)} for name, each in found.coefficients.items()],
        "level": LEVEL,
        "log_likelihood": found.log_likelihood,
        "aic": found.aic,
        "converged": found.converged,
        "note": " ".join([NOTE, *clusters_note(found.clusters)]),
    }


def figures_of(coefficient: Coefficient) -> dict[str, object]:
    """Return the figures of a coefficient, with intervals as lists."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(coefficient).items()}


def clusters_note(clusters: int) -> list[str]:
    """Return a sentence if there are too few clusters for their standard errors."""
    if clusters >= FEW_CLUSTERS:
        return []
    return [
        f"Standard errors by {clusters} clusters are too small on average; they are reliable from about {FEW_CLUSTERS} "
        "clusters on. Use --cluster with a column of more groups."
    ]
