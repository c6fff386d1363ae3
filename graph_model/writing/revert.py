"""Revert of an import: created records are removed; changed, removed and ended records are restored.

Records that were changed after the import are not reverted, but listed. The same holds for created nodes that other
records are related to, with the nodes that these require. Each page is a transaction; an interrupted revert can be run
again. The caller updates derived data (states, deficits) afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader
from graph_model.errors import MetodGraphError
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.journal import EARLIER, STEP
from graph_model.links import DISTINCTION
from graph_model.progress import Reporter, silent
from graph_model.record_states import in_any_state, requirements
from graph_model.writing.bulk_writes import unnamed
from graph_model.writing.changes import Changes
from graph_model.writing.ended_records import ENDED
from graph_model.writing.state_settling import settle_states
from graph_model.writing.undo_journal import CHANGED, NOW, REMOVED, TURNED, Created
from graph_model.writing.write_statements import DELETION

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)
# by kind or pattern: the number of restored records, and the names of the records that were not restored
Notes = dict[str, tuple[int, list[str]]]
# the type of a relation, its ends, and the value that distinguishes it
LinkKey = tuple[str, str, str, str]

PAGE = 2000
STEPS = f"MATCH (step:{STEP} {{importId: $import}}) RETURN step.created ORDER BY step.number"
COPIES = f"""
MATCH (earlier:{EARLIER} {{undoImport: $import}})
RETURN elementId(earlier), earlier.undoKind, earlier.id, earlier.undoStart, earlier.undoEnd, earlier.undoType,
  coalesce(earlier.toldApart, ''), earlier.undoAs, earlier.undoAfter
ORDER BY earlier.undoNumber DESC, elementId(earlier) LIMIT $size
"""
NODE_STATES = (
    f"UNWIND $ids AS id MATCH (record:{{labels}} {{{{id: id}}}}) "
    f"RETURN id, {NOW.format('record')}, COUNT {{{{ (record)--() }}}}"
)
LINK_STATES = (
    "UNWIND range(0, size($rows) - 1) AS number WITH number, $rows[number] AS row\n"
    "MATCH (start:{first} {{id: row[0]}}) MATCH (end:{last} {{id: row[1]}})\n"
    "MATCH (start)-[record:{type}]->(end) WHERE {apart}\n"
    f"RETURN number, {NOW.format('record')}, elementId(record)"
)
# the properties of a copy that its record does not have
_OF_COPIES = ("undoImport", "undoNumber", "undoAs", "undoAfter")
RESTORE_NODES = f"""
UNWIND $rows AS row MATCH (earlier:{EARLIER}) WHERE elementId(earlier) = row
MATCH (record:{{labels}} {{{{id: earlier.id}}}})
SET record = properties(earlier)
REMOVE {", ".join(f"record.{each}" for each in (*_OF_COPIES, "undoKind"))}
"""
CREATE_NODES = f"""
UNWIND $rows AS row MATCH (earlier:{EARLIER}) WHERE elementId(earlier) = row
CREATE (record:{{kind}}) SET record = properties(earlier)
REMOVE {", ".join(f"record.{each}" for each in (*_OF_COPIES, "undoKind"))}
"""
RESTORE_LINKS = f"""
UNWIND $rows AS row MATCH (earlier:{EARLIER}) WHERE elementId(earlier) = row[0]
MATCH (start:{{first}} {{{{id: earlier.undoStart}}}}) MATCH (end:{{last}} {{{{id: earlier.undoEnd}}}})
OPTIONAL MATCH (start)-[former]->(end) WHERE elementId(former) = row[1] DELETE former
CREATE (start)-[record:{{type}}]->(end) SET record = properties(earlier)
REMOVE {", ".join(f"record.{each}" for each in (*_OF_COPIES, "undoStart", "undoEnd", "undoType"))}
"""
DROP_COPIES = f"UNWIND $rows AS row MATCH (earlier:{EARLIER}) WHERE elementId(earlier) = row DELETE earlier"
DELETE_NODES = "UNWIND $ids AS id MATCH (record:{labels} {{id: id}}) DETACH DELETE record"
FORGET = f"MATCH (step:{STEP} {{importId: $import}}) DELETE step"


class NothingKeptError(MetodGraphError):
    """An import without an undo journal, which cannot be reverted."""

    code = "NOTHING_TO_REVERT"


@dataclass
class Reverted:
    """The number of reverted records, and the records that were not reverted, by kind or pattern and by reason."""

    removed: int = 0
    restored: int = 0
    changed_since: dict[str, list[str]] = field(default_factory=dict)
    in_use: dict[str, list[str]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Return whether all records were reverted."""
        return not self.changed_since and not self.in_use


@dataclass(frozen=True)
class Copy:
    """A stored copy of a record from before the import."""

    element: str
    kind: str | None
    id: str
    start: str
    end: str
    type: str
    apart: str
    became: str
    after: str

    @property
    def record(self) -> tuple[str, ...]:
        """Return the identity of the copied record."""
        return (self.id,) if self.kind else (self.type, self.start, self.end, self.apart)


