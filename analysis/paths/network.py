"""The network of organisations in which paths are searched.

Two organisations of one region, or of bordering regions, are linked. An explicit representation would need a clique for
every region and a complete bipartite graph for every border. The network therefore stores the members of each region,
and derives a link over a region from the regions of its ends.

Organisations and regions are represented by numbers. Organisations are numbered in the order of their ids, so that
comparing numbers compares ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from analysis.ties.links import RANK, GraphLink, Tie, link_over, strongest
from analysis.vocabulary import LinkKind

REGION = RANK[LinkKind.REGION]
BORDER = RANK[LinkKind.BORDER]
NOWHERE = -1


class Seat(NamedTuple):
    """The seat of an organisation in a region. All three values are global ids."""

    region: str
    organisation: str
    record: str | None = None


class Border(NamedTuple):
    """A border between two regions. All three values are global ids."""

    region: str
    other: str
    record: str | None = None


class Ending(NamedTuple):
    """The last day on which an organisation exists, or None if it has no end."""

    organisation: str
    last_day: date | None = None


@dataclass(frozen=True)
class Arrays:
    """Stored data on the links between organisations, in any order.

    `endings` holds the two ends of the search, if they exist, and every organisation that has a last day.
    """

    endings: Sequence[Ending] = ()
    seats: Sequence[Seat] = ()
    borders: Sequence[Border] = ()
    ties: Sequence[Tie] = ()

    def kinds(self) -> frozenset[LinkKind]:
        """Return the kinds of links for which data are stored."""
        located = {LinkKind.REGION: self.seats, LinkKind.BORDER: self.borders}
        return frozenset({kind for kind, rows in located.items() if rows} | {tie.kind for tie in self.ties})


@dataclass(frozen=True)
class OrganisationNetwork:
    """Organisations by number: their ids, the strongest tie to each neighbour, and their regions (or `NOWHERE`).

    `members` holds the organisations of each region, `beyond` the regions that border each region. `within` says
    whether organisations of the same region are linked. `records` are the data sources of the seats. `penalties` are
    numbers of links by which a path through an organisation is worse than one without it.
    """

    ids: Sequence[str]
    ties: Sequence[Mapping[int, Tie]]
    regions: Sequence[int]
    members: Mapping[int, Sequence[int]]
    beyond: Mapping[int, Sequence[int]]
    within: bool
    region_ids: Sequence[str]
    records: Sequence[str | None]
    border_records: Mapping[tuple[int, int], str | None]
    penalties: Sequence[int]
    _neighbours: dict[int, dict[int, int]] = field(default_factory=dict, compare=False)

    def neighbours(self, organisation: int) -> Mapping[int, int]:
        """Return every linked organisation with the rank of the strongest link to it."""
        if organisation not in self._neighbours:
            self._neighbours[organisation] = self._found(organisation)
        return self._neighbours[organisation]

    def _found(self, organisation: int) -> dict[int, int]:
        region = self.regions[organisation]
        across = (each for other in self.beyond.get(region, ()) for each in self.members.get(other, ()))
        found = dict.fromkeys(across, BORDER)
        if self.within:
            found |= dict.fromkeys(self.members.get(region, ()), REGION)
        found |= {other: RANK[tie.kind] for other, tie in self.ties[organisation].items()}
        found.pop(organisation, None)
        return found

    def link(self, source: int, target: int) -> GraphLink:
        """Return the strongest link between two neighbours."""
        tie = self.ties[source].get(target)
        if tie is not None:
            return link_over(tie, self.ids[source])
        home, other = self.regions[source], self.regions[target]
        ends = self.ids[source], self.ids[target]
        if home == other:
            return GraphLink(LinkKind.REGION, *ends, self.records[source], (self.region_ids[home],))
        through = self.region_ids[home], self.region_ids[other]
        return GraphLink(LinkKind.BORDER, *ends, self.border_records[home, other], through)


def network_of(
    arrays: Arrays, through: Iterable[LinkKind], ends: frozenset[str], day: date, penalties: Mapping[str, int]
) -> OrganisationNetwork:
    """Return the network of the links of some kinds that hold on `day`.

    An organisation that has ended has no links, unless it is one of the `ends` of the search. `penalties` are those of
    hubs by global id; the ends have none.
    """
    kinds = frozenset(through)
    closed = {each.organisation for each in arrays.endings if each.last_day and each.last_day < day} - ends
    ties = [tie for tie in arrays.ties if tie.kind in kinds and tie.period.holds(day) and closed.isdisjoint(tie[1:3])]
    located = kinds & {LinkKind.REGION, LinkKind.BORDER}
    seats = _one_each(seat for seat in arrays.seats if seat.organisation not in closed) if located else {}
    borders = arrays.borders if LinkKind.BORDER in kinds else ()
    ids = sorted({*ends, *seats, *(each for tie in ties for each in tie[1:3])})
    penalised = [0 if each in ends else penalties.get(each, 0) for each in ids]
    return _numbered(ids, ties, seats, borders, penalised, within=LinkKind.REGION in kinds)


def _one_each(seats: Iterable[Seat]) -> dict[str, Seat]:
    # an organisation has one region; if the data hold several, the first by id counts
    found: dict[str, Seat] = {}
    for seat in seats:
        known = found.setdefault(seat.organisation, seat)
        if (seat.region, seat.record or "") < (known.region, known.record or ""):
            found[seat.organisation] = seat
    return found


def _numbered(
    ids: Sequence[str],
    ties: Sequence[Tie],
    seats: Mapping[str, Seat],
    borders: Sequence[Border],
    penalties: Sequence[int],
    within: bool,
) -> OrganisationNetwork:
    bordering = (each for border in borders for each in border[:2])
    region_ids = sorted({*(seat.region for seat in seats.values()), *bordering})
    numbers = {each: number for number, each in enumerate(region_ids)}
    regions = [numbers[seats[each].region] if each in seats else NOWHERE for each in ids]
    crossed = _both_directions(borders, numbers)
    return OrganisationNetwork(
        ids=tuple(ids),
        ties=_strongest_by_neighbour(ids, ties),
        regions=regions,
        members=_grouped((region, each) for each, region in enumerate(regions) if region != NOWHERE),
        beyond=_grouped(crossed),
        within=within,
        region_ids=region_ids,
        records=[seats[each].record if each in seats else None for each in ids],
        border_records=crossed,
        penalties=penalties,
    )


def _strongest_by_neighbour(ids: Sequence[str], ties: Iterable[Tie]) -> tuple[dict[int, Tie], ...]:
    numbers = {each: number for number, each in enumerate(ids)}
    parallel: dict[tuple[int, int], list[Tie]] = defaultdict(list)
    for tie in ties:
        start, end = numbers[tie.start], numbers[tie.end]
        parallel[min(start, end), max(start, end)].append(tie)
    found: tuple[dict[int, Tie], ...] = tuple({} for _ in ids)
    for (one, other), between in parallel.items():
        found[one][other] = found[other][one] = strongest(between)
    return found


def _both_directions(borders: Iterable[Border], numbers: Mapping[str, int]) -> dict[tuple[int, int], str | None]:
    found: dict[tuple[int, int], str | None] = {}
    for region, other, record in sorted(borders, key=lambda each: each.record or ""):
        found.setdefault((numbers[region], numbers[other]), record)
        found.setdefault((numbers[other], numbers[region]), record)
    return found


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
