"""The computed fields of the schema: for each, the statement of its arrays and the analysis that answers from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.links import STRONGEST_FIRST
from analysis.network import Arrays
from analysis.paths import PathRequest, PathSearch, shortest_paths
from analysis.vocabulary import LinkKind
from graph_model.declarations import global_id, kind_of_id
from graph_model.organisations import Organisation
from resolvers.array_rows import arrays_of
from resolvers.days import today
from resolvers.errors import bad_input
from resolvers.limits import limited

DEFAULT_PATHS, MOST_PATHS = 5, 50
DEFAULT_LENGTH, LONGEST = 6, 10


def paths(arrays: list[Any], arguments: Mapping[str, Any]) -> PathSearch:
    """`Query.paths`; raises a `RequestError` where the ends or the limits cannot be used."""
    network_arrays = arrays_of(arrays)
    start, end = (known_organisation(network_arrays, name, arguments[name]) for name in ("from", "to"))
    if start == end:
        raise bad_input("from and to are the same organisation. Give two different ones.")
    request = PathRequest(
        start=start,
        end=end,
        longest=limited("maxLength", arguments.get("maxLength"), DEFAULT_LENGTH, LONGEST),
        most=limited("first", arguments.get("first"), DEFAULT_PATHS, MOST_PATHS),
        through=kinds_of_links(arguments.get("through")),
    )
    return shortest_paths(network_arrays, request, today())


def known_organisation(arrays: Arrays, argument: str, identifier: str) -> str:
    """The global id if an organisation has it; else raises a `RequestError` that says what to give."""
    kind = kind_of_id(identifier)
    if kind is not Organisation:
        named = f"names a {kind.__name__}, and paths join organisations" if kind else "is not a global id"
        example = global_id(Organisation, "RU-ACADEMY")
        raise bad_input(f"{argument}: {identifier!r} {named}. Give the id of an organisation, such as {example!r}.")
    if all(ending.organisation != identifier for ending in arrays.endings):
        raise bad_input(
            f"{argument}: there is no organisation with the id {identifier!r}. Find ids with organisations."
        )
    return identifier


def kinds_of_links(through: list[str] | None) -> tuple[LinkKind, ...]:
    """The kinds of links that a path may take; all of them where nothing is said."""
    if through is None:
        return STRONGEST_FIRST
    if not through:
        raise bad_input("through is empty. Name at least one kind of link, or leave it out to take all.")
    return tuple(LinkKind[kind] for kind in dict.fromkeys(through))
