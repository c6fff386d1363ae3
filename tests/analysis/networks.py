"""Small random networks, and a plain reference implementation of the path search."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import floor, log2

from hypothesis import strategies as st

from analysis.answers import ValidityPeriod
from analysis.paths.network import Arrays, Border, Ending, Seat
from analysis.ties.country_links import LINKED
from analysis.ties.links import RANK, STRONGEST_FIRST, Tie
from analysis.vocabulary import HubTreatment, LinkKind

DAY = date(2026, 6, 1)
BEFORE, AFTER = date(2020, 1, 1), date(2030, 1, 1)
TIE_KINDS = LINKED
PERIODS = (
    ValidityPeriod(),
    ValidityPeriod(BEFORE),
    ValidityPeriod(DAY, DAY),
    ValidityPeriod(BEFORE, AFTER),
    ValidityPeriod(None, BEFORE),
    ValidityPeriod(AFTER),
)

ORGANISATIONS = [f"Organisation:{letter}" for letter in "ABCDEFG"]
START, END = ORGANISATIONS[0], ORGANISATIONS[-1]
REGIONS = ["Region:01", "Region:02", "Region:03"]
SOURCES = [None, "DataSource:1", "DataSource:2"]

Path = tuple[tuple[LinkKind, ...], tuple[str, ...]]

sources = st.sampled_from(SOURCES)
organisations = st.sampled_from(ORGANISATIONS)
ties = st.builds(Tie, st.sampled_from(TIE_KINDS), organisations, organisations, sources, st.sampled_from(PERIODS))
crossings = st.sets(st.sampled_from([(one, other) for one in REGIONS for other in REGIONS if one < other]))
kinds = st.lists(st.sampled_from(STRONGEST_FIRST), min_size=1, unique=True).map(tuple)


@st.composite
def networks(draw: st.DrawFn) -> Arrays:
    """Draw up to seven organisations in up to three regions, some without a region, some ended."""
    regions = draw(st.fixed_dictionaries(dict.fromkeys(ORGANISATIONS, st.sampled_from([None, *REGIONS]))))
    last_days = st.sampled_from([None, None, AFTER, DAY, BEFORE])
    endings = draw(st.fixed_dictionaries(dict.fromkeys(ORGANISATIONS, last_days)))
    return Arrays(
        endings=[Ending(*each) for each in endings.items()],
        seats=[Seat(region, each, draw(sources)) for each, region in regions.items() if region],
        borders=[Border(*each, draw(sources)) for each in sorted(draw(crossings))],
        ties=draw(st.lists(ties.filter(lambda tie: tie.start != tie.end), max_size=10)),
    )


def kind_between(arrays: Arrays, through: tuple[LinkKind, ...], one: str, other: str) -> LinkKind | None:
    """Return the strongest kind of link between two organisations on the day."""
    found = {tie.kind for tie in arrays.ties if {tie.start, tie.end} == {one, other} and tie.period.holds(DAY)}
    regions = {seat.organisation: seat.region for seat in arrays.seats}
    if one in regions and other in regions:
        crossed = {frozenset(border[:2]) for border in arrays.borders}
        found |= {LinkKind.REGION} if regions[one] == regions[other] else set()
        found |= {LinkKind.BORDER} if frozenset({regions[one], regions[other]}) in crossed else set()
    return min(found & set(through), key=RANK.__getitem__, default=None)


def degree(arrays: Arrays, through: tuple[LinkKind, ...], organisation: str) -> int:
    """Return the number of organisations to which ties join an organisation on the day."""
    ended = {each.organisation for each in arrays.endings if each.last_day and each.last_day < DAY}
    held = [tie for tie in arrays.ties if tie.kind in through and tie.period.holds(DAY) and not ended & {*tie[1:3]}]
    return len({tie.other(organisation) for tie in held if organisation in tie[1:3]})


def hub_penalty(arrays: Arrays, through: tuple[LinkKind, ...], organisation: str, above: int) -> int:
    """Return the number of links for which a hub inside a path counts; 0 if the organisation is no hub."""
    linked = degree(arrays, through, organisation)
    return 1 + floor(log2(linked / above)) if linked > above else 0


def every_path(
    arrays: Arrays,
    through: tuple[LinkKind, ...],
    start: str,
    end: str,
    treatment: HubTreatment = HubTreatment.KEEP,
    above: int = 1,
) -> list[Path]:
    """Return every path by exhaustive search, in the promised order: the kinds of its links and its organisations."""
    inner = [each for each in ORGANISATIONS if each not in (start, end)]
    penalties = {each: hub_penalty(arrays, through, each, above) for each in inner}
    weights = penalties if treatment is HubTreatment.DISCOUNT else {}
    closed = {each.organisation for each in arrays.endings if each.last_day and each.last_day < DAY} - {start, end}
    if treatment is HubTreatment.EXCLUDE:
        closed |= {each for each in inner if penalties[each]}
    known = [each for each in ORGANISATIONS if each not in closed]
    linked = {(one, other): kind_between(arrays, through, one, other) for one in known for other in known}
    found: list[Path] = []
    open_ends: list[tuple[str, ...]] = [(start,)]
    while open_ends:
        nodes = open_ends.pop()
        if nodes[-1] == end:
            found.append((tuple(kind for pair in pairwise(nodes) if (kind := linked[pair])), nodes))
        else:
            open_ends += [(*nodes, each) for each in known if each not in nodes and linked[nodes[-1], each]]
    return sorted(
        found,
        key=lambda path: (
            len(path[0]) + sum(weights.get(each, 0) for each in path[1]),
            len(path[0]),
            [RANK[kind] for kind in path[0]],
            path[1],
        ),
    )
