"""Tests of suggested routes on the demo, compared with the register, the sessions and the places in the graph."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data, some, variables

ROUTE = "region/teacher-route"
WITH_DEFICITS = """
MATCH (person:Person {synthetic: true})-[:HAS_DEFICIT]->(:Deficit)
WITH person, count(*) AS deficits ORDER BY deficits DESC, person.id LIMIT 400 RETURN person.id
"""
SUGGESTED = """query ($ids: [ID!]!, $hours: Int!, $forms: [StudyForm!], $asOf: Date) {
 people(where: {id: {in: $ids}}) { nodes {
  id region { code }
  routeSuggestion(hours: $hours, forms: $forms, asOf: $asOf) {
    steps {
      order hours hoursAssumed closes { id } reasons { text } freePlaces beginsOn
      item { __typename ... on Program { id } ... on Practice { id } ... on Internship { id } }
      nextSession { id form }
    }
    totalHours optimal gap staysOpen { id reason severity } method { name parameters } completeness { asOf reason }
  }
} } }"""
OPEN = """
MATCH (person:Person {id: $id})-[:TOOK]->(:Attempt)-[:REVEALED]->(deficit:Deficit)-[:IN_COMPETENCE]->(lacked:Competence)
WHERE (deficit.foundOn IS NULL OR deficit.foundOn <= $day) AND (deficit.closedOn IS NULL OR deficit.closedOn > $day)
RETURN DISTINCT lacked.id
"""
# a program in force: its competences, its requirements, and its hours
PROGRAM = """
MATCH (program:Program {id: $id})
WHERE EXISTS {
  MATCH (program)-[:HAS_VERSION]->()<-[:FOR]-(entry:RegisterEntry)-[:UNDER]->(certificate:Certificate)
  WHERE entry.enteredOn <= $day AND (entry.leftOn IS NULL OR entry.leftOn > $day)
    AND certificate.validFrom <= $day AND (certificate.validTo IS NULL OR certificate.validTo >= $day)
    AND EXISTS { (certificate)-[:BASED_ON]->(:ExpertConclusion {verdict: 'POSITIVE'})-[:SIGNED_BY]->(:Person) }
}
RETURN program.hours, program.forms, COLLECT { MATCH (program)-[:DEVELOPS]->(each) RETURN each.id },
  COLLECT { MATCH (program)-[:REQUIRES]->(each) RETURN each.id }
