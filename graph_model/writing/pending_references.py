"""Pending references: links with an end that is not stored.

They are stored, resolved once both ends exist, and dropped if a later link replaces them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from graph_model.database.driver import Reader
from graph_model.declarations import Relation, global_id
from graph_model.kinds.journal import AwaitedLink
from graph_model.links import Link
from graph_model.patterns import patterns
from graph_model.writing.batches import LinkBatch, LinkRow, NodeBatch, NodeRow
from graph_model.writing.changes import Changes
from graph_model.writing.link_batch import only_one, write_links
from graph_model.writing.node_batch import Counts, Written, write_nodes
from graph_model.writing.stored_form import stored_form
from graph_model.writing.undo_journal import REMOVED

ANY = "MATCH (awaited:AwaitedLink) RETURN count(awaited)"
OF_NODES = """
UNWIND $ids AS id
CALL (id) {
  MATCH (awaited:AwaitedLink {start: id}) RETURN awaited UNION MATCH (awaited:AwaitedLink {end: id}) RETURN awaited
}
WITH DISTINCT awaited
RETURN awaited.code, awaited.pattern, awaited.start, awaited.end, awaited.relation, awaited.byReference,
  awaited.sourceIds, awaited.told
ORDER BY awaited.pattern, awaited.code
"""
STORED_REFERENCES = (
    "UNWIND $rows AS row MATCH (a:AwaitedLink {code: row}) RETURN a.code, a.relation, a.told, a.byReference"
)
DROP = "UNWIND $rows AS row MATCH (awaited:AwaitedLink {code: row}) DETACH DELETE awaited RETURN count(*)"
DROP_OTHERS = """
UNWIND $rows AS row MATCH (awaited:AwaitedLink {{{near}: row[{place}]}})
WHERE awaited.pattern = $pattern AND awaited.{far} <> row[{other}]
RETURN awaited.code
"""


def pending_link(row: LinkRow) -> AwaitedLink:
    """Return the node that stores a link until both ends exist."""
    relation = row.link.relation
    stated = relation.model_copy(update={"source_ids": ()})
    return AwaitedLink(
        code=code_of(row.link),
        pattern=row.link.pattern,
        start=row.link.start,
        end=row.link.end,
        relation=stated.model_dump_json(by_alias=True, exclude_none=True),
        by_reference=row.by_reference,
        told=row.origin,
        source_ids=relation.source_ids,
    )


def code_of(link: Link) -> str:
    """Return the key of a pending reference."""
    return "|".join((link.pattern, *link.identity[1:]))


async def keep_waiting(run: Reader, batch: LinkBatch, rows: Sequence[LinkRow], changes: Changes) -> Counts:
    """Store the links of a batch with a missing end as pending references."""
    strong = [pending_link(row) for row in rows if not row.by_reference]
    weak = [pending_link(row) for row in rows if row.by_reference]
    if weak:
        # a row of the table of the relation has priority over a reference
        stored = await run(STORED_REFERENCES, {"rows": codes(weak)})
        stated = {code: (relation, origin) for code, relation, origin, by_reference in stored if not by_reference}
        weak = [_overridden(each, stated) for each in weak]
    nodes = [NodeRow(each.id, stored_form(each)) for each in (*strong, *weak)]
    counts, _ = await write_nodes(run, NodeBatch(AwaitedLink, nodes), changes)
    return counts


def codes(links: Iterable[AwaitedLink]) -> list[str]:
    """Return the keys of pending references."""
    return [each.code for each in links]


def _overridden(link: AwaitedLink, stated: dict[str, tuple[str, str | None]]) -> AwaitedLink:
    if link.code not in stated:
        return link
    relation, place = stated[link.code]
    return link.model_copy(update={"relation": relation, "told": place, "by_reference": False})


async def any_pending(run: Reader) -> bool:
    """Return whether there are pending references."""
    [[count]] = await run(ANY, {})
    return bool(count)


async def made_real(run: Reader, ids: Sequence[str], changes: Changes) -> Written:
    """Write the pending references of new nodes `ids`, if both ends are stored."""
    written: Written = {}
    found = await run(OF_NODES, {"ids": ids})
    for pattern, rows in groupby(found, key=lambda row: str(row[1])):
        batch = LinkBatch.of([_row(*columns) for _, *columns in rows])
        counts, missing = await write_links(run, batch, changes)
        waiting = {code_of(row.link) for row in missing}
        real = [code for code in (code_of(row.link) for row in batch.rows) if code not in waiting]
        await drop(run, real, changes)
        written[pattern] = counts
    return written


async def drop(run: Reader, codes: Sequence[str], changes: Changes) -> None:
    """Delete the pending references with these keys."""
    if changes.journal:
        rows = [[global_id(AwaitedLink, each)] for each in codes]
        await changes.journal.keep_nodes(run, AwaitedLink.__name__, rows, REMOVED)
    if codes:
        await run(DROP, {"rows": codes})


async def drop_others(run: Reader, batch: LinkBatch, rows: Sequence[LinkRow], changes: Changes) -> None:
    """Delete pending references that links of the batch replace, where only one link may exist."""
    from_start, to_end = only_one(batch.start, batch.relation, batch.end)
    ends = [[row.link.start, row.link.end] for row in rows]
    for requested, near, far in ((from_start, 0, 1), (to_end, 1, 0)):
        if requested:
            names = ("start", "end")
            text = DROP_OTHERS.format(near=names[near], far=names[far], place=near, other=far)
            found = await run(text, {"rows": ends, "pattern": batch.name})
            await drop(run, [code for [code] in found], changes)


@cache
def relation_of(pattern: str) -> type[Relation]:
    """Return the relation of a pattern."""
    return next(relation for start, relation, end in patterns() if f"{start} {relation.type} {end}" == pattern)


def _row(
    pattern: str,
    start: str,
    end: str,
    relation: str,
    by_reference: bool,
    sources: Sequence[str],
    place: str | None,
) -> LinkRow:
    stated = relation_of(pattern).model_validate_json(relation)
    return LinkRow.of(Link(stated.model_copy(update={"source_ids": tuple(sources)}), start, end), by_reference, place)
