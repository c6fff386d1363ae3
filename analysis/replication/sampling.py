"""The candidates to learn from: who adopts after a period, and of the others a part that is known.

All adopters of an origin are kept, and with known probabilities the others, so that the intercept is right
nevertheless (King and Zeng 2001, "Logistic Regression in Rare Events Data", Political Analysis 9(2), section 4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from analysis.replication.features import FeatureMaker
from analysis.replication.hazard_model import HazardModel
from analysis.replication.logistic import Floats, Integers, logistic
from analysis.replication.table import Adoptions

MOST_PRACTICES = 600
MOST_CELLS = 5_000_000
# of an origin: of those that do not adopt, so many are kept in all, but of each practice at least a few
CONTROLS, FEWEST_CONTROLS = 9_000, 20
CONTROLS_FOR_EACH = 6
# clocks run on: a tenth beyond the range that they had at the origins is the next step of a history of many, and less
# than that of two, of which nobody knows whether the line goes on
BEYOND = 0.1


class Rows(NamedTuple):
    """Candidates to learn from [r]: features [r, k], outcomes, which part of the others was kept, practice."""

    features: Floats
    outcomes: Floats
    control_rates: Floats
    practices: Integers


def draw(
    maker: FeatureMaker,
    table: Adoptions,
    origin: int,
    horizon: int,
    random: np.random.Generator,
    pilot: HazardModel | None,
) -> Rows:
    """The candidates of an origin: those that adopt, and a random part of the others of each practice."""
    most = min(MOST_PRACTICES, max(20, MOST_CELLS // len(table.places)))
    outcomes = outcomes_of(table, origin, horizon)
    found = [Rows(np.zeros((0, len(maker.names))), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))]
    practices = known_practices(table, origin, most, random)
    fewest = max(FEWEST_CONTROLS, CONTROLS // max(1, len(practices)))
    for block in maker.in_blocks(practices):
        adopting = outcomes[block.practices].toarray()
        for number, practice in enumerate(block.practices.tolist()):
            features, free = block.features[number], block.open[number]
            rates = control_rates(free, adopting[number], fewest)
            if pilot is not None:
                rates = np.minimum(1.0, rates + CONTROLS_FOR_EACH * logistic(pilot.linear(features)))
            kept = free & ((adopting[number] > 0) | (random.random(len(free)) < rates))
            same = np.full(int(kept.sum()), practice)
            found.append(Rows(features[kept], adopting[number][kept], rates[kept], same))
    return joined(found)


def control_rates(free: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], adopting: Floats, fewest: int) -> Floats:
    """With which probability each candidate of a practice is kept if it does not adopt [n]: alike for all."""
    adopters = int((free & (adopting > 0)).sum())
    others = int(free.sum()) - adopters
    return np.full(len(free), min(1.0, max(fewest, CONTROLS_FOR_EACH * adopters) / max(others, 1)))


def pilot_of(drawn: Sequence[Rows], names: Sequence[str], groups: Sequence[str]) -> HazardModel | None:
    """A first model, by which later origins keep more of those who are likely to adopt; None where all are kept.

    Local case-control sampling (Fithian and Hastie 2014, "Local Case-Control Sampling: Efficient Subsampling in
    Imbalanced Data Sets", Annals of Statistics 42(5)): where one in ten thousand adopts, those of whom a model could be
    too sure are so few that a sample alike for all holds hardly any.
    """
    whole = all((each.control_rates == 1.0).all() for each in drawn)
    return None if whole or not both_outcomes(drawn) else fit_rows(drawn, names, groups)


def both_outcomes(drawn: Sequence[Rows]) -> bool:
    """Whether some candidates adopt and some do not, without which nothing can be fitted."""
    outcomes = np.concatenate([each.outcomes for each in drawn]) if drawn else np.zeros(0)
    return bool(0 < outcomes.sum() < len(outcomes))


def fit_rows(drawn: Sequence[Rows], names: Sequence[str], groups: Sequence[str]) -> HazardModel:
    """A model of the rows of several origins; rows of one practice count as one cluster."""
    rows = joined(drawn)
    return HazardModel.fit(
        rows.features,
        names,
        rows.outcomes,
        control_rates=rows.control_rates,
        clusters=rows.practices,
        groups=groups,
    ).within_range_of(rows.features, BEYOND)


def joined(drawn: Sequence[Rows]) -> Rows:
    """The rows of several origins."""
    return Rows(*(np.concatenate(each) for each in zip(*drawn, strict=True)))


def population(rows: Rows) -> Floats:
    """How many candidates each row stands for."""
    return np.where(rows.outcomes > 0, 1.0, 1.0 / rows.control_rates)


def outcomes_of(table: Adoptions, origin: int, horizon: int) -> csr_matrix:
    """1 where a practice is adopted by a place [m, n] after the origin and within the horizon."""
    known, then = table.known_by(origin), table.known_by(origin + horizon)
    cells = table.practice[known:then], table.place[known:then]
    return csr_matrix((np.ones(then - known), cells), shape=(len(table.practices), len(table.places)))


def known_practices(table: Adoptions, origin: int, most: int, random: np.random.Generator) -> Integers:
    """Practices that somebody has adopted by the origin, a random part of them where there are many."""
    known = np.unique(table.practice[: table.known_by(origin)])
    return np.sort(random.choice(known, most, replace=False)) if len(known) > most else known