"""
SESSION = """
MATCH (session:ProgramSession {id: $id})-[:OF]->(version)<-[:HAS_VERSION]-(program:Program)
RETURN program.id, session.beginsOn, session.form, session.freePlaces, EXISTS {
  (session)-[:HELD_IN]->(:Region {code: $region})
} OR EXISTS { (session)-[:HELD_IN]->(:Municipality)-[:IN_REGION]->(:Region {code: $region}) }
"""
INTERNSHIP = """
MATCH (internship:Internship {id: $id})-[:AT]->(:Organisation)-[:LOCATED_IN]->(region:Region)
RETURN internship.freePlaces, region.code, internship.beginsOn, COLLECT {
  MATCH (internship)-[:DEVELOPS]->(each) RETURN each.id
}
"""
PRACTICE = """
MATCH (practice:Practice {id: $id})
RETURN practice.stage, COLLECT { MATCH (practice)-[:ADDRESSES]->(each) RETURN each.id }
"""


class GraphReader:
    """A reader of single records of the demo."""

    def __init__(self, graph: Database, day: date) -> None:
        self._graph, self._day = graph, day

    async def one(self, text: str, **given: object) -> list[Any]:
        """Return the only row of a statement."""
        (row,) = await self._graph.read(text, {"day": self._day, **given})
        return list(row)

    async def open_deficits(self, person: str) -> set[str]:
        """Return the competences in which a person has an open deficit."""
        return {each for (each,) in await self._graph.read(OPEN, {"day": self._day, "id": person})}


async def develops(reader: GraphReader, step: Any, region: str, forms: list[str] | None) -> tuple[set[str], set[str]]:
    """Return the competences that a step develops and requires, after a check that the person can take the step."""
    kind, key = step["item"]["__typename"], step["item"]["id"]
    if kind == "Practice":
        stage, addressed = await reader.one(PRACTICE, id=key)
        assert (stage, step["hoursAssumed"]) == ("IN_BANK", True)
        return set(addressed), set()
    if kind == "Internship":
        free, home, begins, developed = await reader.one(INTERNSHIP, id=key)
        assert (free, home) == (step["freePlaces"], region)
        assert free > 0
        assert begins is None or begins == step["beginsOn"]
        return set(developed), set()
    hours, offered, developed, required = await reader.one(PROGRAM, id=key)
    assert hours == step["hours"]
    if step["nextSession"] is None:
        assert "DISTANCE" in offered
        assert forms is None or "DISTANCE" in forms
    else:
        program, begins, form, free, near = await reader.one(SESSION, id=step["nextSession"]["id"], region=region)
        assert (program, begins, free) == (key, step["beginsOn"], step["freePlaces"])
        assert near or form == "DISTANCE"
        assert free is None or free > 0
        assert forms is None or form in forms
    return set(developed), set(required)


@pytest.mark.parametrize(
    ("hours", "forms", "day"),
    [
        (108, None, date(2026, 9, 1)),
        (36, None, date(2026, 9, 1)),
        (500, ["IN_PERSON"], date(2026, 9, 1)),
        (144, ["DISTANCE"], date(2025, 3, 1)),
    ],
    ids=str,
)
async def test_routes_contain_only_what_the_graph_offers_on_the_day(
    hours: int, forms: list[str] | None, day: date, demo_engine: Engine, demo_graph: Database
) -> None:
    ids = await some(demo_graph, WITH_DEFICITS, 12)
    found = await response_data(demo_engine, SUGGESTED, {"ids": ids, "hours": hours, "forms": forms, "asOf": str(day)})
    reader, kinds = GraphReader(demo_graph, day), set()
    for person in found["people"]["nodes"]:
        route, closed = person["routeSuggestion"], set[str]()
        lacked = await reader.open_deficits(person["id"])
        for step in route["steps"]:
            kinds.add(step["item"]["__typename"])
            developed, required = await develops(reader, step, person["region"]["code"], forms)
            closes = {each["id"] for each in step["closes"]}
            assert closes == (developed & lacked) - closed - required
            assert closes
            assert required & lacked <= closed
            assert len(step["reasons"]) > len(closes)
            closed |= closes
        assert [each["order"] for each in route["steps"]] == [*range(1, len(route["steps"]) + 1)]
        assert route["totalHours"] == sum(each["hours"] for each in route["steps"]) <= hours
        assert {each["id"] for each in route["staysOpen"]} == lacked - closed
        assert all(each["reason"] for each in route["staysOpen"])
        assert (route["optimal"], route["gap"]) == (True, 0)
        assert route["completeness"]["asOf"] == day
    assert kinds


async def test_the_operation_of_a_region_is_answered_with_steps(demo_engine: Engine) -> None:
    (teacher,) = (await response_data(demo_engine, operation(ROUTE), variables(ROUTE)))["teachers"]["nodes"]
    assert teacher["synthetic"]
    assert teacher["deficits"]["nodes"]
    route = teacher["routeSuggestion"]
    assert route["steps"] or route["staysOpen"]
    lacked = {each["competence"]["id"] for each in teacher["deficits"]["nodes"]}
    assert {each["id"] for step in route["steps"] for each in step["closes"]} <= lacked


async def test_more_hours_never_leave_a_graver_deficit_open(demo_engine: Engine, demo_graph: Database) -> None:
    ids, ranks = await some(demo_graph, WITH_DEFICITS, 8), ("HIGH", "MEDIUM", "LOW")
    before = [(9,) * 3] * len(ids)
    for hours in (16, 36, 72, 144, 500):
        found = await response_data(demo_engine, SUGGESTED, {"ids": ids, "hours": hours})
        left = [
            tuple(sum(each["severity"] == rank for each in person["routeSuggestion"]["staysOpen"]) for rank in ranks)
            for person in found["people"]["nodes"]
        ]
        assert all(now <= earlier for now, earlier in zip(left, before, strict=True))
        before = left


async def test_hours_outside_of_the_limits_and_empty_forms_are_refused(demo_engine: Engine) -> None:
    for given, message in (
        ({"hours": 0}, "hours is 0. Ask for 1 to 2000."),
        ({"hours": 8, "forms": []}, "forms is empty. Give at least one form, or omit it to use all."),
    ):
        answer = await demo_engine.answer(SUGGESTED, {"ids": [], **given})
        assert answer.body["errors"][0]["message"] == message
