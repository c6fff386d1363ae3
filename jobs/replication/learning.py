"""Fitting the model to past years, and testing it on a year that it has not seen.

For each of some past days, a year apart, the practices known then meet the organisations that had not taken them up:
those that did within the year after, and some drawn at random of the others, with the part that was drawn as offset.
The model is fitted to the earlier years and calibrated on the last of them; tested is the same recipe a year earlier,
on the last year, among all organisations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.replication.graph_features import FEATURES, YEAR
from analysis.replication.hazard_model import HazardModel
from analysis.replication.logistic import FitError
from analysis.replication.surroundings import Floats, Integers
from analysis.replication.usable import held_out_slope
from graph_model.progress import Reporter, silent
from jobs.replication.country import Country
from jobs.replication.errors import TooFewAdoptionsError, UnusableModelError
from jobs.replication.testing import Tested, test_model

YEARS = 5
CONTROLS = 60
# of each year no more practices are drawn
MOST_PRACTICES, MOST_TESTED = 1500, 400
FEWEST_ADOPTIONS = 30


@dataclass(frozen=True)
class Window:
    """Rows of the year after a day: features [r, k], outcomes, the part of controls drawn, and practices."""

    features: Floats
    outcomes: Floats
    rates: Floats
    practices: Integers


@dataclass(frozen=True)
class Fitted:
    """The model, the day up to which it knows, and how it did a year earlier, or why that is not known."""

    model: HazardModel
    day: date
    tested: Tested | str
    seed: int
    needs: Mapping[str, Sequence[str]]

    @property
    def evaluation(self) -> dict[str, object]:
        """The figures on the year that it had not seen, as they are stored and told."""
        if isinstance(self.tested, str):
            return {"seed": self.seed, "why_not": self.tested}
        tested = self.tested
        return {
            "seed": self.seed,
            "year_after": date.fromordinal(int(tested.day)).isoformat(),
            "practices": tested.practices,
            "practices_ranked": tested.ranked,
            "pairs": tested.pairs,
            "adoptions": tested.adoptions,
            **tested.figures,
        }


def fit(country: Country, day: date, seed: int = 1, reporter: Reporter = silent, testing: bool = True) -> Fitted:
    """The model on what had happened by a day; raises a `TooFewAdoptionsError` or an `UnusableModelError`.

    Where data end before the day, the last start that is known takes its place: later years would look empty.
    """
    last = min(float(day.toordinal()), country.uptakes.latest)
    if not np.isfinite(last):
        raise TooFewAdoptionsError("No adoption has a known start: there is nothing to learn from.")
    windows = []
    for back in range(1, YEARS + 2):
        reporter("years", back - 1, YEARS + 2)
        windows.append(window(country, last - back * YEAR, np.random.default_rng([seed, back])))
    reporter("years", YEARS + 1, YEARS + 2)
    tested = tested_on(country, windows, last - YEAR, seed) if testing else "not asked for"
    reporter("years", YEARS + 2, YEARS + 2)
    return Fitted(
        fitted_to(windows[1:], windows[0]), date.fromordinal(int(last)), tested, seed, needs_on(country, last)
    )


def needs_on(country: Country, day: float) -> dict[str, list[str]]:
    """By competence the municipalities in which enough people lacked it on a day, by global id."""
    names = np.array(country.municipalities, dtype=np.str_)
    return {each: names[where].tolist() for each, where in sorted(country.needing(day).items())}


def tested_on(country: Country, windows: Sequence[Window], day: float, seed: int) -> Tested | str:
    """How the same recipe did a year earlier, or why there was no model then."""
    try:
        earlier = fitted_to(windows[2:], windows[1])
    except (TooFewAdoptionsError, UnusableModelError) as error:
        return f"no model a year earlier: {error}"
    learned = together(windows[1:])
    weights = np.where(learned.outcomes > 0, 1.0, 1.0 / learned.rates)
    base = float(np.average(learned.outcomes, weights=weights))
    practices = drawn(country.known_on(day), MOST_TESTED, np.random.default_rng([seed, 0]))
    return test_model(country, earlier, practices, day, base, seed)


def fitted_to(windows: Sequence[Window], later: Window) -> HazardModel:
    """The model fitted to some years and calibrated on a later one.

    Raises a `TooFewAdoptionsError`, or an `UnusableModelError` where the rows do not determine the model.
    """
    learned = together(windows)
    adoptions = int(learned.outcomes.sum())
    if adoptions < FEWEST_ADOPTIONS:
        msg = f"The past years hold {adoptions} adoptions to learn from; {FEWEST_ADOPTIONS} are needed at least."
        raise TooFewAdoptionsError(msg)
    try:
        model = HazardModel.fit(
            learned.features,
            FEATURES,
            learned.outcomes,
            control_rates=learned.rates,
            clusters=learned.practices,
        )
        return calibrated(model, later)
    except FitError as error:
        raise UnusableModelError(str(error)) from error


def calibrated(model: HazardModel, later: Window) -> HazardModel:
    """The model calibrated on a later year, with its slope there; as it is where the year has no adoptions."""
    if not later.outcomes.any():
        return model
    slope = held_out_slope(model, later.features, later.outcomes, later.rates, later.practices)
    weights = np.where(later.outcomes > 0, 1.0, 1.0 / later.rates)
    return model.with_held_out_slope(slope).calibrated_on(later.features, later.outcomes, weights)


def window(country: Country, day: float, random: np.random.Generator) -> Window:
    """The rows of the year after a day."""
    practices = drawn(country.known_on(day), MOST_PRACTICES, random)
    parts = [rows_of(country, practice, day, random) for practice in practices.tolist()]
    return together([part for part in parts if len(part.outcomes)])


def rows_of(country: Country, practice: int, day: float, random: np.random.Generator) -> Window:
    """The rows of one practice: all who took it up within the year, and some of the others."""
    eligible = country.eligible(practice, day)
    took = np.isin(eligible, country.taken_up(practice, day, day + YEAR))
    others = eligible[~took]
    controls = random.choice(others, min(CONTROLS, len(others)), replace=False) if len(others) else others
    rows = np.concatenate([eligible[took], controls])
    outcomes = np.concatenate([np.ones(int(took.sum())), np.zeros(len(controls))])
    rate = len(controls) / max(len(others), 1)
    return Window(
        country.features(practice, day, rows),
        outcomes,
        np.full(len(rows), rate),
        np.full(len(rows), practice, dtype=np.int64),
    )


def together(windows: Sequence[Window]) -> Window:
    """The rows of several windows."""
    if not windows:
        return Window(np.empty((0, len(FEATURES))), np.empty(0), np.empty(0), np.empty(0, np.int64))
    return Window(
        np.concatenate([each.features for each in windows]),
        np.concatenate([each.outcomes for each in windows]),
        np.concatenate([each.rates for each in windows]),
        np.concatenate([each.practices for each in windows]),
    )


def drawn(practices: Integers, most: int, random: np.random.Generator) -> Integers:
    """At most so many of the practices, at random."""
    return practices if len(practices) <= most else np.sort(random.choice(practices, most, replace=False))
