"""Erasing one node for good, with its relations; a person with everything personal that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import orjson

from graph_model.batches import NodeBatch, NodeRow
from graph_model.bulk_writes import unnamed, write_batch
from graph_model.data_state import record_change, take_turn
from graph_model.database import Database, Reader
from graph_model.declarations import Node, global_id
from graph_model.ending import ENDED
from graph_model.errors import MetodGraphError
from graph_model.journal import LogEntry
from graph_model.model import kinds
from graph_model.people import Person
from graph_model.personal import Personal
from graph_model.terms import LogKind

FOUND = "MATCH (node:{kind} {{id: $id}}) RETURN count(node)"
ERASE = """
MATCH (node:{kind}) WHERE node.id IN $ids
OPTIONAL MATCH (node)-[record]-()
WITH collect(DISTINCT node) AS nodes, count(DISTINCT record) AS relations
FOREACH (node IN nodes | DETACH DELETE node)
RETURN size(nodes), relations
"""
DROP_AWAITED = """
MATCH (awaited:AwaitedLink) WHERE awaited.start IN $ids OR awaited.end IN $ids
WITH collect(awaited) AS found FOREACH (awaited IN found | DETACH DELETE awaited) RETURN size(found)
"""


class NothingToEraseError(MetodGraphError):
    """There is no such node; the message does not repeat its key, which may name a person."""

    code = "NOTHING_TO_ERASE"


@dataclass(frozen=True)
class Erasure:
    """How many nodes of each kind were erased, and how many relations and waiting links with them."""

    nodes: dict[str, int]
    relations: int
    awaited: int


async def erase(database: Database, kind: type[Node], key: str) -> Erasure:
    """Erase a node in one transaction, which leaves an entry in the log without its data."""
    return await database.write(lambda run: _erased(run, kind, key))


async def _erased(run: Reader, kind: type[Node], key: str) -> Erasure:
    await take_turn(run)
    [[found]] = await run(FOUND.format(kind=kind.__name__), {"id": global_id(kind, key)})
    if not found:
        msg = f"The graph holds no {kind.__name__} with this {kind.key_property().name}."
        raise NothingToEraseError(msg)
    ids: dict[type[Node], Sequence[str]] = {kind: [global_id(kind, key)]}
    if kind is Person:
        ids |= await _hanging_on(run, global_id(kind, key))
    nodes, relations = {}, 0
    for each, erased in ids.items():
        [[count, beside]] = await run(ERASE.format(kind=each.__name__), {"ids": erased})
        nodes[each.__name__], relations = count, relations + beside
    [[awaited]] = await run(DROP_AWAITED, {"ids": [id_ for erased in ids.values() for id_ in erased]})
    erasure = Erasure({name: count for name, count in nodes.items() if count}, relations, awaited)
    await _log(run, erasure)
    await record_change(run)
    return erasure


async def _hanging_on(run: Reader, person: str) -> dict[type[Node], Sequence[str]]:
    """The ids of everything personal that leads to a person, by kind."""
    found: dict[type[Node], Sequence[str]] = {}
    for kind, way in ways_to_people():
        text = f"MATCH (record:{kind.__name__}){way}(:Person {{id: $id}}) RETURN DISTINCT record.id"
        rows = await run(text, {"id": person})
        found[kind] = sorted({*found.get(kind, ()), *(id_ for [id_] in rows)})
    return found


def ways_to_people() -> Iterator[tuple[type[Node], str]]:
    """Every way from a personal kind to the people whom it is about, as the middle of a pattern in Cypher."""
    for kind in kinds().values():
        if issubclass(kind, Personal) and kind is not Person:
            yield from ((kind, way) for way in _ways_from(kind))


def _ways_from(kind: type[Personal]) -> Iterator[str]:
    for owner in kind.owners:
        hop = kind.navigations()[owner].hops[0]
        left, right = ("<-", "-") if hop.direction == "in" else ("-", "->")
        step = f"{left}[:{hop.relation.type}|{ENDED}]{right}"
        if hop.kind_class is Person:
            yield step
        elif issubclass(hop.kind_class, Personal):
            yield from (f"{step}(:{hop.kind}){further}" for further in _ways_from(hop.kind_class))


async def _log(run: Reader, erasure: Erasure) -> None:
    # the day and no moment: with other books, a moment could tell whom it was about
    day = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    counts = {**erasure.nodes, "relations": erasure.relations, "waiting links": erasure.awaited}
    entry = LogEntry(
        code=f"erasure {day:%Y-%m-%d} {uuid4().hex[:8]}",
        kind=LogKind.ERASURE,
        began_at=day,
        ended_at=day,
        summary=orjson.dumps(counts).decode(),
    )
    await write_batch(run, NodeBatch(LogEntry, [NodeRow.of(entry)]), unnamed())
