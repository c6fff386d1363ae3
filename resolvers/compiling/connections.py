"""Connections: the rows, edges, cursors, totals and facets of one list in one column."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_model.cypher.order import in_order_of_index
from graph_model.cypher.sources import parallel
from graph_model.declarations import AllOf, Comparison, Distance, Facet, Filter, Node, Related, kinds
from graph_model.links import APART
from graph_model.read_tree import (
    Along,
    ByText,
    Column,
    ConnectionColumn,
    DistanceColumn,
    EdgeColumn,
    EveryNode,
    FacetRead,
    FirstRelationColumn,
    FromListParts,
    Order,
    PropertyColumn,
    Read,
    Source,
    reads_other_nodes,
)
from graph_model.relation_conditions import personal
from graph_model.terms import Term, Withdrawn
from resolvers.compiling.anchors import expected
from resolvers.compiling.arguments import DEFAULT_PAGE, LARGEST_PAGE, order_of, page_of
from resolvers.compiling.compilation import Compilation
from resolvers.compiling.filters import Scope, filter_of
from resolvers.compiling.full_text import lucene_query
from resolvers.compiling.rows import EACH, Fields, Row, may_be_null, object_type
from resolvers.compiling.selection import SelectedField
from resolvers.compiling.shapes import CURRENT, Constant, Cursor, Leaf, Object, Sequence, Shape
from resolvers.requests.cost import Weight
from resolvers.requests.cursors import signature
from resolvers.requests.parameters import parameter

PLAIN = Leaf(nullable=False)
# Up to these numbers of nodes, the whole list is sorted instead of filtered a second time for a page of 20 rows. The
# second limit applies if the filter reads other nodes, which costs more than sorting.
MOST_SORTED_AT_ONCE, MOST_SORTED = 5_000, 20_000
# The largest list of nodes in a statement, at 30 bytes for each node. If more are expected, each count evaluates the
# filter.
MOST_IN_A_LIST = 300_000
# Neo4j counts the memory of the list again for each row that is sorted. These numbers of nodes over all rows of a page
# are 3 and 24 MB at 30 bytes each. Statements that exceed the first number run one at a time; the second is the limit.
MANY_NEXT_TO_ROWS, MOST_NEXT_TO_ROWS = 100_000, 800_000


@dataclass
class Connection:
    """The compilation of one connection."""

    compiler: Compilation
    kind: type[Node]
    source: Source
    requested: SelectedField
    may_compute: bool
    given: Filter | None = None
    # the type that the field of the list belongs to
    owner: str = ""
    items: Row = field(default_factory=Row)
    requested_fields: set[str] = field(default_factory=set)
    facets: dict[str, FacetRead] = field(default_factory=dict)
    absences: dict[str, FacetRead] = field(default_factory=dict)

    def add_to(self, row: Row) -> None:
        """Add the column and its field to `row`."""
        self.read()
        index = row.place(self.column())
        row.fields.append((self.requested.key, index, self.shape()))
        row.uses += [use.below(index, 0, EACH) for use in self.items.uses]
        row.weights.append(Weight(self.page.size, tuple(self.items.weights)))

    def read(self) -> None:
        """Traverse the selection, and collect the columns of the rows."""
        self.items = self.compiler.row()
        given = self.requested.arguments.get("orderBy")
        self.order = (*order_of(self.kind, given, self.by_people()), *parallel_keys(self.source))
        self.parts = [(each, self.part(each)) for each in self.selected(self.requested)]
        next_page, previous_page = "hasNextPage" in self.requested_fields, "hasPreviousPage" in self.requested_fields
        arguments, variables = self.requested.arguments, self.compiler.variables
        signed = signature(self.order, f"{self.owner}.{self.requested.name}")
        self.page = page_of(self.order, signed, arguments, variables, next_page, previous_page)

    def selected(self, requested: SelectedField) -> list[SelectedField]:
        """Return the selected fields of an object."""
        return self.compiler.selection.fields(object_type(requested), requested)

    def part(self, requested: SelectedField) -> Fields:
        """Record one selected field of the connection, and return the fields of its rows, if any."""
        self.requested_fields.add(requested.name)
        match requested.name:
            case "nodes":
                if parallel(self.source):
                    self.items.place(FirstRelationColumn())
                return self.node(requested)
            case "edges":
                return [self.edge_field(requested, each) for each in self.selected(requested)]
            case "pageInfo":
                self.requested_fields |= {each.name for each in self.selected(requested)}
            case "facets":
                for each in self.selected(requested) if requested.field else []:
                    self.count_by(each)
        return []

    def node(self, requested: SelectedField) -> Fields:
        """Return the fields of the node of each row. Their columns are added to the common row."""
        before = len(self.items.fields)
        self.compiler.fill(self.items, object_type(requested), requested, self.may_compute)
        fields = self.items.fields[before:]
        del self.items.fields[before:]
        return fields

    def edge_field(self, edges: SelectedField, requested: SelectedField) -> tuple[str, int, Shape]:
        """Return one field of an edge: its cursor, its node, or a property of its relation."""
        if requested.field is None:
            return requested.key, CURRENT, Constant(object_type(edges).name)
        if requested.name == "cursor":
            return requested.key, CURRENT, self.cursor()
        if requested.name == "node":
            return requested.key, CURRENT, Object(tuple(self.node(requested)), 0, nullable=False)
        if requested.name == "nearKm":
            return requested.key, *self.distance()
        relation = self.source.navigation.edge if isinstance(self.source, Along) else None
        properties = relation.properties() if relation else {}
        return requested.key, self.items.place(EdgeColumn(properties[requested.name])), Leaf(may_be_null(requested))

    def distance(self) -> tuple[int, Shape]:
        """Return the distance of each row by which the list is ordered; null in a list of another order."""
        found = next((key.property for key in self.order if isinstance(key.property, Distance)), None)
        if found is None:
            return CURRENT, Constant(None, nullable=True)
        return self.items.place(DistanceColumn(found)), Leaf(nullable=True)

    def by_people(self) -> bool:
        """Return whether people, or records about them, lead to the list."""
        owner = kinds().get(self.owner)
        return isinstance(self.source, Along) and owner is not None and personal(owner, self.source.navigation)

    def cursor(self, row: int | None = None) -> Cursor:
        """Return the cursor of each row, or of the first (0) or last (-1) one."""
        columns = tuple(self.items.place(key_column(key)) for key in self.order)
        return Cursor(signature(self.order, f"{self.owner}.{self.requested.name}"), columns, row)

    def count_by(self, requested: SelectedField) -> None:
        """Record one field of `facets`: the counts of a facet, or the number of nodes without a value of it."""
        for name, facet in self.kind.facets.items() if requested.field else ():
            if requested.name == name:
                self.facets[name] = facet_read(self.kind, facet)
            elif requested.name == absent_field(name):
                self.absences[name] = facet_read(self.kind, facet)

    def column(self) -> ConnectionColumn:
        """Return the column of the read tree."""
        for each in self.requested_fields & {"startCursor", "endCursor"}:
            self.cursor(0 if each == "startCursor" else -1)
        source, limits, found = self.begun(self.narrowed(), self.filter())
        return ConnectionColumn(
            name=self.requested.name,
            source=source,
            filter=limits,
            page=self.page,
            items=Read(self.kind, tuple(self.items.columns)) if self.has_rows() else None,
            total="totalCount" in self.requested_fields,
            edges="edgeCount" in self.requested_fields,
            facets=tuple(self.facets.values()),
            absences=tuple(self.absences.values()),
            from_list=self.shared(source, limits, found),
            sorted_first=self.sorted_first(source, limits, found),
        )

    def begun(self, source: Source, given: Filter | None) -> tuple[Source, Filter | None, float]:
        """Return the source that the statement starts from, the remaining filter, and the expected number of nodes."""
        anchors = self.compiler.anchors
        if isinstance(source, EveryNode) and not source.withdrawn and given is not None:
            in_order = not self.counted() and in_order_of_index(self.order)
            start = anchors.start(self.kind, given, in_order)
            return start.source, start.rest, start.found
        return source, given, expected(source, self.kind, kinds().get(self.owner), anchors.counts)

    def counted(self) -> int:
        """Return the number of parts of the response that count the nodes of the list."""
        return ("totalCount" in self.requested_fields) + len(self.facets) + len(self.absences)

    def shared(self, source: Source, given: Filter | None, found: float) -> FromListParts | None:
        """Return the parts of the list that share one evaluation of its filter, or None."""
        known = given is None and isinstance(source, EveryNode)  # Neo4j stores the number of nodes of a kind
        if self.compiler.lists == "none" or not self.counted() or known:
            return None
        if self.has_rows() or self.page.further or self.page.earlier:
            few = found <= (MOST_SORTED if filters_other_nodes(given) else MOST_SORTED_AT_ONCE)
            if self.next_to_rows(found, few, self.scanned(source)):
                return "unsorted"
            if few:
                return "sorted"
        return "counts" if self.counted() > 1 and found <= MOST_IN_A_LIST else None

    def next_to_rows(self, found: float, few: bool, scanned: bool) -> bool:
        """Return whether the statement sorts the rows of the page while it holds a list of `found` nodes.

        A page size from a variable counts as the largest one. A few nodes can be sorted as a whole instead, and a scan
        in the order of an index stops at the end of the page.
        """
        given = self.requested.arguments
        size = given.get("last") or given.get("first") or DEFAULT_PAGE
        memory = found * (1 + (size if isinstance(size, int) else LARGEST_PAGE))
        large = memory > MANY_NEXT_TO_ROWS
        if self.compiler.lists != "next to rows" or memory > MOST_NEXT_TO_ROWS or (large if few else scanned):
            return False
        self.compiler.large_lists |= large
        return True

    def scanned(self, source: Source) -> bool:
        """Return whether the page is read in the order of an index, so that the scan stops at its end."""
        return isinstance(source, EveryNode) and in_order_of_index(self.order)

    def sorted_first(self, source: Source, given: Filter | None, found: float) -> bool:
        """Return whether nodes are sorted before conditions on other nodes, whose tests then stop with the page."""
        return not self.counted() and not self.scanned(source) and filters_other_nodes(given) and found <= MOST_SORTED

    def narrowed(self) -> Source:
        """Return the source with the arguments applied: a day, withdrawn nodes, or full-text search for `text`."""
        text, as_of, withdrawn = (self.requested.arguments.get(each) for each in ("text", "asOf", "withdrawn"))
        included = withdrawn == Withdrawn.INCLUDE
        if isinstance(self.source, Along):
            day = parameter(as_of) if as_of is not None else None
            return Along(self.source.navigation, day, included)
        if text is None or not isinstance(self.source, EveryNode):
            return EveryNode(self.kind, included) if isinstance(self.source, EveryNode) else self.source
        kinds = [self.source.kind]
        query = parameter(text, lambda given: lucene_query(str(given), kinds))
        return ByText(
            self.kind, query, included, few_along(filter_of(self.kind, self.requested.arguments.get("where")))
        )

    def filter(self) -> Filter | None:
        """Return the filter of the list: the condition of the field, its `where`, and its arguments of days."""
        given = self.requested.arguments
        narrowed = [
            narrow(parameter(given[name]))
            for name, narrow in self.kind.narrowings().items()
            if given.get(name) is not None
        ]
        where = filter_of(self.kind, given.get("where"), Scope(by_people=self.by_people()))
        limits = [each for each in (self.given, *narrowed, where) if each is not None]
        return limits[0] if len(limits) == 1 else AllOf(tuple(limits)) if limits else None

    def has_rows(self) -> bool:
        """Return whether the rows themselves are selected."""
        return bool(self.requested_fields & {"nodes", "edges", "startCursor", "endCursor"})

    def places(self) -> dict[str, int]:
        """Return the indices of the parts in the column, in the order of `ConnectionColumn`."""
        page = self.page
        selected_parts = {"rows": self.has_rows(), "further": page.further, "earlier": page.earlier}
        selected_parts |= {name: name in self.requested_fields for name in ("totalCount", "edgeCount")}
        names = [name for name, requested in selected_parts.items() if requested] + ["facets"]
        return {name: index for index, name in enumerate(names)}

    def shape(self) -> Object:
        """Return the shape of the whole connection."""
        places = self.places()
        fields = [(requested.key, *self.part_shape(places, requested, fields)) for requested, fields in self.parts]
        width = places["facets"] + len(self.facets) + len(self.absences)
        return Object(tuple(fields), width, may_be_null(self.requested))

    def part_shape(self, places: dict[str, int], requested: SelectedField, fields: Fields) -> tuple[int, Shape]:
        """Return the index of a part and its shape."""
        match requested.name:
            case "nodes" | "edges":
                row = Object(tuple(fields), len(self.items.columns), False)
                first = FirstRelationColumn() if requested.name == "nodes" and parallel(self.source) else None
                only = self.items.place(first) if first else None
                return places["rows"], Sequence(row, False, self.compiler.identity(), only)
            case "totalCount" | "edgeCount":
                return places[requested.name], PLAIN
            case "pageInfo":
                shapes = [(each.key, *self.page_info(places, requested, each)) for each in self.selected(requested)]
                return CURRENT, Object(tuple(shapes), 0, nullable=False)
            case "facets":
                return CURRENT, self.facets_shape(places["facets"], requested)
        return CURRENT, Constant(object_type(self.requested).name)

    def page_info(self, places: dict[str, int], parent: SelectedField, requested: SelectedField) -> tuple[int, Shape]:
        """Return the index of one field of `pageInfo` and its shape."""
        forward = not self.page.backward
        match requested.name:
            case "hasNextPage":
                return places["further" if forward else "earlier"], PLAIN
            case "hasPreviousPage":
                return places["earlier" if forward else "further"], PLAIN
            case "startCursor":
                return places["rows"], self.cursor(0)
            case "endCursor":
                return places["rows"], self.cursor(-1)
        return CURRENT, Constant(object_type(parent).name)

    def facets_shape(self, first: int, requested: SelectedField) -> Object:
        """Return the shape of the counts of the selected facets."""
        names = [*self.facets, *map(absent_field, self.absences)]
        fields = [(each.key, *self.facet_field(first, names, requested, each)) for each in self.selected(requested)]
        return Object(tuple(fields), 0, nullable=False)

    def facet_field(
        self, first: int, names: list[str], facets: SelectedField, requested: SelectedField
    ) -> tuple[int, Shape]:
        """Return the index of one field of `facets` and its shape."""
        if requested.field is None:
            return CURRENT, Constant(object_type(facets).name)
        return first + names.index(requested.name), self.counts(requested) if requested.name in self.facets else PLAIN

    def counts(self, requested: SelectedField) -> Sequence:
        """Return the shape of the counts of one facet: value, label, count."""
        labels = labels_of(self.kind, self.kind.facets[requested.name])
        shapes = {"value": (0, PLAIN), "label": labels, "count": (2, PLAIN)}
        fields = [
            (each.key, *(shapes[each.name] if each.field else (CURRENT, Constant(object_type(requested).name))))
            for each in self.selected(requested)
        ]
        return Sequence(Object(tuple(fields), 3, nullable=False), nullable=False, ranked=True)


def key_column(key: Order) -> Column:
    """Return the column with the value of a sort key for cursors. A distance contains its place."""
    if isinstance(key.property, Distance):
        return DistanceColumn(key.property, place=True)
    return EdgeColumn(key.property) if key.of_edge else PropertyColumn(key.property)


def filters_other_nodes(given: Filter | None) -> bool:
    """Return whether a filter reads other nodes."""
    return given is not None and reads_other_nodes(given)


def few_along(where: Filter | None) -> Related | None:
    """Return the condition of a filter on a related node selected by a unique value, which few nodes pass, or None."""
    parts = where.filters if isinstance(where, AllOf) else ()
    return next((each for each in parts if isinstance(each, Related) and names_one(each)), None)


def names_one(related: Related) -> bool:
    """Return whether a filter selects the node at the end of a navigation to one node by a unique value."""
    inner = related.filter.filters if isinstance(related.filter, AllOf) else (related.filter,)
    of_one = related.quantifier == "one" and related.navigation.keys is None
    return of_one and any(
        isinstance(each, Comparison) and each.property.stored.unique and each.operator in ("eq", "in") for each in inner
    )


def absent_field(facet: str) -> str:
    """Return the name of the field of `facets` for the number of nodes without a value of a facet."""
    return f"{facet}Absent"


def parallel_keys(source: Source) -> tuple[Order, ...]:
    """Return the order keys that distinguish parallel relations to a node: assigned and reported functions."""
    return (Order(APART, descending=False, of_edge=True),) if parallel(source) else ()


def facet_read(kind: type[Node], facet: Facet) -> FacetRead:
    """Return the facet with the declarations of its navigations and properties."""
    path, end = [], kind
    for name in facet.path:
        path.append(end.navigations()[name])
        end = path[-1].kind
    properties = end.properties()
    return FacetRead(facet, tuple(path), properties[facet.value], properties[facet.label] if facet.label else None)


def labels_of(kind: type[Node], facet: Facet) -> tuple[int, Leaf]:
    """Return the index and shape of the label of a facet: the Russian term, a property, or the value itself."""
    what = facet_read(kind, facet)
    if what.label is not None:
        return 1, PLAIN
    terms = what.value.type
    labels = tuple((each.value, each.russian) for each in terms) if issubclass(terms, Term) else None
    return 0, Leaf(nullable=False, labels=labels)
