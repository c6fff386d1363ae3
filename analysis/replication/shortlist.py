"""The practices that are examined for a region: those with the largest covered need times roughly expected uptake.

The exact uptake of a practice needs the features of every organisation of the region. For the choice of candidates one
row stands for the region: the features of the practice, the contacts of the region's average organisation with adopters
of the region and of the regions that border it, and the mean share of adopters of the kinds of its organisations. All
other features are those of the reference candidate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.stable_order import hashes_of, mixed
from analysis.replication.graph_features import FEATURES, LONG_AGO, YEAR
from analysis.replication.rows import KINDS
from analysis.replication.surroundings import Floats, Integers
from analysis.replication.uptake import RegionOutlook

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def shortlisted(
    model: HazardModel | None, region: RegionOutlook, bordering: Integers, covered: Floats, most: int
) -> Integers:
    """Return at most `most` practices with a positive covered part of the need [p] (0: not a candidate), best first.

    `bordering` are the regions that border the region. Without a model the covered part alone decides. Equal practices
    are in the order of a hash of their id and that of the region.
    """
    candidates = np.flatnonzero(covered > 0)
    scores = covered[candidates]
    if model is not None:
        scores = scores * rough_uptake(model, region, bordering)[candidates]
    country = region.country
    hashes = hashes_of([country.practices.ids[each] for each in candidates.tolist()])
    (own,) = hashes_of([country.region_ids[region.region]])
    return candidates[np.lexsort((mixed(hashes, own), -scores))][:most]


def rough_uptake(model: HazardModel, region: RegionOutlook, bordering: Integers) -> Floats:
    """Return the probability of one row that stands for the region, for each practice [p]."""
    country, day = region.country, region.day
    uptakes, count = country.uptakes, len(country.practices.ids)
    known = ~(uptakes.began > day)
    fresh = np.where(
        known & ~(uptakes.left <= day),
        0.5 ** (np.where(np.isnan(uptakes.began), LONG_AGO, day - uptakes.began) / YEAR),
        0.0,
    )
    near = np.isin(country.regions[uptakes.organisations], [region.region, *bordering.tolist()])
    adopted = known & ~country.own_use
    adopters = np.bincount(uptakes.practices[adopted], minlength=count)
    with np.errstate(invalid="ignore"):
        years = np.maximum(np.nan_to_num(day - country.practices.published), 0.0) / YEAR
    kinds = country.around.organisations.kinds
    columns = {
        "adopters": np.log1p(adopters),
        "momentum": np.log1p(np.bincount(uptakes.practices[adopted], weights=fresh[adopted], minlength=count)),
        "age": np.log1p(years),
        "contacts": np.log1p(
            np.bincount(uptakes.practices[near], weights=fresh[near], minlength=count)
            * (len(country.ids) / max(len(region.own), 1))
        ),
        "same_kind": shares_of_kinds(uptakes.practices[adopted], kinds[uptakes.organisations[adopted]], count)
        @ (np.bincount(kinds[region.own], minlength=len(KINDS)) / max(len(region.own), 1)),
    }
    rows = np.tile(model.reference_features, (count, 1))
    for name, values in columns.items():
        rows[:, FEATURES.index(name)] = values
    return model.values(rows)


def shares_of_kinds(practices: Integers, kinds: Integers, count: int) -> csr_matrix:
    """Return the share of each kind among the adopters of each practice [p, k]."""
    from scipy.sparse import csr_matrix, diags_array

    found = csr_matrix((np.ones(len(practices)), (practices, kinds)), shape=(count, len(KINDS)))
    sums = np.maximum(np.asarray(found.sum(axis=1)).ravel(), 1.0)
    return csr_matrix(diags_array(1.0 / sums) @ found)
