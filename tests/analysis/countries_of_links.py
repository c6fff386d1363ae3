"""Small countries of organisations and links, written by hand or drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from analysis.ties.country_links import LINKED, NOWHERE, CountryLinks, CountryOrganisations, LinkColumns
from analysis.vocabulary import LinkKind

FOREVER = float("inf")
DAYS = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0])


class LinkRecord(NamedTuple):
    """A record of a link between two organisations, given by number."""

    kind: LinkKind
    one: int
    other: int
    since: float = -FOREVER
    until: float = FOREVER
    record: int = 0


class Life(NamedTuple):
    """The first and the last day of an organisation."""

    first: float = -FOREVER
    last: float = FOREVER


def identifier(number: int) -> str:
    """Return the global id of an organisation, in the order of the numbers up to 99,999."""
    return f"Organisation:{number:05}"


def country_of(lives: Sequence[Life], records: Sequence[LinkRecord], large_projects: int = 0) -> CountryLinks:
    """Return the country of some organisations and records."""
    count = len(lives)
    organisations = CountryOrganisations(
        ids=[identifier(each) for each in range(count)],
        kinds=np.zeros(count, dtype=np.int64),
        levels=np.zeros(count, dtype=np.int64),
        regions=np.full(count, NOWHERE),
        region_ids=[],
        region_names=[],
        places=np.full((count, 2), np.nan),
        municipalities=np.full(count, NOWHERE),
        municipality_ids=[],
        first_days=np.array([each.first for each in lives], dtype=np.float64),
        last_days=np.array([each.last for each in lives], dtype=np.float64),
    )
    links = {kind: columns([each for each in records if each.kind is kind]) for kind in LINKED}
    return CountryLinks(organisations, links, ["DataSource:A", "DataSource:B", "DataSource:C"], large_projects)


def columns(records: Sequence[LinkRecord]) -> LinkColumns:
    """Return the records of one kind as arrays."""
    return LinkColumns(
        one=np.array([each.one for each in records], dtype=np.int64),
        other=np.array([each.other for each in records], dtype=np.int64),
        since=np.array([each.since for each in records], dtype=np.float64),
        until=np.array([each.until for each in records], dtype=np.float64),
        records=np.array([each.record for each in records], dtype=np.int64),
    )


@st.composite
def countries(draw: st.DrawFn, most: int = 12) -> tuple[list[Life], list[LinkRecord]]:
    """Draw organisations and records of links between different organisations."""
    count = draw(st.integers(1, most))
    first, last = DAYS | st.just(-FOREVER), DAYS | st.just(FOREVER)
    lives = draw(st.lists(st.builds(Life, first, last), min_size=count, max_size=count))
    if count == 1:
        return lives, []
    numbers = st.integers(0, count - 1)
    record = st.builds(LinkRecord, st.sampled_from(LINKED), numbers, numbers, first, last, st.integers(0, 2))
    return lives, [each for each in draw(st.lists(record, max_size=40)) if each.one != each.other]
