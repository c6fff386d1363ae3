"""The path search over arrays, which replace the database in the answers to its statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from unittest.mock import patch

import numpy as np

from analysis.paths.network import Arrays, Seat
from analysis.paths.paths import PathRequest, PathSearch
from analysis.ties.country_links import LINKED, NOWHERE, CountryLinks, CountryOrganisations
from analysis.ties.links import Tie
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import Fetch, FurtherStatement, Request, Share
from resolvers.fields.paths import function
from resolvers.fields.paths.arguments import PathArguments
from resolvers.fields.paths.rows import (
    Beginning,
    BorderingRegionRow,
    EndRow,
    MemberRow,
    NameRow,
    OrganisationTiesRow,
    SeatRow,
    TieRow,
)
from resolvers.fields.paths.statement import LEVEL, MEETING, MEETING_OF_REGIONS, MEMBERS, NAMES, REGIONS
from resolvers.requests.documents import Cache
from resolvers.running.result_cache import Results
from tests.analysis.countries_of_links import LinkRecord, columns


class StoredArrays:
    """Arrays that answer the statements of a search. `sent` holds the parameters of each statement."""

    def __init__(
        self,
        arrays: Arrays,
        large_projects: Mapping[str, Sequence[str]] | None = None,
        missing: str = "",
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.arrays = arrays
        self.named = names or {}
        self.missing = missing
        self.large = large_projects or {}
        self.last_days = {each.organisation: each.last_day for each in arrays.endings}
        self.seats: dict[str, Seat] = {}
        for each in sorted(arrays.seats, key=lambda seat: (seat.region, seat.record or "")):
            self.seats.setdefault(each.organisation, each)
        self.sent: list[Mapping[str, Any]] = []

    def search(self, request: PathRequest, day: date) -> PathSearch:
        """Search for paths."""
        with patch.object(function, "today", lambda: day):
            arguments = PathArguments(
                request.start,
                request.end,
                request.longest,
                request.through,
                request.most,
                request.hubs,
                request.hub_degree,
            )
            steps = function.paths(arguments, [self.beginning(request)])
            try:
                asked = next(steps)
                while True:
                    asked = steps.send(self.given(asked))
            except StopIteration as ended:
                found: PathSearch = ended.value
                return found

    def beginning(self, request: PathRequest) -> Beginning:
        ends = [
            EndRow(each, self.last_days.get(each), self.seat(each))
            for each in (request.start, request.end)
            if each != self.missing
        ]
        return Beginning(ends, [*self.arrays.kinds() & set(request.through)])

    def given(self, asked: Request) -> object:
        """Return the requested data of a search: rows, the links of the country, or a cache without results."""
        if isinstance(asked, Fetch):
            return self.answer(asked)
        return country_of(self.arrays) if isinstance(asked, Share) else Results(Cache(1), ANYONE, None)

    def answer(self, fetch: Fetch) -> list[Any]:
        """Return the rows of a statement."""
        self.sent.append(fetch.parameters)
        answers: dict[FurtherStatement[Any], Callable[[Mapping[str, Any]], Iterator[Any]]] = {
            **dict.fromkeys((LEVEL, MEETING, MEETING_OF_REGIONS), self.level),
            MEMBERS: self.members,
            REGIONS: self.regions,
            NAMES: self.names,
        }
        at = fetch.parameters.get("at", {})
        assert isinstance(at, dict)
        return [*answers[fetch.statement]({**fetch.parameters, **at})]

    def seat(self, organisation: str) -> SeatRow | None:
        seat = self.seats.get(organisation)
        return seat and SeatRow(seat.region, seat.record)

    def usable(self, organisation: str, sent: Mapping[str, Any]) -> bool:
        last_day = self.last_days.get(organisation)
        alive = organisation in sent["ends"] or last_day is None or last_day >= sent["day"]
        return alive and organisation not in sent["excluded"]

    def within(self, organisation: str, side: Mapping[str, Any]) -> bool:
        seat = self.seats.get(organisation)
        return organisation in side["ids"] or (seat is not None and seat.region in side["regions"])

    def level(self, sent: Mapping[str, Any]) -> Iterator[OrganisationTiesRow]:
        found = [self.row(each, sent["located"]) for each in self.arrays.ties if self.read(each, sent)]
        large = [
            project
            for project, members in self.large.items()
            if any(self.within(each, sent["one"]) for each in members)
        ]
        yield OrganisationTiesRow(found[: sent["most"]], large)

    def read(self, tie: Tie, sent: Mapping[str, Any]) -> bool:
        holds = tie.kind.name in sent["kinds"] and tie.period.holds(sent["day"])
        if not holds or not all(self.usable(each, sent) for each in tie[1:3]):
            return False
        towards = sent["other"]
        return any(
            self.within(one, sent["one"]) and (towards is None or self.within(other, towards))
            for one, other in (tie[1:3], tie[2:0:-1])
        )

    def row(self, tie: Tie, located: bool) -> TieRow:
        kind, start, end, record, (since, until) = tie
        seats = [self.seat(each) if located else None for each in (start, end)]
        return TieRow(kind, start, end, record, since, until, *seats)

    def regions(self, sent: Mapping[str, Any]) -> Iterator[BorderingRegionRow]:
        borders = self.arrays.borders if sent["bordering"] else ()
        homes = [each.region for each in self.seats.values()]
        for region in sorted({*homes, *(each for border in borders for each in border[:2])}):
            over = [SeatRow(other, record) for one, other, record in borders if one == region]
            yield BorderingRegionRow(region, homes.count(region), over)

    def members(self, sent: Mapping[str, Any]) -> Iterator[MemberRow]:
        for region in sent["regions"]:
            penalties: Mapping[str, int] = sent["penalties"]
            here = [seat for seat in self.seats.values() if seat.region == region]
            seats = sorted(here, key=lambda seat: (penalties.get(seat.organisation, 0), seat.organisation))
            yield from [MemberRow(*each) for each in seats if self.usable(each.organisation, sent)][: sent["most"]]

    def names(self, sent: Mapping[str, Any]) -> Iterator[NameRow]:
        yield from (NameRow(each, self.named.get(each, f"name of {each}")) for each in sent["ids"])


def country_of(arrays: Arrays) -> CountryLinks:
    """Return the links of the country that the ties make. Properties that the search does not use are empty."""
    last_days = {each.organisation: each.last_day for each in arrays.endings}
    ids = sorted({*last_days, *(each for tie in arrays.ties for each in tie[1:3])})
    unknown = np.full(len(ids), NOWHERE)
    return CountryLinks(
        organisations=CountryOrganisations(
            ids=ids,
            kinds=unknown,
            levels=unknown,
            regions=unknown,
            region_ids=[],
            region_names=[],
            places=np.full((len(ids), 2), np.nan),
            municipalities=unknown,
            municipality_ids=[],
            first_days=np.full(len(ids), -np.inf),
            last_days=np.array([ordinal(last_days.get(each), np.inf) for each in ids]),
        ),
        links={kind: columns(records_of([tie for tie in arrays.ties if tie.kind is kind], ids)) for kind in LINKED},
        sources=[],
        large_projects=0,
    )


def records_of(ties: Sequence[Tie], ids: Sequence[str]) -> list[LinkRecord]:
    """Return ties as records between numbered organisations."""
    return [
        LinkRecord(
            tie.kind,
            ids.index(tie.start),
            ids.index(tie.end),
            ordinal(tie.period.since, -np.inf),
            ordinal(tie.period.until, np.inf),
        )
        for tie in ties
    ]


def ordinal(day: date | None, otherwise: float) -> float:
    """Return a day as a number."""
    return otherwise if day is None else float(day.toordinal())
