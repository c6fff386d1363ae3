"""Fitting the model of partnerships to the past of the graph, and evaluating the same procedure a year earlier.

The model learns which pairs became partners in the last year (`HORIZON`) from the records until the year began. The
same procedure a year earlier gives a model whose predictions for the last year are compared with what happened. The
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
from analysis.partners.prediction.calibrating import CalibrationFigures, calibrated_on
from analysis.partners.prediction.evaluation import Evaluation, evaluate
from analysis.partners.prediction.features import FEATURES, available, features_of
from analysis.partners.prediction.learning import PairSample, learned, new_partners, sample
from analysis.partners.prediction.view import PartnerView
from analysis.scoring import LEVEL, Interval
from graph_model.progress import Reporter, silent
from jobs.partners.errors import PartnerModelError

HORIZON = 365
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
    try:
        earlier, _ = fitted_until(country, last - HORIZON, seed, reporter)
        later, found = fitted_until(country, last, seed, reporter)
        figures = calibrated_on(earlier, found, columns_of(earlier, country))
    except FitError as error:
        raise PartnerModelError(str(error)) from error
    tested = evaluation_of(country, earlier, last - HORIZON, last, seed, reporter)
    left_out = [each.code.value for each in available(country.records) if each.code.value not in later.features]
    model = later.with_calibration((figures.shift, figures.slope)).with_held_out_slope(
        (figures.slope, figures.slope_error)
    )
    return FittedPartners(model, date.fromordinal(int(last)), evaluation_figures(tested, figures, last, seed, left_out))


def fitted_until(
    country: PartnerCountry, until: float, seed: int, reporter: Reporter
) -> tuple[HazardModel, PairSample]:
    """Return the model of the year that ends on a day, and its pairs."""
    view, records = view_on(country, until - HORIZON), country.records
    new = new_partners(records, until - HORIZON, until)
    features = available(records)
    found = sample(view, new, features, existing(country, until - HORIZON), np.random.default_rng(seed), reporter)
    return learned(found, features), found


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
) -> Evaluation:
    """Return the evaluation of a model and of all baselines on the new partners after a day."""
    by_name = {each.code.value: each for each in FEATURES}
    view, features = view_on(country, day), [by_name[each] for each in model.features]
    scores = {MODEL: lambda asker: model.linear(features_of(view, asker, features)), **baselines(view, HORIZON)}
    new = new_partners(country.records, day, until)
    return evaluate(view, new, existing(country, day), scores, seed, reporter)


def evaluation_figures(
    tested: Evaluation, calibration: CalibrationFigures, last: float, seed: int, left_out: Sequence[str]
) -> dict[str, object]:
    """Return the figures of an evaluation, as stored and printed; `left_out` names features without positive effect."""
    others = [each for each in tested.by_score if each != MODEL]
    return {
        "seed": seed,
        "features_left_out": list(left_out),
        "year_after": date.fromordinal(int(last) - HORIZON).isoformat(),
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