async def revert(database: Database, import_id: str, reporter: Reporter = silent) -> Reverted:
    """Revert an import.

    Raises:
        NothingKeptError: The graph has no undo journal of the import.
    """
    steps = [Created.unpacked(content) for [content] in await database.read(STEPS, {"import": import_id})]
    if not steps:
        msg = f"There is no undo journal of {import_id!r}: `metodgraph imports` lists the imports that can be reverted."
        raise NothingKeptError(msg)
    work = Revert(database, import_id, reporter)
    await work.restore()
    await work.remove(steps)
    await work.write(lambda run: run(FORGET, {"import": import_id}))
    return work.done


class Revert:
    """A revert of one import."""

    def __init__(self, database: Database, import_id: str, reporter: Reporter) -> None:
        self.database, self.import_id, self.reporter = database, import_id, reporter
        self.done = Reverted()

    async def write(self, work: Callable[[Reader], Awaitable[object]], changes: Changes | None = None) -> None:
        """Run `work` in a transaction of its own and increase the version of the data.

        The states of the nodes in `changes` are settled in the same transaction.
        """

        async def turn(run: Reader) -> None:
            await lock_for_writing(run)
            await work(run)
            if changes:
                await settle_states(run, {kind: dict(ids) for kind, ids in changes.touched.items()})
            await record_change(run)

        await self.database.write(turn)

    async def restore(self) -> None:
        """Restore the records that the import changed, removed or ended, the latest change first."""
        while rows := await self.database.read(COPIES, {"import": self.import_id, "size": PAGE}):
            copies = [Copy(*row) for row in rows]
            # of several copies of a record, the latest is restored first
            latest = {each.record: each for each in reversed(copies)}
            await self._restore([*latest.values()])
            self.reporter("restoring", self.done.restored, self.done.restored + len(rows))

    async def _restore(self, copies: Sequence[Copy]) -> None:
        changes, notes = Changes(unnamed()), Notes()

        async def work(run: Reader) -> None:
            # the driver may run this function again
            notes.clear()
            for kind, same in _grouped(copies, lambda each: each.kind):
                if kind is not None:
                    await self._restore_nodes(run, kind, same, changes, notes)
            links = [each for each in copies if each.kind is None]
            for pattern, same in _grouped(links, lambda each: (_kind(each.start), each.type, _kind(each.end))):
                await self._restore_links(run, pattern, same, changes, notes)
            await run(DROP_COPIES, {"rows": [each.element for each in copies]})

        await self.write(work, changes)
        for name, (restored, left) in notes.items():
            self.done.restored += restored
            if left:
                self.done.changed_since.setdefault(name, []).extend(left)

    async def _restore_nodes(
        self, run: Reader, kind: str, copies: Sequence[Copy], changes: Changes, notes: Notes
    ) -> None:
        text = NODE_STATES.format(labels=in_any_state(kind))
        now = {id_: state for id_, state, _ in await run(text, {"ids": [each.id for each in copies]})}
        removed = [each for each in copies if each.became == REMOVED and each.id not in now]
        same = [each for each in copies if each.became != REMOVED and now.get(each.id) == each.after]
        await run(CREATE_NODES.format(kind=kind), {"rows": [each.element for each in removed]})
        await run(RESTORE_NODES.format(labels=in_any_state(kind)), {"rows": [each.element for each in same]})
        changes.touch(kind, [each.id for each in same])
        notes[kind] = noted(copies, [*removed, *same])

    async def _restore_links(
        self, run: Reader, pattern: tuple[str, str, str], copies: Sequence[Copy], changes: Changes, notes: Notes
    ) -> None:
        first, type_, last = pattern
        found: dict[Copy, str] = {}
        for became, now_type in ((CHANGED, type_), (TURNED, ENDED), (REMOVED, type_)):
            these = [each for each in copies if each.became == became]
            rows = [[each.start, each.end, each.apart] for each in these]
            states = await _links_now(run, first, now_type, last, rows, type_ if now_type == ENDED else None)
            for number, each in enumerate(these):
                state = states.get(number)
                if became == REMOVED or (state is not None and state[0] == each.after):
                    found[each] = state[1] if state is not None and became != REMOVED else ""
        restored = [[each.element, former] for each, former in found.items()]
        text = RESTORE_LINKS.format(first=in_any_state(first), type=type_, last=in_any_state(last))
        await run(text, {"rows": restored})
        changes.touch_ends(first, type_, last, [(each.start, each.end) for each in found])
        notes[f"{first} {type_} {last}"] = noted(copies, [*found])

    async def remove(self, steps: Sequence[Created]) -> None:
        """Remove the records that the import created, unless other records use them or they were changed."""
        nodes = {id_: state for step in steps for id_, state in step.nodes.items()}
        links = {each[:4]: each[4] for step in steps for each in step.links}
        now, degrees = await self._nodes_now(nodes)
        stored = await self._links_now(links)
        changed = {id_ for id_, state in now.items() if state != nodes[id_]}
        own = {key: element for key, (state, element) in stored.items() if state == links[key]}
        attached = Counter(end for _, start, last, _ in own for end in (start, last))
        used = {id_ for id_, degree in degrees.items() if degree > attached[id_]} - changed
        kept, needed = _needed(changed | used, nodes, own)
        if kept or len(own) < len(stored):
            # remaining records refer to their data sources
            kept |= {id_ for id_ in now if _kind(id_) == DataSource.__name__}
        for names, ids in ((self.done.changed_since, changed), (self.done.in_use, kept - changed)):
            for id_ in sorted(each for each in ids if _kind(each) != DataSource.__name__):
                names.setdefault(_kind(id_), []).append(id_)
        for type_, start, last, _ in stored.keys() - own.keys():
            name = f"{_kind(start)} {type_} {_kind(last)}"
            self.done.changed_since.setdefault(name, []).append(f"{start} - {last}")
        await self._delete_links({key: element for key, element in own.items() if key not in needed})
        await self._delete_nodes([id_ for id_ in now if id_ not in kept])

    async def _nodes_now(self, ids: Iterable[str]) -> tuple[dict[str, str], dict[str, int]]:
        states, degrees = {}, {}
        for kind, same in _grouped(ids, _kind):
            for page in _pages(same):
                text = NODE_STATES.format(labels=in_any_state(kind))
                for id_, state, degree in await self.database.read(text, {"ids": page}):
                    states[id_], degrees[id_] = state, degree
        return states, degrees

    async def _links_now(self, keys: Iterable[LinkKey]) -> dict[LinkKey, tuple[str, str]]:
        found: dict[LinkKey, tuple[str, str]] = {}
        for (type_, first, last), same in _grouped(keys, lambda key: (key[0], _kind(key[1]), _kind(key[2]))):
            for page in _pages(same):
                rows = [[start, end, apart] for _, start, end, apart in page]
                states = await self.database.read_together(
                    lambda run, rows=rows: _links_now(run, first, type_, last, rows)  # type: ignore[misc] # noqa: B023
                )
                found |= {page[number]: state for number, state in states.items()}
        return found

    async def _delete_links(self, own: dict[LinkKey, str]) -> None:
        for page in _pages([*own]):
            changes = Changes(unnamed())
            for type_, start, last, _ in page:
                changes.touch_ends(_kind(start), type_, _kind(last), [(start, last)])
            rows = [own[key] for key in page]
            await self.write(lambda run, rows=rows: run(DELETION, {"rows": rows}), changes)  # type: ignore[misc]
            self.done.removed += len(page)

    async def _delete_nodes(self, ids: Sequence[str]) -> None:
        for kind, same in _grouped(ids, _kind):
            for page in _pages(same):
                text = DELETE_NODES.format(labels=in_any_state(kind))
                await self.write(lambda run, text=text, page=page: run(text, {"ids": page}))  # type: ignore[misc]
                self.done.removed += len(page)


