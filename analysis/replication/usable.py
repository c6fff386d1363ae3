"""Validation of fitted models before they are stored or used, and the reader of stored models.

A model is refused if its parameters are damaged or not finite, if its calibration slope on a later period is not
significantly above 0 (Cox 1958, "Two Further Applications of a Model for Binary Regression", Biometrika 45(3/4)), if a
coefficient of a standardised feature is not determined, or if the intercept is beyond any real base rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import orjson
from pydantic import TypeAdapter

from analysis.answers import Wording
from analysis.models.hazard_model import HazardModel
from analysis.replication import replication_wording as wording
from analysis.replication.graph_features import FEATURES
from analysis.replication.plan import StoredModel

MOST_ERROR, MOST_INTERCEPT = 10.0, 30.0
# the level of the interval of the slope, which must lie above 0
LEVEL = 0.95
MAPPING, NEEDS = TypeAdapter(dict[str, object]), TypeAdapter(dict[str, list[str]])


def defects(model: HazardModel) -> list[Wording]:
    """Return the reasons why a model must not be used, one sentence each; empty if the model is usable."""
    if not is_consistent(model):
        return [wording.damaged_model()]
    return [*slope_defects(model), *error_defects(model), *intercept_defects(model)]


def is_consistent(model: HazardModel) -> bool:
    """Return whether the lengths of the parameters agree and all values are finite and possible."""
    return agreeing(model) and finite(model)


def agreeing(model: HazardModel) -> bool:
    """Return whether the numbers of parameters agree with the number of features."""
    count = len(model.features)
    each = {len(model.means), len(model.scales), len(model.coefficients)}
    bounds = {len(model.lowest), len(model.highest)}
    rows = [len(model.covariance), *(len(row) for row in model.covariance)]
    slope = len(model.held_out_slope) in (0, 2)
    return each == {count} and bounds in ({0}, {count}) and rows == [count + 1] * (count + 2) and slope


def finite(model: HazardModel) -> bool:
    """Return whether all parameters are finite, and scales, variances, periods and the level have possible values."""
    covariance = np.array(model.covariance)
    numbers = [model.intercept, model.periods, *model.calibration, *model.held_out_slope, *covariance.ravel().tolist()]
    numbers += [*model.means, *model.scales, *model.coefficients, *model.lowest, *model.highest]
    positive = min([*model.scales, model.periods]) > 0 and bool((np.diag(covariance) >= 0).all())
    return bool(np.isfinite(numbers).all()) and positive and 0 < model.level < 1


def slope_defects(model: HazardModel) -> Iterator[Wording]:
    """Yield a defect if the calibration slope is not known or not significantly above 0."""
    from scipy.special import ndtri

    if not model.held_out_slope:
        yield wording.slope_not_known()
        return
    value, error = model.held_out_slope
    if value - float(ndtri(0.5 + LEVEL / 2)) * error <= 0:
        yield wording.slope_not_above_zero(value, error)


def error_defects(model: HazardModel) -> Iterator[Wording]:
    """Yield a defect for each coefficient whose standard error is too large."""
    errors = np.sqrt(np.diag(np.array(model.covariance))).tolist()
    for name, error in zip(("intercept", *model.features), errors, strict=True):
        if error > MOST_ERROR:
            yield wording.coefficient_not_determined(name, error, MOST_ERROR)


def intercept_defects(model: HazardModel) -> Iterator[Wording]:
    """Yield a defect if the intercept is out of bounds."""
    if abs(model.intercept) > MOST_INTERCEPT:
        yield wording.intercept_out_of_bounds(model.intercept, MOST_INTERCEPT)


def usable_model(
    parameters: str, evaluation: str, needs: str, fitted_on: str, current: bool = True
) -> StoredModel | Wording:
    """Return the model read from stored JSON, or a sentence with the reason if it must not be used.

    `current` is true if the data have not changed since the model was fitted.
    """
    try:
        model, figures = HazardModel.from_json(orjson.loads(parameters)), orjson.loads(evaluation)
        stored = StoredModel(model, date.fromisoformat(fitted_on), MAPPING.validate_python(figures), current)
        NEEDS.validate_json(needs)
    except (ValueError, TypeError):
        return wording.unusable_model([wording.damaged_model()])
    if model.features != FEATURES or not model.held_out_slope:
        return wording.other_model()
    found = defects(model)
    return wording.unusable_model(found) if found else stored


def stored_needs(needs: str) -> Mapping[str, list[str]]:
    """Return the municipalities by competence from stored JSON, or an empty mapping if the JSON is damaged.

    `usable_model` refuses a model with damaged needs.
    """
    try:
        return NEEDS.validate_json(needs)
    except ValueError:
        return {}
