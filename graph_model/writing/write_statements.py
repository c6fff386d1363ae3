"""Statements that look up and write stored records. Rows are lists; the texts refer to their elements by position.

Lists cost a third of maps in transport, and a text with fixed property names is planned only once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graph_model.links import DISTINCTION, distinguishing
from graph_model.properties import Record
from graph_model.record_states import WITHDRAWN_WITH, in_any_state, of_kind, withdrawn_by_source
from graph_model.writing.batches import LinkBatch
from graph_model.writing.ended_records import ENDED
from graph_model.writing.stored_form import DIGEST, StoredForm, written_columns

# the columns of a stored record that determine how a write changes it
STORED = "{0}.digest, {0}.sourceIds, {0}.removedOn, {0}.endedBy"
# a node that was withdrawn together with another node has not ended itself
STORED_NODE = (
    f"record.digest, record.sourceIds, CASE WHEN {withdrawn_by_source('record')} THEN record.removedOn END, "
    f"CASE WHEN record.{WITHDRAWN_WITH} IS NULL THEN record.endedBy END"
)
FORMER = "former.digest, former.sourceIds, former.until, former.endedBy"
# the condition that the stored record equals the row, by the positions of digest and sources
SAME = "record.digest = row[{}] AND record.sourceIds = row[{}] AND record.removedOn IS NULL AND record.endedBy IS NULL"
DELETION = "UNWIND $rows AS row MATCH ()-[record]->() WHERE elementId(record) = row DELETE record"


def node_lookup(label: str) -> str:
    """Return the lookup statement for rows of id, digest and sources.

    It returns the numbers of rows without a stored node, and the label and columns of stored nodes that differ from
    their row. Equal nodes are not returned, because most nodes of a repeated import are equal.
    """
    ended = f"record.{WITHDRAWN_WITH} IS NULL AND (record.removedOn IS NOT NULL OR record.endedBy IS NOT NULL)"
    same = f"record.digest = row[1] AND record.sourceIds = row[2] AND NOT ({ended})"
    return (
        "UNWIND range(0, size($rows) - 1) AS number WITH number, $rows[number] AS row\n"
        f"OPTIONAL MATCH (record:{in_any_state(label)} {{id: row[0]}})\n"
        "RETURN collect(CASE WHEN record IS NULL THEN number END), collect(CASE WHEN record IS NOT NULL "
        f"AND NOT coalesce({same}, false) THEN [number, labels(record)[0], {STORED_NODE}] END)"
    )


def node_creation(kind: type[Record]) -> str:
    """Return the statement that creates nodes."""
    return f"UNWIND $rows AS row CREATE (record:{kind.__name__} {values(kind, 0)})"


def node_change(kind: type[Record]) -> str:
    """Return the statement that updates stored nodes by the id in a row."""
    place = written_columns(kind)[0].index("id")
    label = kind.__name__
    matched = f"MATCH (record:{in_any_state(label)} {{id: row[{place}]}})"
    return f"UNWIND $rows AS row {matched} SET record = {values(kind, 0)}"


def node_sources(label: str) -> str:
    """Return the statement that sets the sources of stored nodes."""
    return f"UNWIND $rows AS row MATCH (record:{in_any_state(label)} {{id: row[0]}}) SET record.sourceIds = row[1]"


def link_lookup(batch: LinkBatch, ended: bool) -> str:
    """Return the lookup statement for rows of both ends, distinguishing text, digest and sources.

    For each row that differs from the stored relation, it returns the number of the row, the element ids of both ends,
    the relation and, with `ended`, the ended relation.
    """
    type_ = batch.relation.type
    was = f"OPTIONAL MATCH (start)-[former:{ENDED} {{was: '{type_}'{_apart(batch, ', ')}}}]->(end)\n"
    known = f", elementId(former), {FORMER}" if ended else ""
    return (
        "UNWIND range(0, size($rows) - 1) AS number WITH number, $rows[number] AS row\n"
        f"OPTIONAL MATCH (start:{in_any_state(batch.start)} {{id: row[0]}})\n"
        f"OPTIONAL MATCH (end:{in_any_state(batch.end)} {{id: row[1]}})\n"
        f"OPTIONAL MATCH (start)-[record:{type_} {{{_apart(batch)}}}]->(end)\n{was if ended else ''}"
        f"WITH * WHERE NOT coalesce({SAME.format(3, 4)}{' AND former IS NULL' if ended else ''}, false)\n"
        f"RETURN number, elementId(start), elementId(end), elementId(record), {STORED.format('record')}{known}"
    )


def ended_creation(batch: LinkBatch) -> str:
    """Return the statement that creates relations that have already ended."""
    more = f"record.was = '{batch.relation.type}', record.until = record.removedOn, record.removedOn = null"
    return f"UNWIND $rows AS row {_ENDS} CREATE (start)-[record:{ENDED} {values(batch.relation, 2)}]->(end) SET {more}"


def link_creation(batch: LinkBatch) -> str:
    """Return the statement that creates relations."""
    made = f"CREATE (start)-[record:{batch.relation.type} {values(batch.relation, 2)}]->(end)"
    return f"UNWIND $rows AS row {_ENDS} {made}"


def link_change(batch: LinkBatch) -> str:
    """Return the statement that sets all properties of stored relations."""
    return _of_element("SET record = " + values(batch.relation, 1))


def link_sources() -> str:
    """Return the statement that sets the sources of stored relations."""
    return _of_element("SET record.sourceIds = row[1]")


def others_from(batch: LinkBatch) -> str:
    """Return the statement for other relations of the type from the start of a row to the same kind."""
    return (
        f"UNWIND $rows AS row MATCH (start:{in_any_state(batch.start)} {{id: row[0]}})\n"
        f"MATCH (start)-[record:{batch.relation.type}]->(other:{in_any_state(batch.end)})\n"
        f"WHERE other.id <> row[1] AND {of_kind('other', batch.end)} RETURN elementId(record), start.id, other.id"
    )


def others_to(batch: LinkBatch) -> str:
    """Return the statement for other relations of the type to the end of a row from the same kind."""
    return (
        f"UNWIND $rows AS row MATCH (end:{in_any_state(batch.end)} {{id: row[1]}})\n"
        f"MATCH (other:{in_any_state(batch.start)})-[record:{batch.relation.type}]->(end)\n"
        f"WHERE other.id <> row[0] AND {of_kind('other', batch.start)} RETURN elementId(record), other.id, end.id"
    )


@cache
def values(kind: type[Record], first: int) -> str:
    """Return the properties of a record as a Cypher map over a row whose values begin at the position `first`."""
    plain, points = written_columns(kind)
    named = [f"{name}: row[{first + place}]" for place, name in enumerate(plain)]
    named += [f"{name}: point(row[{first + len(plain) + place}])" for place, name in enumerate(points)]
    return "{" + ", ".join([*named, "recordedAt: datetime.transaction()"]) + "}"


def row_of(kind: type[Record], form: StoredForm, sources: Sequence[str]) -> list[object]:
    """Return the values of a record in the positions that `values` uses."""
    plain, points = written_columns(kind)
    properties = {**form.properties, DIGEST: form.digest, "sourceIds": sources}
    return [*map(properties.get, plain), *map(form.points.get, points)]


# matched by the element ids from the lookup, because an end can have one of several labels
_ENDS = "MATCH (start) WHERE elementId(start) = row[0] MATCH (end) WHERE elementId(end) = row[1]"


def _apart(batch: LinkBatch, before: str = "") -> str:
    return f"{before}{DISTINCTION}: row[2]" if distinguishing(batch.relation) else ""


def _of_element(change: str) -> str:
    return f"UNWIND $rows AS row MATCH ()-[record]->() WHERE elementId(record) = row[0] {change}"
