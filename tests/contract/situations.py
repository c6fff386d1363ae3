"""The situation of a practice, read in the same way as in a request for replication recommendations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from analysis.replication.situation import Situation
from graph_model.database.driver import Database
from resolvers.compiling.computed_field import ComputedFields, Steps
from resolvers.fields.where_to_replicate.declaration import WHERE_TO_REPLICATE
from resolvers.fields.where_to_replicate.function import situation_read
from resolvers.fields.where_to_replicate.rows import PlannedPracticeRow
from resolvers.running.engine import Engine
from schema.build import schema

QUERY = """query ($code: String!, $asOf: Date) { practice(code: $code) {
  whereToReplicate(asOf: $asOf) { completeness { asOf } }
} }"""


async def situation_on(graph: Database, code: str, day: date) -> Situation:
    """Return the situation of a practice on a day."""
    read: list[Situation] = []

    def keep(arguments: object, found: list[PlannedPracticeRow]) -> Steps[None]:
        del arguments
        situation, _ = yield from situation_read(found[0], day)
        read.append(situation)

    computed = ComputedFields((replace(WHERE_TO_REPLICATE, compute=keep),))
    await Engine(schema(), computed, graph).answer(QUERY, {"code": code, "asOf": day.isoformat()})
    return read[0]
