"""The warm-up after the start. It executes the operations of clients once, so that Neo4j caches their query plans."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson

from graph_model.database.driver import Database
from graph_model.errors import DatabaseError
from resolvers.running.engine import Engine
from resolvers.running.response import Response

log = logging.getLogger(__name__)

OPERATIONS = Path(__file__).parents[2] / "operations"
# one stored object of each sort to which operations refer; null if the graph has none
STORED = """
WITH head(COLLECT {
  MATCH (one:Organisation)-[:LOCATED_IN]->(:Region)
  RETURN one ORDER BY COUNT { (one)-[:PARTNER_OF]-() } DESC, one.id LIMIT 1
}) AS organisation
RETURN {
  organisation: organisation.orgId,
  start: organisation.id,
  end: head(COLLECT {
    MATCH (organisation)-[:LOCATED_IN]->(home:Region)
    MATCH (other:Organisation)-[:LOCATED_IN]->(region:Region) WHERE region <> home
    RETURN other.id ORDER BY COUNT { (other)-[:PARTNER_OF]-() } DESC, other.id LIMIT 1
  }),
  region: head(COLLECT {
    MATCH (each:Region) RETURN each.code ORDER BY COUNT { (each)<-[:LOCATED_IN]-() } DESC, each.code LIMIT 1
  }),
  practice: head(COLLECT {
    MATCH (each:Practice) RETURN each.code ORDER BY COUNT { (each)<-[:OF]-() } DESC, each.code LIMIT 1
  }),
  theme: head(COLLECT {
    MATCH (each:Theme) RETURN each.code ORDER BY COUNT { (each)<-[:ABOUT]-() } DESC, each.code LIMIT 1
  }),
  competence: head(COLLECT {
    MATCH (each:Competence) RETURN each.code ORDER BY COUNT { (each)<-[:DEVELOPS]-() } DESC, each.code LIMIT 1
  })
}
"""
# for each operation, the variables that refer to a stored object, and the sort of the object
OBJECTS: Mapping[str, Mapping[str, str]] = {
    "federal-center/coverage": {},
    "federal-center/indicators": {},
    "federal-center/partners": {"orgId": "organisation"},
    "federal-center/practices-for-region": {"region": "region"},
    "federal-center/project-team": {"themes": "theme", "competences": "competence"},
    "federal-center/replication-plan": {"themes": "theme"},
    "federal-center/where-to-replicate": {"code": "practice"},
    "frontend/practice-list": {},
    "frontend/practice-page": {"code": "practice"},
    "frontend/refetch": {"id": "start"},
    "frontend/region-page": {"code": "region"},
    "frontend/search": {},
    "region/mentors": {"region": "region"},
    "region/register": {"deficit": "competence"},
    "region/rule-findings": {"region": "region"},
    "region/teacher-route": {"region": "region"},
    "research/brokers": {},
    "research/cascade": {"code": "practice"},
    "research/diffusion-statistics": {"code": "practice"},
    "research/ego-network": {"orgId": "organisation"},
    "research/paths": {"from": "start", "to": "end"},
    "research/spread-by-region-and-year": {"theme": "theme"},
}

Variables = dict[str, object]


async def warm(engine: Engine) -> None:
    """Execute the operations once. Errors are logged and do not stop the warm-up."""
    try:
        operations = [*stored_operations(await stored_objects(engine.database))]
    except DatabaseError as error:
        log.warning("warm-up skipped: %s", error)
        return
    except Exception:
        log.exception("warm-up failed: the variables of the operations could not be read")
        return
    for name, text, variables in operations:
        try:
            answer = await engine.answer(text, variables)
        except Exception:
            log.exception("warm-up with %s failed", name)
        else:
            report(name, answer)


def report(name: str, answer: Response) -> None:
    """Log the codes of the errors of a response."""
    if "errors" in answer.body:
        codes = sorted({str(each["extensions"]["code"]) for each in answer.body["errors"]})
        log.warning("warm-up with %s returned errors: %s", name, ", ".join(codes))


async def stored_objects(database: Database) -> Mapping[str, object]:
    """Return the key of one stored object of each sort, None for a sort without objects."""
    [[found]] = await database.read(STORED, {})
    return dict(found)


def stored_operations(stored: Mapping[str, object]) -> Iterator[tuple[str, str, Variables]]:
    """Yield the name, text and variables of each operation, except for operations whose objects are not stored."""
    for name, named in OBJECTS.items():
        objects = {variable: stored[sort] for variable, sort in named.items()}
        if None in objects.values():
            log.info("warm-up without %s: the graph has no object for its variables", name)
            continue
        path = OPERATIONS / f"{name}.graphql"
        yield path.stem, path.read_text(encoding="utf-8"), {**example_variables(path), **objects}


def example_variables(path: Path) -> Variables:
    """Return the variables in the JSON file of an operation, in which ids may be placeholders; empty without a file."""
    example = path.with_suffix(".json")
    return dict(orjson.loads(example.read_bytes())) if example.exists() else {}
