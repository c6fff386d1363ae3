"""The search over several kinds: hits of the full-text index, with the selected fields of the requested page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from pydantic.alias_generators import to_snake

from graph_model.declarations import Node
from graph_model.read_tree import SearchColumn
from graph_model.terms import Withdrawn
from resolvers.compiling.arguments import DEFAULT_PAGE, page_size
from resolvers.compiling.compilation import Compilation
from resolvers.compiling.full_text import lucene_query
from resolvers.compiling.rows import Fields, Row, inner, may_be_null, object_type
from resolvers.compiling.selection import SelectedField
from resolvers.compiling.shapes import CURRENT, Constant, Cursor, Leaf, Object, Pick, Sequence, Shape
from resolvers.requests.cost import Weight
from resolvers.requests.cursors import decoded, refused
from resolvers.requests.parameters import parameter, plain


@dataclass
class SearchCompilation:
    """The compilation of a search over several kinds."""

    compiler: Compilation
    requested: SelectedField

    def add_to(self, row: Row) -> None:
        """Add the column and its field to `row`."""
        self.selected = self.fields(self.requested)
        infos = [each for each in self.selected if each.name == "pageInfo"]
        self.names = {each.name for each in [*self.selected, *(each for info in infos for each in self.fields(info))]}
        self.variants = self.compiler.variants(inner(self.requested, "nodes"))
        parts = [(each, self.node_fields(each)) for each in self.selected]
        column = self.column()
        index = row.place(column)
        row.fields.append((self.requested.key, index, self.shape(parts)))
        row.weights.append(Weight(column.size, self.variants.weights()))

    def fields(self, requested: SelectedField) -> list[SelectedField]:
        """Return the selected fields of an object."""
        return self.compiler.selection.fields(object_type(requested), requested)

    def node_fields(self, requested: SelectedField) -> dict[str, dict[str, Fields]]:
        """Return the fields that a part of the connection selects of the hits, by response key and type."""
        if requested.name == "nodes":
            return {requested.key: self.variants.select(requested)}
        edges = self.fields(requested) if requested.name == "edges" else []
        return {each.key: self.variants.select(each) for each in edges if each.name == "node"}

    def column(self) -> SearchColumn:
        """Return the column of the read tree."""
        arguments = self.requested.arguments
        searched = tuple(read.kind for read in self.variants.reads().reads)
        query = [arguments["text"], arguments.get("kinds")]
        size = arguments["first"] if arguments.get("first") is not None else DEFAULT_PAGE
        return SearchColumn(
            name=self.requested.name,
            kinds=searched,
            query=parameter(query, lambda given: searched_for(given, searched)),
            offset=parameter([*query, arguments.get("after")], offset_of),
            size=parameter(size, lambda value: page_size("first", value)),
            fetched=parameter([size, *query, arguments.get("after")], fetched_of),
            bound=parameter(query, bound_of),
            variants=self.variants.reads() if self.has_rows() else None,
            further="hasNextPage" in self.names,
            total="totalCount" in self.names,
            withdrawn=arguments.get("withdrawn") == Withdrawn.INCLUDE,
        )

    def has_rows(self) -> bool:
        """Return whether the hits themselves are selected."""
        return bool(self.names & {"nodes", "edges", "startCursor", "endCursor"})

    def shape(self, parts: list[tuple[SelectedField, dict[str, dict[str, Fields]]]]) -> Object:
        """Return the shape of the whole search."""
        present = [("rows", self.has_rows()), ("further", "hasNextPage" in self.names)]
        names = [name for name, requested in [*present, ("totalCount", "totalCount" in self.names)] if requested]
        places = {name: index for index, name in enumerate(names)}
        fields = [(each.key, *self.part(places, each, nodes)) for each, nodes in parts]
        return Object(tuple(fields), len(places), may_be_null(self.requested))

    def part(
        self, places: dict[str, int], requested: SelectedField, nodes: dict[str, dict[str, Fields]]
    ) -> tuple[int, Shape]:
        """Return the index of one field of the connection and its shape."""
        match requested.name:
            case "nodes":
                node = self.variants.shape(nodes[requested.key], nullable=False)
                return places["rows"], Sequence(Pick(0, node), False, self.compiler.identity(0, 1))
            case "edges":
                fields = tuple(self.edge_field(requested, each, nodes) for each in self.fields(requested))
                return places["rows"], Sequence(Object(fields, 4, nullable=False), False, self.compiler.identity(0, 1))
            case "totalCount":
                return places["totalCount"], Leaf(nullable=False)
            case "pageInfo":
                return CURRENT, self.page_info(places, requested)
        return CURRENT, Constant(object_type(self.requested).name)

    def edge_field(
        self, edges: SelectedField, requested: SelectedField, nodes: dict[str, dict[str, Fields]]
    ) -> tuple[str, int, Shape]:
        """Return the response key of one field of an edge, its index and its shape."""
        match requested.name:
            case "node":
                return requested.key, 0, self.variants.shape(nodes[requested.key], nullable=False)
            case "score":
                return requested.key, 1, Leaf(nullable=False)
            case "cursor":
                return requested.key, CURRENT, hit_cursor()
        return requested.key, CURRENT, Constant(object_type(edges).name)

    def page_info(self, places: dict[str, int], requested: SelectedField) -> Object:
        """Return the shape of `pageInfo`. A search supports only forward paging."""
        before = self.requested.arguments.get("after") is not None
        shapes: dict[str, tuple[int, Shape]] = {
            "hasNextPage": (places.get("further", 0), Leaf(nullable=False)),
            "hasPreviousPage": (CURRENT, Constant(before)),
            "startCursor": (places.get("rows", 0), hit_cursor(0)),
            "endCursor": (places.get("rows", 0), hit_cursor(-1)),
            "__typename": (CURRENT, Constant(object_type(requested).name)),
        }
        return Object(tuple((each.key, *shapes[each.name]) for each in self.fields(requested)), 0, nullable=False)


SEARCH_ORDER = "search"
# more hits than an index can have; the ends of pages remain within 64-bit integers
MOST_HITS = 2**40
# if more hits after a page have the score of its last hit, all hits are read
MOST_ALIKE = 500


def hit_cursor(row: int | None = None) -> Cursor:
    """Return the cursor of a hit: its position and the digest of the search."""
    return Cursor(SEARCH_ORDER, (3, 2), row)


def searched_for(given: Any, searched: tuple[type[Node], ...]) -> str:
    """Return the full-text query for a text and optional kinds."""
    text, kinds = given
    names = {plain(each) for each in kinds} if kinds is not None else None
    chosen = [kind for kind in searched if names is None or name_of_search_kind(kind) in names]
    return lucene_query(text, chosen)


def name_of_search_kind(kind: type[Node]) -> str:
    """Return the enumeration value of a kind in the arguments of a search."""
    return to_snake(kind.__name__).upper()


def bound_of(given: Any) -> str:
    """Return a short digest of the search."""
    text, kinds = given
    named = sorted(str(plain(each)) for each in kinds or [])
    return hashlib.sha256("\n".join([text, *named]).encode()).hexdigest()[:12]


def fetched_of(given: Any) -> int:
    """Return the number of the best hits that a page needs, with those that can have the score of its last hit."""
    size, *query_and_cursor = given
    return offset_of(query_and_cursor) + page_size("first", size) + MOST_ALIKE


def offset_of(given: Any) -> int:
    """Return the number of hits before the page. Raises a `RequestError` for a cursor of another search."""
    *query, after = given
    if after is None:
        return 0
    bound, place = decoded(after, SEARCH_ORDER, 2)
    if bound != bound_of(query):
        raise refused("It belongs to another search.")
    if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < MOST_HITS:
        raise refused("Its content does not fit a search.")
    return place + 1
