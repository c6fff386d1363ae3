"""The analysis of the network of organisations for several groupings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.brokerage.communities import Communities, Parts, communities, components
from analysis.brokerage.missing_links import UnlinkedGroups, unlinked_groups
from analysis.brokerage.network import BrokerageScope, GroupedOrganisations, network_of
from analysis.brokerage.pairs import LinkedPairs
from analysis.brokerage.ranking import NetworkFigures, large_projects, network_figures
from analysis.ties.country_links import CountryLinks
from analysis.vocabulary import LinkKind
from graph_model.progress import Reporter, silent
from graph_model.terms import BrokerGrouping


@dataclass(frozen=True)
class NetworkRequest:
    """The groupings and the kinds of links to analyse, both without duplicates, the day and the random seed."""

    between: tuple[BrokerGrouping, ...]
    through: tuple[LinkKind, ...]
    day: date
    seed: int

    def scopes(self) -> list[BrokerageScope]:
        """Return the scope of each grouping."""
        return [BrokerageScope(each, self.through, self.day) for each in self.between]


@dataclass(frozen=True, eq=False)
class NetworkDivision:
    """The components and the communities of a network."""

    components: Parts
    communities: Communities


@dataclass(frozen=True, eq=False)
class NetworkResult:
    """The result for one scope. `large_projects` counts the projects that are too large to make links."""

    network: GroupedOrganisations
    figures: NetworkFigures
    division: NetworkDivision
    unlinked: Sequence[UnlinkedGroups]
    large_projects: int
    seed: int


def analyse_network(country: CountryLinks, request: NetworkRequest, reporter: Reporter = silent) -> list[NetworkResult]:
    """Analyse the network for each grouping. Groupings with the same links share their components and communities."""
    divisions: list[tuple[LinkedPairs, NetworkDivision]] = []
    results = []
    for done, scope in enumerate(request.scopes(), 1):
        network = network_of(country, scope)
        division = next((each for pairs, each in divisions if same_pairs(pairs, network.pairs)), None)
        if division is None:
            division = NetworkDivision(components(network.pairs), communities(network.pairs, request.seed))
            divisions.append((network.pairs, division))
        unlinked = unlinked_groups(network.pairs, network.groups, network.sizes)
        figures = network_figures(network)
        results.append(
            NetworkResult(network, figures, division, unlinked, large_projects(country, scope), request.seed)
        )
        reporter("Groupings analysed", done, len(request.between))
    return results


def same_pairs(one: LinkedPairs, other: LinkedPairs) -> bool:
    """Return whether two networks link the same pairs of nodes."""
    return np.array_equal(one.keys, other.keys)
