"""Fitting the model to past adoptions, and evaluating the same procedure on the last year, fitted a year earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError
from analysis.next_adopters.calibration import held_out_slope
from analysis.next_adopters.evaluation import FIRST, MODEL, Assessment, assess
from analysis.next_adopters.feature_sources import AlignmentError
from analysis.next_adopters.learning import Learned, learn
from analysis.next_adopters.sampling import both_outcomes
from analysis.next_adopters.signed_fitting import FeatureSign
from analysis.replication.country import ReplicationCountry
from analysis.replication.graph_features import YEAR
from analysis.scoring import LEVEL, Interval
from graph_model.progress import Reporter, silent
from jobs.replication.errors import TooFewAdoptionsError, UnusableModelError
from jobs.replication.graph_source import GraphSource

HORIZON = int(YEAR)
FEWEST_ADOPTIONS = 30


@dataclass(frozen=True)
class Fitted:
    """A fitted model, the last day of its training data, and its evaluation a year earlier or the reason for none."""

    model: HazardModel
    day: date
    tested: Assessment | str
    seed: int
    notes: Sequence[str]
    needs: Mapping[str, Sequence[str]]
    signs: Sequence[FeatureSign]

    @property
    def evaluation(self) -> dict[str, object]:
        """The evaluation on the held-out year, and the signs of the features, as stored and printed."""
        signs = {"base_rate": self.model.base_rate, "features": [vars(each) for each in self.signs]}
        if isinstance(self.tested, str):
            return {"seed": self.seed, "why_not": self.tested, "notes": list(self.notes), **signs}
        year_after = date.fromordinal(self.day.toordinal() - HORIZON)
        return {
            "seed": self.seed,
            "year_after": year_after.isoformat(),
            **figures(self.tested),
            "notes": list(self.notes),
            **signs,
        }


def fit(
    country: ReplicationCountry, day: date, seed: int = 1, reporter: Reporter = silent, testing: bool = True
) -> Fitted:
    """Fit the model to the adoptions until a day.

    If the data end before the day, the last known start is used instead: later years would look empty.

    Raises:
        TooFewAdoptionsError: There are too few adoptions to learn from.
        UnusableModelError: The data do not determine the model.
    """
    if not np.isfinite(country.uptakes.latest):
        raise TooFewAdoptionsError("No adoption has a known start: there is nothing to learn from.")
    last, source = min(day.toordinal(), int(country.uptakes.latest)), GraphSource(country)
    found = learned(source, last, seed, reporter)
    tested = tested_on(source, last - HORIZON, seed, reporter) if testing else "not asked for"
    return Fitted(found.model, date.fromordinal(last), tested, seed, found.notes, needs_on(country, last), found.signs)


def learned(source: GraphSource, until: int, seed: int, reporter: Reporter) -> Learned:
    """Fit the model to the adoptions until a day.

    Raises:
        TooFewAdoptionsError: There are too few adoptions to learn from.
        UnusableModelError: The data do not determine the model.
    """
    try:
        found = learn(source, until, HORIZON, seed=seed, fewest=FEWEST_ADOPTIONS, reporter=reporter)
        if found.earlier is None or not both_outcomes([found.latest]):
            return found
        return replace(found, model=found.model.with_held_out_slope(held_out_slope(found.earlier, found.latest)))
    except AlignmentError as error:
        raise TooFewAdoptionsError(str(error)) from error
    except FitError as error:
        raise UnusableModelError(str(error)) from error


def tested_on(source: GraphSource, until: int, seed: int, reporter: Reporter) -> Assessment | str:
    """Return the evaluation of the same procedure a year earlier, or the reason why there was no model."""
    try:
        earlier = learned(source, until, seed, reporter)
    except (TooFewAdoptionsError, UnusableModelError) as error:
        return f"no model a year earlier: {error}"
    return assess(source, earlier, until, top=0, seed=seed, reporter=reporter)


def needs_on(country: ReplicationCountry, day: float) -> dict[str, list[str]]:
    """Return, by competence, the global ids of the municipalities with enough people who lacked it on a day."""
    names = np.array(country.municipalities, dtype=np.str_)
    return {each: names[where].tolist() for each, where in sorted(country.needs.needing(day).items())}


def figures(found: Assessment) -> dict[str, object]:
    """Return the figures of an evaluation, as stored and printed."""
    return {
        "practices": len(found.practices),
        "practices_ranked": found.compared,
        "pairs": found.pairs,
        "adoptions": found.positives,
        "brier": found.brier,
        "brier_of_base_rate": found.brier_of_base_rate,
        "brier_of_latest_rate": found.brier_of_latest_rate,
        "brier_gain_over_base_rate": interval(found.brier_difference(found.base_rate)),
        "brier_gain_over_latest_rate": interval(found.brier_difference(found.latest_rate)),
        **(ranking(found) if found.compared else {}),
        "calibration": [each._asdict() for each in found.calibration.bins()],
    }


def ranking(found: Assessment) -> dict[str, object]:
    """Return the figures of the rankings by the model and the baselines."""
    figures: dict[str, object] = {}
    for name in found.scorers:
        figures[f"mean_auc_{name}"] = found.mean_area(name)
        figures[f"precision_at_{FIRST}_{name}"] = found.mean_precision(name)
        if name != MODEL:
            figures[f"auc_gain_over_{name}"] = interval(found.area_difference(name))
            figures[f"precision_gain_over_{name}"] = interval(found.precision_difference(name))
    return figures


def interval(found: Interval) -> dict[str, float]:
    """Return a figure with its confidence interval."""
    return {**found._asdict(), "level": LEVEL}
