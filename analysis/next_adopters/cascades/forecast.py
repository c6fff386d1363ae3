"""Forecasts for open cascades: who is likely to adopt next, with the contribution of each feature."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.models.conditional_logit import ConditionalLogit
from analysis.next_adopters.cascades.cascade_table import Cascade, CascadeTable
from analysis.next_adopters.cascades.learning import PositionFeatures


class LikelyAdopter(NamedTuple):
    """A candidate with the probability of being the next, and the score with its parts, which add up to it.

    The score is relative to the mean candidate: ln of the odds against it.
    """

    adopter: str
    probability: float
    score: float
    reasons: tuple[tuple[str, float], ...]


def likely_next(
    table: CascadeTable, cascade: Cascade, features: PositionFeatures, model: ConditionalLogit, own: int, top: int
) -> tuple[LikelyAdopter, ...]:
    """Return the `top` most likely next adopters after all adopters of a cascade.

    `own` is the number of the cascade among those of the features, -1 if it is not one of them.
    """
    last = np.array([len(cascade.adopters) - 1])
    free = np.setdiff1d(np.arange(len(table.adopters)), cascade.adopters)
    if not len(free):
        return ()
    parts = model.contributions(features.at(cascade, last, own)[0][free])
    scores = parts.sum(axis=1)
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    first = np.argsort(-scores, kind="stable")[:top]
    return tuple(
        LikelyAdopter(
            str(table.adopters[free[each]]),
            float(chances[each]),
            float(scores[each]),
            tuple(zip(model.names, parts[each].tolist(), strict=True)),
        )
        for each in first.tolist()
    )
