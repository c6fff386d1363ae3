"""The records of an analysed network: the node of the analysis, and the positions of the linked organisations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.brokerage.network import BrokerageScope
from analysis.brokerage.ranking import VERSION, method_of
from analysis.brokerage.roles import BETWEEN_GROUPS
from graph_model.declarations import global_id
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.networks import FoundBy, NetworkAnalysis, NetworkPosition, PositionOf
from graph_model.links import Link
from graph_model.terms import Confidence
from jobs.computed import computed_source
from jobs.network.analysing import NetworkResult

SOURCE_ID = "computed-network"


def source_of(synthetic: bool) -> DataSource:
    """Return the data source of the records."""
    return computed_source(SOURCE_ID, "положение организаций в сети", synthetic)


def name_of_scope(scope: BrokerageScope) -> str:
    """Return the name under which the analysis of a scope is stored; the day is not part of it."""
    return f"{scope.between}/{'+'.join(scope.through)}"


@dataclass(frozen=True, eq=False)
class AnalysisRecords:
    """The records of a result under the code of an analysis; `synthetic` if the network contains generated records."""

    result: NetworkResult
    code: str
    synthetic: bool

    def analysis(self, data_version: int, current: bool) -> NetworkAnalysis:
        """Return the node of the analysis."""
        network, mixed, parts = self.result.network, self.result.figures.mixing, self.result.division
        members, linked = int(network.members.sum()), int((network.pairs.degrees > 0).sum())
        return NetworkAnalysis(
            code=self.code,
            scope=name_of_scope(network.scope),
            current=current,
            name=method_of(network.scope).name,
            version=VERSION,
            as_of=network.scope.day,
            data_version=data_version,
            between=network.scope.between,
            through=tuple(each.value for each in network.scope.through),
            seed=self.result.seed,
            organisations=members,
            isolated=members - linked,
            links_within=mixed.within,
            links_between=mixed.between,
            e_i_index=mixed.e_i_index,
            assortativity=mixed.assortativity,
            components=parts.components.connected,
            largest_component=parts.components.largest,
            communities=parts.communities.parts.connected,
            largest_community=parts.communities.parts.largest,
            modularity=parts.communities.modularity,
            brokers=self.result.figures.broker_count,
            groups_without_link=len(self.result.unlinked),
            large_projects=self.result.large_projects,
            without_group=network.without_group,
            synthetic=self.synthetic,
            confidence=Confidence.ASSUMED,
            source_ids=(SOURCE_ID,),
        )

    def positions(self) -> Iterator[tuple[NetworkPosition, tuple[Link, Link]]]:
        """Yield the position of each linked organisation, with its links, in the order of ids."""
        ids = self.result.network.organisations.ids
        for number in np.flatnonzero(self.result.network.pairs.degrees).tolist():
            node = self._position(number, ids[number].partition(":")[2])
            found_by = Link(self._relation(FoundBy), node.id, global_id(NetworkAnalysis, self.code))
            yield node, (Link(self._relation(PositionOf), node.id, ids[number]), found_by)

    def _position(self, number: int, key: str) -> NetworkPosition:
        figures, parts = self.result.figures, self.result.division
        coordinator, itinerant, gatekeeper, representative, liaison = figures.roles[number].tolist()
        return NetworkPosition(
            code=f"{self.code}/{key}",
            degree=int(self.result.network.pairs.degrees[number]),
            constraint=float(figures.constraint[number]),
            effective_size=float(figures.effective_size[number]),
            coordinator=coordinator,
            itinerant=itinerant,
            gatekeeper=gatekeeper,
            representative=representative,
            liaison=liaison,
            between_groups=int(figures.roles[number, [*BETWEEN_GROUPS]].sum()),
            component=int(parts.components.parts[number]),
            community=int(parts.communities.parts.parts[number]),
            synthetic=self.synthetic,
            confidence=Confidence.ASSUMED,
            source_ids=(SOURCE_ID,),
        )

    def _relation(self, kind: type[FoundBy] | type[PositionOf]) -> FoundBy | PositionOf:
        return kind(synthetic=self.synthetic, confidence=Confidence.ASSUMED, source_ids=(SOURCE_ID,))
