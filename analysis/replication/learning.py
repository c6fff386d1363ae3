"""Learning where practices go next: the task itself is repeated in the past, and a model fitted on all repetitions.

From several earlier periods t (rolling origins: Tashman 2000, "Out-of-Sample Tests of Forecasting Accuracy",
International Journal of Forecasting 16(4)) the features are those known at t, the outcomes what happened in
(t, t + horizon]. The latest origins choose the ridge and calibrate: they are predicted by a model of the earlier ones.
Then all origins are fitted together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from analysis.replication.features import FeatureMaker, Surroundings
from analysis.replication.hazard_model import HazardModel, platt
from analysis.replication.history import History
from analysis.replication.logistic import Floats, Integers
from analysis.replication.scoring import auc
from analysis.replication.table import Adoptions, AlignmentError

# so many earlier periods are repeated, and more where these hold few adoptions
ORIGINS, MOST_ORIGINS = 10, 40
ENOUGH_ADOPTIONS = 1_500
FOLDS = 3
# calibration looks at the latest origin, and at earlier ones until it has seen so many adoptions
ENOUGH_TO_CALIBRATE = 50
# for each adoption to learn from, so that a model of fewer origins is drawn to 0 as much as one of all
RIDGES = (3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
# where nothing can be held out: strong, so that a coefficient follows what a feature says by itself
UNCHOSEN = 0.3
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
    """A model with how it was learned; `held_out` are the mean areas under the curve by ridge on held-out origins."""

    model: HazardModel
    horizon: int
    origins: tuple[int, ...]
    learned_horizon: int
    held_out: tuple[tuple[float, float], ...]
    calibrated_since: int | None
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
    for number, origin in enumerate(origins):
        reporter("Looking back", number, len(origins))
        maker = FeatureMaker(table, around, History.of(table, origin, step))
        names = maker.names
        drawn.append(draw(maker, table, origin, step, random))
    reporter("Looking back", len(origins), len(origins))
    return fitted(drawn, names, origins, step, horizon)


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


def fitted(drawn: Sequence[Rows], names: Sequence[str], origins: tuple[int, ...], step: int, horizon: int) -> Learned:
    """The model of all origins, its ridge and calibration from the latest ones."""
    notes: list[str] = []
    if step < horizon:
        notes.append(
            f"The history is short: learned for {step} of the {horizon} periods and compounded with a constant hazard."
        )
    if not sum(each.outcomes.sum() for each in drawn):
        msg = f"Nobody adopts after {origins[0]}: there is nothing to learn from. Choose a later period or horizon."
        raise AlignmentError(msg)
    scores = held_out_scores(drawn, names)
    ridge = chosen_ridge(scores) if len(scores) else UNCHOSEN
    if not len(scores):
        notes.append(f"Too little happened before to choose the ridge by holding out periods: it is {UNCHOSEN:g}.")
    model = fit_rows(drawn, names, ridge)
    calibration, since = calibrated(drawn, names, ridge, origins)
    if calibration is None:
        notes.append("Only one period could be learned from: probabilities are not calibrated on a later one.")
    else:
        model = model.with_calibration(calibration)
    means = scores.mean(axis=0).tolist() if len(scores) else []
    held_out = tuple(zip(RIDGES, means, strict=False))
    return Learned(model.for_periods(horizon / step), horizon, origins, step, held_out, since, tuple(notes))


def folds(drawn: Sequence[Rows]) -> Iterator[tuple[int, Rows, Sequence[Rows]]]:
    """The latest origins, the last one first: number, rows, and the rows of earlier origins to predict them by."""
    for last in range(len(drawn) - 1, max(0, len(drawn) - 1 - FOLDS), -1):
        before = [each for each in drawn[:last] if len(each.outcomes)]
        if sum(each.outcomes.sum() for each in before) and len(drawn[last].outcomes):
            yield last, drawn[last], before


def calibrated(
    drawn: Sequence[Rows], names: Sequence[str], ridge: float, origins: tuple[int, ...]
) -> tuple[tuple[float, float] | None, int | None]:
    """Platt's shift and slope on what models of earlier origins say of the latest, and since which origin."""
    seen: list[tuple[Floats, Floats, Floats]] = []
    since = None
    for last, held, before in folds(drawn):
        if sum(outcomes.sum() for _, outcomes, _ in seen) >= ENOUGH_TO_CALIBRATE:
            break
        seen.append((fit_rows(before, names, ridge).linear(held.features), held.outcomes, population(held)))
        since = origins[last]
    if not seen:
        return None, None
    return platt(*(np.concatenate(each) for each in zip(*seen, strict=True))), since


def held_out_scores(drawn: Sequence[Rows], names: Sequence[str]) -> Floats:
    """Areas under the curve [practices of the latest origins, ridges], learned from earlier origins.

    [0, ridges] where nothing can be held out.
    """
    found = [np.zeros((0, len(RIDGES)))]
    for _, held, before in folds(drawn):
        models = (fit_rows(before, names, ridge) for ridge in RIDGES)
        linear = (each.linear(held.features) for each in models)
        found.append(np.column_stack([areas(held.practices, held.outcomes, each) for each in linear]))
    return np.concatenate(found)


def chosen_ridge(scores: Floats) -> float:
    """The strongest ridge that is not worse than the best by more than a standard error, paired over practices.

    The rule of one standard error: Breiman, Friedman, Olshen and Stone 1984, "Classification and Regression Trees",
    section 3.4.3.
    """
    best = int(np.argmax(scores.mean(axis=0)))
    worse = scores[:, [best]] - scores
    errors = worse.std(axis=0) / np.sqrt(len(scores))
    return RIDGES[int(np.flatnonzero(worse.mean(axis=0) <= errors)[0])]


def areas(groups: Integers, outcomes: Floats, scores: Floats) -> Floats:
    """The area under the curve of each group that has both outcomes."""
    order = np.argsort(groups, kind="stable")
    cuts = np.flatnonzero(np.diff(groups[order])) + 1
    found = np.array([auc(scores[each], outcomes[each]) for each in np.split(order, cuts)])
    kept: Floats = found[~np.isnan(found)]
    return kept


def fit_rows(drawn: Sequence[Rows], names: Sequence[str], ridge: float) -> HazardModel:
    """A model of the rows of several origins; rows of one practice count as one cluster."""
    together = Rows(*(np.concatenate(each) for each in zip(*drawn, strict=True)))
    return HazardModel.fit(
        together.features,
        names,
        together.outcomes,
        control_rates=together.control_rates,
        clusters=together.practices,
        ridge=ridge * float(together.outcomes.sum()),
    )


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
