"""Reading of shared arrays outside of a request, for commands that analyse the whole graph."""

from __future__ import annotations

from graph_model.cypher import text_for
from graph_model.database.driver import Database
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import SharedArrays, Value


async def read_shared(database: Database, arrays: SharedArrays[Value], **part: object) -> Value:
    """Read shared arrays of the whole graph or of a part, as far as it is visible to anyone."""
    statement = arrays.statement
    return arrays.read(statement.decoded(await database.read(text_for(statement.text, ANYONE), part)))
