"""Simple scores, against which a model is compared: rows [a, n] of all organisations for askers [a].

Liben-Nowell and Kleinberg 2007, "The link-prediction problem for social networks", JASIST 58(7).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.features import dense, nearness, same_for
from analysis.partners.prediction.pairs import Scores
from analysis.partners.prediction.view import PartnerView

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RESOURCE_ALLOCATION = "resource_allocation"


def baselines(view: PartnerView) -> Mapping[str, Scores]:
    """Return the scores whose data exist, by name."""
    found: dict[str, Scores] = {
        "preferential_attachment": partial(preferential_attachment, view),
        "common_neighbours": partial(common_neighbours, view),
        "adamic_adar": partial(weighted_neighbours, adamic_adar(view), view),
        RESOURCE_ALLOCATION: partial(resource_allocation, view),
        "jaccard": partial(jaccard, view),
        "popularity": partial(popularity, view),
    }
    if view.records.dated:
        found["recency"] = partial(recency, view)
    if view.records.places is not None:
        found["distance"] = partial(nearness, view)
    return found


def preferential_attachment(view: PartnerView, askers: Integers) -> Floats:
    """Return products of numbers of partners (Barabási and Albert 1999)."""
    return np.outer(view.degrees[askers], view.degrees)


def popularity(view: PartnerView, askers: Integers) -> Floats:
    """Return the numbers of partners of candidates."""
    return same_for(askers, view.degrees)


def common_neighbours(view: PartnerView, askers: Integers) -> Floats:
    """Return the numbers of shared partners (Newman 2001)."""
    return dense(view.partners[askers] @ view.partners)


def adamic_adar(view: PartnerView) -> csr_matrix:
    """Return the partners, each weighted by 1 / ln(its number of partners); a partner of one counts as of two."""
    from scipy.sparse import csr_matrix, diags_array

    return csr_matrix(view.partners @ diags_array(1.0 / np.log(np.maximum(view.degrees, 2.0))))


def resource_allocation(view: PartnerView, askers: Integers) -> Floats:
    """Return the sums of 1 / partners over shared partners (Zhou, Lü, Zhang 2009)."""
    return weighted_neighbours(view.damped, view, askers)


def weighted_neighbours(weighted: csr_matrix, view: PartnerView, askers: Integers) -> Floats:
    """Return the sums of the weights of shared partners."""
    return dense(weighted[askers] @ view.partners)


def jaccard(view: PartnerView, askers: Integers) -> Floats:
    """Return shared partners divided by all partners of either side (Jaccard 1901)."""
    shared = common_neighbours(view, askers)
    return np.asarray(shared / np.maximum(view.degrees + view.degrees[askers][:, None] - shared, 1.0))


def recency(view: PartnerView, askers: Integers) -> Floats:
    """Return the numbers of partnerships of candidates that began in the last year."""
    pairs = view.partnerships
    new = pairs.since > view.day - view.records.year
    ends = np.concatenate([pairs.one[new], pairs.other[new]])
    return same_for(askers, np.bincount(ends, minlength=view.records.size).astype(np.float64))
