"""Simple scores, against which a model is compared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from analysis.models.numbers import Floats
from analysis.partners.prediction.evaluation import Score
from analysis.partners.prediction.features import dense, nearness
from analysis.partners.prediction.view import PartnerView

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# the last part of the records that counts as recent, in days (or in years, for tables that have only years)
RECENT_DAYS, RECENT_YEARS = 365.0, 1.0


def baselines(view: PartnerView, recent: float) -> Mapping[str, Score]:
    """Return the scores whose data exist, by name; `recent` is the length of the recent period.

    Liben-Nowell and Kleinberg 2007, "The link-prediction problem for social networks", JASIST 58(7).
    """
    found: dict[str, Score] = {
        "preferential_attachment": partial(popularity, view),
        "common_neighbours": partial(common_neighbours, view),
        "adamic_adar": partial(weighted_neighbours, adamic_adar(view), view),
        "resource_allocation": partial(weighted_neighbours, view.damped, view),
        "jaccard": partial(jaccard, view),
        "recency": partial(recency, view, recent),
    }
    if view.records.places is not None:
        found["distance"] = partial(nearness, view)
    return found


def popularity(view: PartnerView, asker: int) -> Floats:
    """Return the numbers of partners [n]."""
    del asker
    return view.degrees


def common_neighbours(view: PartnerView, asker: int) -> Floats:
    """Return the numbers of shared partners [n]."""
    return dense(view.partners[[asker]] @ view.partners)


def adamic_adar(view: PartnerView) -> csr_matrix:
    """Return the partners, each weighted by 1 / ln(its number of partners); a partner of one counts as of two."""
    from scipy.sparse import csr_matrix, diags_array

    return csr_matrix(view.partners @ diags_array(1.0 / np.log(np.maximum(view.degrees, 2.0))))


def weighted_neighbours(weighted: csr_matrix, view: PartnerView, asker: int) -> Floats:
    """Return the sums of the weights of shared partners [n]."""
    return dense(weighted[[asker]] @ view.partners)


def jaccard(view: PartnerView, asker: int) -> Floats:
    """Return shared partners divided by all partners of either side [n]."""
    shared = common_neighbours(view, asker)
    return np.asarray(shared / np.maximum(view.degrees + view.degrees[asker] - shared, 1.0))


def recency(view: PartnerView, recent: float, asker: int) -> Floats:
    """Return the numbers of partnerships that began in the recent period [n]."""
    del asker
    pairs = view.records.partnerships
    new = (pairs.since <= view.day) & (pairs.since > view.day - recent)
    ends = np.concatenate([pairs.one[new], pairs.other[new]])
    return np.bincount(ends, minlength=view.records.size).astype(np.float64)
