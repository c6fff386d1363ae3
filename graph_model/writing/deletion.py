"""Permanent erasure of one node and its relations.

The erasure of a person includes all personal records about the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import orjson

from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader
from graph_model.declarations import Hop, Node, global_id
from graph_model.errors import MetodGraphError
from graph_model.kinds.journal import LogEntry
from graph_model.kinds.people import Person
from graph_model.kinds.personal import Personal
from graph_model.model import kinds
from graph_model.record_states import INCOMPLETE, in_any_state, of_kind, order_of_kinds
from graph_model.terms import LogKind
from graph_model.writing.batches import NodeBatch, NodeRow
from graph_model.writing.bulk_writes import unnamed, write_batches
from graph_model.writing.changes import Changes
from graph_model.writing.ended_records import ENDED
from graph_model.writing.state_settling import dependants, depending, settle_states
from graph_model.writing.undo_journal import forget_nodes

FOUND = "MATCH (node:{labels} {{id: $id}}) RETURN count(node)"
ERASE = """
UNWIND $ids AS id MATCH (node:{labels} {{id: id}})
OPTIONAL MATCH (node)-[record]-()
WITH collect(DISTINCT node) AS nodes, count(DISTINCT record) AS relations
FOREACH (node IN nodes | DETACH DELETE node)
RETURN size(nodes), relations
"""
DROP_PENDING = """
MATCH (awaited:AwaitedLink) WHERE awaited.start IN $ids OR awaited.end IN $ids
WITH collect(awaited) AS found FOREACH (awaited IN found | DETACH DELETE awaited) RETURN size(found)
"""


class NothingToEraseError(MetodGraphError):
    """A node to erase that does not exist. The message does not contain the key, which could identify a person."""

    code = "NOTHING_TO_ERASE"


@dataclass(frozen=True)
class Erasure:
    """The number of erased nodes of each kind, and of erased relations and pending references.

    `incomplete` counts the nodes that lack a required end after the erasure.
    """

    nodes: dict[str, int]
    relations: int
    pending: int
    incomplete: int = 0


async def erase(database: Database, kind: type[Node], key: str) -> Erasure:
    """Erase a node in one transaction. The log entry of the erasure contains no data of the node."""
    return await database.write(lambda run: _erased(run, kind, key))


async def _erased(run: Reader, kind: type[Node], key: str) -> Erasure:
    await lock_for_writing(run)
    [[found]] = await run(FOUND.format(labels=in_any_state(kind.__name__)), {"id": global_id(kind, key)})
    if not found:
        msg = f"The graph contains no {kind.__name__} with this {kind.key_property().name}."
        raise NothingToEraseError(msg)
    ids = {kind.__name__: {global_id(kind, key)}}
    if kind is Person:
        ids |= await _records_of(run, global_id(kind, key))
    nodes, relations, changes = {}, 0, Changes(unnamed())
    for name, erased in ids.items():
        for dependant, hop in dependants(name):
            rows = await run(depending(name, dependant, hop), {"ids": [*erased]})
            changes.touch(dependant, {id_ for [id_] in rows} - ids.get(dependant, set()))
        [[count, detached]] = await run(ERASE.format(labels=in_any_state(name)), {"ids": [*erased]})
        nodes[name], relations = count, relations + detached
    [[pending]] = await run(DROP_PENDING, {"ids": [id_ for erased in ids.values() for id_ in erased]})
    await forget_nodes(run, [id_ for erased in ids.values() for id_ in erased])
    states = await settle_states(run, changes.touched)
    incomplete = sum(state.label == INCOMPLETE for each in states.values() for state in each.values())
    erasure = Erasure({name: count for name, count in nodes.items() if count}, relations, pending, incomplete)
    await _log(run, erasure)
    await record_change(run)
    return erasure


async def _records_of(run: Reader, person: str) -> dict[str, set[str]]:
    """Return the ids of all personal records about a person, by kind, including pending references."""
    found = {Person.__name__: {person}}
    for kind, hop in ownerships():
        owners = [*found.get(hop.kind, ())]
        for text in (_owned(kind, hop), _waiting(kind, hop)) if owners else ():
            found.setdefault(kind.__name__, set()).update(id_ for [id_] in await run(text, {"ids": owners}))
    return {name: ids for name, ids in found.items() if name != Person.__name__}


def ownerships() -> Iterator[tuple[type[Personal], Hop]]:
    """Yield every personal kind with the hops to its owners. Owners come before the records that they own."""
    for name in order_of_kinds():
        kind = kinds()[name]
        if issubclass(kind, Personal) and kind is not Person:
            yield from ((kind, kind.navigations()[owner].hops[0]) for owner in kind.owners)


def _owned(kind: type[Personal], hop: Hop) -> str:
    left, right = ("<-", "-") if hop.direction == "in" else ("-", "->")
    step = f"{left}[:{hop.relation.type}|{ENDED}]{right}"
    return (
        f"UNWIND $ids AS id MATCH (owner:{in_any_state(hop.kind)} {{id: id}})\n"
        f"MATCH (record:{in_any_state(kind.__name__)}){step}(owner) WHERE {of_kind('record', kind.__name__)}\n"
        "RETURN DISTINCT record.id"
    )


def _waiting(kind: type[Personal], hop: Hop) -> str:
    owner, own, first, last = "end", "start", kind.__name__, hop.kind
    if hop.direction == "in":
        owner, own, first, last = "start", "end", hop.kind, kind.__name__
    return (
        f"UNWIND $ids AS id MATCH (awaited:AwaitedLink {{{owner}: id}})\n"
        f"WHERE awaited.pattern = '{first} {hop.relation.type} {last}' RETURN DISTINCT awaited.{own}"
    )


async def _log(run: Reader, erasure: Erasure) -> None:
    # the day without the time: with other records, the time could identify the person
    day = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    counts = {**erasure.nodes, "relations": erasure.relations, "waiting links": erasure.pending}
    entry = LogEntry(
        code=f"erasure {day:%Y-%m-%d} {uuid4().hex[:8]}",
        kind=LogKind.ERASURE,
        began_at=day,
        ended_at=day,
        summary=orjson.dumps(counts).decode(),
    )
    await write_batches(run, [NodeBatch(LogEntry, [NodeRow.of(entry)])], Changes(unnamed()))
