"""The compiler from the selection of an operation to the columns of the read tree and the shape of the response.

A field of a stored type is a property, a navigation to other nodes, or a computed field. The declarations of the model
determine which; the compiler contains no code for specific types.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_abstract_type, is_leaf_type

from graph_model.declarations import AllOf, Comparison, Filter, IsNull, Node, Related, kinds
from graph_model.properties import GeoPoint, Property
from graph_model.read_tree import (
    Along,
    ArraysColumn,
    ManyColumn,
    OneColumn,
    PointColumn,
    PropertyColumn,
    Read,
    Source,
)
from resolvers.compiling.arguments import order_of
from resolvers.compiling.compilation import Compilation, ListUse, VariantRows
from resolvers.compiling.computed_field import ArgumentValues, ComputedField
from resolvers.compiling.connections import Connection
from resolvers.compiling.fetched_columns import MOST_ROWS, Nodes
from resolvers.compiling.filters import filter_of
from resolvers.compiling.rows import EACH, Row, Use, is_list, may_be_null, object_type
from resolvers.compiling.selection import SelectedField
from resolvers.compiling.shapes import CURRENT, Constant, Leaf, Object, Sequence, Shape
from resolvers.requests.cost import FULL_LIST, Weight
from resolvers.requests.errors import RequestError
from resolvers.requests.parameters import parameter

# the type of the root fields
QUERY = "Query"


@dataclass
class Compiler(Compilation):
    """A compiler of one operation."""

    def variant(self, with_ids: bool | None = None, lists: ListUse | None = None) -> Compiler:
        """Return a compiler of the same operation with other settings."""
        return Compiler(
            self.selection,
            self.computed,
            self.variables,
            self.anchors,
            with_ids=self.with_ids if with_ids is None else with_ids,
            lists=lists or self.lists,
        )

    def fill(self, row: Row, type_: GraphQLObjectType, parent: SelectedField, may_compute: bool) -> Row:
        """Add to `row` the columns and fields of all selected fields of a stored type."""
        for requested in self.selection.fields(type_, parent):
            self.add(row, type_, requested, may_compute)
        return row

    def add(self, row: Row, type_: GraphQLObjectType, requested: SelectedField, may_compute: bool) -> None:
        """Add one field of a stored type to `row`."""
        kind = kinds()[type_.name]
        if requested.field is None:
            row.fields.append((requested.key, CURRENT, Constant(type_.name)))
        elif requested.name in kind.withheld:
            row.fields.append((requested.key, CURRENT, Constant(None, nullable=True)))
            self.withheld[f"{kind.__name__}.{requested.name}"] = kind.withheld[requested.name]
        elif requested.name in kind.properties():
            row.fields.append((requested.key, *self.property(row, kind.properties()[requested.name], requested)))
        elif requested.name in kind.navigations():
            navigation = kind.navigations()[requested.name]
            self.reach(row, navigation.kind, Along(navigation), requested, None, may_compute, kind.__name__)
        else:
            self.compute(row, type_.name, requested, may_compute)

    def property(self, row: Row, what: Property, requested: SelectedField) -> tuple[int, Shape]:
        """Return the column index and the shape of a stored property. A point is read with its selected parts only."""
        if what.type is not GeoPoint:
            return row.place(PropertyColumn(what)), Leaf(may_be_null(requested))
        fields = self.selection.fields(object_type(requested), requested)
        parts = tuple(dict.fromkeys(each.name for each in fields if each.field is not None))
        name = Constant(object_type(requested).name)
        shapes = [
            (each.key, parts.index(each.name), Leaf(may_be_null(each))) if each.field else (each.key, CURRENT, name)
            for each in fields
        ]
        return row.place(PointColumn(what, parts)), Object(tuple(shapes), len(parts), may_be_null(requested))

    def reach(
        self,
        row: Row,
        kind: type[Node],
        source: Source,
        requested: SelectedField,
        given: Filter | None,
        may_compute: bool,
        owner: str = QUERY,
    ) -> None:
        """Add the nodes of a source as a connection, a whole list, or one node, as the field of `owner` requires."""
        if object_type(requested).name not in kinds():
            Connection(self, kind, source, requested, may_compute, given, owner).add_to(row)
        elif is_list(requested):
            self.many(row, source, requested, given, may_compute)
        else:
            self.one(row, source, requested, given, may_compute)

    def one(self, row: Row, source: Source, requested: SelectedField, given: Filter | None, may_compute: bool) -> None:
        """Add a field with at most one node."""
        inner, read = self.read(object_type(requested), requested, may_compute)
        index = row.place(OneColumn(requested.name, source, read, given))
        row.fields.append((requested.key, index, inner.object(may_be_null(requested))))
        row.uses += [use.below(index) for use in inner.uses]
        row.weights.append(Weight(1, tuple(inner.weights)))

    def many(self, row: Row, source: Source, requested: SelectedField, given: Filter | None, may_compute: bool) -> None:
        """Add a field with a whole list of nodes in the order of their ids."""
        inner, read = self.read(object_type(requested), requested, may_compute)
        index = row.place(ManyColumn(requested.name, source, read, order_of(read.kind, None), given))
        shape = Sequence(inner.object(nullable=False), may_be_null(requested), self.identity())
        row.fields.append((requested.key, index, shape))
        row.uses += [use.below(index, EACH) for use in inner.uses]
        row.weights.append(Weight(FULL_LIST, tuple(inner.weights)))

    def read(self, type_: GraphQLObjectType, requested: SelectedField, may_compute: bool) -> tuple[Row, Read]:
        """Return the row of the selected fields of a stored type, and the read of its columns."""
        inner = self.fill(self.row(), type_, requested, may_compute)
        return inner, Read(kinds()[type_.name], tuple(inner.columns))

    def variants(self, requested: SelectedField, only: frozenset[type[Node]] | None = None) -> VariantRows:
        """Return a row for each stored type of an interface or a union, restricted to the kinds `only`."""
        types = [each for each in self.possible(requested) if only is None or kinds()[each.name] in only]
        return VariantRows(self, {type_.name: (type_, self.row()) for type_ in types})

    def possible(self, requested: SelectedField) -> list[GraphQLObjectType]:
        """Return the stored types of the nodes that a field can return."""
        named = get_named_type(requested.field.type) if requested.field else None
        types = self.selection.schema.get_possible_types(named) if is_abstract_type(named) else [named]
        return [each for each in types if isinstance(each, GraphQLObjectType) and each.name in kinds()]

    def compute(self, row: Row, type_name: str, requested: SelectedField, may_compute: bool) -> None:
        """Add a computed field: the first statement reads its arrays, and its value is computed before the second."""
        computed = self.computed.find(type_name, requested.name)
        if computed is None:
            msg = f"{type_name}.{requested.name} is in the schema but neither stored nor computed"
            raise LookupError(msg)
        if not may_compute:
            message = (
                f"{type_name}.{requested.name} is computed and cannot be selected here (below a computed field, or in "
                "a list of nodes of different types). Query it separately with the ids in this response."
            )
            raise RequestError("COMPUTED_INSIDE_COMPUTED", message, requested.path)
        nodes = Nodes(computed.statement.matched_nodes)
        index = row.place(
            arrays_of(computed, requested, ArgumentValues(requested.arguments, self.selected(requested), nodes))
        )
        row.fields.append((requested.key, index, Leaf(may_be_null(requested))))
        use = Use((index,), computed, requested, nodes)
        row.uses.append(use)
        row.weights += [Weight(FULL_LIST, ()), Weight(1, use.weights)]

    def selected(self, requested: SelectedField) -> frozenset[str]:
        """Return the names of the selected fields of an object; empty for a scalar or an enumeration."""
        if requested.field is None or is_leaf_type(get_named_type(requested.field.type)):
            return frozenset()
        return frozenset(each.name for each in self.selection.fields(object_type(requested), requested))


def arrays_of(computed: ComputedField[Any, Any], requested: SelectedField, given: ArgumentValues) -> ArraysColumn:
    """Return the column that reads the arrays of a computed field."""
    filters: dict[str, Filter] = {}
    for name, kind in computed.filtered.items():
        filters |= parted(name, filter_of(kind, given.get(name)), computed.apart)
    sent = {name: parameter(given.get(name)) for name in computed.sent}
    sent[MOST_ROWS] = given.nodes.most_rows
    return ArraysColumn(requested.name, computed.statement.body_for(given), filters, sent)


def parted(role: str, given: Filter | None, navigations: tuple[str, ...]) -> dict[str, Filter]:
    """Split a filter by role: the conditions on the nodes at the end of each navigation, and the other conditions.

    A path of several navigations is written with dots. In `navigations` it follows the shorter paths that it extends.
    """
    parts = given.filters if isinstance(given, AllOf) else ()
    found: dict[str, Filter] = {}
    for path in navigations:
        along = apart(parts, path)
        inner = tuple(part for each in along for part in conditions(each))
        further = tuple(each.removeprefix(f"{path}.") for each in navigations if each.startswith(f"{path}."))
        found |= parted(f"{role}.{path}", AllOf(inner), further)
        parts = tuple(each for each in parts if each not in along)
    return {**({role: AllOf(parts)} if parts else {}), **found}


def apart(parts: Iterable[Filter], path: str) -> list[Related]:
    """Return the conditions of a filter on the nodes at the end of a navigation.

    For a navigation to one node, all conditions are returned. For a navigation to several nodes, only the first `some`
    condition on properties is returned, since a different node can satisfy the second one.
    """
    related = [each for each in parts if isinstance(each, Related) and each.navigation.name == path]
    some = [each for each in related if each.quantifier == "some" and sets_conditions(each)]
    return [each for each in related if each.quantifier == "one"] or some[:1]


def sets_conditions(given: Related) -> bool:
    """Return whether the filter of a related node has at least one condition and all of them are on properties."""
    parts = conditions(given)
    return bool(parts) and all(isinstance(each, Comparison | IsNull) for each in parts)


def conditions(given: Related) -> tuple[Filter, ...]:
    """Return the conditions that a related node must satisfy."""
    return given.filter.filters if isinstance(given.filter, AllOf) else (given.filter,)
