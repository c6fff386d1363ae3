"""Baselines of partner prediction: scores [a, n] of candidates by one simple rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy.sparse import diags_array

from analysis.models.numbers import Floats, Integers
from analysis.partners.tables.view import TableView, inverse


def preferential_attachment(view: TableView, askers: Integers) -> Floats:
    """Return products of numbers of partners (Barabási and Albert 1999)."""
    return np.outer(view.degrees[askers], view.degrees)


def common_neighbours(view: TableView, askers: Integers) -> Floats:
    """Return numbers of shared partners (Newman 2001)."""
    found: Floats = (view.ties[askers] @ view.ties).toarray()
    return found


def adamic_adar(view: TableView, askers: Integers) -> Floats:
    """Return sums of 1 / log(partners) over shared partners (Adamic and Adar 2003)."""
    return weighted(view, askers, inverse(np.log(np.maximum(view.degrees, 1.0))))


def resource_allocation(view: TableView, askers: Integers) -> Floats:
    """Return sums of 1 / partners over shared partners (Zhou, Lü, Zhang 2009)."""
    return weighted(view, askers, inverse(view.degrees))


def jaccard(view: TableView, askers: Integers) -> Floats:
    """Return shared partners divided by all partners of both (Jaccard 1901)."""
    common = common_neighbours(view, askers)
    return common / (view.degrees[askers][:, None] + view.degrees[None, :] - common)


def recency(view: TableView, askers: Integers) -> Floats:
    """Return minus the age of the candidate's latest project; of equal ages, more activity first."""
    tie = view.activity / (1.0 + view.activity.max(initial=0.0))
    return np.broadcast_to(-view.latest + 1e-3 * tie, (len(askers), len(view)))


def popularity(view: TableView, askers: Integers) -> Floats:
    """Return numbers of partners of candidates."""
    return np.broadcast_to(view.degrees, (len(askers), len(view)))


def weighted(view: TableView, askers: Integers, weights: Floats) -> Floats:
    """Return sums of weights [n] over shared partners [a, n]."""
    found: Floats = (view.ties[askers] @ diags_array(weights) @ view.ties).toarray()
    return found


PARTNER_BASELINES: Mapping[str, Callable[[TableView, Integers], Floats]] = {
    "preferential_attachment": preferential_attachment,
    "common_neighbours": common_neighbours,
    "adamic_adar": adamic_adar,
    "resource_allocation": resource_allocation,
    "jaccard": jaccard,
    "recency": recency,
    "popularity": popularity,
}


def baselines_for(view: TableView) -> Mapping[str, Callable[[TableView, Integers], Floats]]:
    """Return the baselines whose data exist: recency needs days."""
    return {name: each for name, each in PARTNER_BASELINES.items() if name != "recency" or view.table.dated}
