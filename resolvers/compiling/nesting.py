"""The nesting of a statement, which the database must plan.

Planning takes twice as long with each level beyond ten or so, whether a level is a node of the answer or one that a
filter reaches.
"""

from __future__ import annotations

from graph_model.declarations import AllOf, AnyOf, Filter, Not, Related
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
    """Raise a `RequestError` if objects and the filters on them are nested too deep."""
    depth = deepest(columns)
    if depth > DEEPEST:
        message = (
            f"Objects, and filters on what they are linked with, stand {depth} deep in each other; the limit is "
            f"{DEEPEST}. Ask in several operations."
        )
        raise RequestError("TOO_DEEP", message, path)


def deepest(columns: tuple[Column, ...]) -> int:
    """The depth of the deepest column."""
    return max(map(depth_of, columns), default=0)


def depth_of(column: Column) -> int:
    """Return the number of levels of a column; a value of the current node has none."""
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
    """Return one level plus the deepest one below: of the columns of its nodes, or of the nodes of its filter."""
    return 1 + max(deepest(read.columns if read else ()), filter_depth(given) if given else 0)


def filter_depth(given: Filter) -> int:
    """How many ways a filter follows, one after the other."""
    match given:
        case AllOf() | AnyOf():
            return max(map(filter_depth, given.filters), default=0)
        case Not():
            return filter_depth(given.filter)
        case Related():
            return 1 + filter_depth(given.filter)
    return 0
