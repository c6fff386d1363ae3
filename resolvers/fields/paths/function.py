"""The arguments and the function of paths: a bidirectional search that reads one level with each statement."""

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
from analysis.ties.links import STRONGEST_FIRST, GraphPath, Tie
from analysis.vocabulary import LinkKind
from graph_model.declarations import global_id, kind_of_id
from graph_model.kinds.organisations import Organisation
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch
from resolvers.fields.days import today
from resolvers.fields.paths.rows import Beginning, EndRow, OrganisationTiesRow, SeatRow
from resolvers.fields.paths.statement import LEVEL, MEETING, MEETING_OF_REGIONS, MEMBERS, REGIONS
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_PATHS, MOST_PATHS = 5, 50
DEFAULT_LENGTH, LONGEST = 6, 10
# a level is read completely at once if it starts from at most this many organisations
FEW = 16
LOCATED = frozenset({LinkKind.REGION, LinkKind.BORDER})


@dataclass(frozen=True)
class PathArguments:
    """Two different organisations by global id, the largest length and number of paths, and the kinds of links."""

    from_: str
    to: str
    max_length: int
    through: tuple[LinkKind, ...]
    first: int

    def request(self) -> PathRequest:
        """Return the request for the analysis."""
        return PathRequest(self.from_, self.to, self.max_length, self.first, self.through)


def arguments(given: ArgumentValues) -> PathArguments:
    """Validate and return the arguments. Raises a `RequestError` for invalid ends or limits."""
    start, end = (organisation_id(name, given.values[name]) for name in ("from", "to"))
    if start == end:
        raise bad_input("from and to are the same organisation. Give two different ones.")
    return PathArguments(
        from_=start,
        to=end,
        max_length=limited("maxLength", given.get("maxLength"), DEFAULT_LENGTH, LONGEST),
        through=kinds_of_links(given.get("through")),
        first=limited("first", given.get("first"), DEFAULT_PATHS, MOST_PATHS),
    )


def organisation_id(argument: str, identifier: str) -> str:
    """Return the global id of an organisation. Raises a `RequestError` for any other value."""
    kind = kind_of_id(identifier)
    if kind is not Organisation:
        named = f"is the id of a {kind.__name__}; paths join organisations" if kind else "is not a global id"
        example = global_id(Organisation, "RU-ACADEMY")
        raise bad_input(f"{argument}: {identifier!r} {named}. Give the id of an organisation, such as {example!r}.")
    return identifier


def kinds_of_links(through: list[str] | None) -> tuple[LinkKind, ...]:
    """Return the kinds of links in a path, by default all. Raises a `RequestError` for an empty list."""
    if through is None:
        return STRONGEST_FIRST
    if not through:
        raise bad_input("through is empty. Give at least one kind of link, or omit it to use all.")
    return tuple(LinkKind[kind] for kind in dict.fromkeys(through))


def paths(arguments: PathArguments, rows: list[Beginning]) -> Steps[PathSearch]:
    """Return the paths as of today. Raises a `RequestError` if an end does not exist."""
    (row,), request = rows, arguments.request()
    ends = {each.id: each for each in row.ends}
    for argument, identifier in (("from", request.start), ("to", request.end)):
        if identifier not in ends:
            raise bad_input(
                f"{argument}: there is no organisation with the id {identifier!r}. Find ids with organisations."
            )
    search = PathReading(request, ends, today())
    found, full = yield from search.run()
    extent = Extent(
        stored=frozenset(row.stored),
        last_days={each.id: each.last_day for each in row.ends},
        length=int(search.reach.length) if full else None,
        large_projects=len(search.known.large_projects),
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
            if full or self._answered(found):
                return found, full
            full = yield from self._read_on()

    @property
    def _located(self) -> bool:
        return not LOCATED.isdisjoint(self.request.through)

    def _answered(self, found: PathsFound) -> bool:
        enough = len(found.paths) > self.request.most
        return enough or self.reach.exhausted or (found.longer and self.reach.length >= self.request.longest)

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
            found = paths_in(self._arrays(self.reach.ties_within(longest)), near, self.day)
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
        at = {"regions": sorted(new), "ends": [*self.ends]}
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
