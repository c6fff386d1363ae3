"""Projections: how the answer of a computed field is read off the result of its function, and completed.

Where the result names nodes by their global ids, all of them are brought by one statement more, each with exactly the
fields asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphql import (
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from pydantic.alias_generators import to_snake

from graph_model.declarations import ID, kinds
from graph_model.read_tree import (
    ByGroup,
    ByIds,
    Column,
    ConnectionColumn,
    GroupsColumn,
    ManyColumn,
    NodesColumn,
    Parameter,
    PropertyColumn,
    Read,
)
from resolvers.arguments import DEFAULT_PAGE, order_of
from resolvers.compiler import Compiler
from resolvers.connections import Connection
from resolvers.errors import PathPart
from resolvers.fills import Result, parameter
from resolvers.naming import Naming
from resolvers.pages import size_of_page
from resolvers.roots import connected_kind
from resolvers.rows import Row, object_type
from resolvers.selection import Asked
from resolvers.shapes import Pick
from resolvers.variables import filled
from resolvers.weights import FEW, WHOLE_LIST, Weight


@dataclass(frozen=True)
class Whole:
    """The value goes out as it is."""


@dataclass(frozen=True)
class TypeName:
    """The name of the type."""

    name: str


@dataclass(frozen=True)
class Listed:
    """A list of one projection."""

    item: Projection


@dataclass(frozen=True)
class Reference:
    """A global id stands for a node, which completion `number` brings."""

    number: int


@dataclass(frozen=True)
class Group:
    """A list of global ids stands for a connection, which completion `number` brings."""

    number: int


@dataclass(frozen=True, eq=False)
class Part:
    """One response key: the attribute behind it (called with `arguments` where it is a method).

    A connection over objects of the computation is such a method: it takes `first` and `after` and answers with a
    page (`resolvers.pages`).
    """

    key: str
    name: str
    attribute: str
    arguments: Mapping[str, Any]
    projection: Projection


@dataclass(frozen=True)
class Structure:
    """An object of the computation."""

    parts: tuple[Part, ...]

    @cached_property
    def leading(self) -> tuple[Part, ...]:
        """The parts that can lead to nodes."""
        return tuple(part for part in self.parts if leads(part.projection))


Projection = Whole | TypeName | Listed | Reference | Group | Structure


@dataclass(frozen=True, eq=False)
class Completion:
    """A column of the second statement, and how its rows are named."""

    column: Column
    naming: Naming
    key: int | None = None

    def completed(self, sent: list[Any], value: Any, errors: list[dict[str, object]]) -> Any:
        """The named nodes by id, or the named connections in the order of their lists."""
        path: list[PathPart] = []
        if isinstance(self.column, GroupsColumn):
            return iter([self.naming(each, path, errors) for each in value])
        if self.key is None:
            return {identifier: self.naming(each, path, errors) for identifier, each in zip(sent, value, strict=True)}
        return {each[self.key]: self.naming(each, path, errors) for each in value}


@dataclass(frozen=True, eq=False)
class Known:
    """Nodes of which nothing is asked but what their ids tell, so that nothing has to be brought."""

    naming: Naming

    def completed(self, sent: list[Any], value: Any, errors: list[dict[str, object]]) -> Any:
        """The named nodes by id."""
        del value
        return {each: self.naming([each.partition(":")[0], [each]], [], errors) for each in sent}


@dataclass
class Projector:
    """Makes projections of computed fields; `completions` is what they need brought, `weights` what that can cost."""

    compiler: Compiler
    completions: list[Completion | Known] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)

    def answer(self, type_: GraphQLOutputType, asked: Asked) -> Projection:
        """How the value of a computed field becomes what is asked of it; `first` says how long its lists are."""
        first = asked.arguments.get("first")
        return self.projection(type_, asked, WHOLE_LIST if first is None else parameter(first))

    def projection(self, type_: GraphQLOutputType, asked: Asked, size: Parameter | int) -> Projection:
        """How values of `type_` become what is asked of them; `size` is what a list is taken for.

        A list inside a list belongs to one object of the outer one: reasons, evidence, the nodes of a path.
        """
        if isinstance(type_, GraphQLNonNull):
            return self.projection(type_.of_type, asked, size)
        if isinstance(type_, GraphQLList):
            with self.each_of(size):
                return Listed(self.projection(type_.of_type, asked, FEW))
        if is_leaf_type(type_):
            return Whole()
        if is_abstract_type(type_):
            return self.reference_to_any(asked)
        if isinstance(type_, GraphQLObjectType) and type_.name in kinds():
            return self.reference(type_, asked)
        if isinstance(type_, GraphQLObjectType) and "pageInfo" in type_.fields:
            return self.group(asked) if get_named_type(type_.fields["nodes"].type).name in kinds() else self.page(asked)
        return self.structure(asked, size)

    @contextmanager
    def each_of(self, size: Parameter | int) -> Iterator[None]:
        """What is projected inside stands once for each of `size` objects."""
        above, self.weights = self.weights, []
        yield
        above.append(Weight(size, tuple(self.weights)))
        self.weights = above

    def page(self, asked: Asked) -> Projection:
        """A page of a connection over objects of the computation."""
        first = asked.arguments.get("first")
        return self.structure(asked, DEFAULT_PAGE if first is None else parameter(first, size_of_page))

    def structure(self, asked: Asked, size: Parameter | int) -> Projection:
        """The fields of an object of the computation."""
        type_ = object_type(asked)
        return Structure(tuple(self.part(type_, each, size) for each in self.compiler.selection.fields(type_, asked)))

    def part(self, type_: GraphQLObjectType, asked: Asked, size: Parameter | int) -> Part:
        """One field of such an object."""
        if asked.field is None:
            return Part(asked.key, "", "", {}, TypeName(type_.name))
        projection = self.projection(asked.field.type, asked, size)
        arguments = {} if isinstance(projection, Group) else asked.arguments
        return Part(asked.key, asked.name, to_snake(asked.name), arguments, projection)

    def reference(self, type_: GraphQLObjectType, asked: Asked) -> Reference:
        """A node of a known kind."""
        row, kind = Row(), kinds()[type_.name]
        key = row.place(PropertyColumn(ID))
        self.compiler.fill(row, type_, asked, may_compute=False)
        self.weights.append(Weight(1, tuple(row.weights)))
        if len(row.columns) == 1:
            return Reference(self.complete(Known(Naming(Pick(1, row.object(nullable=True))))))
        column = ManyColumn(asked.name, ByIds(kind, self.sent()), Read(kind, tuple(row.columns)), order_of(kind, None))
        return Reference(self.complete(Completion(column, Naming(row.object(nullable=True)), key)))

    def reference_to_any(self, asked: Asked) -> Reference:
        """A node of any kind of an interface or a union."""
        variants = self.compiler.variants(asked)
        selected = variants.select(asked)
        self.weights.append(Weight(1, variants.weights()))
        if all(read.columns in ((), (PropertyColumn(ID),)) for read in variants.reads().reads):
            return Reference(self.complete(Known(Naming(variants.shape(selected, nullable=True, width=1)))))
        shape = variants.shape(selected, nullable=True)
        return Reference(
            self.complete(Completion(NodesColumn(asked.name, self.sent(), variants.reads()), Naming(shape)))
        )

    def group(self, asked: Asked) -> Group:
        """A connection over a list of ids."""
        row, kind = Row(), connected_kind(asked)
        Connection(self.compiler, kind, ByGroup(kind), asked, may_compute=False).add_to(row)
        self.weights += row.weights
        (column,), ((_, _, shape),) = row.columns, row.fields
        if not isinstance(column, ConnectionColumn):
            msg = f"{asked.name} is no connection"
            raise TypeError(msg)
        return Group(self.complete(Completion(GroupsColumn(asked.name, self.sent(), column), Naming(shape))))

    def sent(self) -> Parameter:
        """The parameter for the ids of the next completion."""
        return Parameter(Result(len(self.completions)))

    def complete(self, completion: Completion | Known) -> int:
        """Enter a completion; answers with its number."""
        self.completions.append(completion)
        return len(self.completions) - 1


def leads(projection: Projection) -> bool:
    """Whether a projection can lead to nodes."""
    match projection:
        case Reference() | Group():
            return True
        case Listed():
            return leads(projection.item)
        case Structure():
            return bool(projection.leading)
    return False


def references(projection: Projection, value: Any, variables: Mapping[str, object]) -> Iterator[tuple[int, Any]]:
    """Every id, or list of ids, that a value names, with the number of its completion, in the order of `projected`."""
    if value is None:
        return
    match projection:
        case Reference() | Group():
            yield projection.number, value
        case Listed(Reference(number)):
            for each in value:
                yield number, each
        case Listed():
            for each in value:
                yield from references(projection.item, each, variables)
        case Structure():
            for part in projection.leading:
                yield from references(part.projection, behind(part, value, variables), variables)


def projected(projection: Projection, value: Any, completed: list[Any], variables: Mapping[str, object]) -> Any:
    """The value as the response carries it."""
    if value is None and not isinstance(projection, TypeName):
        return None
    match projection:
        case TypeName():
            return projection.name
        case Reference():
            return completed[projection.number].get(value)
        case Group():
            return next(completed[projection.number])
        case Listed(Reference(number)):
            known = completed[number]
            return [known.get(each) for each in value]
        case Listed():
            return [projected(projection.item, each, completed, variables) for each in value]
        case Structure():
            return {
                part.key: projected(part.projection, behind(part, value, variables), completed, variables)
                for part in projection.parts
            }
    return value


def behind(part: Part, value: Any, variables: Mapping[str, object]) -> Any:
    """What stands behind a response key of an object of the computation."""
    found = getattr(value, part.attribute) if part.attribute else value
    if callable(found):
        return found(**{to_snake(name): filled(each, variables) for name, each in part.arguments.items()})
    return found
