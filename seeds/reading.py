"""Reader of the reference data: all rows and the consistency of the tables are checked before anything is stored."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph_model.declarations import Node
from graph_model.kinds.organisations import Function, LocatedIn, Organisation
from graph_model.kinds.territory import InRegion, Municipality
from graph_model.links import Link
from graph_model.model import MODEL_VERSION
from seeds.agreement import Rows, disagreements
from seeds.collection import Collection, NodeEntry
from seeds.functions import assigned, functions_by_kind, with_assignment
from seeds.placement import Placement, place
from seeds.problems import SeedError
from seeds.records import record_of
from seeds.reference_tables import LINK_TABLES, MUNICIPALITIES, NODE_TABLES, ORGANISATIONS, TABLES
from seeds.rows import read_rows
from seeds.sources import source_of
from seeds.tables import LinkTable, NodeTable
from tables.problems import Problem

REFERENCE_DIRECTORY = Path(__file__).parent / "reference"
# Raise the version when the same files give other records. A test compares RECORDS, the digest of the version and of
# the records of the reference files, so that neither changes alone.
VERSION = 3
RECORDS = "21e5c8179375956f62a1b838becfe54ede46d1ec7d84cde49a9b028f667eabcc"

Contents = Mapping[str, bytes]


@dataclass(frozen=True)
class Reference:
    """The validated reference data."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    placement: Placement


def read_contents(directory: Path = REFERENCE_DIRECTORY) -> Contents:
    """Return the bytes of every reference file by name.

    Raises:
        SeedError: Files are missing; the error names all of them.
    """
    paths = [directory / table.file for table in TABLES]
    if missing := [Problem(path.name, None, None, "the file is missing") for path in paths if not path.is_file()]:
        raise SeedError(missing)
    return {path.name: path.read_bytes() for path in paths}


def digest_of(contents: Contents) -> str:
    """Return a digest of the files, the version of the model, and the version of the conversion to records."""
    digest = hashlib.sha256(f"model {MODEL_VERSION} rules {VERSION}".encode())
    for name in sorted(contents):
        digest.update(f"\n{name} {hashlib.sha256(contents[name]).hexdigest()}".encode())
    return digest.hexdigest()


def read_reference(contents: Contents) -> Reference:
    """Return all nodes and links of the reference data.

    The consistency of the tables is checked only if each row is valid, since one wrong row changes totals.

    Raises:
        SeedError: The files have problems; the error names all of them.
    """
    problems: list[Problem] = []
    rows = {each.file: read_rows(each.file, contents[each.file], each.columns, problems.append) for each in TABLES}
    collection = collect(rows, problems)
    if not problems:
        problems.extend(disagreements(rows, collection.entries, collection.links))
    if problems:
        raise SeedError(sorted(problems, key=lambda each: (each.file, each.line or 0, each.column or "")))
    sources = [source_of(each, contents[each.file], len(rows[each.file])) for each in TABLES]
    return completed(sources, (entry.node for entry in collection.entries), collection.links)


def collect(rows: Rows, problems: list[Problem]) -> Collection:
    """Return the nodes and links of the tables."""
    collection = Collection(problems.append)
    read = [(table, list(_add_nodes(collection, table, rows))) for table in NODE_TABLES]
    for table, entries in read:
        _add_references(collection, table, entries)
    for each in LINK_TABLES:
        _add_links(collection, each, rows)
    return collection


def completed(sources: Iterable[Node], nodes: Iterable[Node], links: Iterable[Link]) -> Reference:
    """Return the reference data with derived links: functions by kind, municipalities by city."""
    nodes, links = tuple(nodes), tuple(links)
    functions = functions_by_kind(each for each in nodes if isinstance(each, Function))
    organisations = [with_assignment(each, functions) for each in nodes if isinstance(each, Organisation)]
    regions = {link.start: link.end for link in links if isinstance(link.relation, InRegion | LocatedIn)}
    placement = place(organisations, (each for each in nodes if isinstance(each, Municipality)), regions)
    others = [each for each in nodes if not isinstance(each, Organisation)]
    placing = (each.link((ORGANISATIONS.source_id, MUNICIPALITIES.source_id)) for each in placement.placed)
    return Reference(
        (*sources, *others, *organisations), (*links, *assigned(organisations, functions), *placing), placement
    )


def _add_nodes(collection: Collection, table: NodeTable, rows: Rows) -> Iterable[NodeEntry]:
    for row in rows[table.file]:
        node = record_of(table, row, collection.complain)
        if node is None:
            collection.add_unfit(table, row)
        else:
            yield collection.add_node(table, node, row)


def _add_references(collection: Collection, table: NodeTable, entries: Iterable[NodeEntry]) -> None:
    for entry in entries:
        node, row = entry.node, entry.row
        for reference in table.references:
            if reference.holds_for(row.cells) and (end := collection.find(reference.end, row)):
                origin = {"confidence": node.confidence, "source_ids": node.source_ids}
                relation = reference.relation.model_validate({**origin, **reference.values})
                collection.add_link(relation, node, end, row, reference.end.column)


def _add_links(collection: Collection, table: LinkTable, rows: Rows) -> None:
    for row in rows[table.file]:
        relation = record_of(table, row, collection.complain)
        start, end = collection.find(table.start, row), collection.find(table.end, row)
        if relation is not None and start is not None and end is not None:
            collection.add_link(relation, start, end, row, table.end.column)
