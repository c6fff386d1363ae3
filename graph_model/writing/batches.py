"""Batches: rows of one kind of node or of one pattern of links, to be written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph_model.declarations import Node, Relation
from graph_model.links import Link
from graph_model.writing.stored_form import StoredForm, stored_form

Item = TypeVar("Item")
Group = TypeVar("Group", bound=Hashable)

SIZE = 5000


class RepeatedRecordError(ValueError):
    """The same node or link occurs twice among the records to be written."""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node to be written; `told` is the place in a table that it was read from."""

    id: str
    form: StoredForm
    told: str | None = None

    @classmethod
    def of(cls, node: Node, told: str | None = None) -> NodeRow:
        """The row of a node."""
        return cls(node.id, stored_form(node), told)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link to be written; `told` is the place in a table that it was read from.

    One `by_reference` has the defaults of its relation: it is made where there is none, and changes none.
    """

    link: Link
    form: StoredForm
    by_reference: bool = False
    told: str | None = None

    @classmethod
    def of(cls, link: Link, by_reference: bool = False, told: str | None = None) -> LinkRow:
        """The row of a link."""
        link = link.oriented()
        return cls(link, stored_form(link.relation), by_reference, told)


@dataclass(frozen=True)
class NodeBatch:
    """Nodes of one kind."""

    kind: type[Node]
    rows: Sequence[NodeRow]

    @property
    def name(self) -> str:
        """The label, to report."""
        return self.kind.__name__


@dataclass(frozen=True)
class LinkBatch:
    """Links of one pattern: by relation and by the labels of their ends."""

    start: str
    relation: type[Relation]
    end: str
    rows: Sequence[LinkRow]

    @property
    def name(self) -> str:
        """The pattern, to report."""
        return f"{self.start} {self.relation.type} {self.end}"

    @classmethod
    def of(cls, rows: Sequence[LinkRow]) -> LinkBatch:
        """The batch of rows that are all of one pattern."""
        first = rows[0].link
        return cls(first.start_kind, type(first.relation), first.end_kind, rows)


Batch = NodeBatch | LinkBatch


def batches(nodes: Collection[Node], links: Collection[Link], size: int = SIZE) -> Iterator[Batch]:
    """Nodes first, then the links between them, in batches of at most `size` rows."""
    for kind, group in _grouped(nodes, type, lambda node: node.id, size):
        yield NodeBatch(kind, [NodeRow.of(node) for node in group])
    oriented = (link.oriented() for link in links)
    for _, same in _grouped(oriented, pattern_of, lambda link: link.identity, size):
        yield LinkBatch.of([LinkRow.of(link) for link in same])


def pattern_of(link: Link) -> tuple[Hashable, ...]:
    """What links of one batch have in common."""
    return (type(link.relation), link.start_kind, link.end_kind)


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
