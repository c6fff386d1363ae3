"""Learning where practices go next: the task itself is repeated in the past, and a model fitted on all repetitions.

From several earlier periods t (rolling origins: Tashman 2000, "Out-of-Sample Tests of Forecasting Accuracy",
International Journal of Forecasting 16(4)) the features are those known at t, the outcomes what happened in
(t, t + horizon]. All origins are fitted together, each group of features with the ridge that makes what happened most
likely (`shrinkage`), and no feature counts far beyond the range that it had at the origins. How far the logits reach
and the level are those of the latest origin (`calibrating`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.replication.calibrating import drawn_to_one, level, shift_of, slope_on
from analysis.replication.features import FeatureMaker, Surroundings
from analysis.replication.hazard_model import HazardModel
from analysis.replication.history import History
from analysis.replication.sampling import Rows, both_outcomes, draw, fit_rows, pilot_of, population
from analysis.replication.shrinkage import ROUNDS
from analysis.replication.table import Adoptions, AlignmentError

# so many earlier periods are repeated, and more where these hold few adoptions
ORIGINS, MOST_ORIGINS = 10, 40
ENOUGH_ADOPTIONS = 1_500
Reporter = Callable[[str, int, int], None]


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
    pilot: HazardModel | None = None
    for number, origin in enumerate(origins):
        reporter("Looking back", number, len(origins))
        maker = FeatureMaker(table, around, History.of(table, origin, step))
        names, groups = maker.names, maker.groups
        if number:
            pilot = pilot_of(drawn, names, groups)
        drawn.append(draw(maker, table, origin, step, random, pilot))
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
    if not any(each.outcomes.any() for each in drawn):
        msg = f"Nobody adopts after {origins[0]}: there is nothing to learn from. Choose a later period or horizon."
        raise AlignmentError(msg)
    told = [each for each in drawn if len(each.outcomes)]
    model = calibrated(fit_rows(told, names, groups), told, names, groups)
    if not model.ridges_converged:
        notes.append(
            f"The ridges still changed after {ROUNDS} rounds: the rows could be somewhat more likely under others."
        )
    periods = horizon / step
    latest = told[-1]
    survived = (1.0 - float(np.average(latest.outcomes, weights=population(latest)))) ** periods
    return Learned(model.for_periods(periods), horizon, origins, step, 1.0 - survived, tuple(notes))


def calibrated(model: HazardModel, drawn: Sequence[Rows], names: Sequence[str], groups: Sequence[str]) -> HazardModel:
    """The model with as much of its logits as one of the earlier origins kept at the latest one, and with its level."""
    *earlier, latest = drawn
    slope = 1.0
    if both_outcomes(earlier) and both_outcomes([latest]):
        slope = drawn_to_one(*slope_on(fit_rows(earlier, names, groups), latest))
    shift = shift_of(model, slope, drawn)
    shift += level(model.with_calibration((shift, slope)), latest)
    return model.with_calibration((shift, slope))
