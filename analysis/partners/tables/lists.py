"""Lists of the first candidates: their precision and variety, and the choice of popularity by both.

Popular candidates raise the precision of lists and reduce the number of distinct organisations that appear in them. The
weights of content and of popularity in closeness are therefore chosen on the learning split: of the grid points whose
lists name at least `VARIETY` times as many organisations as those of resource allocation, the one with the highest
precision at ten plus half of that for newcomers. If no grid point reaches this number, the one with the most
distinct organisations is taken, and a note reports it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.tables.baselines import resource_allocation
from analysis.partners.tables.features import ACTIVITY
from analysis.partners.tables.model import NEWCOMER, PLACES, PartnerModel
from analysis.partners.tables.sampling import PartnerProgress, silent
from analysis.partners.tables.splits import PartnerSplit
from analysis.partners.tables.view import Rows, TableView

VARIETY = 1.05
NETWORK = ("SHARED_PARTNERS", "RANDOM_WALK")
CONTENT_PARTS = (0.2, 0.35, 0.5, 0.8)
POPULARITY_PARTS = (0.0, 0.015, 0.03, 0.06, 0.15, 0.4)
NEWCOMER_PARTS = (0.0, 0.1, 0.2, 0.3, 0.45)


class ListFigures(NamedTuple):
    """Hits [a] among the first ten places of each asker, the organisations in these places [a, 10], and newcomers."""

    hits: Floats
    named: Integers
    newcomers: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

    @property
    def precision(self) -> float:
        """The mean share of new partners among the first places."""
        return float(self.hits.mean()) / int(self.named.shape[1])

    @property
    def distinct(self) -> int:
        """The number of distinct organisations in the first places of all askers."""
        return len(np.unique(self.named[self.named >= 0]))

    @property
    def newcomers_precision(self) -> float:
        """The precision for askers with at most ten partners; NaN without such askers."""
        chosen = self.hits[self.newcomers]
        return float(chosen.mean()) / int(self.named.shape[1]) if len(chosen) else float("nan")


def list_figures(split: PartnerSplit, scores: Floats, askers: Integers) -> ListFigures:
    """Return the figures of lists by scores [a, n]; equal scores are in the order of organisations."""
    first = top(scores)
    outcomes = split.new[askers].toarray() > 0
    named = np.where(np.isfinite(np.take_along_axis(scores, first, axis=1)), first, -1)
    hits = (np.take_along_axis(outcomes, first, axis=1) & (named >= 0)).sum(axis=1).astype(np.float64)
    return ListFigures(hits, named, split.view.degrees[askers] <= NEWCOMER)


def top(scores: Floats) -> Integers:
    """Return the first `PLACES` candidates of each row [a, n], in order; equal scores in the order of organisations."""
    count = min(PLACES, scores.shape[1])
    border = -np.partition(-scores, count - 1, axis=1)[:, count - 1]
    found = np.empty((len(scores), count), dtype=np.int64)
    for row, (values, least) in enumerate(zip(scores, border, strict=True)):
        above = np.flatnonzero(values >= least)
        found[row] = above[np.argsort(-values[above], kind="stable")][:count]
    return found


def tuned(
    model: PartnerModel, split: PartnerSplit, values: Rows, askers: Integers, report: PartnerProgress = silent
) -> PartnerModel:
    """Return the model with the chosen weights; `values` [a, n, f] are the features of candidates for askers [a]."""
    needed = VARIETY * list_figures(split, closed_out(split.view, askers), askers).distinct
    closed = split.view.closed(askers)
    affinities = np.where(closed, -np.inf, model.affinities_of(values))
    degrees = split.view.degrees[askers]
    grid = list(product(CONTENT_PARTS, POPULARITY_PARTS, NEWCOMER_PARTS))
    best: tuple[bool, float] | None = None
    chosen = model
    for done, (content, popular, newcomers) in enumerate(grid):
        tried = with_parts(model, content, popular, newcomers)
        found = list_figures(split, affinities + tried.shortlist_of(values, degrees, closed), askers)
        enough = found.distinct >= needed
        worth = found.precision + 0.5 * np.nan_to_num(found.newcomers_precision) if enough else float(found.distinct)
        if best is None or (enough, worth) > best:
            best, chosen = (enough, worth), tried
        report("Popularity in lists", done + 1, len(grid))
    if best is not None and not best[0]:
        return replace(chosen, notes=(*model.notes, "No list names more organisations than resource allocation does."))
    return chosen


def closed_out(view: TableView, askers: Integers) -> Floats:
    """Return the scores of resource allocation [a, n], -inf for the askers and their partners."""
    return np.where(view.closed(askers), -np.inf, resource_allocation(view, askers))


def with_parts(model: PartnerModel, content: float, popular: float, newcomers: float) -> PartnerModel:
    """Return the model with the weights of content multiplied, and the popularity in parts of the network's weight."""
    names = [each.name for each in model.features]
    network = np.array([name in NETWORK for name in names])
    whole = float(np.abs(model.closeness[network] / model.scales[network]).sum())
    parts = np.where(network, 1.0, content)
    parts[names.index(ACTIVITY)] = 0.0
    return replace(
        model,
        closeness=model.closeness * parts,
        popularity=popular * whole,
        popularity_for_newcomers=newcomers * whole,
    )
