"""Fast storing of a graph in a few statements.

Separate statements for each kind and relation would spend most of the time on query planning. The module is for tests
of other subjects than writing. The result equals the graph that `write_in_batches` creates, in one data version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_model.database.data_state import record_change
from graph_model.database.driver import Database, Reader
from graph_model.declarations import Node
from graph_model.links import Link
from graph_model.record_states import required_navigations
from graph_model.writing.bulk_writes import write_in_batches
from graph_model.writing.link_batch import only_one
from graph_model.writing.stored_form import stored_form

ROWS = 2_000

WRITE_NODES = """
UNWIND $rows AS row CREATE (node:$(row[0])) SET node = row[1], node.recordedAt = datetime.transaction()
FOREACH (name IN keys(row[2]) | SET node[name] = point(row[2][name]))
RETURN node.id, elementId(node)
"""
WRITE_LINKS = """
UNWIND $rows AS row
MATCH (start) WHERE elementId(start) = row[0]
MATCH (end) WHERE elementId(end) = row[1]
CREATE (start)-[link:$(row[2])]->(end) SET link = row[3], link.recordedAt = datetime.transaction()
"""


async def store(database: Database, nodes: Sequence[Node], links: Sequence[Link]) -> None:
    """Store records in a graph that contains none of them, and raise the data version once."""
    oriented = [each.oriented() for each in links]
    crowded = crowded_ends(oriented)
    rivals = [each for each in oriented if crowded & ends_of(each)]
    states = states_of(nodes, oriented)
    rows = [[states[each.id].label, *row_of(each, states[each.id])] for each in nodes]
    elements = dict(await _written(database, WRITE_NODES, rows))
    others = [each for each in oriented if not crowded & ends_of(each)]
    await _written(database, WRITE_LINKS, [[elements[each.start], elements[each.end], *ended(each)] for each in others])
    if rivals:
        await write_in_batches(database, [], rivals)
    await database.write(record_change)


End = tuple[str, str, str]


def ends_of(link: Link) -> set[End]:
    """Return the ends of a link that permit only one link of its pattern."""
    only_start, only_end = only_one(link.start_kind, type(link.relation), link.end_kind)
    found = {("start", link.pattern, link.start)} if only_start else set()
    return found | ({("end", link.pattern, link.end)} if only_end else set())


def crowded_ends(links: Sequence[Link]) -> set[End]:
    """Return the ends with several links where only one is permitted; a later link ends the earlier one."""
    counted = Counter(end for each in links for end in ends_of(each))
    return {end for end, count in counted.items() if count > 1}


@dataclass(frozen=True)
class State:
    """The label of a node and the properties that belong to the label."""

    label: str
    properties: Mapping[str, object] = field(default_factory=dict)


def states_of(nodes: Sequence[Node], links: Sequence[Link]) -> dict[str, State]:
    """Return the states of nodes by their required links, in a second, simpler implementation of the rules."""
    ends: dict[tuple[str, str], set[str]] = {}
    for each in links:
        if each.relation.removed_on is None or "until" in each.relation.properties():
            ends.setdefault((each.start, f"out {each.relation.type}"), set()).add(each.end)
            ends.setdefault((each.end, f"in {each.relation.type}"), set()).add(each.start)
    states: dict[str, State] = {}
    by_id = {each.id: each for each in nodes}

    def state(id_: str) -> State:
        if id_ not in states:
            states[id_] = found(by_id[id_])
        return states[id_]

    def found(node: Node) -> State:
        lacks, withdrawn = [], []
        for navigation in required_navigations(type(node)):
            hop = navigation.hops[0]
            reached = [
                each
                for each in sorted(ends.get((node.id, f"{hop.direction} {hop.relation.type}"), set()))
                if each.startswith(f"{hop.kind}:")
            ]
            labels = {each: state(each).label for each in reached}
            if not {hop.kind, "Withdrawn"} & set(labels.values()):
                lacks.append(navigation.name)
            elif hop.kind not in labels.values():
                withdrawn.append(next(each for each in reached if labels[each] == "Withdrawn"))
        if lacks:
            return State("Incomplete", {"lacks": lacks})
        if node.removed_on is not None:
            return State("Withdrawn")
        if withdrawn:
            end = by_id[withdrawn[0]]
            own = {"removedOn": end.removed_on, "endedBy": end.ended_by}
            return State("Withdrawn", {**own, **state(end.id).properties, "withdrawnWith": end.id})
        return State(type(node).__name__)

    return {each.id: state(each.id) for each in nodes}


def row_of(record: Node, state: State) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the properties of a record and its points."""
    form = stored_form(record)
    return {**form.properties, **state.properties, "digest": form.digest}, dict(form.points)


def ended(link: Link) -> tuple[str, dict[str, Any]]:
    """Return the type and properties of a link; an ended link without a property `until` gets the type ENDED."""
    form = stored_form(link.relation)
    values = {**form.properties, "digest": form.digest}
    if "removedOn" not in values or "until" in link.relation.properties():
        return link.relation.type, values
    return "ENDED", {**values, "was": link.relation.type, "until": values.pop("removedOn")}


async def _written(database: Database, text: str, rows: Sequence[Sequence[object]]) -> list[list[Any]]:
    async def write(run: Reader) -> list[list[Any]]:
        return [
            row for start in range(0, len(rows), ROWS) for row in await run(text, {"rows": rows[start : start + ROWS]})
        ]

    return await database.write(write)
