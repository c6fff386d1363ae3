"""Columns of nodes that a statement has matched in variables: they need no subquery."""

from collections.abc import Collection

from graph_model.cypher.text import point, value
from graph_model.read_tree import Along, Column, OneColumn, PointColumn, PropertyColumn


def is_matched(column: Column, ways: Collection[str], above: str = "") -> bool:
    """Whether a column reads the node and those at the end of `ways` alone; `organisation.region` is a way."""
    match column:
        case PropertyColumn() | PointColumn():
            return True
        case OneColumn(source=Along(navigation, as_of=None, withdrawn=False), filter=None):
            way = f"{above}{navigation.name}"
            return way in ways and all(is_matched(each, ways, f"{way}.") for each in column.read.columns)
        case _:
            return False


def matched(variable: str, column: PropertyColumn | PointColumn) -> str:
    """The expression of a column of one node."""
    return value(variable, column.property) if isinstance(column, PropertyColumn) else point(variable, column)
