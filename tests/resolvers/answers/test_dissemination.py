"""Tests of `Practice.dissemination`: the cascade of a practice in answers, by page and by day."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, refused, response_data

CASCADE = operation("research/cascade")
STEPS = """query Steps($code: String = "P1", $first: Int, $after: String, $asOf: Date = "2026-01-01") {
  practice(code: $code) { dissemination(asOf: $asOf) { steps(first: $first, after: $after) {
    totalCount nodes { parent { code } adoption { code } } edges { cursor node { depth } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }"""
DECLARED = """
MATCH (:Practice {code: 'P1'})<-[:OF]-(child:Adoption)-[:LEARNED_THROUGH]->(:LearningSource {certainty: 'DECLARED'})
  -[:LEARNED_FROM]->(parent:Adoption)-[:OF]->(:Practice {code: 'P1'})
WHERE child.startedOn <= date('2026-01-01') OR child.startedOn IS NULL
RETURN child.code, collect(parent.code)
"""


async def dissemination(engine: Engine, code: str = "P1", as_of: str | None = "2026-01-01") -> Any:
    data = orjson.loads(orjson.dumps(await response_data(engine, CASCADE, {"code": code, "asOf": as_of})))
    return data["practice"]["dissemination"]


async def steps(engine: Engine, **given: object) -> Any:
    data = await response_data(engine, STEPS, given)
    return data["practice"]["dissemination"]["steps"]


async def test_every_step_goes_back_to_an_adoption_that_its_own_names_as_source(spread_engine: Engine) -> None:
    declared = dict(await spread_engine.database.read(DECLARED, {}))
    for each in (await steps(spread_engine))["nodes"]:
        if each["parent"]:
            assert each["parent"]["code"] in declared[each["adoption"]["code"]]


async def test_the_cascade_of_the_researchers_operation(spread_engine: Engine) -> None:
    answer = await dissemination(spread_engine)
    assert answer["summary"] == {
        "adopters": 8,
        "regions": 3,
        "municipalities": 1,
        "depth": 3,
        "breadth": 5,
        # the tree A-B, A-C, B-D, D-E has a sum of distances of 20 over 10 pairs, the tree I-H 1 over one pair
        "structuralVirality": 21 / 11,
        "medianLagDays": 30.0,
    }
    reported = [
        (each["adoption"]["id"][-1], each["parent"] and each["parent"]["id"][-1], each["depth"], each["certainty"])
        for each in answer["steps"]["nodes"]
    ]
    assert reported == [
        ("A", None, 0, None),
        ("B", "A", 1, "DECLARED"),
        ("C", "A", 1, "DECLARED"),
        ("D", "B", 2, "DECLARED"),
        ("F", None, 0, "UNKNOWN"),
        ("G", None, 0, "INFERRED"),
        ("H", "I", 1, "DECLARED"),
        ("I", None, 0, "UNKNOWN"),
        ("J", None, 0, "UNKNOWN"),
        ("E", "D", 3, "DECLARED"),
    ]
    assert answer["steps"]["nodes"][3]["adoption"]["organisation"]["region"] == {"id": "Region:72", "code": "72"}


async def test_a_step_tells_the_probable_source_where_none_is_declared(spread_engine: Engine) -> None:
    text = """{ practice(code: "P1") { dissemination(asOf: "2026-01-01") { steps(first: 20) { nodes {
      adoption { code } parent { code } inferredParent { code } inferredProbability } } } } }"""
    nodes = (await response_data(spread_engine, text))["practice"]["dissemination"]["steps"]["nodes"]
    inferred = {each["adoption"]["code"]: each for each in nodes if each["inferredProbability"] is not None}
    (only,) = inferred.values()
    assert only["adoption"]["code"].endswith("G")
    assert only["parent"] is None
    assert only["inferredParent"]["code"].endswith("A")
    assert only["inferredProbability"] == 0.7


async def test_what_is_wrong_in_declared_sources_is_told(spread_engine: Engine) -> None:
    completeness = (await dissemination(spread_engine))["completeness"]
    assert (
        completeness["complete"],
        completeness["truncated"],
        completeness["knownSources"],
        completeness["unknownSources"],
    ) == (False, False, 5, 4)
    for words in ("образуют 1 цикл (например, H)", "позже перенявшего: 1 связь (например, F)", "другой практики: 1"):
        assert words in completeness["reason"]


async def test_regions_tell_from_where_the_practice_came(spread_engine: Engine) -> None:
    reported = [
        (each["region"]["code"], each["firstOn"], each["adopters"], [region["code"] for region in each["cameFrom"]])
        for each in (await dissemination(spread_engine))["byRegion"]
    ]
    assert reported == [
        ("72", "2020-01-01", 3, ["75"]),
        ("75", "2020-02-01", 3, ["72"]),
        ("16", "2020-03-01", 2, ["72"]),
    ]


async def test_an_earlier_day_hides_what_started_later(spread_engine: Engine) -> None:
    then = await dissemination(spread_engine, as_of="2020-02-15")
    assert [each["adoption"]["id"][-1] for each in then["steps"]["nodes"]] == ["A", "B", "E"]
    assert then["asOf"] == "2020-02-15"


async def test_without_a_day_the_answer_is_that_of_today(spread_engine: Engine) -> None:
    assert (await dissemination(spread_engine, as_of=None))["steps"]["totalCount"] == 10


async def test_a_practice_that_nobody_took_up_has_an_empty_cascade(spread_engine: Engine) -> None:
    answer = await dissemination(spread_engine, "P3")
    assert (answer["summary"]["adopters"], answer["summary"]["structuralVirality"]) == (0, None)
    assert (answer["steps"]["nodes"], answer["byRegion"], answer["completeness"]["reason"]) == ([], [], None)
    assert answer["steps"]["pageInfo"] == {"hasNextPage": False, "endCursor": None}


async def test_a_practice_that_is_not_there_is_null(spread_engine: Engine) -> None:
    assert await response_data(spread_engine, CASCADE, {"code": "none"}) == {"practice": None}


@pytest.mark.parametrize("size", [1, 3, 10, 2000])
async def test_pages_add_up_to_the_whole(spread_engine: Engine, size: int) -> None:
    complete, found, after = await steps(spread_engine), [], None
    while True:
        page = await steps(spread_engine, first=size, after=after)
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert page["totalCount"] == 10
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == complete["nodes"]


@pytest.mark.parametrize("elsewhere", [{"code": "P2"}, {"asOf": "2025-01-01"}, {"code": "P3"}])
async def test_a_cursor_belongs_to_its_practice_and_day(spread_engine: Engine, elsewhere: dict[str, str]) -> None:
    cursor = (await steps(spread_engine, first=2))["pageInfo"]["endCursor"]
    answer = await spread_engine.answer(STEPS, {"after": cursor, **elsewhere})
    assert answer.body["errors"][0]["extensions"]["code"] == "BAD_CURSOR"
    assert answer.body["data"] == {"practice": None}


async def test_a_page_of_too_many_steps_is_refused_before_anything_is_read(spread_engine: Engine) -> None:
    error = await refused(spread_engine, STEPS, {"first": 10_001})
    assert error["message"] == "first is 10001. Ask for 0 to 10,000 and continue with the cursor."


async def test_lists_below_the_steps_count_as_what_they_can_bring(spread_engine: Engine) -> None:
    text = """{ practice(code: "P1") { dissemination { steps(first: 500) { nodes {
      adoption { organisation { adoptions(first: 200) { nodes { code } } } } } } } } }"""
    assert (await refused(spread_engine, text))["extensions"]["code"] == "TOO_COSTLY"


async def test_two_statements_answer(spread_engine: Engine) -> None:
    before = spread_engine.database.statements
    await dissemination(spread_engine)
    assert spread_engine.database.statements - before == 2
