"""Tests of joint plans of replication on the demo, compared with the graph."""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data, variables

PLAN = "federal-center/replication-plan"
# practices of the demo with adopters, the most widespread first
PRACTICES = """
MATCH (p:Practice)<-[:OF]-(a:Adoption) WITH p, count(a) AS adoptions
RETURN p.code ORDER BY adoptions DESC, p.code LIMIT 6
"""
# by organisation: the region, the adoptions begun within a year that continue, and the number of teachers
BUSY = """
MATCH (o:Organisation)-[:LOCATED_IN]->(r:Region) WHERE o.id IN $ids
RETURN o.id, r.code, COUNT {
  MATCH (o)<-[:BY]-(a:Adoption)-[:OF]->(p:Practice)
  WHERE a.startedOn <= date() AND a.startedOn > date() - duration('P365D') AND NOT coalesce(a.endedOn <= date(), false)
    AND NOT (p)-[:AUTHORED_BY]->(o) RETURN a
}, o.teachersCounted, o.validTo
"""
HAVING = """
MATCH (p:Practice)<-[:OF]-(:Adoption)-[:BY]->(o:Organisation) WHERE p.code IN $codes RETURN p.code, o.id
UNION MATCH (p:Practice)-[:AUTHORED_BY]->(o:Organisation) WHERE p.code IN $codes RETURN p.code, o.id
"""


async def plan_of(engine: Engine, **given: Any) -> dict[str, Any]:
    sent = {**variables(PLAN), "themes": None, "mostPerPractice": None, **given}
    return dict((await response_data(engine, operation(PLAN), sent))["replicationPlan"])


async def codes_of(graph: Database) -> list[str]:
    return [code for [code] in await graph.read(PRACTICES, {})]


def pairs_of(plan: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["practice"]["code"], each["organisation"]["id"]) for each in plan["assignments"]]


def full(busy: int, teachers: int | None) -> bool:
    """Return whether an organisation has no capacity for another practice, as `whereToReplicate` reports it."""
    return busy >= 5 or (busy > 0 and teachers is not None and teachers < 10 * busy)


async def test_no_organisation_is_above_its_capacity_or_has_the_practice(
    demo_engine: Engine, demo_graph: Database
) -> None:
    codes = await codes_of(demo_graph)
    plan = await plan_of(demo_engine, practices=codes, size=120, budget=3, mostPerPractice=40)
    pairs = pairs_of(plan)
    assert len(pairs) == len(set(pairs)) == 120
    assert not set(pairs) & {tuple(each) for each in await demo_graph.read(HAVING, {"codes": codes})}
    assert max(Counter(code for code, _ in pairs).values()) <= 40
    used = Counter(owner for _, owner in pairs)
    assert 1 < max(used.values()) <= 3
    left = {each["organisation"]["id"]: each["capacityLeft"] for each in plan["assignments"]}
    regions = {each["organisation"]["id"]: each["region"]["code"] for each in plan["assignments"]}
    for owner, region, busy, teachers, last_day in await demo_graph.read(BUSY, {"ids": sorted(used)}):
        assert region == regions[owner]
        assert last_day is None or str(last_day) >= plan["completeness"]["asOf"]
        # the last practice comes while the organisation has capacity, and so would each that is left
        assert not full(busy + used[owner] + left[owner] - 1, teachers)
        assert full(busy + used[owner] + left[owner], teachers)


async def test_the_figures_are_sums_over_the_assignments(demo_engine: Engine, demo_graph: Database) -> None:
    plan = await plan_of(demo_engine, practices=await codes_of(demo_graph), size=80)
    assignments = plan["assignments"]
    assert plan["expectedAdopters"]["value"] == pytest.approx(sum(each["probability"]["value"] for each in assignments))
    assert plan["expectedAdopters"]["low"] < plan["expectedAdopters"]["value"] < plan["expectedAdopters"]["high"]
    assert plan["benefit"] == pytest.approx(sum(each["benefit"] for each in assignments))
    assert plan["optimal"]
    assert plan["bound"] == plan["benefit"]
    weights = {each["practice"]["code"]: each["effectWeight"] for each in plan["practices"]}
    without_need = plan["method"]["parameters"]["weightWithoutNeed"]
    for each in assignments:
        need = 1.0 if each["needing"] or without_need is None else without_need
        expected = each["probability"]["value"] * need * weights[each["practice"]["code"]]
        assert each["benefit"] == pytest.approx(expected, abs=1e-8)
    for group, key in (("practices", "practice"), ("regions", "region")):
        counts = Counter(each[key]["code"] for each in assignments)
        assert {each[key]["code"]: each["assignments"] for each in plan[group] if each["assignments"]} == counts
    benefits = [each["benefit"] for each in assignments]
    assert benefits == sorted(benefits, reverse=True)


