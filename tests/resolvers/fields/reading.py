"""The first statement of a computed field, and shared arrays, sent separately."""

from __future__ import annotations

from typing import Any

from graph_model.cypher import Statement, render, text_for
from graph_model.database.driver import Database
from graph_model.declarations import ID, Filter, Node, Parameter
from graph_model.read_tree import ArraysColumn, Body, ByKey, OneColumn, Read
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import SharedArrays, Value


def column(body: Body, filters: dict[str, Filter], **parameters: object) -> ArraysColumn:
    """Return the column of a statement, with the values of its parameters."""
    return ArraysColumn("arrays", body, filters, {name: Parameter(value) for name, value in parameters.items()})


def about(kind: type[Node], identifier: str, arrays: ArraysColumn) -> Statement:
    """Return the statement that reads a column of one node."""
    read = Read(kind, (arrays,))
    return render((OneColumn("node", ByKey(kind, ID, Parameter(identifier)), read),), ANYONE)


async def fetched(database: Database, statement: Statement) -> list[Any]:
    """Return the only column in the result of a statement."""
    sent = {name: each.value for name, each in statement.parameters.items()}
    (((column,), _),) = await database.read(statement.text, sent)
    return list(column)


async def shared(database: Database, arrays: SharedArrays[Value], **part: object) -> Value:
    """Return shared arrays of a database."""
    rows = await database.read(text_for(arrays.statement.text, ANYONE), part)
    return arrays.read(arrays.statement.decoded(rows))
