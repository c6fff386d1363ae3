"""The choice of content and popularity in the lists of a model with a shortlist.

Popular candidates raise the precision of lists and reduce the number of distinct organisations that appear in them. The
weights of content and of popularity in closeness are therefore chosen on the learning split: of the grid points whose
lists name at least `VARIETY` times as many organisations as those of resource allocation, the one with the highest
precision at ten plus half of that for newcomers. If no grid point reaches this number, the one with the most
distinct organisations is taken, and a note reports it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from analysis.models.numbers import Integers
from analysis.partners.prediction.baselines import resource_allocation
from analysis.partners.prediction.features import ACTIVITY, Rows
from analysis.partners.prediction.lists import list_figures
from analysis.partners.prediction.shortlist_model import ShortlistModel
from analysis.partners.prediction.splits import PartnerSplit
from graph_model.progress import Reporter, silent

VARIETY = 1.05
NETWORK = ("SHARED_PARTNERS", "RANDOM_WALK")
CONTENT_PARTS = (0.2, 0.35, 0.5, 0.8)
POPULARITY_PARTS = (0.0, 0.015, 0.03, 0.06, 0.15, 0.4)
NEWCOMER_PARTS = (0.0, 0.1, 0.2, 0.3, 0.45)


def tuned(
    model: ShortlistModel, split: PartnerSplit, values: Rows, askers: Integers, report: Reporter = silent
) -> ShortlistModel:
    """Return the model with the chosen weights; `values` [a, n, f] are the features of candidates for askers [a]."""
    closed = split.closed(askers)
    allocated = np.where(closed, -np.inf, resource_allocation(split.view, askers))
    needed = VARIETY * list_figures(split, allocated, askers).distinct
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


def with_parts(model: ShortlistModel, content: float, popular: float, newcomers: float) -> ShortlistModel:
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
