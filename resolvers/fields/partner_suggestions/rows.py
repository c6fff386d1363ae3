"""The row of the statement of partner suggestions, and its conversion to a neighbourhood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from analysis.answers import Period
from analysis.geography import Place
from analysis.links import Tie
from analysis.neighbourhood import Body, Candidate, Nearness, Neighbourhood, Performance, SecondPartner
from graph_model.terms import OrganisationKind
from resolvers.fields.cypher import RELATIONS

LINK_KINDS = {relation: kind for kind, relation in RELATIONS.items()}


class PerformanceRow(NamedTuple):
    """A function, by global id, that an organisation performs."""

    function: str
    since: date | None
    until: date | None

    def performance(self) -> Performance:
        """Return what the analysis takes."""
        return Performance(self.function, Period(self.since, self.until))


class OrganisationRow(NamedTuple):
    """An organisation with its functions."""

    id: str
    kind: OrganisationKind
    last_day: date | None
    latitude: float | None
    longitude: float | None
    functions: list[PerformanceRow]

    def body(self) -> Body:
        """Return what the analysis takes."""
        performed = [each.performance() for each in self.functions]
        return Body(self.id, self.kind, self.last_day, self.place(), performed)

    def place(self) -> Place | None:
        """Return the place, where it is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Place(self.latitude, self.longitude)


class TieRow(NamedTuple):
    """A relation between two organisations, by its type, its ends and its data source."""

    relation: str
    start: str
    end: str
    record: str | None
    since: date | None
    until: date | None

    def tie(self) -> Tie:
        """Return what the analysis takes."""
        period = Period(self.since, self.until)
        return Tie(LINK_KINDS[self.relation], self.start, self.end, self.record, period)


class SecondPartnerRow(NamedTuple):
    """An organisation, and a partner of the asker that it is a partner of."""

    other: str
    partner: str
    since: date | None
    until: date | None

    def second_partner(self) -> SecondPartner:
        """Return what the analysis takes."""
        return SecondPartner(self.other, self.partner, Period(self.since, self.until))


class RegionRow(NamedTuple):
    """The region of the asker, or one that borders it, with its organisations.

    `record` is the data source of the seat of the asker (in its own region) or of the border.
    """

    home: str
    region: str
    name: str
    record: str | None
    organisations: list[OrganisationRow]

    def candidates(self) -> Iterator[Candidate]:
        """Yield the organisations as candidates."""
        nearness = Nearness(self.home, self.region, self.name, self.record)
        return (Candidate(each.body(), nearness) for each in self.organisations)


class NeighbourhoodRow(NamedTuple):
    """The surroundings of the organisation that has the field."""

    asker: OrganisationRow
    functions_assigned: bool
    functions_known: int
    ties: list[TieRow]
    second_partners: list[SecondPartnerRow]
    regions: list[RegionRow]

    def neighbourhood(self) -> Neighbourhood:
        """Return what the analysis takes."""
        return Neighbourhood(
            asker=self.asker.body(),
            functions_assigned=self.functions_assigned,
            functions_known=self.functions_known,
            candidates=[each for region in self.regions for each in region.candidates()],
            ties=[each.tie() for each in self.ties],
            second_partners=[each.second_partner() for each in self.second_partners],
        )
