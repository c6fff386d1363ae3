"""The limit of the nesting of a statement.

The planning time of the database doubles with each level beyond about ten. A level is a node of the response or a node
reached by a filter.
"""

from __future__ import annotations

from graph_model.declarations import AllOf, AnyOf, Counted, Filter, Not, Related
from graph_model.read_tree import (
    ArraysColumn,
    Column,
    ConnectionColumn,
    GroupsColumn,
    ManyColumn,
    NodesColumn,
    OneColumn,
    Read,
    SearchColumn,
)
from resolvers.requests.errors import PathPart, RequestError

DEEPEST = 12


def not_too_deep(columns: tuple[Column, ...], path: tuple[PathPart, ...]) -> None:
    """Raise a `RequestError` if objects and relation filters are nested more than `DEEPEST` levels deep."""
    depth = deepest(columns)
    if depth > DEEPEST:
        message = (
            f"The query nests objects and relation filters {depth} levels deep; the limit is "
            f"{DEEPEST}. Split it into several operations."
        )
        raise RequestError("TOO_DEEP", message, path)


def deepest(columns: tuple[Column, ...]) -> int:
    """Return the depth of the deepest column."""
    return max(map(depth_of, columns), default=0)


def depth_of(column: Column) -> int:
    """Return the number of levels of a column. A value of the current node has none."""
    match column:
        case OneColumn() | ManyColumn():
            return level(column.read, column.filter)
        case ConnectionColumn():
            return level(column.items, column.filter)
        case GroupsColumn():
            return depth_of(column.connection)
        case NodesColumn():
            return max((level(read, None) for read in column.variants.reads), default=1)
        case SearchColumn():
            return max((level(read, None) for read in (column.variants.reads if column.variants else ())), default=1)
        case ArraysColumn():
            return 1 + max(map(filter_depth, column.filters.values()), default=0)
    return 0


def level(read: Read | None, given: Filter | None) -> int:
    """Return 1 plus the depth below: the larger one of the columns of the nodes and of their filter."""
    return 1 + max(deepest(read.columns if read else ()), filter_depth(given) if given else 0)


def filter_depth(given: Filter) -> int:
    """Return the largest number of nested navigations of a filter."""
    match given:
        case AllOf() | AnyOf():
            return max(map(filter_depth, given.filters), default=0)
        case Not():
            return filter_depth(given.filter)
        case Related():
            return 1 + filter_depth(given.filter)
        case Counted():
            return 1
    return 0
