"""The statements that look stored records up and write them: rows are lists, whose places the texts name.

Lists cost a third of maps in transport, and names that are part of the text are planned once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graph_model.links import TOLD_APART, distinguishing
from graph_model.properties import Record
from graph_model.record_states import WITHDRAWN_WITH, in_any_state, of_kind, withdrawn_by_source
from graph_model.writing.batches import LinkBatch
from graph_model.writing.ended_records import ENDED
from graph_model.writing.stored_form import DIGEST, StoredForm, written_columns

# the columns of a stored record that decide what a write does with it
STORED = "{0}.digest, {0}.sourceIds, {0}.removedOn, {0}.endedBy"
# a node that is withdrawn with another has not ended by itself
STORED_NODE = (
    f"record.digest, record.sourceIds, CASE WHEN {withdrawn_by_source('record')} THEN record.removedOn END, "
    f"CASE WHEN record.{WITHDRAWN_WITH} IS NULL THEN record.endedBy END"
)
FORMER = "former.digest, former.sourceIds, former.until, former.endedBy"
# the condition that a record is stored as a row has it, by the places of digest and sources
SAME = "record.digest = row[{}] AND record.sourceIds = row[{}] AND record.removedOn IS NULL AND record.endedBy IS NULL"
DELETION = "UNWIND $rows AS row MATCH ()-[record]->() WHERE elementId(record) = row DELETE record"


def node_lookup(label: str) -> str:
    """Of rows of id, digest and sources: the numbers of those that are not stored, and what is stored otherwise,
    with its label.

    Records that are stored as the row has them are not returned: most records of a repeated import are.
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
    """New nodes."""
    return f"UNWIND $rows AS row CREATE (record:{kind.__name__} {values(kind, 0)})"


def node_change(kind: type[Record]) -> str:
    """Return the statement that updates stored nodes; the id is the first value of a row."""
    place = written_columns(kind)[0].index("id")
    label = kind.__name__
    matched = f"MATCH (record:{in_any_state(label)} {{id: row[{place}]}})"
    return f"UNWIND $rows AS row {matched} SET record = {values(kind, 0)}"


def node_sources(label: str) -> str:
    """Stored nodes get other sources."""
    return f"UNWIND $rows AS row MATCH (record:{in_any_state(label)} {{id: row[0]}}) SET record.sourceIds = row[1]"


def link_lookup(batch: LinkBatch, ended: bool) -> str:
    """Of rows of ends, what tells them apart, digest and sources: whatever is not stored as the row says.

    The number of the row, the elements of both ends, the relation and, where `ended` is asked for, one that ended.
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
    """Relations that have ended already."""
    more = f"record.was = '{batch.relation.type}', record.until = record.removedOn, record.removedOn = null"
    return f"UNWIND $rows AS row {_ENDS} CREATE (start)-[record:{ENDED} {values(batch.relation, 2)}]->(end) SET {more}"


def link_creation(batch: LinkBatch) -> str:
    """New relations."""
    made = f"CREATE (start)-[record:{batch.relation.type} {values(batch.relation, 2)}]->(end)"
    return f"UNWIND $rows AS row {_ENDS} {made}"


def link_change(batch: LinkBatch) -> str:
    """Stored relations get new properties."""
    return _of_element("SET record = " + values(batch.relation, 1))


def link_sources() -> str:
    """Stored relations get other sources."""
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
    """The properties of a record as a map in Cypher over a row whose values begin at the place `first`."""
    plain, points = written_columns(kind)
    named = [f"{name}: row[{first + place}]" for place, name in enumerate(plain)]
    named += [f"{name}: point(row[{first + len(plain) + place}])" for place, name in enumerate(points)]
    return "{" + ", ".join([*named, "recordedAt: datetime.transaction()"]) + "}"


def row_of(kind: type[Record], form: StoredForm, sources: Sequence[str]) -> list[object]:
    """The values of a record in the places that `values` names."""
    plain, points = written_columns(kind)
    properties = {**form.properties, DIGEST: form.digest, "sourceIds": sources}
    return [*map(properties.get, plain), *map(form.points.get, points)]


# by the elements, which the lookup has found: an end can have one of several labels
_ENDS = "MATCH (start) WHERE elementId(start) = row[0] MATCH (end) WHERE elementId(end) = row[1]"


def _apart(batch: LinkBatch, before: str = "") -> str:
    return f"{before}{TOLD_APART}: row[2]" if distinguishing(batch.relation) else ""


def _of_element(change: str) -> str:
    return f"UNWIND $rows AS row MATCH ()-[record]->() WHERE elementId(record) = row[0] {change}"
