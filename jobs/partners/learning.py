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

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError
from analysis.partners.country import PartnerCountry
from analysis.partners.prediction.baselines import baselines
from analysis.partners.prediction.calibrating import PairCalibration, calibrated_on
from analysis.partners.prediction.evaluation import RankingEvaluation, evaluate
from analysis.partners.prediction.features import FEATURES, available, features_of
from analysis.partners.prediction.learning import PairSample, learned, new_partners, sample
from analysis.partners.prediction.view import PartnerView
from analysis.scoring import LEVEL, Interval
from graph_model.progress import Reporter, silent
from jobs.partners.errors import PartnerModelError

HORIZON = 365
ENOUGH, MOST_YEARS = 300, 5
MODEL = "model"


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
        figures = calibrated_on(earlier, found, columns_of(earlier, country))
    except FitError as error:
        raise PartnerModelError(str(error)) from error
    tested = evaluation_of(country, earlier, begin, last, seed, reporter)
    left_out = [each.code.value for each in available(country.records) if each.code.value not in later.features]
    model = later.with_calibration((figures.shift, figures.slope)).with_held_out_slope(
        (figures.slope, figures.slope_error)
    )
    return FittedPartners(
        model, date.fromordinal(int(last)), evaluation_figures(tested, figures, (begin, seed), left_out)
    )


def years_needed(country: PartnerCountry, last: float) -> int:
    """Return the number of years that are learned together."""
    since = country.records.partnerships.since
    counts = [int(((since > last - years * HORIZON) & (since <= last)).sum()) for years in range(1, MOST_YEARS + 1)]
    return next((years for years, count in enumerate(counts, 1) if count >= ENOUGH), MOST_YEARS)


def fitted_until(
    country: PartnerCountry, until: float, years: int, seed: int, reporter: Reporter
) -> tuple[HazardModel, PairSample]:
    """Return the model of the years that end on a day, and its pairs."""
    features, random = available(country.records), np.random.default_rng(seed)
    found = []
    for year in range(years):
        day = until - (year + 1) * HORIZON
        new = new_partners(country.records, day, day + HORIZON)
        found.append(sample(view_on(country, day), new, features, existing(country, day), random, reporter))
    pooled = PairSample(
        *(np.concatenate([getattr(each, name) for each in found]) for name in PairSample.__annotations__)
    )
    return learned(pooled, features), pooled


def columns_of(model: HazardModel, country: PartnerCountry) -> list[int]:
    """Return the columns of a sample that hold the features of a model."""
    names = [each.code.value for each in available(country.records)]
    return [names.index(each) for each in model.features]


def view_on(country: PartnerCountry, day: float) -> PartnerView:
    """Return the records on an earlier day. The needs of territories are those of today, since older ones are lost."""
    return PartnerView(country.records, day, country.needed)


def existing(country: PartnerCountry, day: float) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return which organisations existed on a day [n]."""
    return country.links.organisations.existing(day)


def evaluation_of(
    country: PartnerCountry, model: HazardModel, day: float, until: float, seed: int, reporter: Reporter
) -> RankingEvaluation:
    """Return the evaluation of a model and of all baselines on the new partners after a day."""
    by_name = {each.code.value: each for each in FEATURES}
    view, features = view_on(country, day), [by_name[each] for each in model.features]
    scores = {MODEL: lambda asker: model.linear(features_of(view, asker, features)), **baselines(view, HORIZON)}
    new = new_partners(country.records, day, until)
    return evaluate(view, new, existing(country, day), scores, seed, reporter)


def evaluation_figures(
    tested: RankingEvaluation, calibration: PairCalibration, at: tuple[float, int], left_out: Sequence[str]
) -> dict[str, object]:
    """Return the figures of an evaluation, as stored and printed.

    `at` holds the day after which pairs are tested and the seed; `left_out` names features without positive effect.
    """
    begin, seed = at
    others = [each for each in tested.by_score if each != MODEL]
    return {
        "seed": seed,
        "features_left_out": list(left_out),
        "tested_after": date.fromordinal(int(begin)).isoformat(),
        "pairs": len(tested.pairs.askers),
        "askers": len(tested.askers),
        "newcomers": int(tested.newcomers.sum()),
        "by_score": {each: tested.figures(each) for each in tested.by_score},
        "auc_degree_matched_gain_over": {each: interval(tested.area_gain(MODEL, each)) for each in others},
        "precision_at_10_gain_over": {each: interval(tested.precision_gain(MODEL, each)) for each in others},
        "calibration": calibration.figures(),
    }


def interval(found: Interval) -> dict[str, float]:
    """Return a figure with its confidence interval."""
    return {**found._asdict(), "level": LEVEL}
