"""The warm-up after the start: operations of clients, run once so that Neo4j has planned their statements."""

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
# one stored object of each sort that operations name; it is null where the graph holds none
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
# for each operation of the warm-up, the variables that name a stored object, and of which sort
OBJECTS: Mapping[str, Mapping[str, str]] = {
    "federal-center/partners": {"orgId": "organisation"},
    "federal-center/practices-for-region": {"region": "region"},
    "federal-center/where-to-replicate": {"code": "practice"},
    "frontend/practice-list": {},
    "frontend/practice-page": {"code": "practice"},
    "frontend/refetch": {"id": "start"},
    "frontend/region-page": {"code": "region"},
    "frontend/search": {},
    "region/register": {"deficit": "competence"},
    "research/cascade": {"code": "practice"},
    "research/diffusion-statistics": {"code": "practice"},
    "research/paths": {"from": "start", "to": "end"},
    "research/spread-by-region-and-year": {"theme": "theme"},
}

Variables = dict[str, object]


async def warm(engine: Engine) -> None:
    """Run the operations once; errors are warnings in the log, and stop nothing."""
    try:
        operations = [*stored_operations(await stored_objects(engine.database))]
    except DatabaseError as error:
        log.warning("warming up was left out: %s", error)
        return
    except Exception:
        log.exception("warming up failed: no variables for the operations could be read")
        return
    for name, text, variables in operations:
        try:
            answer = await engine.answer(text, variables)
        except Exception:
            log.exception("warming up with %s failed", name)
        else:
            report(name, answer)


def report(name: str, answer: Response) -> None:
    """Log the codes of the errors of an answer."""
    if "errors" in answer.body:
        codes = sorted({str(each["extensions"]["code"]) for each in answer.body["errors"]})
        log.warning("warming up with %s was answered with errors: %s", name, ", ".join(codes))


async def stored_objects(database: Database) -> Mapping[str, object]:
    """Read one stored object of each sort, by its key; None where there is none."""
    [[found]] = await database.read(STORED, {})
    return dict(found)


def stored_operations(stored: Mapping[str, object]) -> Iterator[tuple[str, str, Variables]]:
    """Yield name, text and variables of each operation whose objects are stored; the others are left out."""
    for name, named in OBJECTS.items():
        objects = {variable: stored[sort] for variable, sort in named.items()}
        if None in objects.values():
            log.info("warming up without %s: no object is stored that it could name", name)
            continue
        path = OPERATIONS / f"{name}.graphql"
        yield path.stem, path.read_text(encoding="utf-8"), {**example_variables(path), **objects}


def example_variables(path: Path) -> Variables:
    """Return the variables in the file of the same name; ids in it can be placeholders."""
    example = path.with_suffix(".json")
    return dict(orjson.loads(example.read_bytes())) if example.exists() else {}
