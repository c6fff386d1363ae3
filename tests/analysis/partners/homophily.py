"""Generated networks of organisations that become partners by region and shared partners, with a known model."""

from __future__ import annotations

import numpy as np

from analysis.partners.prediction.records import DatedPairs, PartnerRecords
from analysis.partners.prediction.splits import PartnerSplit, split_of
from analysis.partners.prediction.view import PartnerView
from analysis.ties.country_links import Truths

SIZE, REGIONS, KINDS = 240, 8, 3
# the days after which new partnerships begin: past, learned year, tested year
BEFORE, LEARNED, TESTED = 100.0, 200.0, 300.0


def generated(seed: int = 1, size: int = SIZE) -> PartnerRecords:
    """Return partnerships in which organisations prefer their own region, and never the kind 2.

    Each of three periods has two new partners for each organisation on average.
    """
    random = np.random.default_rng(seed)
    regions, kinds = random.integers(REGIONS, size=size), random.integers(KINDS, size=size)
    one, other, since = [], [], []
    for day in (BEFORE, LEARNED, TESTED):
        for asker in range(size):
            weights = 1.0 + 30.0 * (regions == regions[asker])
            weights[asker] = 0.0
            weights[kinds == 2] *= 0.1
            one.append(asker)
            other.append(int(random.choice(size, p=weights / weights.sum())))
            since.append(day - random.random() * 50.0)
    ends = np.array([one, other], dtype=np.int64)
    return PartnerRecords(
        size=size,
        partnerships=DatedPairs(ends[0], ends[1], np.array(since), np.ones(len(since))),
        kinds=kinds.astype(np.int64),
        regions=regions.astype(np.int64),
    )


def split_between(records: PartnerRecords, day: float, until: float, eligible: Truths | None = None) -> PartnerSplit:
    """Return the split of a period, by default of all organisations."""
    everyone = np.ones(records.size, dtype=np.bool_) if eligible is None else eligible
    return split_of(PartnerView(records, day), until, everyone, np.random.default_rng(5).permutation(records.size))
