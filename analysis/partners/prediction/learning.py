"""Learning of a model of partnerships from records until a day, and its level for a horizon.

A model has one of two forms, which use the same records, view, registry of features, samples and evaluation:

- `NATURAL_RATE`: a logistic model of all candidates. Each probability has an interval, and each feature is a reason
  whose records an answer names.
- `SHORTLIST`: affinity, learned from degree-matched pairs, and a shortlist for the first places.

The form is chosen on the learning split: both are fitted to it and compared on its pairs and lists, by the aim that
also sets the popularity in lists (`list_tuning`). A form whose lists name at least as many organisations as
those of resource allocation is preferred to one whose lists do not. Of two such forms, or of none, the
one with the higher precision at ten is taken if the paired interval of the difference excludes 0, and otherwise the one
with the larger degree-matched area within askers. Either form has at most 20 weights, so that its fit to thousands of
pairs hardly flatters it. A caller can require a form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

import numpy as np

from analysis.models.logistic import FitError
from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.baselines import RESOURCE_ALLOCATION, baselines
from analysis.partners.prediction.evaluation import MATCHED, PartnerAssessment, assess
from analysis.partners.prediction.features import Feature
from analysis.partners.prediction.natural_rate import fit_natural_rate
from analysis.partners.prediction.pairs import Scores
from analysis.partners.prediction.records import PartnerRecords
from analysis.partners.prediction.shortlist_fitting import fit_shortlist
from analysis.partners.prediction.splits import PartnerSplit, known_split
from analysis.partners.prediction.view import PartnerView
from graph_model.progress import Reporter, silent

NATURAL_RATE, SHORTLIST = "natural rate", "shortlist"


class PartnerModel(Protocol):
    """A fitted model of either form."""

    @property
    def features(self) -> Sequence[Feature]:
        """The features of the model."""

    @property
    def notes(self) -> Sequence[str]:
        """Notes for the user about the fit."""

    def scores(self, split: PartnerSplit, askers: Integers) -> Floats:
        """Return scores [a, n] of all organisations; -inf for those that are no candidates."""

    def probabilities(self, scores: Floats) -> Floats:
        """Return calibrated probabilities of a partnership in the horizon."""

    def moved(self, horizon: float, growth: float) -> PartnerModel:
        """Return the model for a horizon and for a network that is larger by the factor `growth`."""

    def weights(self) -> Mapping[str, Mapping[str, float]]:
        """Return the weights of each feature, for one standard deviation of the feature."""


Fit = Callable[[Sequence[PartnerSplit], int, Reporter], PartnerModel]
FORMS: Mapping[str, Fit] = MappingProxyType({NATURAL_RATE: fit_natural_rate, SHORTLIST: fit_shortlist})


@dataclass(frozen=True, eq=False)
class LearnedPartners:
    """A model with its form, the split from which it was learned, the factor of its horizon, and notes.

    `compared` holds the figures of both forms on the learning split; it is empty if there was no choice.
    """

    model: PartnerModel
    form: str
    split: PartnerSplit
    horizon: float
    compared: Mapping[str, Mapping[str, float]]
    notes: Sequence[str]


def learn_partners(
    records: PartnerRecords,
    day: float,
    until: float,
    seed: int,
    report: Reporter = silent,
    forms: Sequence[str] = tuple(FORMS),
) -> LearnedPartners:
    """Return a model for new pairs from a day until another day, learned from the records of the day.

    Learned are the new pairs of the year before the day. Raises `FitError` if there are too few.
    """
    split = known_split(records, day - records.year, day)
    return chosen(split, known(records, day), horizon_factor(records, day, until), seed, report, forms)


def learn_ties(
    records: PartnerRecords,
    hidden: float,
    seed: int,
    report: Reporter = silent,
    forms: Sequence[str] = tuple(FORMS),
) -> LearnedPartners:
    """Return a model for hidden ties of a plain network, learned from other ties that are hidden for learning.

    Records of day 0 are known, those of day 1 hidden for learning, and those of day 2 to be predicted. `hidden` is the
    number of the last, divided by the number of those hidden for learning. Raises `FitError` if there are too few.
    """
    return chosen(known_split(records, 0.0, 1.0), known(records, 1.0), (hidden, []), seed, report, forms)


def chosen(
    split: PartnerSplit,
    size: int,
    level: tuple[float, Sequence[str]],
    seed: int,
    report: Reporter,
    forms: Sequence[str],
) -> LearnedPartners:
    """Return the model of the better form, moved to a level (factor and notes) and to a network of `size`."""
    models, refused = fitted(split, seed, report, forms)
    form, compared = better(split, models, seed, report)
    growth, (horizon, notes) = size / max(1, len(split.candidates)), level
    model = models[form].moved(horizon, growth)
    return LearnedPartners(model, form, split, horizon, compared, (*model.notes, *notes, *refused))


def fitted(
    split: PartnerSplit, seed: int, report: Reporter, forms: Sequence[str]
) -> tuple[Mapping[str, PartnerModel], Sequence[str]]:
    """Return the models of the forms that the split determines, and notes on the others.

    Raises `FitError` if it determines none.
    """
    models, refused = dict[str, PartnerModel](), dict[str, FitError]()
    for form in forms:
        try:
            models[form] = FORMS[form]([split], seed, report)
        except FitError as error:
            refused[form] = error
    if not models:
        raise refused[forms[-1]]
    return models, [f"The form {form!r} was not fitted: {error}" for form, error in refused.items()]


def better(
    split: PartnerSplit, models: Mapping[str, PartnerModel], seed: int, report: Reporter
) -> tuple[str, Mapping[str, Mapping[str, float]]]:
    """Return the form of the model that is better on the split, and the figures of all models."""
    if len(models) == 1:
        return next(iter(models)), {}
    scorers: dict[str, Scores] = {form: partial(each.scores, split) for form, each in models.items()}
    scorers[RESOURCE_ALLOCATION] = baselines(split.view)[RESOURCE_ALLOCATION]
    found = assess(split, scorers, seed, report=report)
    best = next(iter(models))
    for form in models:
        best = form if form != best and surpasses(found, form, best) else best
    return best, {form: found.figures(form) for form in models}


def surpasses(found: PartnerAssessment, form: str, other: str) -> bool:
    """Return whether a form is better than another: its lists vary more, are more precise, or its area is larger."""
    enough, others = (varied(found, each) for each in (form, other))
    if enough != others:
        return enough
    gain = found.precision_difference(other, other=form)
    if gain.low > 0.0 or gain.high < 0.0:
        return gain.value > 0.0
    return found.area_within(form, MATCHED) > found.area_within(other, MATCHED)


def varied(found: PartnerAssessment, form: str) -> bool:
    """Return whether the lists of a form name at least as many organisations as those of resource allocation."""
    return found.lists[form].distinct >= found.lists[RESOURCE_ALLOCATION].distinct


def known(records: PartnerRecords, day: float) -> int:
    """Return the number of organisations that have a partner on a day."""
    return int(np.count_nonzero(PartnerView(records, day).degrees))


def horizon_factor(records: PartnerRecords, day: float, until: float) -> tuple[float, list[str]]:
    """Return the expected new pairs until a later day, divided by those of the first year, with notes.

    Organisations known on a day gain fewer partners in each later year. The ratio of two successive years is measured
    from the state two years before the day, and is the same for further years.
    """
    years = round((until - day) / records.year)
    if years == 1:
        return 1.0, []
    earlier = day - 2 * records.year
    first = known_split(records, earlier, earlier + records.year).pairs
    both = known_split(records, earlier, day).pairs
    if not first:
        return float(years), [f"The level of {years} years is {years} times that of one: no earlier years are known."]
    ratio = min(1.0, (both - first) / first)
    return float(sum(ratio**each for each in range(years))), []
