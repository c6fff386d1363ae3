"""The read tree: the columns that a statement returns, as plain data, independent of GraphQL and of Cypher.

Every column is one element of its row. Rows are lists, so that results contain no names:

- `PropertyColumn`, `EdgeColumn`, `ScoreColumn`, `FirstRelationColumn`: the value;
- `PointColumn`: null or the list of the requested parts;
- `DistanceColumn`: null, or the distance in kilometres, or the list of the distance and the place;
- `OneColumn`: null or a row; with `Variants`, null or [name of the kind, row];
- `ManyColumn`: a list of rows;
- `ConnectionColumn`: [rows, has further, has earlier, total, edges, facet, ..., absence, ...], only the requested
  elements, in this order;
- `NodesColumn`: a list of null or [name of the kind, row];
- `SearchColumn`: like a connection, each row [[name of the kind, row], score, rank among the hits, bound];
- `GroupsColumn`: a list of connections;
- `ArraysColumn`: the result of a named statement of an analysis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from graph_model.declarations import (
    AllOf,
    AnyOf,
    Counted,
    Distance,
    Facet,
    Filter,
    Navigation,
    Node,
    Not,
    OfRelation,
    Parameter,
    Related,
    Within,
)
from graph_model.properties import Property

FromListParts = Literal["sorted", "unsorted", "counts"]


def conjuncts(given: Filter) -> tuple[Filter, ...]:
    """Return the parts of a conjunction, including nested ones; any other filter is its only part."""
    if not isinstance(given, AllOf):
        return (given,)
    return tuple(part for each in given.filters for part in conjuncts(each))


def reads_other_nodes(given: Filter) -> bool:
    """Return whether a filter reads other nodes, which costs much more than reading a property."""
    match given:
        case AllOf() | AnyOf():
            return any(map(reads_other_nodes, given.filters))
        case Not():
            return reads_other_nodes(given.filter)
    return isinstance(given, Related | Counted | Within)


def reads_relation(given: Filter) -> bool:
    """Return whether a filter has a condition on the relation over which its node is reached."""
    match given:
        case AllOf() | AnyOf():
            return any(map(reads_relation, given.filters))
        case Not():
            return reads_relation(given.filter)
    return isinstance(given, OfRelation)


@dataclass(frozen=True)
class Order:
    """A sort key. Absent values come last in both directions.

    `of_edge`: the property belongs to the relation over which the row is reached.
    """

    property: Property
    descending: bool
    of_edge: bool = False


@dataclass(frozen=True)
class KeysetPosition:
    """A position in a sorted list: one value for each sort key, None if the key is absent at the position."""

    values: tuple[Parameter | None, ...]


@dataclass(frozen=True)
class Page:
    """A part of a sorted list: `size` rows between the positions `after` and `before`.

    With `backward`, the rows are counted from the end of the list. `order` ends with a unique key. `further` requests
    whether rows follow in the direction of paging, `earlier` whether there are rows in the opposite direction.
    """

    size: Parameter
    order: tuple[Order, ...]
    after: KeysetPosition | None = None
    before: KeysetPosition | None = None
    backward: bool = False
    further: bool = False
    earlier: bool = False


@dataclass(frozen=True)
class EveryNode:
    """All nodes of a kind; with `withdrawn`, including the nodes that their source withdrew."""

    kind: type[Node]
    withdrawn: bool = False


@dataclass(frozen=True)
class ByKey:
    """The node of a kind with this value of a unique property, even if its source withdrew it."""

    kind: type[Node]
    property: Property
    parameter: Parameter


@dataclass(frozen=True)
class ByIds:
    """The nodes of a kind with the global ids of a list, in its order. Unknown ids are skipped."""

    kind: type[Node]
    parameter: Parameter


@dataclass(frozen=True)
class ByText:
    """The nodes of a kind that full-text search finds.

    With `withdrawn`, they include the nodes that their source withdrew. If only few nodes pass the filter `within`, the
    search reads only these. The whole filter is applied in any case.
    """

    kind: type[Node]
    query: Parameter
    withdrawn: bool = False
    within: Related | None = None


@dataclass(frozen=True)
class ByGroup:
    """The nodes of a kind whose ids are in the current list of a `GroupsColumn`."""

    kind: type[Node]


@dataclass(frozen=True)
class Along:
    """The target nodes of a navigation; with `as_of`, only over relations that hold on that day.

    A relation whose start or end day is not known counts as holding. Withdrawn nodes are included with `withdrawn`, and
    if the start node is withdrawn and the navigation is required.
    """

    navigation: Navigation
    as_of: Parameter | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class AnchorStep:
    """One navigation of an anchored path, with the filter for its target nodes."""

    navigation: Navigation
    filter: Filter


@dataclass(frozen=True)
class Anchored:
    """The nodes of a kind with a path to nodes that pass the filters of its steps.

    The statement starts at the end of the path (the anchor), where a key selects few nodes. `repeats`: a node of the
    kind can be reached by several paths.
    """

    kind: type[Node]
    steps: tuple[AnchorStep, ...]
    repeats: bool


@dataclass(frozen=True)
class FromList:
    """The nodes of a list that the statement has already collected; `sorted` if the list has the order of the page."""

    name: str
    sorted: bool = True


Source = EveryNode | Anchored | FromList | ByKey | ByIds | ByText | ByGroup | Along


@dataclass(frozen=True)
class PropertyColumn:
    """A property of the node; times are returned as text."""

    property: Property


@dataclass(frozen=True)
class EdgeColumn:
    """A property of the relation over which the node was reached."""

    property: Property


@dataclass(frozen=True)
class FirstRelationColumn:
    """Whether a row is the first of the parallel relations to the same node in its list."""


@dataclass(frozen=True)
class ScoreColumn:
    """The relevance score of a search hit."""


@dataclass(frozen=True)
class PointColumn:
    """Parts (`lat`, `lon`) of a geographic position."""

    property: Property
    parts: tuple[str, ...]


@dataclass(frozen=True)
class DistanceColumn:
    """The distance of the node from a place; with `place`, the list of the distance and the place, for cursors."""

    distance: Distance
    place: bool = False


@dataclass(frozen=True)
class Read:
    """The columns of a row about one node of a kind."""

    kind: type[Node]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Variants:
    """One read for each possible kind of a node of an interface or a union."""

    reads: tuple[Read, ...]


@dataclass(frozen=True)
class OneColumn:
    """A column with at most one node."""

    name: str
    source: Source
    read: Read
    filter: Filter | None = None


@dataclass(frozen=True)
class ManyColumn:
    """A column with all nodes of a source, in order."""

    name: str
    source: Source
    read: Read
    order: tuple[Order, ...]
    filter: Filter | None = None


@dataclass(frozen=True)
class NodesColumn:
    """The nodes of any kind with the ids of a list, in the order of the list: null if no node has the id."""

    name: str
    parameter: Parameter
    variants: Variants


@dataclass(frozen=True)
class FacetRead:
    """Counts of the nodes of a list by the value at the end of a navigation path."""

    facet: Facet
    path: tuple[Navigation, ...]
    value: Property
    label: Property | None


@dataclass(frozen=True)
class ConnectionColumn:
    """A page of a list, its totals and its facets, all with the same filter.

    Rows and `edges` count relations, and several relations can lead to one node. `total`, `facets` and `absences` (the
    number of nodes without a value of a facet) count nodes.

    With `from_list`, the statement collects the nodes that pass the filter once, as a list: for all parts (`sorted`, or
    `unsorted` if the page sorts them), or only for the counting parts (`counts`). With `sorted_first`, the statement
    sorts the nodes before it evaluates conditions on other nodes, and stops when the page is full.
    """

    name: str
    source: Source
    filter: Filter | None
    page: Page
    items: Read | None
    total: bool = False
    edges: bool = False
    facets: tuple[FacetRead, ...] = ()
    absences: tuple[FacetRead, ...] = ()
    from_list: FromListParts | None = None
    sorted_first: bool = False


@dataclass(frozen=True)
class SearchColumn:
    """A page of the hits of a full-text search over several kinds, best first.

    `bound` ties a rank among the hits to the search; it is returned with each row. `fetched` is the number of best hits
    to read. If hits beyond the page can have an equal score, all hits are read.
    """

    name: str
    kinds: tuple[type[Node], ...]
    query: Parameter
    offset: Parameter
    size: Parameter
    fetched: Parameter
    bound: Parameter
    variants: Variants | None
    further: bool
    total: bool
    withdrawn: bool = False


@dataclass(frozen=True)
class GroupsColumn:
    """One connection for each of several lists of ids. The source of the connection is `ByGroup`."""

    name: str
    groups: Parameter
    connection: ConnectionColumn


class Body(Protocol):
    """A function that renders the body of the COLLECT subquery of an `ArraysColumn`."""

    def __call__(
        self,
        variable: str,
        condition: Callable[[str, str], str],
        parameter: Callable[[str], str],
        visible: Callable[[str, str], str],
    ) -> str:
        """Return the Cypher text for the node in `variable`.

        `condition(role, variable)` renders the filter of that role, `parameter(role)` the parameter of that role, and
        `visible(kind, variable)` the condition that the viewer may see a node of a kind. Every matched node must be
        restricted by `visible`, because its names and counts are returned to the user.
        """
        ...


@dataclass(frozen=True, eq=False)
class ArraysColumn:
    """The result of a named statement of an analysis for the current node."""

    name: str
    body: Body
    filters: Mapping[str, Filter]
    parameters: Mapping[str, Parameter]


Column = (
    PropertyColumn
    | EdgeColumn
    | FirstRelationColumn
    | ScoreColumn
    | PointColumn
    | DistanceColumn
    | OneColumn
    | ManyColumn
    | NodesColumn
    | ConnectionColumn
    | SearchColumn
    | GroupsColumn
    | ArraysColumn
)
