"""Learning where practices go next: the task itself is repeated in the past, and a model fitted on all repetitions.

From several earlier periods t (rolling origins: Tashman 2000, "Out-of-Sample Tests of Forecasting Accuracy",
International Journal of Forecasting 16(4)) the features are those known at t, the outcomes what happened in
(t, t + horizon]. All origins are fitted together, each group of features with the ridge that makes what happened most
likely (`shrinkage`), and no feature counts far beyond the range that it had at the origins. The level is that of the
latest origin.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from analysis.replication.features import FeatureMaker, Surroundings
from analysis.replication.hazard_model import HazardModel
from analysis.replication.history import History
from analysis.replication.logistic import Floats, Integers
from analysis.replication.table import Adoptions, AlignmentError

# so many earlier periods are repeated, and more where these hold few adoptions
ORIGINS, MOST_ORIGINS = 10, 40
ENOUGH_ADOPTIONS = 1_500
# clocks run on: a tenth beyond the range that they had at the origins is the next step of a history of many, and less
# than that of two, of which nobody knows whether the line goes on
BEYOND = 0.1
# the level follows the latest origin as far as its adoptions outweigh so many
CAUTION = 10.0
MOST_PRACTICES = 600
MOST_CELLS = 5_000_000
# of an origin: of those that do not adopt, so many are kept in all, but of each practice at least a few
CONTROLS, FEWEST_CONTROLS = 9_000, 20
CONTROLS_FOR_EACH = 6
Reporter = Callable[[str, int, int], None]


class Rows(NamedTuple):
    """Candidates to learn from [r]: features [r, k], outcomes, which part of the others was kept, practice."""

    features: Floats
    outcomes: Floats
    control_rates: Floats
    practices: Integers


@dataclass(frozen=True)
class Learned:
    """A model with how it was learned; `latest_rate` is the part of candidates that adopted at the latest origin, for
    the whole horizon: what could be known of the base rate beforehand.
    """

    model: HazardModel
    horizon: int
    origins: tuple[int, ...]
    learned_horizon: int
    latest_rate: float
    notes: tuple[str, ...]


def silent(step: str, done: int, total: int) -> None:
    """Report nothing."""


def learn(
    table: Adoptions,
    until: int,
    horizon: int,
    *,
    surroundings: Surroundings | None = None,
    seed: int = 1,
    reporter: Reporter = silent,
) -> Learned:
    """Learn from what happened up to `until`; raises an `AlignmentError` where that is too little."""
    refuse_times(table, until, horizon)
    around = surroundings or Surroundings.of(table)
    origins, step = origins_of(table, until, horizon)
    random = np.random.default_rng(seed)
    drawn: list[Rows] = []
    names: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    for number, origin in enumerate(origins):
        reporter("Looking back", number, len(origins))
        maker = FeatureMaker(table, around, History.of(table, origin, step))
        names, groups = maker.names, maker.groups
        drawn.append(draw(maker, table, origin, step, random))
    reporter("Looking back", len(origins), len(origins))
    return fitted(drawn, names, groups, origins, step, horizon)


def refuse_times(table: Adoptions, until: int, horizon: int) -> None:
    """Raise an `AlignmentError` where the periods asked for make no sense for the table."""
    first, last = int(table.period[0]), int(table.period[-1])
    if horizon < 1:
        msg = f"The horizon is {horizon}. Look ahead for one period or more."
        raise AlignmentError(msg)
    if until > last:
        msg = f"The table ends in {last}: what happened up to {until} is not known. Forecast from {last}."
        raise AlignmentError(msg)
    if until <= first:
        msg = (
            f"By {until} there is nothing to learn from: the first period is {first}. Choose a later one, up to {last}."
        )
        raise AlignmentError(msg)


def origins_of(table: Adoptions, until: int, horizon: int) -> tuple[tuple[int, ...], int]:
    """The earlier periods to learn from, in order, and the horizon there: shorter where the history is short."""
    span = until - int(table.period[0])
    step = max(1, min(horizon, span // 4))
    found: list[int] = []
    for origin in range(until - step, int(table.period[0]) - 1, -step)[:MOST_ORIGINS]:
        if len(found) >= ORIGINS and table.known_by(until) - table.known_by(found[-1]) >= ENOUGH_ADOPTIONS:
            break
        found.append(origin)
    return tuple(reversed(found)), step


def fitted(
    drawn: Sequence[Rows],
    names: Sequence[str],
    groups: Sequence[str],
    origins: tuple[int, ...],
    step: int,
    horizon: int,
) -> Learned:
    """The model of all origins, its ridges learned from them, for the horizon that was asked for."""
    notes: list[str] = []
    if step < horizon:
        notes.append(
            f"The history is short: learned for {step} of the {horizon} periods and compounded with a constant hazard."
        )
    together = Rows(*(np.concatenate(each) for each in zip(*drawn, strict=True)))
    if not together.outcomes.any():
        msg = f"Nobody adopts after {origins[0]}: there is nothing to learn from. Choose a later period or horizon."
        raise AlignmentError(msg)
    model = HazardModel.fit(
        together.features,
        names,
        together.outcomes,
        control_rates=together.control_rates,
        clusters=together.practices,
        groups=groups,
    ).within_range_of(together.features, BEYOND)
    latest = [each for each in drawn if len(each.outcomes)][-1]
    periods = horizon / step
    model = model.with_calibration((level(model, latest), 1.0)).for_periods(periods)
    survived = (1.0 - float(np.average(latest.outcomes, weights=population(latest)))) ** periods
    return Learned(model, horizon, origins, step, 1.0 - survived, tuple(notes))


def level(model: HazardModel, latest: Rows) -> float:
    """How far the level of the latest origin lies from that of all: ln of happened over expected adoptions.

    Both are `CAUTION` more, so that a few adoptions do not carry the level away. Ratios of what happened to what was
    expected, drawn to 1 by a gamma prior: Clayton and Kaldor 1987, "Empirical Bayes Estimates of Age-standardized
    Relative Risks", Biometrics 43(3).
    """
    expected = float(population(latest) @ model.probabilities(latest.features).value)
    return float(np.log((latest.outcomes.sum() + CAUTION) / (expected + CAUTION)))


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


def draw(maker: FeatureMaker, table: Adoptions, origin: int, horizon: int, random: np.random.Generator) -> Rows:
    """The candidates of an origin: those that adopt, and a random part of the others of each practice."""
    most = min(MOST_PRACTICES, max(20, MOST_CELLS // len(table.places)))
    outcomes = outcomes_of(table, origin, horizon)
    found = [Rows(np.zeros((0, len(maker.names))), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))]
    practices = known_practices(table, origin, most, random)
    controls = max(FEWEST_CONTROLS, CONTROLS // max(1, len(practices)))
    for block in maker.in_blocks(practices):
        adopting = outcomes[block.practices].toarray()
        for number, practice in enumerate(block.practices.tolist()):
            kept, rate = sampled(block.open[number], adopting[number], controls, random)
            found.append(Rows(
                block.features[number][kept],
                adopting[number][kept],
                np.full(len(kept), rate),
                np.full(len(kept), practice),
            ))  # fmt: skip
    return Rows(*(np.concatenate(each) for each in zip(*found, strict=True)))


def sampled(
    free: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], adopting: Floats, fewest: int, random: np.random.Generator
) -> tuple[Integers, float]:
    """Which candidates of a practice are kept, and which part of those that do not adopt."""
    positives = np.flatnonzero(free & (adopting > 0))
    controls = np.flatnonzero(free & (adopting == 0))
    wanted = max(fewest, CONTROLS_FOR_EACH * len(positives))
    if wanted >= len(controls):
        return np.concatenate([positives, controls]), 1.0
    chosen = random.choice(controls, wanted, replace=False)
    return np.concatenate([positives, chosen]), wanted / len(controls)
