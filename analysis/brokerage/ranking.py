"""The brokers of a network: the organisations that link others, in the order of brokerages between groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

import numpy as np

from analysis.answers import Completeness, Method
from analysis.brokerage import wording
from analysis.brokerage.mixing import Mixing, mixing
from analysis.brokerage.network import DIRECTED, BrokerageScope, GroupedOrganisations
from analysis.brokerage.pairs import Floats, Integers
from analysis.brokerage.roles import BETWEEN_GROUPS, Brokerages
from analysis.brokerage.structural_holes import StructuralHoles
from analysis.brokerage.triangles import TOGETHER, triangles
from analysis.ties.common_projects import projects_left_out
from analysis.ties.country_links import CountryLinks
from analysis.ties.wording import kinds_not_stored
from analysis.vocabulary import LinkKind

VERSION = "1"
REFERENCE = (
    "Gould and Fernandez (1989), Structures of Mediation, Sociological Methodology 19; "
    "Burt (1992), Structural Holes, Harvard University Press; "
    "Borgatti (1997), Structural Holes: Unpacking Burt's Redundancy Measures, Connections 20(1)"
)


class Broker(NamedTuple):
    """An organisation (global id) with its brokerages by role, the sums of them, and its structural holes."""

    organisation: str
    coordinator: int
    itinerant: int
    gatekeeper: int
    representative: int
    liaison: int
    between_groups: int
    total: int
    constraint: float
    effective_size: float


@dataclass(frozen=True, eq=False)
class BrokerList(Sequence[Broker]):
    """Brokers as arrays [b], in their order: the global id, the counts of roles [b, 5], and both figures of holes."""

    ids: Sequence[str]
    roles: Integers
    constraint: Floats
    effective_size: Floats

    def __len__(self) -> int:
        """Return the number of brokers."""
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Broker: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Broker]: ...
    def __getitem__(self, index: int | slice) -> Broker | Sequence[Broker]:
        """Return one broker, or the brokers of a slice."""
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        coordinator, itinerant, gatekeeper, representative, liaison = self.roles[index].tolist()
        between = gatekeeper + representative + liaison
        return Broker(
            organisation=self.ids[index],
            coordinator=coordinator,
            itinerant=itinerant,
            gatekeeper=gatekeeper,
            representative=representative,
            liaison=liaison,
            between_groups=between,
            total=between + coordinator + itinerant,
            constraint=float(self.constraint[index]),
            effective_size=float(self.effective_size[index]),
        )


@dataclass(frozen=True, eq=False)
class NetworkFigures:
    """The figures of all n organisations of the country in a network: roles [n, 5], constraint and effective size [n].

    The constraint and the effective size of an organisation without partners are NaN.
    """

    roles: Integers
    constraint: Floats
    effective_size: Floats
    mixing: Mixing

    @property
    def broker_count(self) -> int:
        """The number of organisations with at least one brokerage."""
        return int(self.roles.any(axis=1).sum())

    def brokers(self, ids: Sequence[str]) -> BrokerList:
        """Return the organisations with at least one brokerage; `ids` [n] are in ascending order.

        The organisation with the most brokerages between different groups (gatekeeper, representative, liaison) comes
        first. Equal ones are ordered by all brokerages, then by id.
        """
        total, between = self.roles.sum(axis=1), self.roles[:, [*BETWEEN_GROUPS]].sum(axis=1)
        some = np.flatnonzero(total)
        order = some[np.lexsort((some, -total[some], -between[some]))]
        return BrokerList(
            [ids[each] for each in order.tolist()],
            self.roles[order],
            self.constraint[order],
            self.effective_size[order],
        )


def network_figures(network: GroupedOrganisations, together: int = TOGETHER) -> NetworkFigures:
    """Return the figures of a network. The triangles are enumerated once, in parts (`triangles`)."""
    roles, holes = Brokerages(network.pairs, network.groups), StructuralHoles(network.pairs)
    for found in triangles(network.pairs, together):
        roles.subtract(found)
        holes.add(found)
    mixed = mixing(network.pairs, network.groups)
    return NetworkFigures(roles.counts, holes.constraint(), holes.effective_size(), mixed)


def method_of(scope: BrokerageScope) -> Method:
    """Return the method with the parameters of a scope."""
    parameters = {
        "between": scope.between.value,
        "through": [each.value for each in scope.through],
        "directed": [each.value for each in scope.through if each in DIRECTED],
    }
    return Method("Gould-Fernandez brokerage roles and Burt's structural holes", VERSION, parameters, REFERENCE)


def large_projects(country: CountryLinks, scope: BrokerageScope) -> int:
    """Return the number of projects that are too large to make links, if the scope has links by projects."""
    return country.large_projects if LinkKind.PROJECT in scope.through else 0


def completeness_of(network: GroupedOrganisations, country: CountryLinks, brokers: int) -> Completeness:
    """Return the completeness of the result for a network of the country with a number of brokers."""
    gaps = []
    if absent := [kind for kind in network.scope.through if not len(country.links[kind])]:
        gaps.append(kinds_not_stored(absent))
    if network.without_group:
        gaps.append(wording.group_not_known(network.without_group))
    if large := large_projects(country, network.scope):
        gaps.append(projects_left_out(large))
    notes = []
    if not len(network.pairs):
        notes.append(wording.no_links(network.scope.day))
    elif not brokers:
        notes.append(wording.no_brokers())
    if network.undated:
        notes.append(wording.undated(network.undated))
    return Completeness(as_of=network.scope.day, gaps=tuple(gaps), notes=tuple(notes))
