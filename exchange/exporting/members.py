"""Members of an export: the ids, by kind, of the nodes of a region or within some steps of one node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from exchange.exporting.region import BELONGING, REGION
from exchange.exporting.selection import ExportError, Selection
from exchange.exporting.statements import END, MEMBERS, SIZE, START, Statement, belonging_by, one_node, step_from
from exchange.table_forms import LinkTable
from graph_model.database.driver import Database
from graph_model.declarations import global_id, kind_of_id, kinds

# limit of the ids in memory
MOST = 1_000_000
CHUNK = 5000

Members = defaultdict[str, set[str]]


async def resolved(database: Database, selection: Selection) -> Selection:
    """Return the selection with the ids of the nodes of its region and around its node.

    Raises:
        ExportError: The region or the node does not exist, or there are more than `MOST` nodes.
    """
    of_region = await _of_region(database, selection) if selection.region is not None else None
    if selection.around is None:
        return replace(selection, members=of_region)
    return replace(selection, members=await _neighbours(database, selection, selection.around, of_region))


async def _of_region(database: Database, selection: Selection) -> Members:
    members: Members = defaultdict(set)
    members[REGION] = await _region(database, selection)
    for name, names in BELONGING.items():
        kind = kinds()[name]
        for navigation in map(kind.navigations().__getitem__, names):
            targets = members[navigation.hops[-1].kind]
            members[name] |= await _found(database, belonging_by(kind, navigation, selection), targets)
            _demand_few(members.values(), "belong to the region")
    return members


async def _region(database: Database, selection: Selection) -> set[str]:
    region = {global_id(kinds()[REGION], selection.region or "")}
    found = await _found(database, one_node(kinds()[REGION], selection), region)
    if not found:
        codes = [row[0] for row in await database.read("MATCH (r:Region) RETURN r.code ORDER BY r.code", {})]
        msg = f"There is no region with that code; the codes are {', '.join(codes) or 'none: no regions are loaded'}."
        raise ExportError(msg)
    return found


async def _neighbours(database: Database, selection: Selection, around: str, within: Members | None) -> Members:
    """Return the nodes within `depth` steps along the selected relations, in either direction."""
    members = frontier = await _centre(database, selection, around, within)
    for _ in range(selection.depth):
        reached: Members = defaultdict(set)
        for table in selection.links:
            for near, kind, other in ((START, table.start, table.end), (END, table.end, table.start)):
                found = await _beyond(database, selection, table, near, frontier[kind.__name__])
                allowed = found if within is None else found & within[other.__name__]
                reached[other.__name__] |= allowed - members[other.__name__]
            _demand_few([*members.values(), *reached.values()], f"lie within {selection.depth} steps of {around}")
        members = _joined(members, reached)
        frontier = reached
    return members


async def _centre(database: Database, selection: Selection, around: str, within: Members | None) -> Members:
    kind = kind_of_id(around)
    if kind is not None and any(each.kind is kind for each in selection.nodes):
        found = await _found(database, one_node(kind, selection), {around})
        allowed = found if within is None else found & within[kind.__name__]
        if allowed:
            return defaultdict(set, {kind.__name__: allowed})
    msg = "The start node of --around is not among the exported nodes. Give its global id, as in Organisation:CNPPM-16."
    raise ExportError(msg)


async def _beyond(
    database: Database, selection: Selection, table: LinkTable, near: str, frontier: set[str]
) -> set[str]:
    return await _found(database, step_from(table, near, selection), frontier) if frontier else set()


async def _found(database: Database, statement: Statement, targets: set[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(sorted(targets), CHUNK):
        rows = await database.read(statement.text, {**statement.parameters, MEMBERS: chunk, SIZE: MOST + 1})
        found.update(row[0] for row in rows)
    return found


def chunks(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while chunk := [*islice(rest, size)]:
        yield chunk


def _joined(members: Members, more: Members) -> Members:
    return defaultdict(set, {kind: members[kind] | more[kind] for kind in {*members, *more}})


def _demand_few(sets: Iterable[set[str]], where: str) -> None:
    if sum(map(len, sets)) > MOST:
        msg = f"More than {MOST:,} nodes {where}. Reduce the depth, or name the kinds or the relations to export."
        raise ExportError(msg)
