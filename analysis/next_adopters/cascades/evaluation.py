"""Evaluation on the test cascades: at each position, all who are not yet in the cascade are ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.cascades.cascade_table import Cascade
from analysis.next_adopters.cascades.learning import LearnedCascades
from analysis.next_adopters.cascades.ranking import MEASURES, RankedPositions, ranked
from graph_model.progress import Reporter

# the score of each adopter [p, u] after the adopters up to each position
Scorer = Callable[[Cascade, Integers], Floats]
# features of this number of cells are computed at once
CELLS_AT_ONCE = 4_000_000


def scorer_of(learned: LearnedCascades) -> Scorer:
    """Return the scorer of a model."""
    return lambda cascade, positions: learned.model.scores(learned.features.at(cascade, positions))


def feature_scorer(learned: LearnedCascades, name: str) -> Scorer:
    """Return the scorer that ranks by one feature."""
    column = learned.features.names.index(name)
    return lambda cascade, positions: learned.features.at(cascade, positions)[:, :, column]


def rank_next(
    cascades: Sequence[Cascade], size: int, scorers: Mapping[str, Scorer], seed: int, reporter: Reporter
) -> RankedPositions:
    """Return the measures of scorers among `size` adopters at all positions of test cascades."""
    numbers: list[int] = []
    found: dict[str, list[Mapping[str, float]]] = {name: [] for name in scorers}
    for number, cascade in enumerate(cascades):
        reporter("Cascades tested", number, len(cascades))
        for positions in blocks(len(cascade.adopters) - 1, size):
            numbers += [number] * len(positions)
            for name, scorer in scorers.items():
                found[name] += measures_at(cascade, positions, scorer(cascade, positions))
    reporter("Cascades tested", len(cascades), len(cascades))
    return RankedPositions(np.array(numbers), {name: columns(each) for name, each in found.items()}, seed)


def blocks(count: int, size: int) -> Iterator[Integers]:
    """Yield the positions 0 to count - 1 in blocks, so that memory is bounded."""
    width = max(1, CELLS_AT_ONCE // size)
    for start in range(0, count, width):
        yield np.arange(start, min(start + width, count))


def measures_at(cascade: Cascade, positions: Integers, scores: Floats) -> Iterator[Mapping[str, float]]:
    """Yield the measures at each position for scores [p, u]."""
    for row, position in zip(scores, positions.tolist(), strict=True):
        candidates = np.where(np.isin(np.arange(len(row)), cascade.adopters[: position + 1]), -np.inf, row)
        yield ranked(candidates, int(cascade.adopters[position + 1]))


def columns(rows: Sequence[Mapping[str, float]]) -> Mapping[str, Floats]:
    """Return rows of measures as one array for each measure."""
    return {name: np.array([each[name] for each in rows]) for name in MEASURES}
