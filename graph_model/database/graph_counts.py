"""Counts of the graph: nodes of a kind, relations of a navigation, and distinct values of an index."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_model.database.driver import Database
from graph_model.declarations import Hop, Navigation, Node
from graph_model.errors import DatabaseError
from graph_model.properties import Property

# default estimates for a graph whose counts are not known
NODES_OF_A_KIND, NODES_BEHIND_A_NODE, VALUES_OF_AN_INDEX = 100_000, 100, 100
READ = """
CALL db.stats.retrieve('GRAPH COUNTS') YIELD data
RETURN data, COLLECT { MATCH (state:DataState) RETURN state.dataVersion }
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class GraphCounts:
    """The counts by which a statement chooses its start. Defaults replace unknown counts.

    The keys of `relations` are (label of the start, type, "") and ("", type, label of the end), as Neo4j counts them.
    """

    nodes: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    values: Mapping[tuple[str, str], int] = field(default_factory=dict)
    known: bool = False
    data_version: int | None = None

    def of(self, kind: type[Node]) -> int:
        """Return the number of nodes of a kind."""
        return self.nodes.get(kind.__name__, 0) if self.known else NODES_OF_A_KIND

    def behind(self, kind: type[Node], navigation: Navigation) -> list[float]:
        """Return the mean number of nodes that lead to one node, for each hop of a navigation.

        The hops are in the order from the end of the navigation back to `kind`.
        """
        return [self._crossing(start, hop) / self._many(hop.kind) for start, hop in hops_of(kind, navigation)][::-1]

    def ahead(self, kind: type[Node], navigation: Navigation) -> list[float]:
        """Return the mean number of nodes that one node of `kind` leads to, for each hop."""
        return [self._crossing(start, hop) / self._many(start) for start, hop in hops_of(kind, navigation)]

    def distinct(self, kind: type[Node], what: Property) -> int:
        """Return the number of distinct values of an indexed property."""
        if what.stored.unique:
            return self.of(kind)
        return self.values.get((kind.__name__, what.column), VALUES_OF_AN_INDEX)

    def _crossing(self, start: str, hop: Hop) -> float:
        """Return the number of relations of a hop."""
        if not self.known:
            return NODES_OF_A_KIND * NODES_BEHIND_A_NODE
        name = hop.relation.type
        forwards = min(self.relations.get((start, name, ""), 0), self.relations.get(("", name, hop.kind), 0))
        backwards = min(self.relations.get((hop.kind, name, ""), 0), self.relations.get(("", name, start), 0))
        return {"out": forwards, "in": backwards, "both": forwards + backwards}[hop.direction]

    def _many(self, label: str) -> int:
        return max(self.nodes.get(label, 0), 1) if self.known else NODES_OF_A_KIND


def hops_of(kind: type[Node], navigation: Navigation) -> Iterator[tuple[str, Hop]]:
    """Yield each hop of a navigation with the label of its start nodes."""
    starts = [kind.__name__, *(hop.kind for hop in navigation.hops[:-1])]
    return zip(starts, navigation.hops, strict=True)


async def graph_counts(database: Database) -> GraphCounts:
    """Read the counts that Neo4j keeps for its planner.

    Return unknown counts if the database user may not read them.
    """
    try:
        [[data, versions]] = await database.read(READ, {})
    except DatabaseError as error:
        log.warning(
            "the counts of the graph cannot be read; statements choose their start by default counts: %s", error
        )
        return GraphCounts()
    return counts_of(data, next(iter(versions), None))


def counts_of(data: Mapping[str, Sequence[Mapping[str, Any]]], data_version: int | None) -> GraphCounts:
    """Return the counts from the result of `db.stats.retrieve`."""
    return GraphCounts(
        nodes={each["label"]: each["count"] for each in data["nodes"] if "label" in each},
        relations={
            (each.get("startLabel", ""), each["relationshipType"], each.get("endLabel", "")): each["count"]
            for each in data["relationships"]
            if "relationshipType" in each
        },
        values={
            (*each["labels"], *each["properties"]): each["estimatedUniqueSize"]
            for each in data["indexes"]
            if each["indexType"] == "RANGE" and len(each.get("labels", ())) == len(each["properties"]) == 1
        },
        known=True,
        data_version=data_version,
    )
