"""The contract of computed fields: arguments, statement, typed rows, function, and further reads."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from pydantic import TypeAdapter

from graph_model.declarations import Node
from graph_model.read_tree import Body
from resolvers.compiling.brought_columns import MatchedNodes, Nodes

Row = TypeVar("Row", bound=tuple[Any, ...])
Arguments = TypeVar("Arguments")
Value = TypeVar("Value")
Seen = Callable[[str, str], str]
NO_NODES = Nodes(None)


class ArgumentValues(NamedTuple):
    """The values of the arguments of a field by their GraphQL names, and the names of the selected fields.

    `nodes` is the selection of the nodes that the statement returns, while the statement is written.
    """

    values: Mapping[str, Any]
    selected: frozenset[str] = frozenset()
    nodes: Nodes = NO_NODES

    def get(self, name: str) -> Any:
        """Return the value of an argument; None where it is absent."""
        return self.values.get(name)


def returned(row: type[tuple[Any, ...]], /, **columns: str) -> str:
    """Write the list that a statement returns for one row: one expression for each field of the named tuple.

    Raises a `TypeError` where a field has no expression, or an expression has no field.
    """
    fields: tuple[str, ...] = row._fields  # type: ignore[attr-defined] # every named tuple has it
    if set(fields) != set(columns):
        msg = f"{row.__name__} has the fields {', '.join(fields)}; the statement returns {', '.join(columns)}"
        raise TypeError(msg)
    return f"[{', '.join(columns[each] for each in fields)}]"


@dataclass(frozen=True)
class Shaped:
    """A statement whose text follows from the request.

    `write` makes it from the values of some `arguments` (vocabularies) and from the selected fields.
    """

    arguments: tuple[str, ...]
    write: Callable[[ArgumentValues], Body]


@dataclass(frozen=True, eq=False)
class FieldStatement(Generic[Row]):
    """The first statement of a computed field: its text and the type of its rows.

    The text is the inside of a COLLECT subquery about the node that has the field, and returns each row as a list. A
    `Shaped` one can bring nodes that the result names (`brings`).
    """

    row: type[Row]
    body: Body | Shaped
    brings: MatchedNodes | None = None

    def body_for(self, given: ArgumentValues) -> Body:
        """Return the text for a request; raises a `RequestError` where the arguments allow none."""
        return self.body.write(given) if isinstance(self.body, Shaped) else self.body

    @cached_property
    def _rows(self) -> TypeAdapter[list[Row]]:
        return rows_of(self.row)

    def decoded(self, rows: list[Any]) -> list[Row]:
        """Return the rows as named tuples; nested rows, days and vocabularies are decoded too."""
        return self._rows.validate_python(rows)


@dataclass(frozen=True, eq=False)
class FurtherStatement(Generic[Row]):
    """A statement that a computation sends after the first one, in the same transaction.

    `text` writes it for a viewer: every node that it matches must be under `seen(kind, variable)`. Its parameters are
    named as in the request for it. Each record is one row, column by column.
    """

    row: type[Row]
    text: Callable[[Seen], str]

    @cached_property
    def _rows(self) -> TypeAdapter[list[Row]]:
        return rows_of(self.row)

    def decoded(self, rows: list[Any]) -> list[Row]:
        """Return the records as named tuples."""
        return self._rows.validate_python(rows)


def rows_of(row: type[Row]) -> TypeAdapter[list[Row]]:
    """Return the decoder of rows of a type."""
    return TypeAdapter(list[row])  # type: ignore[valid-type] # the type is known only while the program runs


@dataclass(frozen=True, eq=False)
class SharedArrays(Generic[Value]):
    """Arrays of the whole graph, or of a part of it, that many requests share.

    They are kept for each version of the data and viewer. `read` makes them from the records of the statement; its
    parameters, if it takes any, name the part.
    """

    name: str
    statement: FurtherStatement[Any]
    read: Callable[[list[Any]], Value]


class Keep(Protocol):
    """A bounded memory of results for one version of the data and one viewer."""

    def __call__(self, key: Hashable, work: Callable[[], Value]) -> Value:
        """Return the value under the key; compute it with `work` where it is not kept."""
        ...

    def known(self, key: Hashable) -> object | None:
        """Return the value under the key; None where it is not kept."""
        ...


@dataclass(frozen=True)
class Fetch:
    """A request of a computation for the rows of a further statement."""

    statement: FurtherStatement[Any]
    parameters: Mapping[str, object]


@dataclass(frozen=True)
class Share:
    """A request of a computation for shared arrays, of the part that the parameters name."""

    arrays: SharedArrays[Any]
    parameters: Mapping[str, object]


@dataclass(frozen=True)
class Remember:
    """A request of a computation for the memory of results."""


Request: TypeAlias = Fetch | Share | Remember
# a computation that asks for more while it runs: the engine answers each request and sends the answer back
Steps: TypeAlias = Generator[Request, Any, Value]


def fetch(statement: FurtherStatement[Row], **parameters: object) -> Steps[list[Row]]:
    """Ask for the rows of a further statement.

    For example: `rows = yield from fetch(STATEMENT, ids=ids)`.
    """
    rows: list[Row] = yield Fetch(statement, parameters)
    return rows


def share(arrays: SharedArrays[Value], **part: object) -> Steps[Value]:
    """Ask for shared arrays.

    For example: `network = yield from share(NETWORK)`, or `people = yield from share(PEOPLE, region=region)`.
    """
    found: Value = yield Share(arrays, part)
    return found


def memory() -> Steps[Keep]:
    """Ask for the memory of results.

    For example: `keep = yield from memory()`.
    """
    keep: Keep = yield Remember()
    return keep


def kept(key: Hashable, work: Callable[[], Steps[Value]]) -> Steps[Value]:
    """Return the value under the key of the memory; run `work`, which may ask for more, where it is not kept."""
    keep = yield from memory()
    known = keep.known(key)
    if known is not None:
        return known  # type: ignore[return-value] # a key belongs to one kind of results
    value = yield from work()
    return keep(key, lambda: value)


@dataclass(frozen=True)
class ComputedField(Generic[Arguments, Row]):
    """One computed field.

    `arguments` validates what the request gives into a dataclass, before any statement runs; it raises a
    `RequestError`. Fields of that dataclass are named as the arguments in snake_case (a trailing underscore avoids
    keywords). `compute` answers from the arguments and the rows: the result, or a generator of `Steps` that returns
    it. The return annotation names the class of the result, which is compared with the promised type when the program
    starts: attributes and methods are the fields in snake_case; a stored type is its global id, a connection of stored
    types a sequence of global ids, any other connection a method that answers with a `Page`.

    `filtered` names the arguments that are filters, and the kind of each; `sent` the arguments that the first
    statement reads as parameters. What a filter `where` says of the node at the end of a way that is named in `apart`
    (`practice`, `practice.themes`) has the role `where.<way>`, so that a statement can begin there. `nested` validates
    arguments of fields of the answer, by the name of the field.
    """

    type_name: str
    field_name: str
    arguments: Callable[[ArgumentValues], Arguments]
    statement: FieldStatement[Row]
    compute: Callable[[Arguments, list[Row]], object]
    filtered: Mapping[str, type[Node]] = field(default_factory=dict)
    sent: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    nested: Mapping[str, Callable[[ArgumentValues], object]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The field with its type, as `Query.paths`."""
        return f"{self.type_name}.{self.field_name}"

    def answer(self, arguments: Arguments, rows: list[Any]) -> Steps[object]:
        """Decode the rows and compute; a generator of requests that returns the result."""
        found = self.compute(arguments, self.statement.decoded(rows))
        if isinstance(found, Generator):
            found = yield from found
        return found


class ComputedFields:
    """The computed fields of a schema by type and field name."""

    def __init__(self, fields: Sequence[ComputedField[Any, Any]]) -> None:
        self._fields = {(each.type_name, each.field_name): each for each in fields}

    def __iter__(self) -> Iterator[ComputedField[Any, Any]]:
        """Iterate over the fields in the order of their registration."""
        return iter(self._fields.values())

    def find(self, type_name: str, field_name: str) -> ComputedField[Any, Any] | None:
        """Return the computed field of that name, if it is one."""
        return self._fields.get((type_name, field_name))

    def shaping(self) -> Iterator[tuple[str, str, str]]:
        """Yield type, field and argument wherever the value of an argument decides the text of a statement."""
        for each in self:
            if isinstance(each.statement.body, Shaped):
                yield from ((each.type_name, each.field_name, argument) for argument in each.statement.body.arguments)
