"""Columns of nodes that the statement has already matched, which need no subquery."""

from collections.abc import Collection

from graph_model.cypher.text import point, value
from graph_model.read_tree import Along, Column, OneColumn, PointColumn, PropertyColumn


def is_matched(column: Column, navigations: Collection[str], above: str = "") -> bool:
    """Return whether a column reads only the node and nodes at the end of `navigations`.

    A navigation can be a path, such as `organisation.region`.
    """
    match column:
        case PropertyColumn() | PointColumn():
            return True
        case OneColumn(source=Along(navigation, as_of=None, withdrawn=False), filter=None):
            path = f"{above}{navigation.name}"
            return path in navigations and all(
                is_matched(each, navigations, f"{path}.") for each in column.read.columns
            )
        case _:
            return False


def matched(variable: str, column: PropertyColumn | PointColumn) -> str:
    """Return the expression of a column of one node."""
    return value(variable, column.property) if isinstance(column, PropertyColumn) else point(variable, column)
