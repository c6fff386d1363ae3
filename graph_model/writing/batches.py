"""Batches: rows of one kind of node or of one pattern of links that are written in one transaction."""

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
    """A node or link that occurs twice among the records of one write."""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node to write, with its position in the source table."""

    id: str
    form: StoredForm
    origin: str | None = None

    @classmethod
    def of(cls, node: Node, origin: str | None = None) -> NodeRow:
        """Return the row of a node."""
        return cls(node.id, stored_form(node), origin)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link to write, with its position in the source table.

    A `by_reference` link has the default values of its relation. It is created if there is no such link, and does not
    change an existing one.
    """

    link: Link
    form: StoredForm
    by_reference: bool = False
    origin: str | None = None

    @classmethod
    def of(cls, link: Link, by_reference: bool = False, origin: str | None = None) -> LinkRow:
        """Return the row of a link."""
        link = link.oriented()
        return cls(link, stored_form(link.relation), by_reference, origin)


@dataclass(frozen=True)
class NodeBatch:
    """A batch of nodes of one kind."""

    kind: type[Node]
    rows: Sequence[NodeRow]

    @property
    def name(self) -> str:
        """Return the label, for reports."""
        return self.kind.__name__


@dataclass(frozen=True)
class LinkBatch:
    """A batch of links of one pattern: the relation and the labels of its ends."""

    start: str
    relation: type[Relation]
    end: str
    rows: Sequence[LinkRow]

    @property
    def name(self) -> str:
        """Return the pattern, for reports."""
        return f"{self.start} {self.relation.type} {self.end}"

    @classmethod
    def of(cls, rows: Sequence[LinkRow]) -> LinkBatch:
        """Return the batch of rows of one pattern."""
        first = rows[0].link
        return cls(first.start_kind, type(first.relation), first.end_kind, rows)


Batch = NodeBatch | LinkBatch


def batches(nodes: Collection[Node], links: Collection[Link], size: int = SIZE) -> Iterator[Batch]:
    """Yield batches of at most `size` rows: first the nodes, then the links."""
    for kind, group in _grouped(nodes, type, lambda node: node.id, size):
        yield NodeBatch(kind, [NodeRow.of(node) for node in group])
    oriented = (link.oriented() for link in links)
    for _, same in _grouped(oriented, pattern_of, lambda link: link.identity, size):
        yield LinkBatch.of([LinkRow.of(link) for link in same])


def pattern_of(link: Link) -> tuple[Hashable, ...]:
    """Return the relation and the labels of the ends, which are equal for all links of a batch."""
    return (type(link.relation), link.start_kind, link.end_kind)


def _grouped(
    items: Iterable[Item], group_of: Callable[[Item], Group], identity_of: Callable[[Item], Hashable], size: int
) -> Iterator[tuple[Group, list[Item]]]:
    waiting: dict[Group, list[Item]] = {}
    identities: set[Hashable] = set()
    for item in items:
        identity = identity_of(item)
        if identity in identities:
            msg = f"{identity} occurs twice in one write"
            raise RepeatedRecordError(msg)
        identities.add(identity)
        group = waiting.setdefault(group_of(item), [])
        group.append(item)
        if len(group) == size:
            yield group_of(item), waiting.pop(group_of(item))
    yield from waiting.items()
