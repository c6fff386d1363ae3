"""The interface of computed fields: arguments, statement, typed rows, function, and further reads."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from pydantic import TypeAdapter

from graph_model.declarations import Node
from graph_model.read_tree import Body
from resolvers.compiling.fetched_columns import MatchedNodes, Nodes

Row = TypeVar("Row", bound=tuple[Any, ...])
Arguments = TypeVar("Arguments")
Value = TypeVar("Value")
Visible = Callable[[str, str], str]
NO_NODES = Nodes(None)


class ArgumentValues(NamedTuple):
    """The values of the arguments of a field by their GraphQL names, and the names of the selected fields.

    While a statement is written, `nodes` contains the columns that the operation selects of the nodes in its rows.
    """

    values: Mapping[str, Any]
    selected: frozenset[str] = frozenset()
    nodes: Nodes = NO_NODES

    def get(self, name: str) -> Any:
        """Return the value of an argument, or None if it is absent."""
        return self.values.get(name)


def returned(row: type[tuple[Any, ...]], /, **columns: str) -> str:
    """Write the list that a statement returns for one row: one expression for each field of the named tuple.

    Raises a `TypeError` if a field has no expression, or an expression has no field.
    """
    fields = fields_of(row)
    if set(fields) != set(columns):
        msg = f"{row.__name__} has the fields {', '.join(fields)}; the statement returns {', '.join(columns)}"
        raise TypeError(msg)
    return f"[{', '.join(columns[each] for each in fields)}]"


def fields_of(row: type[tuple[Any, ...]]) -> tuple[str, ...]:
    """Return the names of the fields of a named tuple."""
    return row._fields  # type: ignore[attr-defined,no-any-return] # every named tuple has it


@dataclass(frozen=True)
class Shaped:
    """A statement whose text depends on the request.

    `write` returns the text for a request. The text may depend only on the values of `arguments`, which are
    vocabularies, and on the selected fields.
    """

    arguments: tuple[str, ...]
    write: Callable[[ArgumentValues], Body]


@dataclass(frozen=True, eq=False)
class FieldStatement(Generic[Row]):
    """The first statement of a computed field: its text and the type of its rows.

    The text is the body of a COLLECT subquery on the node that has the field, and returns each row as a list. A
    `Shaped` statement can also return columns of the nodes in the result.
    """

    row: type[Row]
    body: Body | Shaped
    matched_nodes: MatchedNodes | None = None

    def body_for(self, given: ArgumentValues) -> Body:
        """Return the text for a request. Raises a `RequestError` for arguments without a valid statement."""
        return self.body.write(given) if isinstance(self.body, Shaped) else self.body

    @cached_property
    def _rows(self) -> TypeAdapter[list[Row]]:
        return rows_of(self.row)

    def decoded(self, rows: list[Any]) -> list[Row]:
        """Return the rows as named tuples. Nested rows, days and vocabularies are decoded too."""
        return self._rows.validate_python(rows)


@dataclass(frozen=True, eq=False)
class FurtherStatement(Generic[Row]):
    """A statement that a computation sends after the first one, in the same transaction.

    `text` writes the statement for a viewer. Every node that it matches must satisfy the condition
    `visible(kind, variable)`. The names of the parameters are those of the call of `fetch`. Each record is one row.
    """

    row: type[Row]
    text: Callable[[Visible], str]

    @cached_property
    def _rows(self) -> TypeAdapter[list[Row]]:
        return rows_of(self.row)

    def decoded(self, rows: list[Any]) -> list[Row]:
        """Return the records as named tuples."""
        return self._rows.validate_python(rows)


def rows_of(row: type[Row]) -> TypeAdapter[list[Row]]:
    """Return the decoder for rows of a type."""
    return TypeAdapter(list[row])  # type: ignore[valid-type] # the type is known only at run time


@dataclass(frozen=True, eq=False)
class SharedArrays(Generic[Value]):
    """Arrays of the whole graph, or of a part of it, that many requests share.

    The arrays are cached for each data version and viewer. `read` builds them from the decoded records of the
    statement. The parameters of the statement, if any, select the part of the graph. `in_files` says that the records
    are also cached in files, which requires that they are not about people.
    """

    name: str
    statement: FurtherStatement[Any]
    read: Callable[[list[Any]], Value]
    in_files: bool = False


class Keep(Protocol):
    """A bounded cache of results for one version of the data and one viewer."""

    def __call__(self, key: Hashable, work: Callable[[], Value]) -> Value:
        """Return the cached value of the key; compute and cache it with `work` if it is missing."""
        ...

    def known(self, key: Hashable) -> object | None:
        """Return the cached value of the key, or None."""
        ...


@dataclass(frozen=True)
class Fetch:
    """A request of a computation for the rows of a further statement."""

    statement: FurtherStatement[Any]
    parameters: Mapping[str, object]


@dataclass(frozen=True)
class Share:
    """A request of a computation for shared arrays of the part of the graph that the parameters select."""

    arrays: SharedArrays[Any]
    parameters: Mapping[str, object]


@dataclass(frozen=True)
class Remember:
    """A request of a computation for the cache of results."""


Request: TypeAlias = Fetch | Share | Remember
# a computation with further requests: the engine answers each request and sends the result to the generator
Steps: TypeAlias = Generator[Request, Any, Value]


def fetch(statement: FurtherStatement[Row], **parameters: object) -> Steps[list[Row]]:
    """Request the rows of a further statement.

    For example: `rows = yield from fetch(STATEMENT, ids=ids)`.
    """
    rows: list[Row] = yield Fetch(statement, parameters)
    return rows


def share(arrays: SharedArrays[Value], **part: object) -> Steps[Value]:
    """Request shared arrays.

    For example: `network = yield from share(NETWORK)`, or `people = yield from share(PEOPLE, region=region)`.
    """
    found: Value = yield Share(arrays, part)
    return found


def memory() -> Steps[Keep]:
    """Request the cache of results.

    For example: `keep = yield from memory()`.
    """
    keep: Keep = yield Remember()
    return keep


def kept(key: Hashable, work: Callable[[], Steps[Value]]) -> Steps[Value]:
    """Return the cached value of the key; run `work`, which can make requests, and cache its result if missing."""
    keep = yield from memory()
    known = keep.known(key)
    if known is not None:
        return known  # type: ignore[return-value] # each key has results of one type
    value = yield from work()
    return keep(key, lambda: value)


@dataclass(frozen=True)
class ComputedField(Generic[Arguments, Row]):
    """A computed field.

    `arguments` validates the arguments of a request and converts them to a dataclass before any statement runs. It
    raises a `RequestError`. The fields of the dataclass have the names of the arguments in snake_case; a trailing
    underscore avoids keywords. `compute` takes the arguments and the rows. It returns the result, or a generator of
    `Steps` that returns the result.

    The return annotation of `compute` is the class of the result, which is compared with the type in the schema at
    startup. Attributes and methods of the class are the fields in snake_case. A stored type is represented by its
    global id, a connection of stored types by a sequence of global ids, and any other connection by a method that
    returns a `Page`.

    `filtered` maps the arguments that are filters to their kinds. `sent` names the arguments that the first statement
    reads as parameters. `apart` names navigations (`practice`, `practice.themes`). The conditions of a filter `where`
    on the node at the end of such a navigation have the role `where.<navigation>`, so that a statement can start there.
    `nested` validates the arguments of fields of the result, by the name of the field. `prepare` takes the rows of all
    nodes with the field before the first computation. It reads, in one statement, the data that the computations
    then find in the cache of results. `when_too_long` says what to do if the answer exceeds the deadline.
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
    prepare: Callable[[Arguments, list[Row]], Steps[None]] | None = None
    when_too_long: str = ""

    @property
    def name(self) -> str:
        """The name of the field with its type, such as `Query.paths`."""
        return f"{self.type_name}.{self.field_name}"

    def answer(self, arguments: Arguments, rows: list[Any]) -> Steps[object]:
        """Decode the rows and compute the result; the generator yields requests."""
        found = self.compute(arguments, self.statement.decoded(rows))
        if isinstance(found, Generator):
            found = yield from found
        return found

    def prepared(self, arguments: Arguments, places: Sequence[list[Any]]) -> Steps[None]:
        """Decode the rows of all nodes with the field, and read the data that their computations need."""
        if self.prepare is not None:
            rows = [row for each in places for row in self.statement.decoded(each)]
            yield from self.prepare(arguments, rows)


class ComputedFields:
    """The computed fields of a schema by type and field name."""

    def __init__(self, fields: Sequence[ComputedField[Any, Any]]) -> None:
        self._fields = {(each.type_name, each.field_name): each for each in fields}

    def __iter__(self) -> Iterator[ComputedField[Any, Any]]:
        """Return an iterator over the fields in the order of their registration."""
        return iter(self._fields.values())

    def find(self, type_name: str, field_name: str) -> ComputedField[Any, Any] | None:
        """Return the computed field with these names, or None."""
        return self._fields.get((type_name, field_name))

    def shaping(self) -> Iterator[tuple[str, str, str]]:
        """Yield the type, field and name of each argument whose value affects the text of a statement."""
        for each in self:
            if isinstance(each.statement.body, Shaped):
                yield from ((each.type_name, each.field_name, argument) for argument in each.statement.body.arguments)
