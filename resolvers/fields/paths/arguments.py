"""The arguments of paths and their limits."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.paths.paths import PathRequest
from analysis.ties.hubs import HUB_DEGREE
from analysis.ties.links import STRONGEST_FIRST
from analysis.vocabulary import HubTreatment, LinkKind
from graph_model.declarations import global_id, kind_of_id
from graph_model.kinds.organisations import Organisation
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_PATHS, MOST_PATHS = 5, 50
DEFAULT_LENGTH, LONGEST = 6, 8
LARGEST_HUB_DEGREE = 1_000_000


@dataclass(frozen=True)
class PathArguments:
    """Two different organisations by global id, the largest length and number of paths, kinds of links, and hubs."""

    from_: str
    to: str
    max_length: int
    through: tuple[LinkKind, ...]
    first: int
    hubs: HubTreatment = HubTreatment.KEEP
    hub_degree: int = HUB_DEGREE

    def request(self) -> PathRequest:
        """Return the request for the analysis."""
        return PathRequest(self.from_, self.to, self.max_length, self.first, self.through, self.hubs, self.hub_degree)


def arguments(given: ArgumentValues) -> PathArguments:
    """Validate and return the arguments. Raises a `RequestError` for invalid ends or limits."""
    start, end = (organisation_id(name, given.values[name]) for name in ("from", "to"))
    if start == end:
        raise bad_input("from and to are the same organisation. Give two different ones.")
    hubs = HubTreatment[given.get("hubs") or HubTreatment.KEEP]
    return PathArguments(
        from_=start,
        to=end,
        max_length=limited("maxLength", given.get("maxLength"), DEFAULT_LENGTH, LONGEST),
        through=kinds_of_links(given.get("through")),
        first=limited("first", given.get("first"), DEFAULT_PATHS, MOST_PATHS),
        hubs=hubs,
        hub_degree=degree_of_hubs(given.get("hubDegree"), hubs),
    )


def degree_of_hubs(given: int | None, hubs: HubTreatment) -> int:
    """Return the degree above which an organisation is a hub. Raises a `RequestError` if it would have no effect."""
    if given is not None and hubs is HubTreatment.KEEP:
        raise bad_input("hubDegree has no effect on hubs: KEEP. Give hubs: EXCLUDE or DISCOUNT, or omit hubDegree.")
    return limited("hubDegree", given, HUB_DEGREE, LARGEST_HUB_DEGREE)


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
