"""Tests of the spread of practices: the cascade of one practice, and the statistics of a theme."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.answers import ValidityPeriod as Life
from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.analysis.spread.naive_timeline import timeline
from tests.resolvers.requesting import operation, response_data, some, variables

ADOPTERS = """
MATCH (practice:Practice {code: $code})<-[:OF]-(adoption:Adoption)-[:BY]->(adopter:Organisation)
WHERE adoption.startedOn IS NULL OR adoption.startedOn <= date($asOf)
OPTIONAL MATCH (adopter)-[:LOCATED_IN]->(region:Region)
OPTIONAL MATCH (adopter)-[:LOCATED_IN]->(place:Municipality)
RETURN count(DISTINCT adopter), count(DISTINCT region), count(DISTINCT place), count(DISTINCT adoption)
"""
DECLARED = """
MATCH (:Practice {code: $code})<-[:OF]-(child:Adoption)-[:LEARNED_THROUGH]->(:LearningSource {certainty: 'DECLARED'})
  -[:LEARNED_FROM]->(parent:Adoption)
RETURN child.id, parent.id
"""
STATISTICS = """
MATCH (:Theme {code: $theme})<-[:ABOUT]-(:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->(adopter:Organisation)
WITH DISTINCT adoption, adopter
OPTIONAL MATCH (adopter)-[:LOCATED_IN]->(region:Region)
WITH region.id AS region, adoption.startedOn.year AS year, count(DISTINCT adoption) AS adoptions,
  count(DISTINCT adopter) AS adopters
RETURN region, year, adoptions, adopters
"""

FIRST_STARTS = """
MATCH (practice:Practice {code: $code})<-[:OF]-(adoption:Adoption)-[:BY]->(adopter:Organisation)
WHERE coalesce(adoption.startedOn <= date(), true)
RETURN adopter.id, adopter.kind, toString(min(adoption.startedOn))
"""
OF_KINDS = """
MATCH (organisation:Organisation) WHERE organisation.kind IN $kinds
RETURN organisation.id, toString(organisation.validFrom),
  toString(organisation.validTo)
"""
LIFETIMES = """
WITH one, other, tie, [day IN [tie.since, one.validFrom, other.validFrom] WHERE day IS NOT NULL] AS begun,
  [day IN [tie.until, one.validTo, other.validTo] WHERE day IS NOT NULL] AS ended
RETURN DISTINCT one.id, other.id,
  toString(reduce(last = null, day IN begun | CASE WHEN last > day THEN last ELSE day END)),
  toString(reduce(first = null, day IN ended | CASE WHEN first < day THEN first ELSE day END))
"""
PARTNERSHIPS = f"""
MATCH (one:Organisation)-[tie:PARTNER_OF]-(other:Organisation)
WHERE one.kind IN $kinds AND other.kind IN $kinds
{LIFETIMES}
"""


async def steps_of(engine: Engine, code: str, as_of: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the first answer and the steps of all pages."""
    steps: list[dict[str, Any]] = []
    first: dict[str, Any] = {}
    after = None
    while True:
        sent = {"code": code, "asOf": as_of, "after": after}
        found = (await response_data(engine, operation("research/cascade"), sent))["practice"]["dissemination"]
        first = first or found
        steps += found["steps"]["nodes"]
        if not found["steps"]["pageInfo"]["hasNextPage"]:
            return first, steps
        after = found["steps"]["pageInfo"]["endCursor"]


async def test_a_cascade_is_a_forest_of_what_was_declared(demo_engine: Engine, demo_graph: Database) -> None:
    text = "MATCH (p:Practice)<-[:OF]-(:Adoption) WITH DISTINCT p RETURN p.code ORDER BY p.code"
    for code in [variables("research/cascade")["code"], *await some(demo_graph, text)]:
        as_of = "2026-09-01"
        [[adopters, regions, places, adoptions]] = await demo_graph.read(ADOPTERS, {"code": code, "asOf": as_of})
        declared = {(child, parent) for child, parent in await demo_graph.read(DECLARED, {"code": code})}
        answer, steps = await steps_of(demo_engine, code, as_of)
        summary = answer["summary"]
        assert (summary["adopters"], summary["regions"], summary["municipalities"]) == (adopters, regions, places)
        assert answer["steps"]["totalCount"] == len(steps) == adoptions
        depths = {each["adoption"]["id"]: each["depth"] for each in steps}
        assert len(depths) == len(steps)
        for each in steps:
            if each["parent"] is None:
                assert each["depth"] == 0
            else:
                assert (each["adoption"]["id"], each["parent"]["id"]) in declared
                assert each["depth"] == depths[each["parent"]["id"]] + 1
        assert summary["depth"] == max(depths.values(), default=0)
        assert sum(each["adopters"] for each in answer["byRegion"]) >= adopters


async def test_a_cascade_is_told_as_of_a_day(demo_engine: Engine, demo_graph: Database) -> None:
    code = variables("research/cascade")["code"]
    for as_of in ("2019-01-01", "2022-06-30"):
        [[adopters, *_]] = await demo_graph.read(ADOPTERS, {"code": code, "asOf": as_of})
        answer, _ = await steps_of(demo_engine, code, as_of)
        assert (str(answer["asOf"]), answer["summary"]["adopters"]) == (as_of, adopters)


async def test_statistics_of_a_theme_are_the_adoptions_behind_them(demo_engine: Engine, demo_graph: Database) -> None:
    for number in range(1, 19):
        theme = f"TH{number:02}"
        stored = {
            (region, year): [adoptions, adopters]
            for region, year, adoptions, adopters in await demo_graph.read(STATISTICS, {"theme": theme})
        }
        sent = {"theme": theme}
        rows = (await response_data(demo_engine, operation("research/spread-by-region-and-year"), sent))[
            "adoptionStatistics"
        ]
        shown = {
            (each["region"] and each["region"]["id"], each["year"]): [each["adoptions"], each["organisations"]]
            for each in rows
        }
        assert len(shown) == len(rows)
        assert shown == stored


async def test_the_statistics_of_a_practice_are_those_counted_one_by_one(
    demo_engine: Engine, demo_graph: Database
) -> None:
    text = "MATCH (p:Practice)<-[:OF]-(a:Adoption) WITH p, count(a) AS n WHERE n > 4 RETURN p.code ORDER BY p.code"
    sent = operation("research/diffusion-statistics")
    for code in [variables("research/diffusion-statistics")["code"], *await some(demo_graph, text)]:
        answer = (await response_data(demo_engine, sent, {"code": code}))["practice"]["dissemination"]
        rows = await demo_graph.read(FIRST_STARTS, {"code": code})
        starts = {adopter: date.fromisoformat(day) for adopter, _, day in rows if day}
        unknown = {adopter for adopter, _, day in rows if not day}
        kinds = sorted({kind for _, kind, _ in rows})
        years = [int(each["period"]) for each in answer["timeline"]]
        assert years == list(range(min(starts.values()).year, date.today().year + 1))
        bounds = [(date(year, 1, 1), date(year, 12, 31)) for year in years]
        expected = timeline(await lifetimes(demo_graph, kinds), starts, unknown, bounds)
        counts = [(each["newAdopters"], each["atRisk"], each["censored"]) for each in answer["timeline"]]
        assert counts == expected
        assert answer["timeline"][-1]["cumulative"] == len(starts)
        ties = await ties_of(demo_graph, kinds)
        present = {
            each: [other for other, life in ties[each] if on(life, starts[each])] for each in starts if each in ties
        }
        found = naive_thresholds(starts, present, unknown)
        assert answer["thresholds"]["withoutTies"] == len(starts) - len(found)
        mean = sum(found) / len(found) if found else None
        assert answer["thresholds"]["mean"] == (mean if mean is None else pytest.approx(mean))
        if answer["contagion"]["rewiring"]:
            since = min(starts.values())
            ever = {
                each: [other for other, (begun, ended) in ties[each] if overlap(begun, ended, since)] for each in ties
            }
            found = naive_thresholds(starts, {each: ever[each] for each in starts if each in ever}, unknown)
            assert answer["contagion"]["rewiring"]["observed"] == pytest.approx(sum(found) / len(found))
            assert 0 < answer["contagion"]["rewiring"]["pValue"] <= 1


async def ties_of(graph: Database, kinds: list[str]) -> dict[str, list[tuple[str, Life]]]:
    """Return the partners of each organisation of the given kinds with the period of each partnership."""
    found: dict[str, list[tuple[str, Life]]] = {}
    for one, other, *days in await graph.read(PARTNERSHIPS, {"kinds": kinds}):
        life = Life(*(date.fromisoformat(day) if day else None for day in days))
        found.setdefault(one, []).append((other, life))
    return found


def on(life: Life, day: date) -> bool:
    """Return whether a period includes a day."""
    return (life.since or day) <= day <= (life.until or day)


def overlap(begun: date | None, ended: date | None, since: date) -> bool:
    """Return whether a period includes a day between `since` and today."""
    return (begun is None or begun <= date.today()) and (ended is None or ended >= since)


async def lifetimes(graph: Database, kinds: list[str]) -> dict[str, Life]:
    """Return the period of existence of each organisation of the given kinds; ends after today are unknown."""
    rows = await graph.read(OF_KINDS, {"kinds": kinds})
    days = {each: Life(*(date.fromisoformat(day) if day else None for day in ends)) for each, *ends in rows}
    return {
        each: life if life.until and life.until <= date.today() else Life(life.since) for each, life in days.items()
    }


def naive_thresholds(starts: dict[str, date], partners: dict[str, list[str]], unknown: set[str]) -> list[float]:
    """Return the threshold by year of each adopter with partners."""
    known = {each: {*others} - unknown for each, others in partners.items()}
    return [
        sum(other in starts and starts[other].year <= day.year for other in known[each]) / len(known[each])
        for each, day in starts.items()
        if known.get(each)
    ]
