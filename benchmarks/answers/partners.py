"""The floor of a computed field: hand-written statements, cached arrays and the same pure functions."""

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
from analysis.partners.suggestions import PartnerSuggestion, chosen_partners, explained, nodes_of, suggestions_of
from analysis.vocabulary import Language, PartnerPreset
from graph_model.cypher import text_for
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import SharedArrays, Value
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.fields.organisation_content import COMPETENCE_NEEDS, ORGANISATION_CONTENT
from resolvers.fields.partner_suggestions.country import country_of
from resolvers.fields.partner_suggestions.statement import BORDERS

ASKER = """
MATCH (o:Organisation {orgId: $orgId})
RETURN o.id AS id, o.name AS name, COLLECT {
  MATCH (c:Organisation) WHERE c.level IN ['REGIONAL', 'MUNICIPAL'] RETURN c.id
} AS matching, COLLECT {
  MATCH (o)-[r:PARTNER_OF]-(p:Organisation) WITH r, p ORDER BY p.id LIMIT 5
  RETURN {since: toString(r.since), basis: r.basis, node: {id: p.id, name: p.name}}
} AS partners, COUNT { (o)-[:PARTNER_OF]-(:Organisation) } AS total,
COLLECT {
  MATCH (f:Function) WHERE f.actor IN [o.kind, 'SYSTEM_' + o.level] AND NOT EXISTS { (o)-[:PERFORMS]->(f) }
  RETURN [f.id, COLLECT { MATCH (f)<-[:PERFORMS]-(p:Organisation) RETURN p.id }]
} AS lacking,
head(COLLECT { MATCH (m:FittedModel {code: 'partners'}) RETURN [m.parameters, m.evaluation, toString(m.fittedOn)] })
  AS model
"""
RECORDS = "MATCH (n) WHERE id(n) IN $nodes RETURN id(n), n.id"
COMPLETION = """
RETURN COLLECT {
  MATCH (o:Organisation) WHERE o.id IN $ids
  RETURN {id: o.id, name: o.name, region: head([(o)-[:LOCATED_IN]->(r:Region) | {id: r.id, name: r.name}])}
} AS organisations, COLLECT {
  MATCH (c:Competence) RETURN {id: c.id, name: c.name}
} AS competences
"""


class CountryCache:
    """The country, read by the first request."""

    def __init__(self) -> None:
        self.country: PartnerCountry | None = None

    async def get(self, transaction: neo4j.AsyncManagedTransaction) -> PartnerCountry:
        """Return the country."""
        if self.country is None:
            self.country = country_of(
                await read(transaction, COUNTRY_LINKS),
                await read(transaction, ORGANISATION_CONTENT),
                await read(transaction, COMPETENCE_NEEDS),
                await read(transaction, BORDERS),
                date.today(),
            )
        return self.country


async def read(transaction: neo4j.AsyncManagedTransaction, arrays: SharedArrays[Value]) -> Value:
    """Read shared arrays."""
    records = await transaction.run(text_for(arrays.statement.text, ANYONE))
    return arrays.read(arrays.statement.decoded([record.values() async for record in records]))


def partners(driver: neo4j.AsyncDriver) -> Callable[[Request], Any]:
    """Return a handler with the result of the operation `federal-center/partners`."""
    cache = CountryCache()

    async def work(transaction: neo4j.AsyncManagedTransaction, parameters: dict[str, Any]) -> dict[str, Any]:
        country = await cache.get(transaction)
        record = await (await transaction.run(ASKER, parameters)).single(strict=True)
        ranking, notes = ranking_of(country, record)
        chosen = chosen_partners(ranking)
        found = explained(chosen)
        named = await transaction.run(RECORDS, nodes=nodes_of(chosen, found))
        result = suggestions_of(chosen, found, {each[0]: each[1] async for each in named}, notes)
        ids = [*(each.organisation for each in result.nodes), *(each.organisation for each in result.excluded)]
        ids += [partner for each in result.nodes for partner in each.shared_partners[:3]]
        completed = await (await transaction.run(COMPLETION, ids=list(dict.fromkeys(ids)))).single(strict=True)
        known = {each["id"]: each for part in completed for each in part}
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


def ranking_of(country: PartnerCountry, record: neo4j.Record) -> tuple[PartnerRanking, Any]:
    """Return the ranking of the candidates, and the notes on the model."""
    numbers, allowed = country.links.organisations.numbers, np.zeros(country.records.size, dtype=np.bool_)
    allowed[[numbers[each] for each in record["matching"]]] = True
    lacking = {code: np.array([numbers[each] for each in by], dtype=np.int64) for code, by in record["lacking"]}
    model = record["model"]
    stored = model and StoredModelText(model[0], model[1], date.fromisoformat(model[2]), True)
    scorer, notes = scorer_of(stored, PartnerPreset.BALANCED, 0.0)
    request = PartnerRequest(numbers[record["id"]], 10, allowed=allowed, lacking=lacking)
    return PartnerRanking(country, scorer, request), notes


def suggested(suggestion: PartnerSuggestion, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return a suggestion with the texts of its reasons."""
    path = suggestion.path
    return {
        "organisation": known[suggestion.organisation],
        "score": suggestion.score,
        "probability": suggestion.probability,
        "reasons": [
            {
                "code": reason.code,
                "text": reason.text(Language.RU),
                "contribution": reason.contribution,
                "evidence": [{"__typename": each.partition(":")[0], "id": each} for each in reason.evidence],
            }
            for reason in suggestion.reasons
        ],
        "bringsCompetences": [known[each] for each in suggestion.brings_competences],
        "needsCompetences": [known[each] for each in suggestion.needs_competences],
        "sharedPartners": {
            "totalCount": len(suggestion.shared_partners),
            "nodes": [known[each] for each in suggestion.shared_partners[:3]],
        },
        "path": path and {"length": path.length, "nodes": path.nodes, "links": [link.kind for link in path.links]},
    }
