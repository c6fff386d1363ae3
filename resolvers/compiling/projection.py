"""Projections: the conversion of the result of a computed field's function to the response, and its completion.

A result refers to nodes by their global ids. Nodes that the first statement did not return are read by a second
statement with exactly the selected fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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

from graph_model.declarations import ID, Node, Parameter, kinds
from graph_model.read_tree import (
    ByGroup,
    ByIds,
    Column,
    ConnectionColumn,
    GroupsColumn,
    ManyColumn,
    NodesColumn,
    PropertyColumn,
    Read,
)
from resolvers.compiling import shapes
from resolvers.compiling.arguments import DEFAULT_PAGE, order_of
from resolvers.compiling.compiler import Compiler
from resolvers.compiling.computed_field import NO_NODES
from resolvers.compiling.connections import Connection
from resolvers.compiling.fetched_columns import Field, Nodes
from resolvers.compiling.listing import size_of_page
from resolvers.compiling.naming import Naming, NullFoundError, namer_of
from resolvers.compiling.roots import connected_kind
from resolvers.compiling.rows import Row, Use, object_type
from resolvers.compiling.selection import SelectedField
from resolvers.compiling.shapes import Leaf, Object, Pick
from resolvers.requests.cost import FEW, FULL_LIST, Weight
from resolvers.requests.parameters import Result, parameter


@dataclass(frozen=True)
class ValueProjection:
    """The projection of a plain value, which is returned unchanged."""


@dataclass(frozen=True)
class TypeName:
    """The projection of `__typename`."""

    name: str


@dataclass(frozen=True)
class Listed:
    """The projection of a list by the projection of its items."""

    item: Projection


@dataclass(frozen=True)
class Reference:
    """A global id that completion `number` replaces by a node."""

    number: int


@dataclass(frozen=True)
class Group:
    """A list of global ids that completion `number` replaces by a connection."""

    number: int


@dataclass(frozen=True, eq=False)
class Part:
    """The projection of one response key: its attribute, which is called with `arguments` if it is a method.

    A connection over computed objects is such a method. It takes `first` and `after` and returns a page
    (`resolvers.compiling.listing`).
    """

    key: str
    name: str
    attribute: str
    arguments: Mapping[str, Any]
    projection: Projection


@dataclass(frozen=True)
class Structure:
    """The projection of a computed object."""

    parts: tuple[Part, ...]

    @cached_property
    def names(self) -> Callable[[Iterable[Sequence[object]]], list[dict[str, object]]]:
        """The function that makes objects of the response from the values of their parts."""
        fields = tuple((part.key, place, Leaf(nullable=True)) for place, part in enumerate(self.parts))
        return namer_of(shapes.Sequence(Object(fields, len(self.parts), nullable=False), nullable=False))


@dataclass(frozen=True, eq=False)
class IdProjection:
    """The projection of a node whose selected fields follow from its global id, so that no read is needed."""

    naming: Naming

    def named(self, identifier: str) -> object:
        """Return the node in the format of the response."""
        return self.naming.quickly([identifier.partition(":")[0], [identifier]])


Projection = ValueProjection | TypeName | Listed | IdProjection | Reference | Group | Structure


@dataclass(frozen=True, eq=False)
class FetchedProjection:
    """The naming of nodes that the first statement returns with its rows; a row contains the columns of `nodes`."""

    nodes: Nodes
    fields: tuple[Field, ...]

    def named(self, rows: list[Any], errors: list[dict[str, object]]) -> list[Any]:
        """Return the nodes in the format of the response. Missing values are added to `errors`."""
        try:
            return self._quickly(rows)
        except NullFoundError:
            return [self._naming(each, [], errors) for each in rows]

    @cached_property
    def _shape(self) -> Object:
        # cached at the first execution, when all columns are known
        return Object(self.fields, self.nodes.width, nullable=False)

    @cached_property
    def _quickly(self) -> Callable[[list[Any]], list[Any]]:
        return namer_of(shapes.Sequence(self._shape, nullable=False))

    @cached_property
    def _naming(self) -> Naming:
        return Naming(replace(self._shape, nullable=True))


@dataclass(frozen=True, eq=False)
class Completion:
    """A column of the second statement, and the naming of its rows.

    Nodes that the first statement returned with its rows are not read again.
    """

    column: Column
    naming: Naming
    key: int | None = None
    fetched: FetchedProjection | None = None

    def named_fetched(
        self, ids: list[Any], rows: Mapping[Nodes, Mapping[str, Any]], errors: list[dict[str, object]]
    ) -> dict[Any, Any]:
        """Return the named nodes of the first statement by id."""
        if self.fetched is None:
            return {}
        rows_by_id = rows[self.fetched.nodes]
        read_before = [each for each in ids if each in rows_by_id]
        return dict(
            zip(read_before, self.fetched.named([rows_by_id[each] for each in read_before], errors), strict=True)
        )

    def found(
        self, sent: list[Any], value: Any, known: Mapping[Any, Any], errors: list[dict[str, object]]
    ) -> Callable[[Any], Any]:
        """Return the function from an id to its node, or from each list of ids in turn to its connection."""
        if isinstance(self.column, GroupsColumn):
            connections = iter([self.naming(each, [], errors) for each in value])
            return lambda ids: None if ids is None else next(connections)
        rows = zip(sent, value, strict=True) if self.key is None else ((each[self.key], each) for each in value)
        return {**known, **{identifier: self.naming(each, [], errors) for identifier, each in rows}}.get


@dataclass
class Projector:
    """A builder of projections of computed fields. `completions` are the required reads, and `weights` their costs.

    `nodes` are the nodes that the statement of the current field returns. `shown` is the number of outer objects.
    """

    compiler: Compiler
    completions: list[Completion] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)
    nodes: Nodes = NO_NODES
    shown: Parameter | int = 1

    def answer(self, type_: GraphQLOutputType, use: Use) -> Projection:
        """Return the projection of the result of a computed field.

        The argument `first` or `size` is the length of its lists.
        """
        self.weights, self.nodes = use.weights, use.nodes
        given = use.requested.arguments
        length = given.get("first", given.get("size"))
        return self.projection(type_, use.requested, FULL_LIST if length is None else parameter(length))

    def projection(self, type_: GraphQLOutputType, requested: SelectedField, size: Parameter | int) -> Projection:
        """Return the projection of values of `type_`; `size` is the assumed length of a list.

        A nested list belongs to one object of the outer list: reasons, evidence, the nodes of a path.
        """
        if isinstance(type_, GraphQLNonNull):
            return self.projection(type_.of_type, requested, size)
        if isinstance(type_, GraphQLList):
            with self.each_of(size):
                return Listed(self.projection(type_.of_type, requested, FEW))
        if is_leaf_type(type_):
            return ValueProjection()
        if is_abstract_type(type_):
            return self.reference_to_any(requested)
        if isinstance(type_, GraphQLObjectType) and type_.name in kinds():
            return self.reference(type_, requested)
        if isinstance(type_, GraphQLObjectType) and "pageInfo" in type_.fields:
            return (
                self.group(requested)
                if get_named_type(type_.fields["nodes"].type).name in kinds()
                else self.page(requested)
            )
        return self.structure(requested, size)

    @contextmanager
    def each_of(self, size: Parameter | int) -> Iterator[None]:
        """Multiply the weights of the inner projections by `size` objects."""
        above, self.weights = self.weights, []
        outside, self.shown = self.shown, size if self.shown == 1 else self.shown
        yield
        above.append(Weight(size, tuple(self.weights)))
        self.weights, self.shown = above, outside

    def page(self, requested: SelectedField) -> Projection:
        """Return the projection of a page of a connection over computed objects."""
        first = requested.arguments.get("first")
        return self.structure(requested, DEFAULT_PAGE if first is None else parameter(first, size_of_page))

    def structure(self, requested: SelectedField, size: Parameter | int) -> Projection:
        """Return the projection of the fields of a computed object."""
        type_ = object_type(requested)
        return Structure(
            tuple(self.part(type_, each, size) for each in self.compiler.selection.fields(type_, requested))
        )

    def part(self, type_: GraphQLObjectType, requested: SelectedField, size: Parameter | int) -> Part:
        """Return the projection of one field of a computed object."""
        if requested.field is None:
            return Part(requested.key, "", "", {}, TypeName(type_.name))
        projection = self.projection(requested.field.type, requested, size)
        arguments = {} if isinstance(projection, Group) else requested.arguments
        return Part(requested.key, requested.name, to_snake(requested.name), arguments, projection)

    def reference(self, type_: GraphQLObjectType, requested: SelectedField) -> Reference | IdProjection:
        """Return the projection of a node of a known kind."""
        row, kind = Row(), kinds()[type_.name]
        key = row.place(PropertyColumn(ID))
        self.compiler.fill(row, type_, requested, may_compute=False)
        self.weights.append(Weight(1, tuple(row.weights)))
        if len(row.columns) == 1:
            return IdProjection(Naming(Pick(1, row.object(nullable=True))))
        column = ManyColumn(
            requested.name, ByIds(kind, self.sent()), Read(kind, tuple(row.columns)), order_of(kind, None)
        )
        naming = Naming(row.object(nullable=True))
        return Reference(self.complete(Completion(column, naming, key, self.fetched(kind, row))))

    def fetched(self, kind: type[Node], row: Row) -> FetchedProjection | None:
        """Return the projection of a node if the first statement returns all its columns, or else None."""
        fields = self.nodes.fields(kind, row.columns, row.fields, self.shown)
        return None if fields is None else FetchedProjection(self.nodes, fields)

    def reference_to_any(self, requested: SelectedField) -> Reference | IdProjection:
        """Return the projection of a node of any kind of an interface or a union."""
        variants = self.compiler.variants(requested)
        selected = variants.select(requested)
        self.weights.append(Weight(1, variants.weights()))
        if all(read.columns in ((), (PropertyColumn(ID),)) for read in variants.reads().reads):
            return IdProjection(Naming(variants.shape(selected, nullable=True, width=1)))
        shape = variants.shape(selected, nullable=True)
        return Reference(
            self.complete(Completion(NodesColumn(requested.name, self.sent(), variants.reads()), Naming(shape)))
        )

    def group(self, requested: SelectedField) -> Group:
        """Return the projection of a connection over a list of ids."""
        row, kind = Row(), connected_kind(requested)
        Connection(self.compiler, kind, ByGroup(kind), requested, may_compute=False).add_to(row)
        self.weights += row.weights
        (column,), ((_, _, shape),) = row.columns, row.fields
        if not isinstance(column, ConnectionColumn):
            msg = f"{requested.name} is not a connection"
            raise TypeError(msg)
        return Group(self.complete(Completion(GroupsColumn(requested.name, self.sent(), column), Naming(shape))))

    def sent(self) -> Parameter:
        """Return the parameter for the ids of the next completion."""
        return Parameter(Result(len(self.completions)))

    def complete(self, completion: Completion) -> int:
        """Add a completion, and return its number."""
        self.completions.append(completion)
        return len(self.completions) - 1
