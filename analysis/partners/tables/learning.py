"""Learning of a partner model from the projects until a day, or from a plain network, and its level for a horizon.

With days, the model learns from the latest year: features of the state one year before the day, outcomes in the year
that follows. Without days, a random part of the ties is hidden and predicted from the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.partners.tables.features import features_for
from analysis.partners.tables.fitting import fit_partner_model
from analysis.partners.tables.model import GAIN, PartnerModel
from analysis.partners.tables.sampling import PartnerProgress, silent
from analysis.partners.tables.splits import PartnerSplit, dated_split, split_of
from analysis.partners.tables.table import Mask, PartnerTable


@dataclass(frozen=True)
class LearnedPartners:
    """A model, and the split from which it was learned."""

    model: PartnerModel
    split: PartnerSplit
    horizon: float


def learn_partners(
    table: PartnerTable, until: float, years: int, seed: int, report: PartnerProgress = silent
) -> LearnedPartners:
    """Return a model for new pairs in the `years` years after a day, learned from projects until this day.

    Raises `FitError` if the latest year has too few new pairs.
    """
    split = dated_split(table, until - table.year, table.year)
    model = fit_partner_model(split, features_for(table), seed, report)
    horizon, notes = horizon_factor(table, until, years)
    model = replace(model, notes=(*model.notes, *notes))
    return LearnedPartners(at_level(model, split, table.until(until), until, horizon), split, horizon)


def horizon_factor(table: PartnerTable, until: float, years: int) -> tuple[float, list[str]]:
    """Return the expected new pairs of several years, in those of the first year, with notes.

    Organisations known on a day gain fewer partners in each later year. The ratio of two successive years is measured
    from the state two years before `until`, and is the same for further years.
    """
    if years == 1:
        return 1.0, []
    earlier = until - 2 * table.year
    first = dated_split(table, earlier, table.year).pairs
    both = dated_split(table, earlier, 2 * table.year).pairs
    if not first:
        return float(years), [f"The level of {years} years is {years} times that of one: no earlier years are known."]
    ratio = min(1.0, (both - first) / first)
    return float(sum(ratio**each for each in range(years))), []


def learn_ties(table: PartnerTable, hidden: Mask, seed: int, report: PartnerProgress = silent) -> LearnedPartners:
    """Return a model for the `hidden` ties [p] of a plain network, learned from the others.

    The same part of the other ties is hidden for learning. Raises `FitError` if there are too few.
    """
    random = np.random.default_rng(seed)
    open_ = np.flatnonzero(~hidden)
    inner = np.zeros(len(hidden), dtype=np.bool_)
    inner[random.choice(open_, max(1, round(len(open_) * float(hidden.mean()))), replace=False)] = True
    split = split_of(table, ~hidden & ~inner, inner, 0.0)
    model = fit_partner_model(split, features_for(table), seed, report)
    return LearnedPartners(
        at_level(model, split, ~hidden, 0.0, float(hidden.sum() / inner.sum())),
        split,
        float(hidden.sum() / inner.sum()),
    )


def at_level(model: PartnerModel, split: PartnerSplit, past: Mask, now: float, horizon: float) -> PartnerModel:
    """Return the model with its calibration moved to the horizon and to the size of the network of `past` [p]."""
    from analysis.partners.tables.view import TableView

    growth = len(TableView(split.view.table, past, now)) / max(1, len(split.view))
    moved = None if model.calibrator is None else model.calibrator.moved(horizon, growth, GAIN)
    return replace(model, calibrator=moved)
