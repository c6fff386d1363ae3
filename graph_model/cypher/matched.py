"""Columns of a node that a statement has matched: they need no subquery, since their nodes stand in variables."""

from collections.abc import Collection, Mapping

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


def matched(column: Column, variable: str, ways: Mapping[str, str], above: str = "") -> str:
    """The expression of such a column; `ways` gives the variable at the end of each way."""
    match column:
        case PropertyColumn():
            return value(variable, column.property)
        case PointColumn():
            return point(variable, column)
        case OneColumn():
            way = f"{above}{column.name}"
            parts = (matched(each, ways[way], ways, f"{way}.") for each in column.read.columns)
            return f"[{', '.join(parts)}]"
        case _:
            msg = f"{type(column).__name__} needs a subquery"
            raise TypeError(msg)
