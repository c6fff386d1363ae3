"""The floor of a computed field: hand-written statements and the same pure function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import neo4j
import orjson
from starlette.requests import Request
from starlette.responses import Response

from analysis.partners.suggestions import suggest_partners
from analysis.vocabulary import Language, PartnerPreset
from resolvers.fields.partner_suggestions.statement import STATEMENT

ARRAYS = """
MATCH (o:Organisation {orgId: $orgId})
WITH o, COLLECT {
  MATCH (o)-[r:PERFORMS]->(f:Function) RETURN [f.id, [toString(r.since), toString(r.until)]]
} AS functions,
COUNT { MATCH (f:Function) WHERE EXISTS { (f)<-[:PERFORMS]-() } } AS known,
COLLECT {
  MATCH (o)-[t:UNIT_OF|FOUNDED_BY|PARTNER_OF]-(:Organisation)
  RETURN [CASE type(t) WHEN 'UNIT_OF' THEN 'UNIT' WHEN 'FOUNDED_BY' THEN 'FOUNDER' ELSE 'PARTNERSHIP' END,
    startNode(t).id, endNode(t).id, 'DataSource:' + head(t.sourceIds), [toString(t.since), toString(t.until)]]
} AS ties,
COLLECT {
  MATCH (o)-[:PARTNER_OF]-(p:Organisation)-[s:PARTNER_OF]-(q:Organisation) WHERE q <> o
  RETURN [q.id, p.id, [toString(s.since), toString(s.until)]]
} AS seconds,
COLLECT {
  MATCH (o)-[seat:LOCATED_IN]->(home:Region)-[b:BORDERS*0..1]-(region:Region)
  MATCH (region)<-[:LOCATED_IN]-(c:Organisation) WHERE c <> o AND c.level IN ['REGIONAL', 'MUNICIPAL']
  WITH home, region, coalesce(head(b), seat) AS nearness, c, COLLECT {
    MATCH (c)-[r:PERFORMS]->(f:Function) RETURN [f.id, [toString(r.since), toString(r.until)]]
  } AS performed
  WITH home, region, nearness, collect([c.id, c.kind,
    toString(c.validTo),
    CASE WHEN c.location IS NOT NULL THEN [c.location.latitude, c.location.longitude] END, performed]) AS candidates
  RETURN [[home.id, region.id, region.name, 'DataSource:' + head(nearness.sourceIds)], candidates]
} AS regions,
COLLECT {
  MATCH (o)-[r:PARTNER_OF]-(p:Organisation) WITH r, p ORDER BY p.id LIMIT 5
  RETURN {since: toString(r.since), basis: r.basis, node: {id: p.id, name: p.name}}
} AS partners
RETURN o.id AS id, o.name AS name, partners, COUNT { (o)-[:PARTNER_OF]-(:Organisation) } AS total, [[
  [o.id, o.kind, toString(o.validTo),
    CASE WHEN o.location IS NOT NULL THEN [o.location.latitude, o.location.longitude] END, functions],
  o.functionsAssigned, known, ties, seconds, regions]] AS rows
"""

COMPLETION = """
RETURN COLLECT {
  MATCH (o:Organisation) WHERE o.id IN $ids
  RETURN {id: o.id, name: o.name, region: head([(o)-[:LOCATED_IN]->(r:Region) | {id: r.id, name: r.name}])}
} AS organisations
"""


def partners(driver: neo4j.AsyncDriver) -> Callable[[Request], Any]:
    """Return a handler with the result of the operation `federal-center/partners`."""

    async def work(transaction: neo4j.AsyncManagedTransaction, parameters: dict[str, Any]) -> dict[str, Any]:
        record = await (await transaction.run(ARRAYS, parameters)).single(strict=True)
        (around,) = STATEMENT.decoded(record["rows"])
        result = suggest_partners(around.neighbourhood(), 10, PartnerPreset.BALANCED, date.today())
        ids = [*(each.organisation for each in result.nodes), *(each.organisation for each in result.excluded)]
        completed = await (await transaction.run(COMPLETION, ids=list(dict.fromkeys(ids)))).single(strict=True)
        known = {each["id"]: each for each in completed[0]}
        return {
            "id": record["id"],
            "name": record["name"],
            "partners": {"totalCount": record["total"], "edges": record["partners"]},
            "nodes": [suggested(each, known) for each in result.nodes],
            "excluded": [{"organisation": known[each.organisation], "reason": each.reason} for each in result.excluded],
            "method": asdict(result.method),
            "complete": result.completeness.complete,
        }

    async def handle(request: Request) -> Response:
        parameters = orjson.loads(await request.body())
        async with driver.session(default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            answer = await session.execute_read(work, parameters)
        return Response(orjson.dumps({"data": answer}), media_type="application/json")

    return handle


def suggested(suggestion: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Return a suggestion with the texts of its reasons."""
    reasons = [
        {
            "code": reason.code,
            "text": reason.text(Language.RU),
            "contribution": reason.contribution,
            "on": reason.evidence,
        }
        for reason in suggestion.reasons
    ]
    ties = suggestion.path
    path = {"length": ties.length, "nodes": ties.nodes, "links": [link.kind for link in ties.links]}
    who, score = known[suggestion.organisation], suggestion.score
    return {"organisation": who, "score": score, "reasons": reasons, "path": path}
