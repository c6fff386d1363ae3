"""The function of paths: a bidirectional search that reads one level with each statement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from analysis.paths.network import Arrays, Ending, Seat
from analysis.paths.paths import (
    MOST_TIES,
    Extent,
    PathRequest,
    PathSearch,
    PathsFound,
    has_longer,
    path_search,
    paths_in,
)
from analysis.paths.reach import Reach, ReadTies, Side
from analysis.ties.common_projects import LARGEST_PROJECT
from analysis.ties.hubs import Hubs
from analysis.ties.links import GraphPath, Tie
from analysis.vocabulary import LinkKind
from resolvers.compiling.computed_field import Steps, fetch
from resolvers.fields.days import today
from resolvers.fields.paths.arguments import PathArguments
from resolvers.fields.paths.hubs import hubs_inside, names_of
from resolvers.fields.paths.rows import Beginning, EndRow, OrganisationTiesRow, SeatRow
from resolvers.fields.paths.statement import LEVEL, MEETING, MEETING_OF_REGIONS, MEMBERS, REGIONS
from resolvers.requests.errors import bad_input

# a level is read completely at once if it starts from at most this many organisations
FEW = 16
LOCATED = frozenset({LinkKind.REGION, LinkKind.BORDER})


def paths(arguments: PathArguments, rows: list[Beginning]) -> Steps[PathSearch]:
    """Return the paths as of today. Raises a `RequestError` if an end does not exist."""
    (row,), request = rows, arguments.request()
    ends = {each.id: each for each in row.ends}
    for argument, identifier in (("from", request.start), ("to", request.end)):
        if identifier not in ends:
            raise bad_input(
                f"{argument}: there is no organisation with the id {identifier!r}. Find ids with organisations."
            )
    day = today()
    hubs = yield from hubs_inside(request, day)
    search = PathReading(request, ends, day, hubs)
    found, full = yield from search.run()
    names = yield from names_of(hubs)
    extent = Extent(
        stored=frozenset(row.stored),
        last_days={each.id: each.last_day for each in row.ends},
        length=int(search.reach.length) if full else None,
        large_projects=len(search.known.large_projects),
        hubs=hubs,
        hub_names=names,
    )
    return path_search(found, request, extent, search.day)


@dataclass
class PathReading:
    """The state of a path search: `known` contains the ties that were read so far, and `reach` the levels of both
    sides.
    """

    request: PathRequest
    ends: dict[str, EndRow]
    day: date
    hubs: Hubs

    def __post_init__(self) -> None:
        """Initialise the search at both ends."""
        self.known = ReadTies(frozenset(self.request.through))
        self.reach = Reach(Side({self.request.start}), Side({self.request.end}), self.known)
        self._seats: dict[str, list[Seat]] = {}
        for each in self.ends.values():
            self._locate(each.id, each.seat)

    def run(self) -> Steps[tuple[PathsFound, bool]]:
        """Read levels until the result is complete, or until the next level would exceed the limit of ties.

        Return the paths, and whether the limit ended the search.
        """
        if self._located:
            yield from self._read_regions()
        full = yield from self._read_both()
        while True:
            found = yield from self._found()
            answered = self._answered(found)
            if full or answered:
                return found, full and not answered
            full = yield from self._read_on()

    @property
    def _located(self) -> bool:
        return not LOCATED.isdisjoint(self.request.through)

    def _answered(self, found: PathsFound) -> bool:
        searched = self.reach.length >= self.request.longest
        # a path that is not known yet has more links than `length`, and so costs more than `length`
        final = sum(searched or each.cost <= self.reach.length + 1 for each in found.paths)
        return final > self.request.most or self.reach.exhausted or (found.longer and searched)

    def _read_regions(self) -> Steps[None]:
        rows = yield from fetch(REGIONS, bordering=LinkKind.BORDER in self.request.through)
        self.known.sizes = {each.id: each.size for each in rows}
        self.known.borders = [border for each in rows for border in each.crossings()]

    def _read_both(self) -> Steps[bool]:
        """Read the ties of both ends with one statement; return whether the limit was exceeded."""
        ids = {self.request.start, self.request.end}
        row = yield from self._level(ids, set(), None)
        return self._add_level(row, self.reach.sides)

    def _read_on(self) -> Steps[bool]:
        """Read the next level from the cheaper side, or only its ties to the other side if these can be sufficient.

        Return whether the limit was exceeded.
        """
        side, other = self.reach.cheaper()
        meeting = not self.reach.met and side.cost(self.known) > FEW
        row = yield from self._level(side.ids, side.regions, other if meeting else None)
        full = self._add_level(row, () if meeting else (side,))
        self.reach.met = meeting and not full
        return full

    def _level(self, ids: set[str], regions: set[str], towards: Side | None) -> Steps[OrganisationTiesRow]:
        at = {
            "one": side_sent(ids, regions),
            "other": side_sent(towards.ids, towards.regions) if towards else None,
            "kinds": [each.name for each in self.request.through],
            "ends": [*self.ends],
            "excluded": self.hubs.excluded,
        }
        (row,) = yield from fetch(
            LEVEL if towards is None else MEETING_OF_REGIONS if regions or towards.regions else MEETING,
            at=at,
            located=self._located,
            largest=LARGEST_PROJECT,
            most=MOST_TIES - len(self.known.ties) + 1,
            day=self.day,
        )
        return row

    def _add_level(self, row: OrganisationTiesRow, sides: tuple[Side, ...]) -> bool:
        """Add a level to the known ties and return False; if it exceeds the limit, add no ties and return True."""
        self.known.large_projects |= set(row.large_projects)
        ties = [each.tie() for each in row.ties]
        if len(ties) > MOST_TIES - len(self.known.ties):
            return True
        for each in row.ties:
            self._locate(each.start, each.start_seat)
            self._locate(each.end, each.end_seat)
        self.known.ties |= set(ties)
        for side in sides:
            side.advance(ties, self.known)
        return False

    def _locate(self, organisation: str, seat: SeatRow | None) -> None:
        if seat:
            self.known.seats[organisation] = Seat(seat.region, organisation, seat.record)

    def _found(self) -> Steps[PathsFound]:
        """Return the paths among the known ties."""
        if self._located:
            yield from self._read_members()
        longest = int(min(self.request.longest, self.reach.length))
        near = replace(self.request, longest=longest)
        found: tuple[GraphPath, ...] = ()
        if self.reach.touching:
            found = paths_in(self._arrays(self.reach.ties_within(longest)), near, self.day, self.hubs.penalties)
        if len(found) <= self.request.most and self.reach.length >= self.request.longest:
            return PathsFound(found, has_longer(self._arrays([*self.known.ties]), self.request, self.day))
        return PathsFound(found)

    def _arrays(self, ties: list[Tie]) -> Arrays:
        seats = [*self.known.seats.values(), *(seat for region in self._seats.values() for seat in region)]
        endings = [Ending(each.id, each.last_day) for each in self.ends.values()]
        return Arrays(endings, seats, self.known.borders, ties)

    def _read_members(self) -> Steps[None]:
        """Read the first organisations of the regions that known paths can pass through."""
        new = self.reach.passed() - self._seats.keys()
        if not new:
            return
        # sufficient for one path more than requested, even if a path has as many organisations of a region as links
        most = self.request.most + self.request.longest + 3
        at = {
            "regions": sorted(new),
            "ends": [*self.ends],
            "excluded": self.hubs.excluded,
            "penalties": self.hubs.penalties,
        }
        rows = yield from fetch(MEMBERS, at=at, most=most, day=self.day)
        self._seats |= {region: [] for region in new}
        for each in rows:
            self._seats[each.region].append(each.seat())


def side_sent(ids: set[str], regions: set[str]) -> dict[str, object]:
    """Return the value of the statement parameter for one side."""
    return {
        "ids": sorted(ids),
        "regions": sorted(regions),
        "has": dict.fromkeys(ids, True),
        "in_region": dict.fromkeys(regions, True),
        "any_region": bool(regions),
    }
