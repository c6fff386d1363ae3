"""The floor of a computed field: hand-written statements and the same pure function.

The arrays of the whole country are read once, as the program caches them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import neo4j
import numpy as np
import orjson
from starlette.requests import Request
from starlette.responses import Response

from analysis.partners.country import PartnerCountry
from analysis.partners.ranking import PartnerRanking, PartnerRequest
from analysis.partners.stored_model import StoredModelText, scorer_of
from analysis.partners.suggestions import PartnerSuggestions, chosen_partners, explained, nodes_of, suggestions_of
from analysis.vocabulary import Language, PartnerPreset
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.commands.analyse.partner_model import DEADLINE, read_country

ASKER = """
MATCH (o:Organisation {orgId: $orgId})
RETURN o.id AS id, o.name AS name,
  COUNT { (o)-[:PARTNER_OF]-(:Organisation) } AS total,
  COLLECT {
    MATCH (o)-[r:PARTNER_OF]-(p:Organisation) WITH r, p ORDER BY p.id LIMIT 5
    RETURN {since: toString(r.since), basis: r.basis, node: {id: p.id, name: p.name}}
  } AS partners,
  COLLECT { MATCH (c:Organisation) WHERE c.level IN ['REGIONAL', 'MUNICIPAL'] RETURN c.id } AS matching,
  COLLECT {
    MATCH (f:Function) WHERE f.actor IN [o.kind, 'SYSTEM_' + o.level]
      AND NOT EXISTS {
        MATCH (o)-[r:PERFORMS]->(f)
        WHERE coalesce(r.since <= date(), true) AND coalesce(r.until >= date(), true)
      }
    RETURN [f.id, COLLECT {
      MATCH (f)<-[r:PERFORMS]-(c:Organisation)
      WHERE coalesce(r.since <= date(), true) AND coalesce(r.until >= date(), true)
      RETURN c.id
    }]
  } AS lacking,
  head(COLLECT {
    MATCH (m:FittedModel {code: 'partners'}), (state:DataState)
    RETURN [m.parameters, m.evaluation, toString(m.fittedOn), m.dataVersion = state.dataVersion]
  }) AS model
"""

RECORDS = "MATCH (n) WHERE id(n) IN $nodes RETURN id(n), n.id"

COMPLETION = """
RETURN COLLECT {
  MATCH (o:Organisation) WHERE o.id IN $ids
  RETURN {id: o.id, name: o.name, region: head([(o)-[:LOCATED_IN]->(r:Region) | {id: r.id, name: r.name}])}
} AS organisations
"""


def partners(driver: neo4j.AsyncDriver, connection: Connection) -> Callable[[Request], Any]:
    """Return a handler with the result of the operation `federal-center/partners`."""
    countries: dict[date, PartnerCountry] = {}

    async def country_on(day: date) -> PartnerCountry:
        if day not in countries:
            database = Database(connection)
            database.deadline = DEADLINE
            countries[day] = await read_country(database, day)
            await database.close()
        return countries[day]

    async def handle(request: Request) -> Response:
        parameters = orjson.loads(await request.body())
        country = await country_on(date.today())

        async def work(transaction: neo4j.AsyncManagedTransaction) -> dict[str, Any]:
            return await answered(transaction, parameters, country)

        async with driver.session(default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            answer = await session.execute_read(work)
        return Response(orjson.dumps({"data": answer}), media_type="application/json")

    return handle


async def answered(
    transaction: neo4j.AsyncManagedTransaction, parameters: Mapping[str, Any], country: PartnerCountry
) -> dict[str, Any]:
    """Return the data of a response."""
    record = await (await transaction.run(ASKER, dict(parameters))).single(strict=True)
    scorer, notes = scorer_of(model_of(record["model"]), PartnerPreset.BALANCED, 0.0)
    chosen = chosen_partners(PartnerRanking(country, scorer, request_of(record, country)))
    found = explained(chosen)
    rows = await (await transaction.run(RECORDS, nodes=nodes_of(chosen, found))).values()
    result = suggestions_of(chosen, found, dict(rows), notes)
    return response_of(record, result, await completed(transaction, result))


def model_of(stored: tuple[str, str, str, bool] | None) -> StoredModelText | None:
    """Return the stored model, or None if there is none."""
    if stored is None:
        return None
    parameters, evaluation, fitted_on, current = stored
    return StoredModelText(parameters, evaluation, date.fromisoformat(fitted_on), current)


def request_of(record: neo4j.Record, country: PartnerCountry) -> PartnerRequest:
    """Return the request for the analysis."""
    numbers = country.links.organisations.numbers
    allowed = np.zeros(len(numbers), dtype=np.bool_)
    allowed[[numbers[each] for each in record["matching"]]] = True
    lacking = {name: np.array([numbers[each] for each in ids], dtype=np.int64) for name, ids in record["lacking"]}
    return PartnerRequest(numbers[record["id"]], 10, allowed=allowed, lacking=lacking)


async def completed(transaction: neo4j.AsyncManagedTransaction, result: PartnerSuggestions) -> dict[str, Any]:
    """Return the names and regions of the organisations of a result."""
    ids = [*(each.organisation for each in result.nodes), *(each.organisation for each in result.excluded)]
    found = await (await transaction.run(COMPLETION, ids=list(dict.fromkeys(ids)))).single(strict=True)
    return {each["id"]: each for each in found[0]}


def response_of(record: neo4j.Record, result: PartnerSuggestions, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a response from its parts."""
    return {
        "id": record["id"],
        "name": record["name"],
        "partners": {"totalCount": record["total"], "edges": record["partners"]},
        "nodes": [suggested(each, known) for each in result.nodes],
        "excluded": [{"organisation": known[each.organisation], "reason": each.reason} for each in result.excluded],
        "method": asdict(result.method),
        "complete": result.completeness.complete,
    }


def suggested(suggestion: Any, known: Mapping[str, Any]) -> dict[str, Any]:
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
    path = ties and {"length": ties.length, "nodes": ties.nodes, "links": [link.kind for link in ties.links]}
    estimate = suggestion.probability and suggestion.probability._asdict()
    return {
        "organisation": known[suggestion.organisation],
        "score": suggestion.score,
        "probability": estimate,
        "reasons": reasons,
        "path": path,
    }
