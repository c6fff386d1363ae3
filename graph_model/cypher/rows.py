"""Rows: the columns about one node, and the subqueries behind those that need one."""

from dataclasses import dataclass, field

from graph_model.cypher.conditions import condition, conjunction, holding, sees, step, way, where
from graph_model.cypher.names import Names
from graph_model.cypher.order import on_the_other_side, order_by, past_the_end, size, within
from graph_model.cypher.text import Binding, call, collect, indented, point, value, with_bindings
from graph_model.declarations import ID, kinds
from graph_model.links import TOLD_APART, distinguishing
from graph_model.read_tree import (
    AllOf,
    Along,
    ArraysColumn,
    ByGroup,
    ByIds,
    ByKey,
    ByText,
    Column,
    ConnectionColumn,
    EdgeColumn,
    EveryNode,
    FacetRead,
    Filter,
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
    Variants,
)
from graph_model.record_states import of_kind, or_withdrawn

SEARCH_INDEX, WITHDRAWN_SEARCH_INDEX = "search", "search_withdrawn"
# A query that names the candidates costs 50 microseconds for each, one that does not about 10 for each hit. So many can
# be named.
MOST_CANDIDATES = 500
# the further condition of a query: the ids of the candidates, each as a phrase
AMONG_IDS = (
    "' +id:(' + reduce(text = '', id IN ids | "
    """text + ' "' + replace(replace(id, '\\\\', '\\\\\\\\'), '"', '\\\\"') + '"') + ')'"""
)
# what a word that is found whole counts, in the queries of the full-text index
WHOLE_WORD = 1000000000
Plain = PropertyColumn | EdgeColumn | FirstRelationColumn | ScoreColumn | PointColumn


