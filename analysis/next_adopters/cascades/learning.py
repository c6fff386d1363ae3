"""Learning of the weights of the features from sampled positions of the learning cascades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from analysis.models.conditional_logit import AdopterChoices, ConditionalLogit, fit_conditional_logit
from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.cascades.cascade_table import Cascade, CascadeSplit
from graph_model.progress import Reporter

# positions of one cascade, positions of all, and other candidates at a position
MOST_POSITIONS, MOST_ALL, MOST_OTHERS = 15, 7_000, 400
RIDGES = (1.0, 30.0, 1_000.0)


class PositionFeatures(Protocol):
    """Features of all adopters at positions of a cascade."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the features [k]."""

    def at(self, cascade: Cascade, positions: Integers, own: int = -1) -> Floats:
        """Return the features [p, u, k] after the adopters up to each position."""


@dataclass(frozen=True)
class LearnedCascades:
    """The features, the fitted weights, and the mean log probability of the next adopter under each ridge."""

    features: PositionFeatures
    model: ConditionalLogit
    likelihoods: tuple[tuple[float, float], ...]
    positions: int


def learn_cascades(
    features: PositionFeatures, split: CascadeSplit, known: Floats, seed: int, reporter: Reporter
) -> LearnedCascades:
    """Return the weights fitted to the learning cascades, with the ridge that predicts the choosing cascades best.

    `known` [u] is the number of learning cascades of each adopter; sampled candidates have at least one. Raises
    `FitError` if the positions do not determine the weights.
    """
    random = np.random.default_rng(seed)
    rows = sampled(features, split.learning, known, random, reporter, own=True)
    held = sampled(features, split.choosing, known, random, reporter, own=False)
    models = [fit_conditional_logit(rows, features.names, each) for each in RIDGES]
    fits = [each.likelihood(held) for each in models]
    return LearnedCascades(
        features, models[int(np.argmax(fits))], tuple(zip(RIDGES, fits, strict=True)), len(rows.features)
    )


def sampled(
    features: PositionFeatures,
    cascades: Sequence[Cascade],
    known: Floats,
    random: np.random.Generator,
    reporter: Reporter,
    *,
    own: bool,
) -> AdopterChoices:
    """Return sampled positions of cascades with the next adopter and random other candidates.

    `own`: the cascades are those of the features, each without itself, and only the later half is sampled.
    """
    found: list[AdopterChoices] = []
    taken = 0
    # of the learning cascades, the later half, which is more like the cascades to predict
    latest = np.arange(len(cascades) // 2 if own else 0, len(cascades))
    for done, number in enumerate(random.permutation(latest).tolist()):
        if taken >= MOST_ALL:
            break
        reporter("Cascades sampled", done, len(latest))
        cascade = cascades[number]
        positions = drawn(len(cascade.adopters) - 1, random)
        found.append(choices_at(features, cascade, positions, known, random, number if own else -1))
        taken += len(positions)
    reporter("Cascades sampled", len(latest), len(latest))
    return AdopterChoices(*(np.concatenate(each) for each in zip(*found, strict=True)))


def drawn(count: int, random: np.random.Generator) -> Integers:
    """Return at most `MOST_POSITIONS` of the positions 0 to count - 1."""
    chosen = random.choice(count, min(count, MOST_POSITIONS), replace=False)
    return np.sort(chosen).astype(np.int64)


def choices_at(
    features: PositionFeatures,
    cascade: Cascade,
    positions: Integers,
    known: Floats,
    random: np.random.Generator,
    own: int,
) -> AdopterChoices:
    """Return the choices at positions of one cascade; missing candidates are filled with absent ones."""
    values = features.at(cascade, positions, own)
    rows = np.zeros((len(positions), MOST_OTHERS + 1, values.shape[2]))
    existing = np.zeros(rows.shape[:2], dtype=bool)
    for row, position in enumerate(positions.tolist()):
        free = known > 0
        free[cascade.adopters[: position + 2]] = False
        others = np.flatnonzero(free)
        others = random.choice(others, min(len(others), MOST_OTHERS), replace=False)
        candidates = np.concatenate([cascade.adopters[position + 1 : position + 2], others])
        rows[row, : len(candidates)] = values[row, candidates]
        existing[row, : len(candidates)] = True
    return AdopterChoices(rows, existing)
