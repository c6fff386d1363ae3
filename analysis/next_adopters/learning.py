"""Learning of a model that predicts adoptions: the forecast is repeated at earlier periods, and all are fitted.

At several earlier periods t (rolling origins: Tashman 2000, "Out-of-Sample Tests of Forecasting Accuracy",
International Journal of Forecasting 16(4)) the features are those known at t, and the outcomes are the adoptions in (t,
t + horizon]. All origins are fitted together. Each group of features has the ridge under which the outcomes are most
likely (`shrinkage`), and features are limited to little more than their range at the origins. The slope of the logits
and the level are calibrated on the latest origin (`calibration`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.shrinkage import ROUNDS
from analysis.next_adopters.calibration import drawn_to_one, level, shift_of, slope_on
from analysis.next_adopters.feature_sources import AlignmentError, FeatureDesign, FeatureSource
from analysis.next_adopters.sampling import LearningRows, both_outcomes, draw, joined, pilot_of, population
from analysis.next_adopters.signed_fitting import FeatureSign, fit_signed

# origins beyond those of the source are added, up to MOST_ORIGINS, until all hold ENOUGH_ADOPTIONS
MOST_ORIGINS, ENOUGH_ADOPTIONS = 40, 1_500
Reporter = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Learned:
    """A model and how it was learned.

    `latest_rate` is the share of candidates that adopted at the latest origin, converted to the whole horizon: the base
    rate that was known before the forecast. `latest` are the rows of the latest origin. `earlier` is a model fitted
    without them, or None if the earlier origins do not have both outcomes. `signs` are those of all features.
    """

    model: HazardModel
    horizon: int
    origins: tuple[int, ...]
    learned_horizon: int
    latest_rate: float
    notes: tuple[str, ...]
    earlier: HazardModel | None
    latest: LearningRows
    signs: tuple[FeatureSign, ...]


def silent(step: str, done: int, total: int) -> None:
    """Report nothing."""


def learn(
    source: FeatureSource, until: int, horizon: int, *, seed: int = 1, fewest: int = 1, reporter: Reporter = silent
) -> Learned:
    """Return the model learned from the adoptions up to `until`.

    Raises `AlignmentError` if there are fewer than `fewest` adoptions to learn from, and `FitError` if the candidates
    do not determine a model.
    """
    source.refuse(until, horizon)
    origins, step = origins_of(source, until, horizon)
    random = np.random.default_rng(seed)
    drawn: list[LearningRows] = []
    design = FeatureDesign((), ())
    pilot: HazardModel | None = None
    for number, period in enumerate(origins):
        reporter("Earlier periods sampled", number, len(origins))
        origin = source.at(period, step, step)
        design = origin.design
        if number:
            pilot = pilot_of(drawn, design.names)
        drawn.append(draw(source, origin, random, pilot))
    reporter("Earlier periods sampled", len(origins), len(origins))
    refuse_few(drawn, origins[0], fewest)
    return fitted(drawn, design, origins, step, horizon)


def origins_of(source: FeatureSource, until: int, horizon: int) -> tuple[tuple[int, ...], int]:
    """Return the origins in order, and the horizon at the origins, which is shorter if the history is short."""
    span = until - source.first
    step = max(1, min(horizon, span // 4))
    found: list[int] = []
    for origin in range(until - step, source.first - 1, -step)[:MOST_ORIGINS]:
        if len(found) >= source.origins and source.known_by(until) - source.known_by(found[-1]) >= ENOUGH_ADOPTIONS:
            break
        found.append(origin)
    return tuple(reversed(found)), step


def refuse_few(drawn: Sequence[LearningRows], first: int, fewest: int) -> None:
    """Raise `AlignmentError` if the origins have too few adoptions."""
    adoptions = int(sum(each.outcomes.sum() for each in drawn))
    if not adoptions:
        msg = f"No place adopts after {first}: there is nothing to learn from. Choose a later period or horizon."
        raise AlignmentError(msg)
    if adoptions < fewest:
        msg = f"There are {adoptions} adoptions to learn from; {fewest} are needed at least."
        raise AlignmentError(msg)


def fitted(
    drawn: Sequence[LearningRows],
    design: FeatureDesign,
    origins: tuple[int, ...],
    step: int,
    horizon: int,
) -> Learned:
    """Return the model of all origins for the requested horizon, with ridges and features learned from the origins."""
    notes: list[str] = []
    if step < horizon:
        notes.append(
            f"The history is short: learned for {step} of the {horizon} periods and compounded with a constant hazard."
        )
    with_rows = [each for each in drawn if len(each.outcomes)]
    *before, latest = with_rows
    earlier = fit_signed(before, design)[0] if both_outcomes(before) else None
    uncalibrated, signs = fit_signed(with_rows, design)
    model = calibrated(uncalibrated, earlier, with_rows)
    if not model.ridges_converged:
        notes.append(
            f"The ridges still changed after {ROUNDS} rounds: the rows could be more likely under other ridges."
        )
    rows, periods = joined(with_rows), horizon / step
    survived = (1.0 - float(np.average(latest.outcomes, weights=population(latest)))) ** periods
    final = model.for_periods(periods).with_base_rate(rows.features, population(rows), design.warnings)
    return Learned(final, horizon, origins, step, 1.0 - survived, tuple(notes), earlier, latest, signs)


def calibrated(model: HazardModel, earlier: HazardModel | None, drawn: Sequence[LearningRows]) -> HazardModel:
    """Return the model with its slope and its level calibrated on the latest origin.

    The slope is that of the model of the earlier origins at the latest origin, shrunk towards 1. Without such a model
    the slope is 1.
    """
    latest, slope = drawn[-1], 1.0
    if earlier is not None and both_outcomes([latest]):
        slope = drawn_to_one(*slope_on(earlier, latest))
    shift = shift_of(model, slope, drawn)
    shift += level(model.with_calibration((shift, slope)), latest)
    return model.with_calibration((shift, slope))
