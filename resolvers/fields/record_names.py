"""The global ids of nodes that are records of work or of links, by their internal numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from resolvers.compiling.computed_field import FurtherStatement, Steps, fetch
from resolvers.fields.cypher import Visible

# the kinds of nodes that are records of content or of links
KINDS = (
    "Practice",
    "Adoption",
    "Review",
    "Program",
    "NetworkProject",
    "Event",
    "Internship",
    "ResearchProject",
    "Diagnostic",
)


class NamedRecordRow(NamedTuple):
    """The internal number of a node with its global id."""

    node: int
    id: str


def records(visible: Visible) -> str:
    """Write the statement for the nodes with the internal numbers `$nodes`: a `NamedRecordRow` each."""
    return "\nUNION ALL\n".join(
        f"MATCH (one:{kind}) WHERE id(one) IN $nodes AND {visible(kind, 'one')} RETURN id(one) AS node, one.id AS id"
        for kind in KINDS
    )


RECORDS = FurtherStatement(NamedRecordRow, records)


def record_names(nodes: Sequence[int]) -> Steps[dict[int, str]]:
    """Request the global ids of records by their internal numbers."""
    rows = (yield from fetch(RECORDS, nodes=[*nodes])) if nodes else []
    return {each.node: each.id for each in rows}