async def test_the_worst_served_third_has_a_floor_and_its_price_is_reported(
    demo_engine: Engine, demo_graph: Database
) -> None:
    codes = await codes_of(demo_graph)
    plan = await plan_of(demo_engine, practices=codes, size=100, floor=2)
    regions = plan["regions"]
    floored = [each for each in regions if each["floor"]]
    assert len(floored) == ceil(len(regions) / 3)
    assert max(each["served"] for each in floored) <= min(each["served"] for each in regions if not each["floor"])
    assert all(each["floor"] == 2 and each["missing"] == max(0, 2 - each["assignments"]) for each in floored)
    assert any(each["assignments"] > each["assignmentsWithoutFloor"] for each in floored)
    free = await plan_of(demo_engine, practices=codes, size=100, floor=0)
    price = plan["priceOfFairness"]
    assert price["benefitWithout"] == free["benefit"] > plan["benefit"]
    assert price["expectedAdoptersWithout"] == free["expectedAdopters"]
    assert price["price"] == pytest.approx(1 - plan["benefit"] / free["benefit"])
    assert free["priceOfFairness"]["price"] == 0
    assert [each["assignments"] for each in free["regions"]] == [each["assignmentsWithoutFloor"] for each in regions]


async def test_a_plan_stays_in_its_regions_and_is_filled_as_far_as_possible(
    demo_engine: Engine, demo_graph: Database
) -> None:
    code = (await codes_of(demo_graph))[0]
    plan = await plan_of(demo_engine, practices=[code], regions=["16"], size=1000, floor=0)
    [region], [practice] = plan["regions"], plan["practices"]
    assert region["region"]["code"] == "16"
    assert {each["region"]["code"] for each in plan["assignments"]} == {"16"}
    assert practice["candidates"] == len(plan["assignments"]) < 1000
    assert plan["completeness"]["truncated"]
    assert "из запрошенных 1000" in plan["completeness"]["reason"]


async def test_a_probability_is_that_of_the_plan_for_one_practice(demo_engine: Engine, demo_graph: Database) -> None:
    code = (await codes_of(demo_graph))[0]
    text = """query ($code: String!) { practice(code: $code) { whereToReplicate(first: 50) { targets {
      organisation { id } probability { value low high } } } } }"""
    targets = (await response_data(demo_engine, text, {"code": code}))["practice"]["whereToReplicate"]["targets"]
    alone = {each["organisation"]["id"]: each["probability"] for each in targets}
    plan = await plan_of(demo_engine, practices=[code], size=200, floor=0)
    shared = [each for each in plan["assignments"] if each["organisation"]["id"] in alone]
    assert len(shared) > 10
    for each in shared:
        expected = alone[each["organisation"]["id"]]
        assert {key: each["probability"][key] for key in expected} == pytest.approx(expected)


async def test_a_larger_budget_does_not_reduce_the_benefit(demo_engine: Engine, demo_graph: Database) -> None:
    codes = await codes_of(demo_graph)
    one, two = [await plan_of(demo_engine, practices=codes, size=60, budget=each, floor=0) for each in (1, 2)]
    assert max(Counter(owner for _, owner in pairs_of(one)).values()) == 1
    assert two["benefit"] >= one["benefit"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("size: 5", "Give the codes of practices or of themes"),
        ('practices: ["P"], themes: ["TH05"]', "Give the codes of practices or of themes"),
        ('practices: ["nothing"]', "no practice with the code 'nothing'"),
        ('themes: ["nothing"]', "no theme with the code 'nothing'"),
        ('themes: ["TH05"], regions: ["00"]', "no region with the code '00'"),
        ('themes: ["TH05"], regions: []', "regions is empty"),
        ('themes: ["TH05"], size: 0', "size is 0. Ask for 1 to 1000."),
        ('themes: ["TH05"], budgetPerOrganisation: 6', "budgetPerOrganisation is 6. Ask for 1 to 5."),
        ('themes: ["TH05"], mostPerPractice: 0', "mostPerPractice is 0. Ask for 1 to 1000."),
        ('themes: ["TH05"], floor: -1', "floor is -1. Give 0 to 1000"),
        ('themes: ["TH05"], size: 3', "size is 3. Give a larger size, a smaller floor, or fewer regions."),
        ('themes: ["TH05"], asOf: "1990-01-01"', "No practice is about these themes on this day"),
    ],
)
async def test_what_cannot_be_planned_is_told(demo_engine: Engine, arguments: str, words: str) -> None:
    answer = await demo_engine.answer(f"{{ replicationPlan({arguments}) {{ benefit }} }}")
    [error] = answer.body["errors"]
    assert words in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
