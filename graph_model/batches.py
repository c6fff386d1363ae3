"""Batches: rows of one kind of node or link with the statement that writes them all at once."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph_model.declarations import GeoPoint, Node
from graph_model.links import TOLD_APART, Link, distinguishing
from graph_model.stored_form import DIGEST, StoredForm, stored_form

Item = TypeVar("Item")
Group = TypeVar("Group", bound=Hashable)
Row = dict[str, object]

SIZE = 5000

# The digest tells whether there is anything to write; a record that has just been made carries an empty one.
WRITE_WHAT_DIFFERS = """
ON CREATE SET record.digest = ''
WITH record, row, record.digest AS before
FOREACH (_ IN CASE WHEN coalesce(before = row.digest, false) THEN [] ELSE [1] END |
  SET record = row.properties
  SET record.recordedAt = datetime.transaction(){points}
)
WITH coalesce(before = '', false) AS created, coalesce(before = row.digest, false) AS unchanged
RETURN count(CASE WHEN created THEN 1 END), count(CASE WHEN unchanged THEN 1 END), count(*)
"""


class RepeatedRecordError(ValueError):
    """The same node or link stands twice in what is to be written."""


@dataclass(frozen=True)
class Batch:
    """Rows of one kind of node or link, by a name to report, and the statement that writes them."""

    name: str
    text: str
    rows: Sequence[Row]


def batches(nodes: Collection[Node], links: Collection[Link], size: int = SIZE) -> Iterator[Batch]:
    """Nodes first, then the links between them, in batches of at most `size` rows."""
    for kind, group in _grouped(nodes, type, lambda node: node.id, size):
        yield Batch(kind.__name__, _node_text(kind), [_node_row(node) for node in group])
    oriented = (link.oriented() for link in links)
    for _, same in _grouped(oriented, _pattern, lambda link: link.identity, size):
        yield Batch(same[0].pattern, _link_text(same[0]), [_link_row(link) for link in same])


def _grouped(
    items: Iterable[Item], group_of: Callable[[Item], Group], identity_of: Callable[[Item], Hashable], size: int
) -> Iterator[tuple[Group, list[Item]]]:
    waiting: dict[Group, list[Item]] = {}
    seen: set[Hashable] = set()
    for item in items:
        identity = identity_of(item)
        if identity in seen:
            msg = f"{identity} is to be written twice at once"
            raise RepeatedRecordError(msg)
        seen.add(identity)
        group = waiting.setdefault(group_of(item), [])
        group.append(item)
        if len(group) == size:
            yield group_of(item), waiting.pop(group_of(item))
    yield from waiting.items()


def _pattern(link: Link) -> tuple[Hashable, ...]:
    return (type(link.relation), link.start_kind, link.end_kind)


def _node_text(kind: type[Node]) -> str:
    return f"UNWIND $rows AS row\nMERGE (record:{kind.__name__} {{id: row.id}})" + _writing(_point_columns(kind))


def _link_text(link: Link) -> str:
    told_apart = f" {{{TOLD_APART}: row.properties.{TOLD_APART}}}" if distinguishing(type(link.relation)) else ""
    return (
        "UNWIND $rows AS row\n"
        f"MATCH (start:{link.start_kind} {{id: row.start}})\nMATCH (end:{link.end_kind} {{id: row.end}})\n"
        f"MERGE (start)-[record:{link.relation.type}{told_apart}]->(end)" + _writing(())
    )


def _writing(point_columns: Iterable[str]) -> str:
    points = "".join(f", record.{column} = point(row.points.{column})" for column in point_columns)
    return WRITE_WHAT_DIFFERS.replace("{points}", points)


def _point_columns(kind: type[Node]) -> list[str]:
    return [each.column for each in kind.properties().values() if each.type is GeoPoint]


def _node_row(node: Node) -> Row:
    return {"id": node.id, **_row(stored_form(node))}


def _link_row(link: Link) -> Row:
    return {"start": link.start, "end": link.end, **_row(stored_form(link.relation))}


def _row(form: StoredForm) -> Row:
    return {
        "digest": form.digest,
        "properties": {**form.properties, DIGEST: form.digest},
        "points": form.points,
    }
