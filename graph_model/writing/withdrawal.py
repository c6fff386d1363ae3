"""Withdrawal of records that complete sources no longer contain.

If all sources of a record are complete sources that no longer contain it, the record ends. If it has other sources as
well, it only loses the complete ones. The graph is processed in pages, each in its own transaction, which limits the
memory of a transaction. A repeated run changes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader, Rows
from graph_model.model import kinds
from graph_model.patterns import Pattern, patterns
from graph_model.record_states import (
    INCOMPLETE,
    STATES,
    WITHDRAWN,
    in_any_state,
    of_kind,
    requirements,
    withdrawn_by_source,
)
from graph_model.writing.changes import Changes, Writer
from graph_model.writing.ended_records import End, can_end, end_links, end_nodes
from graph_model.writing.pending_references import drop
from graph_model.writing.state_settling import States as NewStates
from graph_model.writing.state_settling import kinds_in_states, settle_states
from graph_model.writing.undo_journal import CHANGED, TURNED, Journals

Value = TypeVar("Value")
# a function that runs work in a new or in the current transaction
Transact = Callable[[Callable[[Reader], Awaitable[Rows]]], Awaitable[Rows]]
Identity = tuple[str, str, str, str]
# pairs of a kind and a state label, for kinds with nodes in this state
States = set[tuple[str, str]]

PAGE = 5000
# kinds of metadata that the program itself maintains and that no source contains
OWN_BOOKS = frozenset({"DataSource", "DataState", "LogEntry", "AwaitedLink"})

STATED_KINDS = """
MATCH (node) WHERE any(source IN node.sourceIds WHERE source IN $sources) RETURN DISTINCT split(node.id, ':')[0]
"""
STATED_PATTERNS = """
MATCH (start)-[record]->(end)
WHERE record.endedBy IS NULL AND any(source IN record.sourceIds WHERE source IN $sources)
RETURN DISTINCT split(start.id, ':')[0] + ' ' + type(record) + ' ' + split(end.id, ':')[0]
"""
NODES = f"""
MATCH (node:{{label}}) WHERE node.id > $after AND node.id STARTS WITH '{{kind}}:' AND NOT {withdrawn_by_source("node")}
WITH node ORDER BY node.id LIMIT $size
RETURN node.id, CASE WHEN any(source IN node.sourceIds WHERE source IN $sources)
  THEN all(source IN node.sourceIds WHERE source IN $sources) END
"""
STARTS = """
MATCH (start:{label}) WHERE start.id > $after AND start.id STARTS WITH '{kind}:'
RETURN start.id ORDER BY start.id LIMIT $size
"""
LINKS = f"""
UNWIND $ids AS id MATCH (start:{{label}} {{{{id: id}}}})-[record:{{type}}]->(end:{{ends}})
WHERE {of_kind("end", "{end}")} AND record.endedBy IS NULL AND any(source IN record.sourceIds WHERE source IN $sources)
RETURN elementId(record), start.id, end.id, coalesce(record.toldApart, ''),
  all(source IN record.sourceIds WHERE source IN $sources), {withdrawn_by_source("start")}, {withdrawn_by_source("end")}
