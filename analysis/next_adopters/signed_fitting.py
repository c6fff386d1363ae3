"""Fits of models whose coefficients have the expected signs.

A feature whose coefficient has the opposite sign would contradict the reason that is derived from it. Such features are
left out, one fit after the other, until all coefficients have the expected sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.next_adopters.feature_sources import FeatureDesign
from analysis.next_adopters.sampling import BEYOND, LearningRows, fit_rows, joined


@dataclass(frozen=True)
class FeatureSign:
    """The expected sign of a coefficient, and its value in the model of all features. `used`: in the final model."""

    feature: str
    expected: int
    estimated: float
    used: bool


def fit_signed(drawn: Sequence[LearningRows], design: FeatureDesign) -> tuple[HazardModel, tuple[FeatureSign, ...]]:
    """Return the model of the features whose coefficients have the expected signs, and the signs of all features.

    The model has all features; the coefficient of a feature that was left out is 0 and has no error.
    """
    kept = np.arange(len(design.names))
    first = model = fit_columns(drawn, design, kept)
    while len(wrong := contradicting(model, design)):
        kept = kept[~np.isin(np.array(design.names)[kept], wrong)]
        model = fit_columns(drawn, design, kept)
    signs = tuple(
        FeatureSign(name, design.signs.get(name, 0), estimated, name in model.features)
        for name, estimated in zip(first.features, first.coefficients, strict=True)
    )
    return with_all(model, first, drawn), signs


def contradicting(model: HazardModel, design: FeatureDesign) -> list[str]:
    """Return the features whose coefficients have the opposite of the expected sign."""
    pairs = zip(model.features, model.coefficients, strict=True)
    return [name for name, value in pairs if value * design.signs.get(name, 0) < 0]


def fit_columns(drawn: Sequence[LearningRows], design: FeatureDesign, kept: np.ndarray) -> HazardModel:
    """Return the model of some features, given by their indices."""
    rows = [each._replace(features=each.features[:, kept]) for each in drawn]
    return fit_rows(rows, [design.names[each] for each in kept], [design.groups[each] for each in kept])


def with_all(model: HazardModel, full: HazardModel, drawn: Sequence[LearningRows]) -> HazardModel:
    """Return a model of some features as a model of all features of the `full` model, with zeros for the others."""
    places = [full.features.index(each) for each in model.features]
    count = len(full.features)
    coefficients, covariance = np.zeros(count), np.zeros((count + 1, count + 1))
    coefficients[places] = model.coefficients
    with_intercept = np.array([0, *(each + 1 for each in places)])
    covariance[np.ix_(with_intercept, with_intercept)] = model.covariance
    return replace(
        model,
        features=full.features,
        means=full.means,
        scales=full.scales,
        coefficients=tuple(coefficients.tolist()),
        covariance=tuple(map(tuple, covariance.tolist())),
    ).within_range_of(joined(drawn).features, BEYOND)
