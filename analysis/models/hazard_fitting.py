"""Fitting of a discrete-time hazard model to candidates and their outcomes.

- If only a part of the non-adopting candidates was kept, the intercept is corrected by the offset -ln(part kept) (King
  and Zeng 2001, "Logistic Regression in Rare Events Data", Political Analysis 9(2), section 4.1).
- If features are grouped, each group has its own ridge, learned from the rows (`shrinkage`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError, fit_logistic
from analysis.models.numbers import Floats, Integers
from analysis.models.shrinkage import numbered, ridges_of

RIDGE = 1.0


def fit_hazard_model(
    features: Floats,
    names: Sequence[str],
    outcomes: Floats,
    *,
    weights: Floats | None = None,
    control_rates: Floats | None = None,
    clusters: Integers | None = None,
    ridge: float = RIDGE,
    groups: Sequence[str] | None = None,
) -> HazardModel:
    """Return a model fitted to candidates [n, k] with outcomes [n] of 0 and 1.

    - `control_rates` [n] are the rates at which non-adopting candidates were kept where the row was drawn; all adopters
      are kept.
    - `clusters` [n] number rows that are not independent of each other.
    - `groups` [k] name the groups of features whose ridges are learned.

    Raises `FitError` if no candidate or every candidate adopts, if a feature is not finite, if the shapes do not match,
    or if the rows do not determine a model.
    """
    refuse_unusable(features, names, outcomes)
    rates = np.ones(len(outcomes)) if control_rates is None else control_rates
    weighted = np.ones(len(outcomes)) if weights is None else weights
    means, scales = standardisation(features, weighted * np.where(outcomes > 0, 1.0, 1.0 / rates))
    design = np.column_stack([np.ones(len(outcomes)), (features - means) / scales])
    kinds, numbers = numbered(["all"] * len(names) if groups is None else groups)
    ridges, converged = np.full(len(kinds), ridge), True
    if groups is not None:
        ridges, converged = ridges_of(design, outcomes, weighted, -np.log(rates), numbers)
    penalties = np.concatenate([[0.0], ridges[numbers]])
    labels = ("constant", *names)
    found = fit_logistic(design, outcomes, weighted, -np.log(rates), penalties, clusters, names=labels)
    return HazardModel(
        tuple(names),
        tuple(means.tolist()),
        tuple(scales.tolist()),
        float(found.coefficients[0]),
        tuple(found.coefficients[1:].tolist()),
        tuple(tuple(row) for row in found.covariance.tolist()),
        ridge,
        len(outcomes),
        int(outcomes.sum()),
        ridges=() if groups is None else tuple(zip(kinds, ridges.tolist(), strict=True)),
        ridges_converged=converged,
    )


def refuse_unusable(features: Floats, names: Sequence[str], outcomes: Floats) -> None:
    """Raise `FitError` if the rows cannot be fitted."""
    if features.shape != (len(outcomes), len(names)):
        msg = f"{features.shape} features do not match {len(outcomes)} outcomes and {len(names)} names."
        raise FitError(msg)
    if not np.isfinite(features).all():
        msg = "A feature has a value that is not a finite number."
        raise FitError(msg)
    if not 0 < outcomes.sum() < len(outcomes):
        msg = "No candidate in the learning data adopts." if not outcomes.sum() else "Every candidate adopts."
        raise FitError(msg)


def standardisation(features: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return means and standard deviations [k] over all candidates; a constant feature has the scale 1."""
    means = np.average(features, axis=0, weights=weights)
    scales = np.sqrt(np.average((features - means) ** 2, axis=0, weights=weights))
    return means, np.where(scales > 1e-12 * (1.0 + np.abs(means)), scales, 1.0)
