"""Ending of records: a record that a source no longer contains is kept, with the day and the import that ended it.

A node gets `removedOn`, a relation with an end day gets `until`. Any other relation is replaced by a relation `ENDED`,
which no navigation follows. `endedBy` of all of them is the import that ended the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_model.database.driver import Reader
from graph_model.declarations import Relation
from graph_model.record_states import WITHDRAWN_WITH, in_any_state, withdrawn_by_source
from graph_model.writing.stored_form import UNTIL

ENDED = "ENDED"

END_NODES = """
UNWIND $ids AS id MATCH (node:{labels} {{id: id}}) WHERE NOT {withdrawn_by_source}
SET node.removedOn = $on, node.endedBy = $by, node.{withdrawn_with} = null, node.recordedAt = datetime.transaction()
RETURN node.id
"""
# an earlier end day is kept
END_RELATIONS = """
UNWIND $links AS link MATCH ()-[record]->() WHERE elementId(record) = link
SET record.until = CASE WHEN record.until < $on THEN record.until ELSE $on END, record.endedBy = $by,
  record.recordedAt = datetime.transaction()
RETURN startNode(record).id, endNode(record).id
"""
TURN_RELATIONS = f"""
UNWIND $links AS link MATCH (start)-[record]->(end) WHERE elementId(record) = link
CREATE (start)-[ended:{ENDED}]->(end)
SET ended = properties(record)
SET ended.was = type(record), ended.until = $on, ended.endedBy = $by, ended.recordedAt = datetime.transaction()
DELETE record
RETURN start.id, end.id
"""


@dataclass(frozen=True)
class End:
    """The day on which records end, and the cause: an import, or the reference data."""

    on: date
    by: str


async def end_nodes(run: Reader, kind: str, ids: Sequence[str], end: End) -> list[str]:
    """End nodes of one kind. Return the ids of the nodes that had not ended before."""
    text = END_NODES.format(
        labels=in_any_state(kind), withdrawn_by_source=withdrawn_by_source("node"), withdrawn_with=WITHDRAWN_WITH
    )
    return [id_ for [id_] in await run(text, {"ids": ids, "on": end.on, "by": end.by})]


async def end_links(
    run: Reader, relation: type[Relation], links: Sequence[str], end: End, turned: bool = False
) -> list[tuple[str, str]]:
    """End relations of one type by their element ids. Return the ids of their start and end nodes.

    With `turned`, relations with an end day are replaced by `ENDED` too.
    """
    text = END_RELATIONS if can_end(relation) and not turned else TURN_RELATIONS
    return [(start, last) for start, last in await run(text, {"links": links, "on": end.on, "by": end.by})]


def can_end(relation: type[Relation]) -> bool:
    """Return whether the relation has an end day (`until`)."""
    return UNTIL in relation.properties()
