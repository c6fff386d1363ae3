"""Rendering of connections: a page of a list with its totals and facets, as subqueries or in one pass."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from graph_model.cypher.conditions import navigation_pattern, where
from graph_model.cypher.names import Names
from graph_model.cypher.order import in_order_of_index, on_the_other_side, order_by, past_the_end, size, within
from graph_model.cypher.sources import Sources, ended, parallel, repeats
from graph_model.cypher.text import Binding, call, collect, indented, shown, with_bindings
from graph_model.declarations import AllOf, Filter
from graph_model.read_tree import (
    Column,
    ConnectionColumn,
    EdgeColumn,
    EveryNode,
    FacetRead,
    FirstRelationColumn,
    FromList,
    Source,
    conjuncts,
    reads_other_nodes,
)

# one count of a facet
COUNTED = "[toString(value), label, count]"


@dataclass
class Connections:
    """A renderer of connections. `returned` renders the end of a subquery with the row of some columns."""

    names: Names
    sources: Sources
    returned: Callable[[str, tuple[Column, ...], list[str]], list[str]]

    def connection(self, parent: str, column: ConnectionColumn) -> tuple[list[Binding], str]:
        """Return the subqueries of a connection, and the list expression of its parts."""
        variable = self.names.fresh(parent, column.name)
        if column.from_list in ("sorted", "unsorted") and not edge_of(column, variable):
            return self.from_list(parent, variable, column, paged=True)
        bindings, parts = self.paged(parent, variable, column)
        if column.from_list is None:
            more, counts = self.counted(parent, variable, column)
            return [*bindings, *more], f"[{', '.join([*parts, *counts])}]"
        more, counted = self.from_list(parent, variable, column, paged=False)
        return [*bindings, *more], f"[{', '.join(parts)}] + {counted}" if parts else counted

    def from_list(self, parent: str, variable: str, column: ConnectionColumn, paged: bool) -> tuple[list[Binding], str]:
        """Return the parts computed from one list of the nodes that pass the filter: with the page, or only the counts.

        Neo4j charges each row that is sorted in the scope of the list with the memory of the whole list.
        """
        every = self.names.fresh(variable, "every")
        found = self.sources.match(parent, column.source, variable, column.filter)
        single = "DISTINCT " if repeats(column.source) or parallel(column.source) else ""
        sorted_ = paged and column.from_list == "sorted"
        ordered = [f"WITH {single}{variable}", order_by(self.names, variable, column.page.order, column.page.backward)]
        ended_by = [*ordered, f"RETURN {variable}"] if sorted_ else [f"RETURN {single}{variable}"]
        nodes = replace(column, source=FromList(every, sorted_), filter=None)
        bindings, parts = self.paged(parent, variable, nodes) if paged else ([], [])
        calls, more, counts = self.counted_from_list(parent, variable, column, nodes)
        # a subquery and not collect(): outer variables would be grouping keys, and no nodes would give no row
        lines = [with_bindings([], [Binding(collect([*found, *ended_by]), every)])]
        lines += [line for call_ in calls.values() for line in call_]
        bindings += more
        lines += [with_bindings([every, *calls], bindings)] if bindings else []
        result = self.names.fresh(variable, "parts")
        lines.append(f"RETURN [{', '.join([*parts, *counts])}]")
        return [Binding(collect(lines), result)], f"head({result})"

    def paged(self, parent: str, variable: str, column: ConnectionColumn) -> tuple[list[Binding], list[str]]:
        """Return the rows of the page, and whether there are rows before and after it."""
        bindings: list[Binding] = []
        parts: list[str] = []
        if column.items is not None or column.page.further:
            bindings, parts = self.page(parent, variable, column)
        if column.page.earlier:
            parts.append(self.earlier(parent, variable, column, bindings))
        return bindings, parts

    def counted(self, parent: str, variable: str, column: ConnectionColumn) -> tuple[list[Binding], list[str]]:
        """Return the counting parts, each from a subquery of its own."""
        bindings: list[Binding] = []
        parts = [
            self.count(parent, variable, column, bindings, role)
            for role, requested in (("total", column.total), ("edges", column.edges))
            if requested
        ]
        for facet in column.facets:
            lines = [*self.facet(parent, variable, column, facet), f"RETURN {COUNTED}"]
            parts.append(self.bind(bindings, collect(lines), variable, "facet"))
        return bindings, [*parts, *self.absences(parent, variable, column, bindings)]

    def counted_from_list(
        self, parent: str, variable: str, column: ConnectionColumn, nodes: ConnectionColumn
    ) -> tuple[dict[str, list[str]], list[Binding], list[str]]:
        """Return the parts that count the nodes of a list.

        The results are the CALLs by the name of their result, the subqueries, and the parts. In a COLLECT, the list
        would be a grouping key of the counts; in a CALL, it is not.
        """
        bindings: list[Binding] = []
        parts = [f"size({listed(nodes)})"] if column.total else []
        parts += [self.count(parent, variable, column, bindings, "edges")] if column.edges else []
        calls: dict[str, list[str]] = {}
        for facet in column.facets:
            name = self.names.fresh(variable, "facet")
            lines = [*self.facet(parent, variable, nodes, facet), f"RETURN collect({COUNTED}) AS {name}"]
            calls[name] = call("CALL", listed(nodes), [lines])
        return calls, bindings, [*parts, *calls, *self.absences(parent, variable, nodes, bindings)]

    def absences(self, parent: str, variable: str, column: ConnectionColumn, bindings: list[Binding]) -> list[str]:
        """Return the number of nodes without a value of a facet, for each requested facet."""
        found = [self.absence(parent, variable, column, facet) for facet in column.absences]
        return [self.bind(bindings, f"COUNT {{\n{indented(lines)}\n}}", variable, "absence") for lines in found]

    def page(self, parent: str, variable: str, column: ConnectionColumn) -> tuple[list[Binding], list[str]]:
        """Return the rows of the page and whether more follow. One row more than the page is read to find out."""
        page, carried = column.page, [variable, *edge_of(column, variable)]
        limit = size(self.names, page, variable)
        bounds = within(self.names, variable, page) or present(column, variable)
        early, late = parted(column.filter) if column.sorted_first else (column.filter, None)
        lines = [
            *self.sources.match(parent, column.source, variable, early, *bounds),
            f"WITH {'DISTINCT ' if repeats(column.source) else ''}{', '.join(carried)}",
            *([] if in_order(column.source) else [order_by(self.names, variable, page.order, page.backward)]),
            *self.put_late(variable, carried, late),
            f"LIMIT {limit}{' + 1' if page.further else ''}",
            *self.returned(variable, column.items.columns if column.items else (), carried),
        ]
        bindings: list[Binding] = []
        rows = self.bind(bindings, collect(lines), variable, "rows")
        shown = f"{rows}[..{limit}]" if page.further else rows
        parts = [f"reverse({shown})" if page.backward else shown] if column.items is not None else []
        further = [f"size({rows}) > {limit}{self.past_the_end(parent, variable, column, bindings)}"]
        return bindings, [*parts, *further] if page.further else parts

    def put_late(self, variable: str, carried: list[str], late: Filter | None) -> list[str]:
        """Return the lines that filter sorted nodes. The LIMIT of the page ends their evaluation."""
        conditions = where(*self.sources.filter_conditions(variable, late))
        names = f"WITH {', '.join(carried)}"
        return [names, *conditions, names] if conditions else []

    def past_the_end(self, parent: str, variable: str, column: ConnectionColumn, bindings: list[Binding]) -> str:
        """Return an OR term that is true if rows follow the position that ends the page.

        The text is empty if no position ends the page.
        """
        behind = past_the_end(self.names, variable, column.page) if column.page.further else []
        if not behind:
            return ""
        lines = ended(self.sources.match(parent, column.source, variable, column.filter, *behind), variable)
        return " OR " + self.bind(bindings, f"EXISTS {{\n{indented(lines)}\n}}", variable, "further")

    def earlier(self, parent: str, variable: str, column: ConnectionColumn, bindings: list[Binding]) -> str:
        """Return the condition that there are rows before the start of the page."""
        behind = on_the_other_side(self.names, variable, column.page)
        if behind is None:
            return "false"
        lines = ended(self.sources.match(parent, column.source, variable, column.filter, behind), variable)
        return self.bind(bindings, f"EXISTS {{\n{indented(lines)}\n}}", variable, "earlier")

    def count(self, parent: str, variable: str, column: ConnectionColumn, bindings: list[Binding], role: str) -> str:
        """Return the number of nodes (`total`) or relations (`edges`) of the whole list under its filter."""
        lines = self.sources.match(parent, column.source, variable, column.filter)
        single = repeats(column.source) or (role == "total" and parallel(column.source))
        lines = [*lines, f"RETURN DISTINCT {variable}"] if single else ended(lines, variable)
        return self.bind(bindings, f"COUNT {{\n{indented(lines)}\n}}", variable, role)

    def absence(self, parent: str, variable: str, column: ConnectionColumn, facet: FacetRead) -> list[str]:
        """Return the lines that match the nodes of the list without a value of a facet."""
        start = variable
        patterns: list[str] = []
        limits: list[str] = []
        for navigation in facet.path:
            end = self.names.fresh(start, navigation.name)
            pattern, conditions = navigation_pattern(self.names, start, navigation, end)
            patterns, limits, start = [*patterns, f"MATCH {pattern}"], [*limits, *conditions], end
        held = shown(start, facet.value)
        has_value = f"{held} <> []" if facet.value.many else f"{held} IS NOT NULL"
        found = f"EXISTS {{ {' '.join([*patterns, *where(*limits, has_value)])} }}" if patterns else has_value
        lines = self.sources.match(parent, column.source, variable, column.filter, f"NOT coalesce({found}, false)")
        single = repeats(column.source) or parallel(column.source)
        return [*lines, f"RETURN DISTINCT {variable}"] if single else ended(lines, variable)

    def facet(self, parent: str, variable: str, column: ConnectionColumn, facet: FacetRead) -> list[str]:
        """Return the lines that count nodes by the value at the end of a navigation path, without an order."""
        lines = self.sources.match(parent, column.source, variable, column.filter)
        end = variable
        for navigation in facet.path:
            start, end = end, self.names.fresh(end, navigation.name)
            pattern, limits = navigation_pattern(self.names, start, navigation, end)
            lines += [f"MATCH {pattern}", *where(*limits)]
        label = shown(end, facet.label) if facet.label else "null"
        held = shown(end, facet.value)
        if facet.value.many:
            each = self.names.fresh(end, facet.value.name)
            lines, held = [*lines, f"UNWIND {held} AS {each}"], each
        counts = f"WITH {held} AS value, {label} AS label, count(DISTINCT {variable}) AS count"
        return [*lines, counts, "WHERE value IS NOT NULL"]

    def bind(self, bindings: list[Binding], expression: str, variable: str, role: str) -> str:
        """Add a subquery to `bindings` and return the name of its result."""
        name = self.names.fresh(variable, role)
        bindings.append(Binding(expression, name))
        return name


def edge_of(column: ConnectionColumn, variable: str) -> list[str]:
    """Return the variable of the relation if the page reads it; an empty list otherwise."""
    columns = column.items.columns if column.items else ()
    required = any(isinstance(each, EdgeColumn | FirstRelationColumn) for each in columns) or any(
        key.of_edge for key in column.page.order
    )
    return [f"{variable}_edge"] if required else []


def present(column: ConnectionColumn, variable: str) -> list[str]:
    """Return the condition that the first sort key is present.

    The model guarantees its presence, but Neo4j uses the index only with this condition.
    """
    every = isinstance(column.source, EveryNode) and not column.source.withdrawn
    usable = every and in_order_of_index(column.page.order)
    return [f"{variable}.{column.page.order[0].property.column} IS NOT NULL"] if usable else []


def listed(column: ConnectionColumn) -> str:
    """Return the name of the list that contains the nodes of a connection."""
    assert isinstance(column.source, FromList)  # noqa: S101 - ensured by the caller
    return column.source.name


def in_order(source: Source) -> bool:
    """Return whether a source returns the nodes in the order of the page."""
    return isinstance(source, FromList) and source.sorted


def parted(given: Filter | None) -> tuple[Filter, Filter]:
    """Split a filter into the conditions on the node itself and the conditions on other nodes."""
    parts = conjuncts(given) if given is not None else ()
    late = tuple(each for each in parts if reads_other_nodes(each))
    return AllOf(tuple(each for each in parts if each not in late)), AllOf(late)
