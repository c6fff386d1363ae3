"""Writing of a batch of links in a transaction. A new link ends the earlier link if a node may have only one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from graph_model.database.driver import Reader
from graph_model.declarations import Relation
from graph_model.links import DISTINCTION
from graph_model.model import kinds
from graph_model.writing import write_statements as statements
from graph_model.writing.batches import LinkBatch, LinkRow
from graph_model.writing.changes import Changes, Writer
from graph_model.writing.ended_records import ENDED, can_end, end_links
from graph_model.writing.node_batch import Counts, StoredRecord, counts_of, each, named_sources, state_after, together
from graph_model.writing.undo_journal import REMOVED, TURNED, Journal

Joined = tuple[LinkRow, str, Sequence[str]]
# with the element ids of both ends
Made = tuple[LinkRow, Sequence[str], list[object]]
ENDED_RELATIONS = f"MATCH ()-[ended:{ENDED}]->() RETURN count(ended)"


@dataclass
class Sorted:
    """The plan for the rows of a batch. In rows of `missing`, an end is not stored."""

    missing: list[LinkRow] = field(default_factory=list)
    created: list[Made] = field(default_factory=list)
    ended: list[Made] = field(default_factory=list)
    changed: list[Joined] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    # relations that the created ones replace
    replaced: list[str] = field(default_factory=list)
    # the number of created relations that were stored before in the other form: ended, or not ended
    turned: int = 0


async def write_links(run: Reader, batch: LinkBatch, changes: Changes) -> tuple[Counts, list[LinkRow]]:
    """Write a batch of links. Return the counts, and the rows with an end that is not stored."""
    [[any_ended]] = await run(ENDED_RELATIONS, {})
    looked_up = any_ended or any(_has_ended(row) for row in batch.rows)
    rows = [_lookup_rows(row) for row in batch.rows]
    found = await run(statements.link_lookup(batch, bool(looked_up)), {"rows": rows})
    done = Sorted()
    for number, *columns in found:
        _sort_out(batch.rows[number], columns, changes.writer, done)
    if changes.journal:
        await _keep(run, batch, done, changes.journal)
    await _write(run, batch, done)
    moved = [(row.link.start, row.link.end) for row, *_ in (*done.created, *done.ended)]
    changes.touch_ends(*_names(batch), moved)
    counts = counts_of(
        len(batch.rows) - len(done.missing),
        len(done.created) + len(done.ended) - done.turned,
        len(done.changed) + done.turned,
        len(done.joined),
    )
    ended = await _end_others(run, batch, [row for row, *_ in done.created], changes)
    return counts + Counts(ended=ended), done.missing


def _sort_out(row: LinkRow, columns: list[object], writer: Writer, done: Sorted) -> None:
    first, last, element, *rest = columns
    ends = [first, last]
    if None in ends:
        done.missing.append(row)
        return
    current = (element, StoredRecord.of(*rest[:4])) if element else None  # type: ignore[arg-type] # columns of the lookup
    former = (rest[4], StoredRecord.of(*rest[5:])) if rest[4:] and rest[4] else None  # type: ignore[arg-type] # columns of the lookup
    has_ended = _has_ended(row)
    same, other = (former, current) if has_ended else (current, former)
    if same is None:
        before = other[1].sources if other else ()
        (done.ended if has_ended else done.created).append(
            (row, together(before, named_sources(row.form), writer), ends)
        )
        if other:
            done.turned += 1
            done.replaced.append(str(other[0]))
        return
    sources = together(same[1].sources, named_sources(row.form), writer)
    says_same = (row.by_reference and same[1].ended_by is None) or same[1].says(row.form)
    if not says_same and has_ended:
        done.replaced.append(str(same[0]))
        done.turned += 1
        done.ended.append((row, sources, ends))
    elif not says_same:
        done.changed.append((row, str(same[0]), sources))
    elif sources != same[1].sources:
        done.joined.append((row, str(same[0]), sources))


async def _keep(run: Reader, batch: LinkBatch, done: Sorted, journal: Journal) -> None:
    await journal.keep_links(run, [[element] for element in done.replaced], REMOVED)
    for type_, made in ((batch.relation.type, done.created), (ENDED, done.ended)):
        journal.created.links += [
            (type_, row.link.start, row.link.end, _apart_of(row), state_after(row.form, sources))
            for row, sources, _ in made
        ]
    rows = [
        [element, row.form.digest, row.form.properties.get("endedBy", ""), sources]
        for row, element, sources in (*done.changed, *done.joined)
    ]
    await journal.keep_links(run, rows)


def _apart_of(row: LinkRow) -> str:
    return str(row.form.properties.get(DISTINCTION, ""))


async def _write(run: Reader, batch: LinkBatch, done: Sorted) -> None:
    await each(run, statements.DELETION, done.replaced)
    made = [[*ends, *statements.row_of(batch.relation, row.form, sources)] for row, sources, ends in done.created]
    await each(run, statements.link_creation(batch), made)
    made = [[*ends, *statements.row_of(batch.relation, row.form, sources)] for row, sources, ends in done.ended]
    await each(run, statements.ended_creation(batch), made)
    rows = [[id_, *statements.row_of(batch.relation, row.form, sources)] for row, id_, sources in done.changed]
    await each(run, statements.link_change(batch), rows)
    await each(run, statements.link_sources(), [[id_, sources] for _, id_, sources in done.joined])


async def _end_others(run: Reader, batch: LinkBatch, created: Sequence[LinkRow], changes: Changes) -> int:
    from_start, to_end = only_one(batch.start, batch.relation, batch.end)
    texts = [statements.others_from(batch)] if from_start else []
    texts += [statements.others_to(batch)] if to_end else []
    ended = 0
    for text in texts if created else ():
        others = await run(text, {"rows": [_ends(row) for row in created]})
        changes.touch_ends(*_names(batch), [(start, end) for _, start, end in others])
        relations = [id_ for id_, *_ in others]
        if changes.journal:
            await changes.journal.keep_links(run, [[id_, None, changes.writer.end.by] for id_ in relations], TURNED)
        ended += len(await end_links(run, batch.relation, relations, changes.writer.end, turned=True)) if others else 0
    return ended


def _names(batch: LinkBatch) -> tuple[str, str, str]:
    return batch.start, batch.relation.type, batch.end


@cache
def only_one(start: str, relation: type[Relation], end: str) -> tuple[bool, bool]:
    """Return whether a start node has at most one such end node, and an end node at most one such start node."""

    def leads(kind: str, directions: tuple[str, ...], other: str) -> bool:
        navigations = (
            navigation
            for navigation in kinds()[kind].navigations().values()
            if not navigation.many and len(navigation.hops) == 1
        )
        hops = [navigation.hops[0] for navigation in navigations if navigation.keys is None]
        return any(hop.relation is relation and hop.direction in directions and hop.kind == other for hop in hops)

    return leads(start, ("out", "both"), end), leads(end, ("in", "both"), start)


def _has_ended(row: LinkRow) -> bool:
    return "removedOn" in row.form.properties and not can_end(type(row.link.relation))


def _ends(row: LinkRow) -> list[object]:
    return [row.link.start, row.link.end]


def _lookup_rows(row: LinkRow) -> list[object]:
    # an ended relation is never equal to a current relation, even with the same digest
    digest = None if _has_ended(row) else row.form.digest
    return [*_ends(row), row.form.properties.get(DISTINCTION), digest, named_sources(row.form)]
