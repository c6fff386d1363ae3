"""Computed fields: what a field brings from the graph as arrays, and the pure function that answers from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph_model.declarations import Node
from graph_model.read_tree import Body

# among the arguments of a computed field: what is kept of the whole graph for it (`Whole`), where it needs that
WHOLE = "whole"


class Compute(Protocol):
    """Answers from arrays: `arrays` is the list that the statement brought, `arguments` are named as in GraphQL.

    The result is a dataclass (or a list of such) whose attributes are the fields of the GraphQL type in snake_case.
    Where the type is a stored one, the attribute holds a global id; where it is a connection, a list of them.
    """

    def __call__(self, arrays: list[Any], arguments: Mapping[str, Any]) -> object:
        """The result; raises a `RequestError` where the arguments cannot be used."""
        ...


@dataclass(frozen=True)
class Shaped:
    """A statement whose text follows from the request: `write` makes its body.

    What it may follow from are the values of some `arguments` (vocabularies), and the names of the fields that are
    selected of the answer.
    """

    arguments: tuple[str, ...]
    write: Callable[[Mapping[str, Any], frozenset[str]], Body]


@dataclass(frozen=True, eq=False)
class Whole:
    """Arrays of the whole graph, the same whatever a field stands on and whatever is asked of it.

    They come with the statement of the first request that needs them, and are kept: later statements bring them anew
    only where the version of the data has moved. `body` returns one row and takes no parameters; what is kept is what
    `read` makes of that row, once, beside the event loop.
    """

    name: str
    body: Body
    read: Callable[[Any], object]


@dataclass(frozen=True)
class Computed:
    """One computed field.

    `filtered` names the arguments that are filters and the kind of each; `sent` those that the statement of the
    arrays reads. What a filter `where` says of a way to one that is named in `apart` has the role `where.<way>`, so
    that a statement can begin there. `whole` says what a request needs of the whole graph; `compute` finds it among the
    arguments as WHOLE. `heavy` names fields of the answer that are worked out elsewhere (`resolvers.workshop`): methods
    that answer with a `Future`, which is waited for.
    """

    type_name: str
    field_name: str
    body: Body | Shaped
    compute: Compute
    filtered: Mapping[str, type[Node]] = field(default_factory=dict)
    sent: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    whole: Callable[[Mapping[str, Any], frozenset[str]], Whole | None] | None = None
    heavy: frozenset[str] = frozenset()

    def body_for(self, arguments: Mapping[str, Any], selected: frozenset[str]) -> Body:
        """The statement of the arrays; raises a `RequestError` where the arguments allow none."""
        return self.body.write(arguments, selected) if isinstance(self.body, Shaped) else self.body

    def whole_for(self, arguments: Mapping[str, Any], selected: frozenset[str]) -> Whole | None:
        """What is needed of the whole graph, if anything."""
        return self.whole(arguments, selected) if self.whole else None


class ComputedFields:
    """The computed fields of a schema by type and field name."""

    def __init__(self, fields: tuple[Computed, ...]) -> None:
        self._fields = {(each.type_name, each.field_name): each for each in fields}

    def find(self, type_name: str, field_name: str) -> Computed | None:
        """The computed field of that name, if it is one."""
        return self._fields.get((type_name, field_name))

    def shaping(self) -> Iterator[tuple[str, str, str]]:
        """Type, field and argument wherever the value of an argument decides the text of a statement."""
        for each in self._fields.values():
            if isinstance(each.body, Shaped):
                yield from ((each.type_name, each.field_name, argument) for argument in each.body.arguments)