"""
PART_NODES = "UNWIND $rows AS row MATCH (record:{labels} {{id: row}}) SET record.sourceIds = {rest}"
PART_LINKS = "UNWIND $rows AS row MATCH ()-[record]->() WHERE elementId(record) = row SET record.sourceIds = {rest}"
REST = "[source IN record.sourceIds WHERE NOT source IN $sources]"
PENDING = """
MATCH (awaited:AwaitedLink) WHERE any(source IN awaited.sourceIds WHERE source IN $sources)
RETURN awaited.code, all(source IN awaited.sourceIds WHERE source IN $sources)
"""


@dataclass
class Kept:
    """The records that the sources still contain: ids of `nodes`, identities of `links`, and codes of `pending` links.

    Links of `shielded` nodes and links between `pairs` are kept, because a rejected row may describe them.
    """

    nodes: set[str] = field(default_factory=set)
    links: set[Identity] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)
    shielded: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class MissingRecords:
    """Complete sources, the records that they still contain, and the end that their other records receive.

    `names` are the kinds and patterns of records that the sources can contain. None means all of which the graph has
    records from these sources.
    """

    sources: Sequence[str]
    kept: Kept
    end: End
    names: frozenset[str] | None = None
    # the undo journals of the import that ends the records
    journals: Journals | None = None

    def changes(self) -> Changes:
        """Return the `Changes` of the next transaction."""
        return Changes(Writer(self.end), journal=self.journals.next() if self.journals else None)

    def checks(self, name: str) -> bool:
        """Return whether the records of a kind or pattern must be checked."""
        return name not in OWN_BOOKS and name in (self.names or ())


async def count_missing(missing: MissingRecords, read: Reader) -> dict[str, tuple[int, int]]:
    """Return the number of records that would end, and the number of records of the sources, by kind or pattern.

    Only records without other sources are counted.
    """
    found: dict[str, tuple[int, int]] = {}
    for name in sorted(missing.names or ()):
        if name in OWN_BOOKS:
            continue
        rows = (
            await _counted_nodes(missing, name, read) if name in kinds() else await _counted_links(missing, name, read)
        )
        found[name] = rows
    return found


async def _counted_nodes(missing: MissingRecords, kind: str, read: Reader) -> tuple[int, int]:
    ended = total = 0
    after: str | None = ""
    while after is not None:
        sent = {"after": after, "size": PAGE, "sources": missing.sources}
        rows = await read(NODES.format(kind=kind, label=kind), sent)
        alone = [id_ for id_, only in rows if only]
        total += len(alone)
        ended += sum(id_ not in missing.kept.nodes for id_ in alone)
        after = rows[-1][0] if len(rows) == PAGE else None
    return ended, total


async def _counted_links(missing: MissingRecords, name: str, read: Reader) -> tuple[int, int]:
    pattern = next(each for each in patterns() if _name(each) == name)
    start, relation, end = pattern
    text = LINKS.format(label=start, type=relation.type, ends=in_any_state(end), end=end)
    ended = total = 0
    after: str | None = ""
    while after is not None:
        ids = [id_ for [id_] in await read(STARTS.format(kind=start, label=start), {"after": after, "size": PAGE})]
        rows = [each for each in await read(text, {"ids": ids, "sources": missing.sources}) if each[4]]
        total += len(rows)
        ended += sum(not _stays(missing.kept, pattern, each) for each in rows)
        after = ids[-1] if len(ids) == PAGE else None
    return ended, total


@dataclass
class Followed:
    """The number of nodes of each kind that were withdrawn or became incomplete because a required record ended."""

    withdrawn: dict[str, int] = field(default_factory=dict)
    incomplete: dict[str, int] = field(default_factory=dict)

    def add(self, states: NewStates, ended: set[str]) -> None:
        """Add the new states of a transaction.

        Withdrawn nodes of the kinds `ended` are no consequences and do not count.
        """
        for kind, nodes in states.items():
            for label, counts in ((WITHDRAWN, self.withdrawn), (INCOMPLETE, self.incomplete)):
                count = sum(state.label == label for state in nodes.values())
                if count and not (label == WITHDRAWN and kind in ended):
                    counts[kind] = counts.get(kind, 0) + count


async def end_missing(missing: MissingRecords, transact: Transact, followed: Followed | None = None) -> dict[str, int]:
    """End the vanished records and return the number of ended records by kind or pattern.

    `followed` counts the consequences for other nodes.
    """
    followed = followed or Followed()
    if missing.names is None:
        missing = replace(missing, names=await _sources_of(missing, transact))
    ended: dict[str, int] = {}
    states = await _states(transact)
    for kind in kinds():
        if missing.checks(kind):
            ended[kind] = await _nodes(missing, kind, states, transact, followed)
    states = await _states(transact)
    for pattern in patterns():
        if missing.checks(_name(pattern)):
            ended[_name(pattern)] = await _links(missing, pattern, states, transact, followed)
    await transact(lambda run: _waiting(run, missing))
    return {name: count for name, count in ended.items() if count}


def in_turn(database: Database) -> Transact:
    """Return a function that runs each page in a write transaction of its own, after other writers have finished."""

    async def transact(work: Callable[[Reader], Awaitable[Rows]]) -> Rows:
        async def turn(run: Reader) -> Rows:
            await lock_for_writing(run)
            rows = await work(run)
            if any(changed for _, changed, *_ in rows):
                await record_change(run)
            return rows

        return await database.write(turn)

    return transact


async def _states(transact: Transact) -> States:
    async def found(run: Reader) -> Rows:
        # the second column is whether anything changed
        return [[kind, False, label] for kind, label in await kinds_in_states(run)]

    return {(kind, label) for kind, _, label in await transact(found)}


async def _sources_of(missing: MissingRecords, transact: Transact) -> frozenset[str]:
    async def survey(run: Reader) -> Rows:
        sources = {"sources": missing.sources}
        return [[name, False] for text in (STATED_KINDS, STATED_PATTERNS) for [name] in await run(text, sources)]

    return frozenset(name for name, _ in await transact(survey))


async def _nodes(missing: MissingRecords, kind: str, states: States, transact: Transact, followed: Followed) -> int:
    count = 0
    for label in (kind, *(each for each in STATES if (kind, each) in states)):
        text = NODES.format(kind=kind, label=label)

        async def page(run: Reader, after: str, text: str = text) -> Rows:
            found = await run(text, {"after": after, "size": PAGE, "sources": missing.sources})
            absent = [(id_, alone) for id_, alone in found if alone is not None and id_ not in missing.kept.nodes]
            alone, part = ([id_ for id_, only in absent if bool(only) is only_source] for only_source in (True, False))
            changes = missing.changes()
            if changes.journal:
                await changes.journal.keep_nodes(run, kind, [[id_, None, missing.end.by] for id_ in alone])
                await changes.journal.keep_nodes(run, kind, [[id_] for id_ in part], CHANGED, missing.sources)
                await changes.journal.close(run)
            ended = await end_nodes(run, kind, alone, missing.end)
            changes.touch(kind, ended)
            followed.add(await settle_states(run, changes.touched), {kind})
            rest = PART_NODES.format(labels=in_any_state(kind), rest=REST)
            await run(rest, {"rows": part, "sources": missing.sources})
            return [[found[-1][0] if found else None, len(absent), len(ended)]]

        count += await _through(page, transact)
    return count


async def _links(
    missing: MissingRecords, pattern: Pattern, states: States, transact: Transact, followed: Followed
) -> int:
    start, relation, end = pattern
    count = 0
    for label in (start, *(each for each in STATES if (start, each) in states)):
        text = LINKS.format(label=label, type=relation.type, ends=in_any_state(end), end=end)
        starts = STARTS.format(kind=start, label=label)

        async def page(run: Reader, after: str, text: str = text, starts: str = starts) -> Rows:
            ids = [id_ for [id_] in await run(starts, {"after": after, "size": PAGE})]
            found = await run(text, {"ids": ids, "sources": missing.sources})
            absent = [(each[0], each[4]) for each in found if not _stays(missing.kept, pattern, each)]
            alone, part = ([id_ for id_, only in absent if bool(only) is only_source] for only_source in (True, False))
            changes = missing.changes()
            if changes.journal:
                as_ = CHANGED if can_end(relation) else TURNED
                await changes.journal.keep_links(run, [[id_, None, missing.end.by] for id_ in alone], as_)
                await changes.journal.keep_links(run, [[id_] for id_ in part], CHANGED, missing.sources)
                await changes.journal.close(run)
            ended = await end_links(run, relation, alone, missing.end)
            changes.touch_ends(start, relation.type, end, ended)
            followed.add(await settle_states(run, changes.touched), set())
            await run(PART_LINKS.format(rest=REST), {"rows": part, "sources": missing.sources})
            return [[ids[-1] if ids else None, len(absent), len(ended)]]

        count += await _through(page, transact)
    return count


async def _through(page: Callable[[Reader, str], Awaitable[Rows]], transact: Transact) -> int:
    """Process all pages and return the number of ended records.

    Each page returns its last id, the number of changed records and the number of ended records.
    """
    after: str | None = ""
    count = 0
    while after is not None:
        start = after
        [[after, _, ended]] = await transact(lambda run, start=start: page(run, start))  # type: ignore[misc]
        count += ended
    return count


def _stays(kept: Kept, pattern: Pattern, found: Sequence[object]) -> bool:
    _, start, end, apart, _, start_ended, end_ended = found
    first, relation, last = pattern
    if (relation.type, start, end, apart) in kept.links or (start, end) in kept.pairs:
        return True
    if start in kept.shielded or end in kept.shielded:
        return True
    # the last recorded values of an ended node: the relations that its kind requires
    sides = requirements().get((first, relation.type, last), ())
    needed = (start_ended and "start" in sides) or (end_ended and "end" in sides)
    return bool(needed) and not can_end(relation)


async def _waiting(run: Reader, missing: MissingRecords) -> Rows:
    found = await run(PENDING, {"sources": missing.sources})
    absent = [(code, alone) for code, alone in found if code not in missing.kept.pending]
    changes = missing.changes()
    await drop(run, [code for code, alone in absent if alone], changes)
    if changes.journal:
        await changes.journal.close(run)
    text = PART_NODES.format(labels="AwaitedLink", rest=REST).replace("id: row", "code: row")
    await run(text, {"rows": [code for code, alone in absent if not alone], "sources": missing.sources})
    return [[None, len(absent)]]


def _name(pattern: Pattern) -> str:
    start, relation, end = pattern
    return f"{start} {relation.type} {end}"


def totals(ended: dict[str, int]) -> tuple[int, int]:
    """Return the number of ended nodes and of ended relations."""
    nodes: Iterable[int] = (count for name, count in ended.items() if name in kinds())
    return sum(nodes), sum(count for name, count in ended.items() if name not in kinds())
