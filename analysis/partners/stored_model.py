"""The method of the scores: a stored model, if there is a usable one, else the fixed weights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import orjson
from pydantic import TypeAdapter, ValidationError

from analysis.answers import Method, Wording
from analysis.models.hazard_model import HazardModel
from analysis.partners import wording
from analysis.partners.prediction.features import REASONS
from analysis.partners.prediction.natural_rate import VERSION
from analysis.partners.scoring import FIXED_WEIGHTS, FixedScorer, ModelScorer, Scorer
from analysis.vocabulary import PartnerPreset

FIXED_NAME, FIXED_VERSION = "additive partner score", "3"
FIXED_REFERENCE = (
    "R. L. Keeney, H. Raiffa (1976): Decisions with Multiple Objectives, chapter 3 (additive value model); "
    "features and weights in parameters"
)
MAPPING = TypeAdapter(dict[str, object])


class StoredModelText(NamedTuple):
    """A stored model: parameters and evaluation in JSON, the last day of its data, and whether these are current."""

    parameters: str
    evaluation: str
    fitted_on: date
    current: bool


def scorer_of(
    stored: StoredModelText | None, preset: PartnerPreset, diversity: float
) -> tuple[Scorer, Sequence[Wording]]:
    """Return the scorer for a request, and notes on the model."""
    request: dict[str, object] = {"preset": preset.value, "diversity": diversity}
    if stored is None:
        return fixed(request), [wording.no_model()]
    model, evaluation = model_in(stored.parameters), evaluation_in(stored.evaluation)
    if model is None or evaluation is None:
        return fixed(request), [wording.damaged_model()]
    if model.version != VERSION:
        return fixed(request), [wording.model_of_other_features(model.version)]
    parameters = {
        **request,
        "fittedOn": stored.fitted_on.isoformat(),
        "coefficients": dict(zip(model.features, model.coefficients, strict=True)),
        "calibration": list(model.calibration),
        "rows": model.rows,
        "newPartners": model.adoptions,
        "evaluation": evaluation,
    }
    notes = [] if stored.current else [wording.older_model(stored.fitted_on)]
    return ModelScorer(model, Method(model.name, model.version, parameters, model.reference)), notes


def model_in(parameters: str) -> HazardModel | None:
    """Return the model of stored parameters, or None if they are damaged or name a feature that does not exist."""
    try:
        model = HazardModel.from_json(MAPPING.validate_python(orjson.loads(parameters)))
    except (ValidationError, ValueError):
        return None
    return model if usable(model) else None


def usable(model: HazardModel) -> bool:
    """Return whether a model has known features, matching shapes, finite numbers and scales above 0."""
    count, known = len(model.features), {each.name for each in REASONS}
    shapes = {len(model.means), len(model.scales), len(model.coefficients)}
    sides = {len(model.covariance), *(len(row) for row in model.covariance)}
    if not count or not set(model.features) <= known or shapes != {count} or sides != {count + 1}:
        return False
    numbers = np.concatenate([model.means, model.scales, model.coefficients, np.ravel(model.covariance)])
    others = [model.intercept, *model.calibration]
    return bool(np.isfinite(numbers).all() and np.isfinite(others).all() and (np.array(model.scales) > 0).all())


def evaluation_in(text: str) -> dict[str, object] | None:
    """Return the figures of a stored evaluation, or None if they are damaged."""
    try:
        return MAPPING.validate_python(orjson.loads(text))
    except (ValidationError, ValueError):
        return None


def fixed(request: dict[str, object]) -> FixedScorer:
    """Return the scorer with fixed weights."""
    weights = {code.value: each._asdict() for code, each in FIXED_WEIGHTS.items()}
    return FixedScorer(Method(FIXED_NAME, FIXED_VERSION, {**request, "weights": weights}, FIXED_REFERENCE))
