"""The statements of a computed field, and shared arrays, sent separately."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_model.cypher import Statement, render, text_for
from graph_model.database.driver import Database, Reader
from graph_model.declarations import ID, Filter, Node, Parameter
from graph_model.read_tree import ArraysColumn, Body, ByKey, OneColumn, Read
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import ArgumentValues, Fetch, Request, Share, SharedArrays, Value
from resolvers.fields.paths.declaration import PATHS
from resolvers.fields.paths.statement import beginning
from resolvers.requests.documents import Cache
from resolvers.running.result_cache import Results


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


async def paths_read(run: Reader, given: Mapping[str, Any]) -> object:
    """Search for paths in a database, with the first statement and the further statements of the search."""
    parsed = PATHS.arguments(ArgumentValues(given))
    sent = {name: given.get(name) for name in PATHS.sent}
    first = render((column(beginning, {}, **sent),), ANYONE)
    (((arrays,), _),) = await run(first.text, {name: each.value for name, each in first.parameters.items()})
    steps = PATHS.answer(parsed, arrays)
    try:
        asked = next(steps)
        while True:
            asked = steps.send(await replied(run, asked))
    except StopIteration as ended:
        return ended.value


async def replied(run: Reader, asked: Request) -> object:
    """Return rows, shared arrays, or a cache without results."""
    if isinstance(asked, Fetch):
        records = await run(text_for(asked.statement.text, ANYONE), dict(asked.parameters))
        return asked.statement.decoded(records)
    if isinstance(asked, Share):
        statement = asked.arrays.statement
        records = await run(text_for(statement.text, ANYONE), dict(asked.parameters))
        return asked.arrays.read(statement.decoded(records))
    return Results(Cache(1), ANYONE, None)
