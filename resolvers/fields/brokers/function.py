"""The arguments and the function of brokers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.brokerage.network import BrokerageScope, network_of
from analysis.brokerage.ranking import completeness_of, network_figures
from analysis.ties.country_links import LINKED, CountryLinks
from analysis.vocabulary import LinkKind
from graph_model.terms import BrokerGrouping
from resolvers.compiling.computed_field import ArgumentValues, Keep, Steps, memory, share
from resolvers.compiling.listing import requested_page_size
from resolvers.fields.brokers.result import Brokers, KeptNetwork
from resolvers.fields.brokers.statement import EmptyRow
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.fields.days import requested_day
from resolvers.requests.documents import Cache
from resolvers.requests.errors import RequestError, bad_input

DEFAULT_LINKS = (LinkKind.PARTNERSHIP, LinkKind.PROJECT)
# networks that are kept for further pages: 10 MB each in a country of 50,000 organisations and 400,000 links
MOST_NETWORKS = 4
# the largest value of the scalar Int of GraphQL
LARGEST_INTEGER = 2**31 - 1


@dataclass(frozen=True)
class BrokersArguments:
    """The network, the number of brokers on the page, and the cursor after which the page begins."""

    scope: BrokerageScope
    first: int | None
    after: str | None


def validated(given: ArgumentValues) -> BrokersArguments:
    """Validate and return the arguments. Raises a `RequestError` for an invalid scope or page."""
    return BrokersArguments(
        scope=scope_of(given.values["scope"]),
        first=requested_page_size(given),
        after=given.get("after"),
    )


def scope_of(given: Mapping[str, Any]) -> BrokerageScope:
    """Return the scope. Raises a `RequestError` for kinds of links that make no network of brokerage."""
    return BrokerageScope(
        BrokerGrouping[given["between"]], kinds_of_links(given.get("through")), requested_day(given.get("asOf"))
    )


def kinds_of_links(through: list[str] | None) -> tuple[LinkKind, ...]:
    """Return the kinds of links in their usual order. Raises a `RequestError` for none, or for links over regions."""
    if through is None:
        return DEFAULT_LINKS
    requested = {LinkKind[each] for each in through}
    if not requested:
        raise bad_input("through is empty. Give at least one kind of link, or omit it to use PARTNERSHIP and PROJECT.")
    if refused := sorted(each.value for each in requested if each not in LINKED):
        raise bad_input(
            f"through contains {', '.join(refused)}. These links join every two organisations of a region or of "
            "bordering regions, which therefore need no broker. "
            f"Use {', '.join(each.value for each in LINKED)}."
        )
    return tuple(each for each in LINKED if each in requested)


def brokers(arguments: BrokersArguments, rows: list[EmptyRow]) -> Steps[Brokers]:
    """Return the brokers of a network. Raises a `RequestError` if a count exceeds the scalar Int."""
    del rows
    country = yield from share(COUNTRY_LINKS)
    kept = kept_network((yield from memory()), country, arguments.scope)
    if kept.figures.roles.sum(axis=1).max(initial=0) > LARGEST_INTEGER:
        message = f"An organisation has more than {LARGEST_INTEGER:,} brokerages. Name fewer kinds of links in through."
        raise RequestError("TOO_COSTLY", message)
    completeness = completeness_of(kept.network, country, len(kept.brokers))
    return Brokers(arguments.first, arguments.after, kept, completeness)


def kept_network(keep: Keep, country: CountryLinks, scope: BrokerageScope) -> KeptNetwork:
    """Return the network of a scope with its figures, which are cached for the last scopes."""
    cache: Cache[KeptNetwork] = keep("networks of brokers", lambda: Cache(MOST_NETWORKS))
    known = cache.get(scope)
    if known is not None:
        return known
    network = network_of(country, scope)
    figures = network_figures(network)
    return cache.keep(scope, KeptNetwork(network, figures, figures.brokers(country.organisations.ids)))
