"""The statements of `projectTeam`: the requested regions, and the records that are named in the result."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible

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


class RegionsRow(NamedTuple):
    """The requested regions that exist: the code and the global id of each."""

    codes: list[str]
    ids: list[str]


class NamedRecordRow(NamedTuple):
    """The internal number of a node with its global id."""

    node: int
    id: str


def regions(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the first statement: one `RegionsRow`."""
    del variable, condition
    row = returned(RegionsRow, codes="collect(region.code)", ids="collect(region.id)")
    return f"""
OPTIONAL MATCH (region:Region)
WHERE region.code IN coalesce({parameter("regions")}, []) AND {visible("Region", "region")}
RETURN {row}
""".strip()


def records(visible: Visible) -> str:
    """Write the statement for the nodes with the internal numbers `$nodes`: a `NamedRecordRow` each."""
    return "\nUNION ALL\n".join(
        f"MATCH (one:{kind}) WHERE id(one) IN $nodes AND {visible(kind, 'one')} RETURN id(one) AS node, one.id AS id"
        for kind in KINDS
    )


STATEMENT = FieldStatement(RegionsRow, regions)
RECORDS = FurtherStatement(NamedRecordRow, records)
