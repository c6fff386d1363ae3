"""The arguments and the function of ego networks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.ego_networks.network import EgoNetwork, ego_network, node_records
from analysis.ego_networks.surroundings import EgoRequest, links_between, surroundings_of
from analysis.ego_networks.wording import MOST
from analysis.ties.country_links import LINKED
from analysis.vocabulary import LinkKind
from resolvers.compiling.computed_field import ArgumentValues, Steps, share
from resolvers.fields.country_links.arrays import COUNTRY_LINKS, named_records
from resolvers.fields.days import requested_day
from resolvers.fields.ego_network.statement import EgoRow
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_DEPTH, LARGEST_DEPTH = 2, 3
DEFAULT_ORGANISATIONS = 200
INSTEAD = {
    LinkKind.REGION: (
        "REGION links every two organisations of a region, so that the network would be the whole region. Select other "
        "kinds of links, or list the organisations of the region with region.organisations."
    ),
    LinkKind.BORDER: (
        "BORDER links every organisation of a region to all organisations of the regions that border it, so that the "
        "network would be these regions. Select other kinds of links, or list the organisations of the regions with "
        "region.neighbours."
    ),
}


@dataclass(frozen=True)
class EgoNetworkArguments:
    """The largest distance, the kinds of links, the day, and the largest number of organisations besides the first."""

    depth: int
    through: tuple[LinkKind, ...]
    as_of: date
    first: int

    def request(self, organisation: str) -> EgoRequest:
        """Return the request for the analysis."""
        return EgoRequest(organisation, self.depth, self.through, self.as_of, self.first)


def validated(given: ArgumentValues) -> EgoNetworkArguments:
    """Validate and return the arguments. Raises a `RequestError` for limits and for kinds of links over regions."""
    return EgoNetworkArguments(
        depth=limited("depth", given.get("depth"), DEFAULT_DEPTH, LARGEST_DEPTH),
        through=linking_kinds(given.get("through")),
        as_of=requested_day(given.get("asOf")),
        first=limited("first", given.get("first"), DEFAULT_ORGANISATIONS, MOST),
    )


def linking_kinds(through: list[str] | None) -> tuple[LinkKind, ...]:
    """Return the kinds of links, by default all of `LINKED`. Raises a `RequestError` for other kinds or none."""
    if through is None:
        return LINKED
    if not through:
        raise bad_input("through is empty. Give at least one kind of link, or omit it to use all.")
    kinds = [LinkKind[each] for each in dict.fromkeys(through)]
    for kind, message in INSTEAD.items():
        if kind in kinds:
            raise bad_input(f"through: {message}")
    return tuple(kinds)


def network(arguments: EgoNetworkArguments, rows: list[EgoRow]) -> Steps[EgoNetwork]:
    """Return the network around the organisation with the field."""
    (row,) = rows
    country = yield from share(COUNTRY_LINKS)
    request = arguments.request(row.id)
    around = surroundings_of(country, request)
    links = links_between(country, request, around.chosen)
    records = yield from named_records(node_records(links))
    return ego_network(country, request, around, links, records)
