"""The read tree: the columns that a statement returns, as plain data, independent of GraphQL and of Cypher.

Every column fills one place of its row, and rows are lists, so that an answer travels without names:

- `PropertyColumn`, `EdgeColumn`, `ScoreColumn`, `FirstRelationColumn`: the value;
- `PointColumn`: null or the list of the asked parts;
- `OneColumn`: null or a row; with `Variants`, null or [name of the kind, row];
- `ManyColumn`: a list of rows;
- `ConnectionColumn`: [rows, has further, has earlier, total, edges, facet, ..., absence, ...], each only where asked
  for, in this order;
- `NodesColumn`: a list of null or [name of the kind, row];
- `SearchColumn`: like a connection, each row [[name of the kind, row], score, place among the hits, bound];
- `GroupsColumn`: a list of connections;
- `ArraysColumn`: what a named statement of an analysis returns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from graph_model.declarations import (
    AllOf,
    AnyOf,
    Facet,
    Filter,
    Navigation,
    Node,
    Not,
    Parameter,
    Related,
)
from graph_model.properties import Property

FromListParts = Literal["sorted", "unsorted", "counts"]


def conjuncts(given: Filter) -> tuple[Filter, ...]:
    """The filters that hold together, without those that only hold others together."""
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
    return isinstance(given, Related)


@dataclass(frozen=True)
class Order:
    """One key of an order; absent values come last, whichever the direction.

    `of_edge`: the property is that of the relation over which the row is reached.
    """

    property: Property
    descending: bool
    of_edge: bool = False


@dataclass(frozen=True)
class KeysetPosition:
    """A place in an order: one value for each key, None where the key is absent there."""

    values: tuple[Parameter | None, ...]


@dataclass(frozen=True)
class Page:
    """Which part of an ordered list: `size` rows after and before the positions, from the end where `backward`.

    `order` ends with a key that tells any two rows apart. `further` asks whether rows follow in the direction of
    travel, `earlier` whether there are some on the other side.
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
    """All nodes of a kind, with `withdrawn` those too that their source withdrew."""

    kind: type[Node]
    withdrawn: bool = False


@dataclass(frozen=True)
class ByKey:
    """The node of a kind whose unique property has the value, also where its source withdrew it."""

    kind: type[Node]
    property: Property
    parameter: Parameter


@dataclass(frozen=True)
class ByIds:
    """The nodes of a kind with the global ids of a list, in its order; an unknown id gives none."""

    kind: type[Node]
    parameter: Parameter


@dataclass(frozen=True)
class ByText:
    """The nodes of a kind that full-text search finds, with `withdrawn` those too that their source withdrew.

    Where only few nodes pass the filter `within`, the search looks at these alone; the whole filter holds all the same.
    """

    kind: type[Node]
    query: Parameter
    withdrawn: bool = False
    within: Related | None = None


@dataclass(frozen=True)
class ByGroup:
    """The nodes of a kind whose ids the current list of a `GroupsColumn` holds."""

    kind: type[Node]


@dataclass(frozen=True)
class Along:
    """The nodes that a navigation leads to; with `as_of`, over relations that hold on that day.

    A relation whose beginning or end is not known counts as holding. Withdrawn nodes are among them with `withdrawn`,
    and where a withdrawn node must have one.
    """

    navigation: Navigation
    as_of: Parameter | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class AnchorStep:
    """One navigation of an anchored way, and what limits the nodes to which it leads."""

    navigation: Navigation
    filter: Filter


@dataclass(frozen=True)
class Anchored:
    """The nodes of a kind from which a way leads to nodes that pass its filters.

    The statement starts at the end of the way (the anchor), where a key names few nodes. `repeats` where a node of the
    kind can be reached by several ways.
    """

    kind: type[Node]
    steps: tuple[AnchorStep, ...]
    repeats: bool


@dataclass(frozen=True)
class FromList:
    """The nodes of a list that the statement has found before, `sorted` in the order of the page."""

    name: str
    sorted: bool = True


Source = EveryNode | Anchored | FromList | ByKey | ByIds | ByText | ByGroup | Along


@dataclass(frozen=True)
class PropertyColumn:
    """A property of the node; times leave as text."""

    property: Property


@dataclass(frozen=True)
class EdgeColumn:
    """A property of the relation over which the node was reached."""

    property: Property


@dataclass(frozen=True)
class FirstRelationColumn:
    """Whether a row is the first of the parallel relations by which its list holds the node."""


@dataclass(frozen=True)
class ScoreColumn:
    """How well a hit of a search fits."""


@dataclass(frozen=True)
class PointColumn:
    """Parts (`lat`, `lon`) of a place."""

    property: Property
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """The columns of a row about one node of a kind."""

    kind: type[Node]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Variants:
    """One read for each kind that a node of an interface or a union can be."""

    reads: tuple[Read, ...]


@dataclass(frozen=True)
class OneColumn:
    """At most one node."""

    name: str
    source: Source
    read: Read
    filter: Filter | None = None


@dataclass(frozen=True)
class ManyColumn:
    """All nodes, in order."""

    name: str
    source: Source
    read: Read
    order: tuple[Order, ...]
    filter: Filter | None = None


@dataclass(frozen=True)
class NodesColumn:
    """The nodes of any kind with the ids of a list: null where there is none of that id, in the order of the list."""

    name: str
    parameter: Parameter
    variants: Variants


@dataclass(frozen=True)
class FacetRead:
    """Counts of the list by the value at the end of a way."""

    facet: Facet
    way: tuple[Navigation, ...]
    value: Property
    label: Property | None


@dataclass(frozen=True)
class ConnectionColumn:
    """A page of a list, its totals and its facets, all under the same filter.

    Rows and `edges` are relations, of which several can lead to a node; `total`, `facets` and `absences` (how many have
    no value of a facet) count nodes. With `from_list`, the nodes that pass the filter are found once, as a list: for
    all parts (`sorted`, or `unsorted` where the page sorts them), or for the parts that count (`counts`). With
    `sorted_first`, conditions on other nodes are put to the nodes in their order, until the page is full.
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

    `bound` ties a place among the hits to what was searched for; it comes back with each row. So many of the best hits
    are `fetched`; where those behind the page can be as good as these, all are.
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
    """One connection for each of several lists of ids; the source of the connection is `ByGroup`."""

    name: str
    groups: Parameter
    connection: ConnectionColumn


class Body(Protocol):
    """Writes the inside of the COLLECT subquery of an `ArraysColumn`."""

    def __call__(
        self,
        variable: str,
        condition: Callable[[str, str], str],
        parameter: Callable[[str], str],
        seen: Callable[[str, str], str],
    ) -> str:
        """Cypher about the node held by `variable`.

        `condition(role, variable)` writes the filter of that role, `parameter(role)` the parameter of that role, and
        `seen(kind, variable)` whether the viewer may see a node of a kind. Every node that the statement matches must
        be under `seen`: what it names or counts goes out.
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
    | OneColumn
    | ManyColumn
    | NodesColumn
    | ConnectionColumn
    | SearchColumn
    | GroupsColumn
    | ArraysColumn
)
