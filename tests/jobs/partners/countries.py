"""A generated country with partnerships of four years, as input of the fit."""

from __future__ import annotations

import numpy as np

from analysis.partners.country import PartnerCountry
from analysis.vocabulary import ContentSource, LinkKind
from tests.analysis.countries_of_links import LinkRecord
from tests.analysis.partners.countries import DAY, REGIONS, TOWNS, Member, SmallCountry
from tests.analysis.teams.countries_of_content import ContentRecord

SIZE, YEARS = 150, 4


def generated(seed: int = 1, size: int = SIZE, years: int = YEARS) -> PartnerCountry:
    """Return organisations of which each starts one partnership a year, mostly in its own region."""
    random = np.random.default_rng(seed)
    regions, towns = random.integers(REGIONS, size=size), random.integers(TOWNS, size=size)
    members = [
        Member(
            kind=int(random.integers(3)),
            region=int(regions[each]),
            town=int(towns[each]),
            place=(50.0 + 3.0 * regions[each] + random.random(), 40.0 + random.random()),
        )
        for each in range(size)
    ]
    links = []
    for year in range(years):
        for asker in range(size):
            weights = 1.0 + 20.0 * (regions == regions[asker])
            weights[asker] = 0.0
            partner = int(random.choice(size, p=weights / weights.sum()))
            since = DAY - 365.0 * year - float(random.integers(1, 360))
            links.append(LinkRecord(LinkKind.PARTNERSHIP, asker, partner, since))
    work = [
        ContentRecord(each, ContentSource.AUTHORED, (int(random.integers(3)),), (int(random.integers(3)),), DAY - 1500)
        for each in range(size)
    ]
    return SmallCountry(members, links, work, needs=[(0, 0), (1, 1), (2, 2)], borders=[(0, 1)]).built()
