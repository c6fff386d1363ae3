"""The practices that are examined for a region: those with the largest covered need times roughly expected uptake.

The exact uptake of a practice needs the features of every organisation of the region. For the choice of candidates one
row stands for the region: the features of the practice, the contacts of the region's average organisation with adopters
of the region and of the regions that border it, and the mean share of adopters of the kinds of its organisations. All
other features are those of the reference candidate.
"""

from __future__ import annotations

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.stable_order import hashes_of, mixed
from analysis.replication.graph_features import FEATURES, YEAR
from analysis.replication.surroundings import Floats, Integers
from analysis.replication.uptake import RegionOutlook


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
    (own,) = hashes_of([country.region_ids[region.region]])
    return candidates[np.lexsort((mixed(country.practices.hashes[candidates], own), -scores))][:most]


def rough_uptake(model: HazardModel, region: RegionOutlook, bordering: Integers) -> Floats:
    """Return the probability of one row that stands for the region, for each practice [p]."""
    country, day = region.country, region.day
    uptakes, count, uses = country.uptakes, len(country.practices.ids), country.activity(day).uses
    in_regions = np.isin(country.regions, [region.region, *bordering.tolist()])
    near = np.flatnonzero(in_regions[uptakes.organisations])
    with np.errstate(invalid="ignore"):
        years = np.maximum(np.nan_to_num(day - country.practices.published), 0.0) / YEAR
    kinds = np.bincount(country.around.organisations.kinds[region.own], minlength=uses.kinds.shape[1])
    columns = {
        "adopters": np.log1p(uses.adopters),
        "momentum": np.log1p(uses.momentum),
        "age": np.log1p(years),
        "contacts": np.log1p(
            np.bincount(uptakes.practices[near], weights=uses.freshness[near], minlength=count)
            * (len(country.ids) / max(len(region.own), 1))
        ),
        "same_kind": uses.kinds @ (kinds / max(len(region.own), 1)),
    }
    rows = np.tile(model.reference_features, (count, 1))
    for name, values in columns.items():
        rows[:, FEATURES.index(name)] = values
    return model.values(rows)
