"""Consistency checks between the reference tables; every single row is valid by then."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from graph_model.declarations import Relation
from graph_model.kinds.competences import PartOf
from graph_model.kinds.organisations import Organisation, UnitOf
from graph_model.kinds.territory import PartOfRegion
from graph_model.links import Link
from seeds.collection import NodeEntry
from seeds.reference_tables import MUNICIPALITIES, MUNICIPALITY_BORDERS, REGION_BORDERS, REGIONS
from tables.problems import Problem
from tables.rows import Row

Rows = Mapping[str, Sequence[Row]]

# hierarchical relations have no cycles
HIERARCHIES: tuple[type[Relation], ...] = (PartOf, UnitOf, PartOfRegion)


def disagreements(rows: Rows, entries: Iterable[NodeEntry], links: Iterable[Link]) -> Iterator[Problem]:
    """Yield inconsistencies as problems of the row that is most likely wrong."""
    entries = tuple(entries)
    yield from backward_periods(entries)
    yield from foreign_codes(rows)
    yield from wrong_flags(rows)
    yield from wrong_totals(rows)
    yield from circles(entries, links)


def backward_periods(entries: Iterable[NodeEntry]) -> Iterator[Problem]:
    """Yield organisations that ended before they began."""
    for entry in entries:
        node = entry.node
        if isinstance(node, Organisation) and node.valid_from and node.valid_to and node.valid_to < node.valid_from:
            yield entry.row.problem("valid_to", f"ends on {node.valid_to}, before it begins on {node.valid_from}")


def foreign_codes(rows: Rows) -> Iterator[Problem]:
    """Yield municipalities whose OKTMO code does not begin with the prefix of their region."""
    beginnings = {row.cells["subject_code"]: region_prefix(row.cells["oktmo"]) for row in rows[REGIONS.file]}
    for row in rows[MUNICIPALITIES.file]:
        beginning = beginnings[row.cells["subject_code"]]
        if not row.cells["oktmo"].startswith(beginning):
            reason = f"expected a code of region {row.cells['subject_code']}, which begins with {beginning}"
            yield row.problem("oktmo", f"{reason}, got {row.cells['oktmo']!r}")


def region_prefix(oktmo: str) -> str:
    """Return the prefix of the codes of a region's municipalities: two digits, or three for an autonomous okrug."""
    return oktmo[:2] if oktmo[2] == "0" else oktmo[:3]


def wrong_flags(rows: Rows) -> Iterator[Problem]:
    """Yield pairs of municipalities whose flag `same_subject` contradicts their regions."""
    for row, (first, second) in zip(rows[MUNICIPALITY_BORDERS.file], bordering_regions(rows), strict=True):
        expected = "1" if first == second else "0"
        if row.cells["same_subject"] != expected:
            reason = f"expected {expected}, since the regions are {first} and {second}"
            yield row.problem("same_subject", f"{reason}, got {row.cells['same_subject']!r}")


def wrong_totals(rows: Rows) -> Iterator[Problem]:
    """Yield regions, and pairs of regions, whose stated number of municipalities or neighbours is wrong."""
    members = Counter(row.cells["subject_code"] for row in rows[MUNICIPALITIES.file])
    for row in rows[REGIONS.file]:
        yield from wrong_total(row, "municipalities_2024", members[row.cells["subject_code"]], MUNICIPALITIES.file)
    pairs = Counter(bordering_regions(rows))
    for row in rows[REGION_BORDERS.file]:
        first, second = sorted((row.cells["subject_a"], row.cells["subject_b"]))
        yield from wrong_total(row, "municipal_pairs", pairs[first, second], MUNICIPALITY_BORDERS.file)


def wrong_total(row: Row, column: str, counted: int, file: str) -> Iterator[Problem]:
    """Yield the problem of a number in a row that differs from the count in another file."""
    if row.cells[column] != str(counted):
        yield row.problem(column, f"{file} has {counted}, got {row.cells[column]!r}")


def bordering_regions(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield the ordered codes of the two regions for each pair of neighbouring municipalities."""
    region_of = {row.cells["oktmo"]: row.cells["subject_code"] for row in rows[MUNICIPALITIES.file]}
    for row in rows[MUNICIPALITY_BORDERS.file]:
        first, second = sorted((region_of[row.cells["oktmo_a"]], region_of[row.cells["oktmo_b"]]))
        yield first, second


def circles(entries: Iterable[NodeEntry], links: Iterable[Link]) -> Iterator[Problem]:
    """Yield hierarchies with a cycle."""
    rows = {entry.node.id: entry.row for entry in entries}
    links = tuple(links)
    for relation in HIERARCHIES:
        order: TopologicalSorter[str] = TopologicalSorter()
        for link in links:
            if type(link.relation) is relation:
                order.add(link.start, link.end)
        try:
            order.prepare()
        except CycleError as error:
            circle = error.args[1]
            yield rows[circle[0]].problem(None, f"{relation.type} forms a cycle: {' - '.join(circle)}")
