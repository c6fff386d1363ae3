"""Rendering of rows: the columns of one node, and the subqueries of columns that need one."""

from dataclasses import dataclass
from functools import cached_property

from graph_model.cypher.conditions import condition, conjunction, visibility, where
from graph_model.cypher.connections import Connections
from graph_model.cypher.names import Names
from graph_model.cypher.order import order_by
from graph_model.cypher.search import Searches
from graph_model.cypher.sources import Sources, repeats
from graph_model.cypher.text import Binding, call, collect, distance_column, point, value, with_bindings
from graph_model.declarations import AllOf, kinds
from graph_model.read_tree import (
    ArraysColumn,
    Column,
    ConnectionColumn,
    DistanceColumn,
    EdgeColumn,
    FirstRelationColumn,
    GroupsColumn,
    ManyColumn,
    NodesColumn,
    OneColumn,
    PointColumn,
    PropertyColumn,
    Read,
    ScoreColumn,
    SearchColumn,
    Source,
)
from graph_model.record_states import or_withdrawn

Plain = PropertyColumn | EdgeColumn | FirstRelationColumn | ScoreColumn | PointColumn | DistanceColumn


@dataclass
class Rows:
    """A renderer of rows; `names` is shared by the whole statement."""

    names: Names

    @cached_property
    def sources(self) -> Sources:
        """Return the renderer of sources."""
        return Sources(self.names)

    @cached_property
    def connections(self) -> Connections:
        """Return the renderer of connections."""
        return Connections(self.names, self.sources, self.returned)

    def row(self, variable: str, columns: tuple[Column, ...]) -> tuple[list[Binding], str]:
        """Return the subqueries of the columns, and the list expression of the row."""
        rendered = [self.column(variable, column) for column in columns]
        bindings = [binding for needed, _ in rendered for binding in needed]
        return bindings, f"[{', '.join(expression for _, expression in rendered)}]"

    def column(self, variable: str, column: Column) -> tuple[list[Binding], str]:
        """Return the subqueries of one column and its expression."""
        match column:
            case (
                PropertyColumn()
                | EdgeColumn()
                | FirstRelationColumn()
                | ScoreColumn()
                | PointColumn()
                | DistanceColumn()
            ):
                return [], self.plain(variable, column)
            case OneColumn():
                return self.one(variable, column)
            case ManyColumn():
                return self.many(variable, column)
            case NodesColumn():
                return self.nodes(variable, column)
            case ConnectionColumn():
                return self.connections.connection(variable, column)
            case SearchColumn():
                return Searches(self.names, self.returned).search(variable, column)
            case GroupsColumn():
                return self.groups(variable, column)
            case ArraysColumn():
                return self.arrays(variable, column)

    def plain(self, variable: str, column: Plain) -> str:
        """Return the expression of a column that needs no subquery."""
        match column:
            case PropertyColumn():
                return value(variable, column.property)
            case EdgeColumn():
                return value(f"{variable}_edge", column.property)
            case FirstRelationColumn():
                return self.sources.first_relation(variable)
            case ScoreColumn():
                return f"{variable}_score"
            case PointColumn():
                return point(variable, column)
            case DistanceColumn():
                return distance_column(self.names, variable, column)

    def one(self, parent: str, column: OneColumn) -> tuple[list[Binding], str]:
        """Return the subquery and expression for at most one node: the first element of a list."""
        variable = self.names.fresh(parent, column.name)
        lines = [*self.sources.match(parent, column.source, variable, column.filter), f"WITH {variable} LIMIT 1"]
        return self.bound(variable, [*lines, *self.returned(variable, column.read.columns, [variable])], "head({})")

    def many(self, parent: str, column: ManyColumn) -> tuple[list[Binding], str]:
        """Return the subquery and expression for all nodes in order."""
        variable = self.names.fresh(parent, column.name)
        matched = self.sources.match(parent, column.source, variable, column.filter)
        ordered = [*matched, *self.distinct(column.source, variable), order_by(self.names, variable, column.order)]
        return self.bound(variable, [*ordered, *self.returned(variable, column.read.columns, [variable])], "{}")

    def nodes(self, parent: str, column: NodesColumn) -> tuple[list[Binding], str]:
        """Return the subquery and expression for nodes of any kind by their ids, null for an id without a node."""
        item = self.names.fresh(parent, column.name)
        identifiers = self.names.parameter(column.parameter, column.name, "ids")
        branches = [self.branch_by_id(item, read) for read in column.variants.reads]
        found = call("OPTIONAL CALL", item, branches) if branches else [f"WITH {item}, null AS row"]
        return self.bound(item, [f"UNWIND {identifiers} AS {item}", *found, "RETURN row"], "{}")

    def branch_by_id(self, item: str, read: Read) -> list[str]:
        """Return the branch of one kind, which looks up only ids of that kind."""
        kind = read.kind.__name__
        variable = self.names.fresh(item, kind.lower())
        self.names.withdrawn.add(variable)
        labels = or_withdrawn(kind)
        matched = [f"MATCH ({variable}:{labels} {{id: {item}}})", *where(*visibility(self.names, variable, read.kind))]
        start = f"WITH {item} WHERE {item} STARTS WITH '{kind}:'"
        return [start, *matched, *self.returned(variable, read.columns, [variable], kind)]

    def groups(self, parent: str, column: GroupsColumn) -> tuple[list[Binding], str]:
        """Return the subquery and expression for one connection for each list of ids."""
        group = self.names.fresh(parent, column.name, "group")
        bindings, parts = self.connections.connection(group, column.connection)
        lists = self.names.parameter(column.groups, column.name, "groups")
        lines = [f"UNWIND {lists} AS {group}", with_bindings([group], bindings), f"RETURN {parts} AS row"]
        return self.bound(group, lines, "{}")

    def arrays(self, parent: str, column: ArraysColumn) -> tuple[list[Binding], str]:
        """Return the subquery and expression for the result of a named statement of an analysis."""

        def limit(role: str, variable: str) -> str:
            return condition(self.names, variable, column.filters.get(role, AllOf(())))

        def sent(role: str) -> str:
            return self.names.parameter(column.parameters[role], column.name, role)

        def visible(kind: str, variable: str) -> str:
            return conjunction(*visibility(self.names, variable, kinds()[kind])) or "true"

        lines = column.body(parent, limit, sent, visible).splitlines()
        return self.bound(self.names.fresh(parent, column.name), lines, "{}")

    def returned(
        self, variable: str, columns: tuple[Column, ...], carried: list[str], kind: str | None = None
    ) -> list[str]:
        """Return the end of a subquery: a WITH for the bindings, then the row, preceded by `kind` if it is given."""
        bindings, row = self.row(variable, columns)
        lines = [with_bindings(carried, bindings)] if bindings else []
        return [*lines, f"RETURN ['{kind}', {row}] AS row" if kind else f"RETURN {row} AS row"]

    def distinct(self, source: Source, variable: str) -> list[str]:
        """Return the line that ends the match, and removes duplicates if the source can return a node twice."""
        return [f"WITH {'DISTINCT ' if repeats(source) else ''}{variable}"]

    def bound(self, variable: str, lines: list[str], expression: str) -> tuple[list[Binding], str]:
        """Return a single subquery and an expression over its result."""
        name = self.names.fresh(variable, "rows")
        return [Binding(collect(lines), name)], expression.format(name)
