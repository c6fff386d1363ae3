"""Fitting the model of partnerships to the past of the graph, and evaluating the same procedure a year earlier.

The model learns which pairs became partners in the last year (`HORIZON`) from the records until the year began. If the
last year has fewer than `ENOUGH` new partnerships, up to `MOST_YEARS` years are learned together, each from its own
past. The same procedure, as many years earlier, gives a model that is compared with what happened in these years. The
calibration of the final model is that of the earlier one: logit p' = A + B logit p (Cox 1958).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError
from analysis.models.numbers import logistic
from analysis.partners.country import PartnerCountry
from analysis.partners.prediction.baselines import baselines
from analysis.partners.prediction.calibration_figures import calibration_figures, recalibration
from analysis.partners.prediction.evaluation import MODEL, PartnerAssessment, assess
from analysis.partners.prediction.features import available
from analysis.partners.prediction.natural_rate import NaturalRateModel, PairSample, learned, sampled
from analysis.partners.prediction.pairs import Scores
from analysis.partners.prediction.records import YEAR_IN_DAYS
from analysis.partners.prediction.splits import PartnerSplit, split_of
from analysis.partners.prediction.view import PartnerView
from analysis.scoring import LEVEL, Interval
from graph_model.progress import Reporter, silent
from jobs.partners.errors import PartnerModelError

HORIZON = int(YEAR_IN_DAYS)
ENOUGH, MOST_YEARS = 300, 5


@dataclass(frozen=True, eq=False)
class FittedPartners:
    """A fitted model, the last day of its data, and the evaluation of the procedure a year earlier."""

    model: HazardModel
    day: date
    evaluation: Mapping[str, object]


def fit(country: PartnerCountry, seed: int = 1, reporter: Reporter = silent) -> FittedPartners:
    """Fit and evaluate the model.

    If the partnerships end before the day of the country, the last known start is used instead.

    Raises:
        PartnerModelError: There are too few partnerships, or they do not determine the model.
    """
    since = country.records.partnerships.since
    known = since[np.isfinite(since) & (since <= country.day)]
    if not len(known):
        msg = "No partnership has a known start: there is nothing to learn from."
        raise PartnerModelError(msg)
    last = float(known.max())
    years = years_needed(country, last)
    begin = last - years * HORIZON
    try:
        earlier, _ = fitted_until(country, begin, years, seed, reporter)
        later, found = fitted_until(country, last, years, seed, reporter)
        linear = earlier.linear(found.features[:, columns_of(earlier, country)])
        calibration = recalibration(linear, found.outcomes, found.weights, found.askers)
    except FitError as error:
        raise PartnerModelError(str(error)) from error
    tested = evaluation_of(country, earlier, begin, last, seed, reporter)
    classes = calibration_figures(logistic(linear), found.outcomes, found.weights).figures()
    left_out = [each.name for each in available(country.records) if each.name not in later.features]
    model = later.with_calibration((calibration.shift, calibration.slope)).with_held_out_slope(
        (calibration.slope, calibration.slope_error)
    )
    figures = evaluation_figures(tested, {**classes, **calibration._asdict()}, begin, left_out)
    return FittedPartners(model, date.fromordinal(int(last)), figures)


def years_needed(country: PartnerCountry, last: float) -> int:
    """Return the number of years that are learned together."""
    since = country.records.partnerships.since
    counts = [int(((since > last - years * HORIZON) & (since <= last)).sum()) for years in range(1, MOST_YEARS + 1)]
    return next((years for years, count in enumerate(counts, 1) if count >= ENOUGH), MOST_YEARS)


def fitted_until(
    country: PartnerCountry, until: float, years: int, seed: int, reporter: Reporter
) -> tuple[HazardModel, PairSample]:
    """Return the model of the years that end on a day, and its pairs."""
    days = [until - (year + 1) * HORIZON for year in range(years)]
    pooled = sampled([split_at(country, day, day + HORIZON, seed) for day in days], seed, reporter)
    return learned(pooled, available(country.records)), pooled


def columns_of(model: HazardModel, country: PartnerCountry) -> list[int]:
    """Return the columns of a sample that hold the features of a model."""
    names = [each.name for each in available(country.records)]
    return [names.index(each) for each in model.features]


def view_on(country: PartnerCountry, day: float) -> PartnerView:
    """Return the records on an earlier day. The needs of territories are those of today, since older ones are lost."""
    return PartnerView(country.records, day, country.needed)


def split_at(country: PartnerCountry, day: float, until: float, seed: int) -> PartnerSplit:
    """Return the split of the organisations that existed on a day.

    Equal organisations are in random order, since neighbours in the order of ids belong to one region.
    """
    ranks = np.random.default_rng(seed).permutation(country.records.size)
    return split_of(view_on(country, day), until, country.links.organisations.existing(day), ranks)


def evaluation_of(
    country: PartnerCountry, model: HazardModel, day: float, until: float, seed: int, reporter: Reporter
) -> PartnerAssessment:
    """Return the evaluation of a model and of all baselines on the new partners after a day."""
    split = split_at(country, day, until, seed)
    scores: dict[str, Scores] = {MODEL: partial(NaturalRateModel(model).scores, split), **baselines(split.view)}
    return assess(split, scores, seed, report=reporter)


def evaluation_figures(
    tested: PartnerAssessment, calibration: Mapping[str, object], begin: float, left_out: Sequence[str]
) -> dict[str, object]:
    """Return the figures of an evaluation, as stored and printed.

    `begin` is the day after which pairs are tested; `left_out` names features without positive effect.
    """
    others = [each for each in tested.pairs if each != MODEL]
    return {
        "seed": tested.seed,
        "features_left_out": list(left_out),
        "tested_after": date.fromordinal(int(begin)).isoformat(),
        "new_pairs": tested.new_pairs,
        "pairs": len(tested.pair_askers),
        "askers": len(tested.askers),
        "newcomers": int(tested.lists[MODEL].newcomers.sum()),
        "by_score": {each: tested.figures(each) for each in tested.pairs},
        "gain_over": {
            each: {figure: interval(gain) for figure, gain in tested.differences(each).items()} for each in others
        },
        "calibration": calibration,
    }


def interval(found: Interval) -> dict[str, float]:
    """Return a figure with its confidence interval."""
    return {**found._asdict(), "level": LEVEL}
