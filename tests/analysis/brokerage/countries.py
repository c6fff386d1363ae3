"""A country of a few organisations in regions, written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from analysis.brokerage.network import BrokerageScope, GroupedOrganisations, network_of
from analysis.ties.country_links import LINKED, NOWHERE, CountryLinks, CountryOrganisations, LinkColumns
from analysis.vocabulary import LinkKind
from graph_model.terms import BrokerGrouping

DAY = date(2026, 6, 1)
Ends = tuple[str, str]


def country(
    regions: Mapping[str, str | None],
    links: Mapping[LinkKind, Sequence[Ends]],
    last_days: Mapping[str, date] | None = None,
    ended: Mapping[Ends, date] | None = None,
    large_projects: int = 0,
    since: float = 1.0,
) -> CountryLinks:
    """Return the organisations named in `regions`, in their order of names, with links between the named ones.

    `last_days` are those of organisations, `ended` those of links.
    All links begin on the day `since`. Organisations alternate between two levels.
    """
    names = sorted(regions)
    region_ids = sorted({each for each in regions.values() if each})
    count, last = len(names), last_days or {}
    organisations = CountryOrganisations(
        ids=[f"Organisation:{each}" for each in names],
        kinds=np.zeros(count, dtype=np.int64),
        levels=np.arange(count) % 2,
        regions=np.array([region_ids.index(each) if (each := regions[name]) else NOWHERE for name in names]),
        region_ids=[f"Region:{each}" for each in region_ids],
        region_names=[f"Регион {each}" for each in region_ids],
        places=np.full((count, 2), np.nan),
        municipalities=np.full(count, NOWHERE),
        municipality_ids=[],
        first_days=np.full(count, -np.inf),
        last_days=np.array([last[each].toordinal() if each in last else np.inf for each in names], dtype=float),
    )
    columns = {kind: columns_of(links.get(kind, ()), names, ended or {}, since) for kind in LINKED}
    return CountryLinks(organisations, columns, [], large_projects)


def columns_of(pairs: Sequence[Ends], names: Sequence[str], ended: Mapping[Ends, date], since: float) -> LinkColumns:
    """Return the links of one kind."""
    until = [ended[each].toordinal() if each in ended else np.inf for each in pairs]
    return LinkColumns(
        one=np.array([names.index(one) for one, _ in pairs], dtype=np.int64),
        other=np.array([names.index(other) for _, other in pairs], dtype=np.int64),
        since=np.full(len(pairs), since),
        until=np.array(until, dtype=float),
        records=np.full(len(pairs), NOWHERE),
    )


def scoped(
    found: CountryLinks,
    between: BrokerGrouping = BrokerGrouping.REGIONS,
    through: tuple[LinkKind, ...] = (LinkKind.PARTNERSHIP, LinkKind.PROJECT),
) -> GroupedOrganisations:
    """Return the network of the day `DAY`."""
    return network_of(found, BrokerageScope(between, through, DAY))