def noted(requested: Sequence[Copy], restored: Sequence[Copy]) -> tuple[int, list[str]]:
    """Return the number of restored records, and the names of the others."""
    done = set(restored)
    return len(done), [each.id if each.kind else f"{each.start} - {each.end}" for each in requested if each not in done]


async def _links_now(
    run: Reader, first: str, type_: str, last: str, rows: Sequence[Sequence[str]], was: str | None = None
) -> dict[int, tuple[str, str]]:
    """Return the state and the element id of relations by the number of their row.

    Each row contains both ends and the distinguishing value.
    """
    if not rows:
        return {}
    apart = f"coalesce(record.{DISTINCTION}, '') = row[2]" + (f" AND record.was = '{was}'" if was else "")
    text = LINK_STATES.format(first=in_any_state(first), type=type_, last=in_any_state(last), apart=apart)
    return {number: (state, element) for number, state, element in await run(text, {"rows": rows})}


def _needed(kept: set[str], created: dict[str, str], own: dict[LinkKey, str]) -> tuple[set[str], set[LinkKey]]:
    """Return the created nodes that stay, and the links that stay between them.

    The nodes include those that a staying node requires.
    """
    by_holder: dict[str, list[tuple[LinkKey, str]]] = {}
    for key in own:
        type_, start, last, _ = key
        for side in requirements().get((_kind(start), type_, _kind(last)), ()):
            holder, other = (start, last) if side == "start" else (last, start)
            by_holder.setdefault(holder, []).append((key, other))
    staying, links, pending = set(kept), set(), [*kept]
    while pending:
        for key, other in by_holder.get(pending.pop(), ()):
            links.add(key)
            if other in created and other not in staying:
                staying.add(other)
                pending.append(other)
    return staying, links


def _kind(id_: str) -> str:
    return id_.partition(":")[0]


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> list[tuple[Key, list[Item]]]:
    found: dict[Key, list[Item]] = {}
    for each in items:
        found.setdefault(key(each), []).append(each)
    return [*found.items()]


def _pages(items: Iterable[Item]) -> Iterable[list[Item]]:
    rest = iter(items)
    while page := [*islice(rest, PAGE)]:
        yield page