@dataclass
class Rows:
    """Renders rows; `names` is shared by the whole statement."""

    names: Names
    # by the variable of a node, the variable and the source that its list was reached from
    reached: dict[str, tuple[str, Along]] = field(default_factory=dict)

    def row(self, variable: str, columns: tuple[Column, ...]) -> tuple[list[Binding], str]:
        """The subqueries that the columns need, and the list that puts all columns together."""
        rendered = [self.column(variable, column) for column in columns]
        bindings = [binding for needed, _ in rendered for binding in needed]
        return bindings, f"[{', '.join(expression for _, expression in rendered)}]"

    def column(self, variable: str, column: Column) -> tuple[list[Binding], str]:
        """One column: the subqueries that it needs and its expression."""
        match column:
            case PropertyColumn() | EdgeColumn() | FirstRelationColumn() | ScoreColumn() | PointColumn():
                return [], self.plain(variable, column)
            case OneColumn():
                return self.one(variable, column)
            case ManyColumn():
                return self.many(variable, column)
            case NodesColumn():
                return self.nodes(variable, column)
            case ConnectionColumn():
                return self.connection(variable, column)
            case SearchColumn():
                return self.search(variable, column)
            case GroupsColumn():
                return self.groups(variable, column)
            case ArraysColumn():
                return self.arrays(variable, column)

    def plain(self, variable: str, column: Plain) -> str:
        """The expression of a column that needs no subquery."""
        match column:
            case PropertyColumn():
                return value(variable, column.property)
            case EdgeColumn():
                return value(f"{variable}_edge", column.property)
            case FirstRelationColumn():
                return self.first_relation(variable)
            case ScoreColumn():
                return f"{variable}_score"
            case PointColumn():
                return point(variable, column)

    def one(self, parent: str, column: OneColumn) -> tuple[list[Binding], str]:
        """At most one node: the head of a list of one."""
        variable = self.names.fresh(parent, column.name)
        lines = [*self.match(parent, column.source, variable, column.filter), f"WITH {variable} LIMIT 1"]
        return self.bound(variable, [*lines, *self.returned(variable, column.read.columns, [variable])], "head({})")

    def many(self, parent: str, column: ManyColumn) -> tuple[list[Binding], str]:
        """All nodes in order."""
        variable = self.names.fresh(parent, column.name)
        matched = self.match(parent, column.source, variable, column.filter)
        ordered = [*matched, *self.distinct(column.source, variable), order_by(variable, column.order)]
        return self.bound(variable, [*ordered, *self.returned(variable, column.read.columns, [variable])], "{}")

    def connection(self, parent: str, column: ConnectionColumn) -> tuple[list[Binding], str]:
        """A page with its total and facets, each a subquery of its own."""
        variable = self.names.fresh(parent, column.name)
        bindings: list[Binding] = []
        parts: list[str] = []
        if column.items is not None or column.page.further:
            bindings, parts = self.page(parent, variable, column)
        if column.page.earlier:
            parts.append(self.earlier(parent, variable, column, bindings))
        if column.total:
            parts.append(self.count(parent, variable, column, bindings, "total"))
        if column.edges:
            parts.append(self.count(parent, variable, column, bindings, "edges"))
        for facet in column.facets:
            parts.append(self.bind(bindings, self.facet(parent, variable, column, facet), variable, "facet"))
        for facet in column.absences:
            lines = self.absence(parent, variable, column, facet)
            parts.append(self.bind(bindings, f"COUNT {{\n{indented(lines)}\n}}", variable, "absence"))
        return bindings, f"[{', '.join(parts)}]"

    def page(self, parent: str, variable: str, column: ConnectionColumn) -> tuple[list[Binding], list[str]]:
        """The rows of the page and whether there are more; one row more than asked for tells."""
        page, carried = column.page, [variable, *edge_of(column, variable)]
        limit = size(self.names, page, variable)
        bounds = within(self.names, variable, page) or in_order_of_index(column, variable)
        matched = self.match(parent, column.source, variable, column.filter, *bounds)
        lines = [
            *matched,
            f"WITH {'DISTINCT ' if repeats(column.source) else ''}{', '.join(carried)}",
            order_by(variable, page.order, page.backward),
            f"LIMIT {limit}{' + 1' if page.further else ''}",
            *self.returned(variable, column.items.columns if column.items else (), carried),
        ]
        bindings: list[Binding] = []
        rows = self.bind(bindings, collect(lines), variable, "rows")
        shown = f"{rows}[..{limit}]" if page.further else rows
        parts = [f"reverse({shown})" if page.backward else shown] if column.items is not None else []
        further = [f"size({rows}) > {limit}{self.past_the_end(parent, variable, column, bindings)}"]
        return bindings, [*parts, *further] if page.further else parts

    def past_the_end(self, parent: str, variable: str, column: ConnectionColumn, bindings: list[Binding]) -> str:
        """Where a position ends the page, rows behind it follow too."""
        behind = past_the_end(self.names, variable, column.page) if column.page.further else []
        if not behind:
            return ""
        lines = ended(self.match(parent, column.source, variable, column.filter, *behind), variable)
        return " OR " + self.bind(bindings, f"EXISTS {{\n{indented(lines)}\n}}", variable, "further")

    def earlier(self, parent: str, variable: str, column: ConnectionColumn, bindings: list[Binding]) -> str:
        """Whether there are rows on the other side of where the page started."""
        behind = on_the_other_side(self.names, variable, column.page)
        if behind is None:
            return "false"
        lines = ended(self.match(parent, column.source, variable, column.filter, behind), variable)
        return self.bind(bindings, f"EXISTS {{\n{indented(lines)}\n}}", variable, "earlier")

    def count(self, parent: str, variable: str, column: ConnectionColumn, bindings: list[Binding], role: str) -> str:
        """How many nodes (`total`) or relations (`edges`) the whole list has under its filter."""
        lines = self.match(parent, column.source, variable, column.filter)
        single = repeats(column.source) or (role == "total" and parallel(column.source))
        lines = [*lines, f"RETURN DISTINCT {variable}"] if single else ended(lines, variable)
        return self.bind(bindings, f"COUNT {{\n{indented(lines)}\n}}", variable, role)

    def first_relation(self, variable: str) -> str:
        """Whether no parallel relation of the list stands before the one at hand."""
        parent, source = self.reached[variable]
        relation = self.names.fresh(variable, "edge")
        arrow = step(source.navigation.hops[0], "", relation).removesuffix(f"(:{source.navigation.kind.__name__})")
        held = holding(self.names, relation, source.as_of) if source.as_of is not None else []
        before = f"{relation}.{TOLD_APART} < {variable}_edge.{TOLD_APART}"
        return f"NOT EXISTS {{ MATCH ({parent}){arrow}({variable}) {where(before, *held)[0]} }}"

    def absence(self, parent: str, variable: str, column: ConnectionColumn, facet: FacetRead) -> list[str]:
        """The nodes of the list that have no value of a facet."""
        start = variable
        patterns: list[str] = []
        limits: list[str] = []
        for navigation in facet.way:
            end = self.names.fresh(start, navigation.name)
            pattern, conditions = way(self.names, start, navigation, end)
            patterns, limits, start = [*patterns, f"MATCH {pattern}"], [*limits, *conditions], end
        held = f"{start}.{facet.value.column}"
        there = f"{held} <> []" if facet.value.many else f"{held} IS NOT NULL"
        found = f"EXISTS {{ {' '.join([*patterns, *where(*limits, there)])} }}" if patterns else there
        lines = self.match(parent, column.source, variable, column.filter, f"NOT coalesce({found}, false)")
        single = repeats(column.source) or parallel(column.source)
        return [*lines, f"RETURN DISTINCT {variable}"] if single else ended(lines, variable)

    def facet(self, parent: str, variable: str, column: ConnectionColumn, facet: FacetRead) -> str:
        """Counts by the value at the end of a way, the most frequent first."""
        lines = self.match(parent, column.source, variable, column.filter)
        end = variable
        for navigation in facet.way:
            start, end = end, self.names.fresh(end, navigation.name)
            pattern, limits = way(self.names, start, navigation, end)
            lines += [f"MATCH {pattern}", *where(*limits)]
        label = f"{end}.{facet.label.column}" if facet.label else "null"
        held = f"{end}.{facet.value.column}"
        if facet.value.many:
            each = self.names.fresh(end, facet.value.name)
            lines, held = [*lines, f"UNWIND {held} AS {each}"], each
        return collect(
            [
                *lines,
                f"WITH {held} AS value, {label} AS label, count(DISTINCT {variable}) AS count",
                "WHERE value IS NOT NULL",
                "WITH value, label, count ORDER BY count DESC, value",
                "RETURN [toString(value), label, count]",
            ]
        )

    def nodes(self, parent: str, column: NodesColumn) -> tuple[list[Binding], str]:
        """Nodes of any kind by their ids; null stands where there is none."""
        item = self.names.fresh(parent, column.name)
        identifiers = self.names.parameter(column.parameter, column.name, "ids")
        branches = [self.branch_by_id(item, read) for read in column.variants.reads]
        found = call("OPTIONAL CALL", item, branches) if branches else [f"WITH {item}, null AS row"]
        return self.bound(item, [f"UNWIND {identifiers} AS {item}", *found, "RETURN row"], "{}")

    def branch_by_id(self, item: str, read: Read) -> list[str]:
        """The branch of one kind: only ids of that kind are looked up."""
        kind = read.kind.__name__
        variable = self.names.fresh(item, kind.lower())
        self.names.withdrawn.add(variable)
        labels = or_withdrawn(kind)
        matched = [f"MATCH ({variable}:{labels} {{id: {item}}})", *where(*sees(self.names, variable, read.kind))]
        start = f"WITH {item} WHERE {item} STARTS WITH '{kind}:'"
        return [start, *matched, *self.returned(variable, read.columns, [variable], kind)]

    def search(self, parent: str, column: SearchColumn) -> tuple[list[Binding], str]:
        """The best hits, of which only the page is completed."""
        name = self.names.fresh(parent, column.name)
        query = self.names.parameter(column.query, column.name, "query")
        hits = [
            *found_by_text(query, "node", column.withdrawn, score=True),
            *(["WITH node, score", *seen] if (seen := where(self.seen_hits(column))) else []),
            f"WITH node, score / {WHOLE_WORD} AS score ORDER BY score DESC, node.id",
            "WITH collect([node, score]) AS hits",
        ]
        offset = self.names.parameter(column.offset, column.name, "offset")
        limit = self.names.parameter(column.size, column.name, "size")
        parts = [f"size(hits) > {offset} + {limit}"] if column.further else []
        parts += ["size(hits)"] if column.total else []
        if column.variants is not None:
            bound = self.names.parameter(column.bound, column.name, "bound")
            places = f"UNWIND range({offset}, {offset} + size(hits[{offset}..{offset} + {limit}]) - 1) AS place"
            shown = [places, *self.hit(name, column.variants, bound)]
            hits.append(f"WITH hits, {collect(shown)} AS page")
            parts.insert(0, "page")
        return self.bound(name, [*hits, f"RETURN [{', '.join(parts)}]"], "head({})")

    def seen_hits(self, column: SearchColumn) -> str | None:
        """What the viewer may see among hits of several kinds."""
        limited = [(kind.__name__, each) for kind in column.kinds for each in sees(self.names, "node", kind)]
        return " AND ".join(f"(NOT node:{kind} OR {limit})" for kind, limit in limited) or None

    def hit(self, name: str, variants: Variants, bound: str) -> list[str]:
        """One hit as [[kind, row], score, place, bound]."""
        branches = [self.branch_by_label(name, read) for read in variants.reads]
        taken = f"WITH hits[place][0] AS {name}, hits[place][1] AS score, place"
        return [taken, *call("CALL", name, branches), f"RETURN [row, score, place, {bound}] AS item"]

    def branch_by_label(self, variable: str, read: Read) -> list[str]:
        """The branch of one kind for a node already at hand."""
        kind = read.kind.__name__
        return [
            f"WITH {variable} WHERE {variable}:{kind}",
            *self.returned(variable, read.columns, [variable], kind),
        ]

    def groups(self, parent: str, column: GroupsColumn) -> tuple[list[Binding], str]:
        """One connection for each list of ids."""
        group = self.names.fresh(parent, column.name, "group")
        bindings, parts = self.connection(group, column.connection)
        lists = self.names.parameter(column.groups, column.name, "groups")
        lines = [f"UNWIND {lists} AS {group}", with_bindings([group], bindings), f"RETURN {parts} AS row"]
        return self.bound(group, lines, "{}")

    def arrays(self, parent: str, column: ArraysColumn) -> tuple[list[Binding], str]:
        """What a named statement of an analysis brings."""

        def limit(role: str, variable: str) -> str:
            return condition(self.names, variable, column.filters.get(role, AllOf(())))

        def sent(role: str) -> str:
            return self.names.parameter(column.parameters[role], column.name, role)

        def seen(kind: str, variable: str) -> str:
            return conjunction(*sees(self.names, variable, kinds()[kind])) or "true"

        lines = column.body(parent, limit, sent, seen).splitlines()
        return self.bound(self.names.fresh(parent, column.name), lines, "{}")

    def match(self, parent: str, source: Source, variable: str, given: Filter | None, *more: str) -> list[str]:
        """The MATCH of a source with everything that limits it."""
        clause, limits = self.clause(parent, source, variable)
        wanted = condition(self.names, variable, given) if given is not None else None
        return [*clause, *where(*limits, None if wanted == "true" else wanted, *more)]

    def clause(self, parent: str, source: Source, variable: str) -> tuple[list[str], list[str]]:
        """How the nodes of a source are reached, and the conditions that belong to it."""
        match source:
            case Along():
                relation = f"{variable}_edge" if source.navigation.edge else ""
                self.reached[variable] = parent, source
                pattern, limits = way(self.names, parent, source.navigation, variable, relation, source.withdrawn)
                held = holding(self.names, relation, source.as_of) if source.as_of is not None else []
                return [f"MATCH {pattern}"], [*limits, *held]
            case EveryNode():
                return self.every(source, variable)
            case ByKey():
                wanted = self.names.parameter(source.parameter, variable, source.property.name)
                self.names.withdrawn.add(variable)
                of = [] if source.property == ID else [of_kind(variable, source.kind.__name__)]
                key = f"{{{source.property.column}: {wanted}}}"
                found = f"MATCH ({variable}:{or_withdrawn(source.kind.__name__)} {key})"
                return [found], [*of, *sees(self.names, variable, source.kind)]
            case ByIds():
                wanted = self.names.parameter(source.parameter, variable, "ids")
                match = f"MATCH ({variable}:{source.kind.__name__}) WHERE {variable}.id IN {wanted}"
                return [match, f"WITH {variable}"], sees(self.names, variable, source.kind)
            case ByGroup():
                match = f"MATCH ({variable}:{source.kind.__name__}) WHERE {variable}.id IN {parent}"
                return [match, f"WITH {variable}"], sees(self.names, variable, source.kind)
            case ByText():
                query = self.names.parameter(source.query, variable, "query")
                self.names.withdrawn |= {variable} if source.withdrawn else set()
                among = self.candidates(variable, source, query) if source.within else []
                lines = [*among, *found_by_text("asked" if among else query, variable, source.withdrawn)]
                lines.append(f"WITH {variable}")
                return lines, [of_kind(variable, source.kind.__name__), *sees(self.names, variable, source.kind)]

    def candidates(self, variable: str, source: ByText, query: str) -> list[str]:
        """Lines that bring the query: it names the nodes that pass the filter, where they are few."""
        assert source.within is not None  # noqa: S101 - so says the caller
        kind, candidate = source.kind.__name__, self.names.fresh(variable, "candidate")
        target = self.names.fresh(candidate, source.within.navigation.name)
        pattern, limits = way(self.names, candidate, source.within.navigation, target)
        held = condition(self.names, target, source.within.filter)
        labels = or_withdrawn(kind) if source.withdrawn else kind
        start = pattern.replace(f"({candidate})", f"({candidate}:{labels})", 1)
        found = [f"MATCH {start}", *where(*limits, held), f"RETURN collect(DISTINCT {candidate}.id) AS ids"]
        found_ids = f"CALL () {{ {' '.join(found)} }}"
        chosen = f"CASE WHEN size(ids) > {MOST_CANDIDATES} THEN {query} ELSE {query} + {AMONG_IDS} END"
        return [found_ids, f"WITH {chosen} AS asked, ids", "WITH asked WHERE size(ids) > 0"]

    def every(self, source: EveryNode, variable: str) -> tuple[list[str], list[str]]:
        """All nodes of a kind."""
        kind = source.kind.__name__
        if not source.withdrawn:
            return [f"MATCH ({variable}:{kind})"], sees(self.names, variable, source.kind)
        self.names.withdrawn.add(variable)
        limits = [of_kind(variable, kind), *sees(self.names, variable, source.kind)]
        return [f"MATCH ({variable}:{or_withdrawn(kind)})"], limits

    def returned(
        self, variable: str, columns: tuple[Column, ...], carried: list[str], kind: str | None = None
    ) -> list[str]:
        """The end of a subquery: the bindings in a WITH of their own, then the row (with the kind before it)."""
        bindings, row = self.row(variable, columns)
        lines = [with_bindings(carried, bindings)] if bindings else []
        return [*lines, f"RETURN ['{kind}', {row}] AS row" if kind else f"RETURN {row} AS row"]

    def distinct(self, source: Source, variable: str) -> list[str]:
        """A line that makes nodes single where a way can reach one twice, and ends the match in any case."""
        return [f"WITH {'DISTINCT ' if repeats(source) else ''}{variable}"]

    def bind(self, bindings: list[Binding], expression: str, variable: str, role: str) -> str:
        """Put a subquery into `bindings`; answers with the name of its result."""
        name = self.names.fresh(variable, role)
        bindings.append(Binding(expression, name))
        return name

    def bound(self, variable: str, lines: list[str], expression: str) -> tuple[list[Binding], str]:
        """A single subquery and an expression over its result."""
        bindings: list[Binding] = []
        name = self.bind(bindings, collect(lines), variable, "rows")
        return bindings, expression.format(name)


def found_by_text(query: str, variable: str, withdrawn: bool, score: bool = False) -> list[str]:
    """The lines that find nodes by full text, each once; an index of its own holds the withdrawn ones."""
    indexes = (SEARCH_INDEX, WITHDRAWN_SEARCH_INDEX) if withdrawn else (SEARCH_INDEX,)
    given = f"{variable}, score" if score else variable
    named = "node" if variable == "node" else f"node AS {variable}"
    found = f"YIELD {named}{', score' if score else ''}"
    calls = [f"CALL db.index.fulltext.queryNodes('{index}', {query}) {found}" for index in indexes]
    if len(calls) == 1:
        return calls
    branches = " UNION ALL ".join(f"{call} RETURN {given}" for call in calls)
    return [f"CALL ({'asked' if query == 'asked' else ''}) {{ {branches} }}"]


def repeats(source: Source) -> bool:
    """Whether a source can bring a node more than once."""
    return isinstance(source, Along) and len(source.navigation.hops) > 1


def parallel(source: Source) -> bool:
    """Whether a source can reach a node by several relations that are told apart."""
    edge = source.navigation.edge if isinstance(source, Along) else None
    return edge is not None and bool(distinguishing(edge))


def edge_of(column: ConnectionColumn, variable: str) -> list[str]:
    """The variable of the relation, where a column of the page reads it."""
    columns = column.items.columns if column.items else ()
    wanted = any(isinstance(each, EdgeColumn | FirstRelationColumn) for each in columns) or any(
        key.of_edge for key in column.page.order
    )
    return [f"{variable}_edge"] if wanted else []


def in_order_of_index(column: ConnectionColumn, variable: str) -> list[str]:
    """Says that the first key of an order is there, which the model promises and Neo4j must hear to use its index."""
    first = column.page.order[0].property
    indexed = first.stored.indexed or first.stored.unique
    every = isinstance(column.source, EveryNode) and not column.source.withdrawn
    usable = every and indexed and not first.nullable
    return [f"{variable}.{first.column} IS NOT NULL"] if usable else []


def ended(lines: list[str], variable: str) -> list[str]:
    """Lines as COUNT and EXISTS take them: what is no plain MATCH needs a RETURN."""
    return lines if lines[0].startswith("MATCH") else [*lines, f"RETURN {variable}"]
