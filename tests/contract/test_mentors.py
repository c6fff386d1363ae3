"""Tests of suggested mentors on the demo, compared with the people, places and mentorships in the graph."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data, some, variables

MENTORS = "region/mentors"
# new teachers without a lasting mentorship, and teachers with one, since their mentors must not be suggested again
TEACHERS = """
MATCH (person:Person {synthetic: true}) WHERE 'TEACHER' IN person.roles
WITH person, EXISTS {
  MATCH (person)-[:MENTEE_IN]->(mentorship:Mentorship) WHERE mentorship.until IS NULL OR mentorship.until >= date()
} AS mentored
ORDER BY mentored DESC, person.firstWorkedOn DESC, person.id LIMIT 200 RETURN person.id
"""
SUGGESTED = """query ($ids: [ID!]!, $first: Int) { people(where: {id: {in: $ids}}) { nodes {
  id mentorSuggestions(first: $first) {
    mentor { id name } organisation { id } distanceKm freePlaces sharedThemes { id } sharedSubjects { id } score
    reasons { text contribution }
  }
  mentorSearch(first: $first) { suggestions { mentor { id } } method { parameters } completeness { complete reason } }
} } }"""
# the mentors who may be suggested to a person, with their free places and their current organisations
PERMITTED = """
MATCH (person:Person {id: $id})-[:BELONGS_TO]->(:Region)<-[:BELONGS_TO]-(mentor:Person {synthetic: true})
WHERE 'MENTOR' IN mentor.roles AND NOT EXISTS {
  MATCH (person)-[:MENTEE_IN]->(known:Mentorship)<-[:MENTOR_IN]-(mentor)
  WHERE known.until IS NULL OR known.until >= date()
}
WITH mentor, mentor.menteePlaces - COUNT {
  MATCH (mentor)-[:MENTOR_IN]->(taken:Mentorship) WHERE taken.until IS NULL OR taken.until >= date()
} AS free, COLLECT {
  MATCH (mentor)-[job:WORKS_AT]->(organisation:Organisation)
  WHERE (job.since IS NULL OR job.since <= date()) AND (job.until IS NULL OR job.until >= date())
    AND (organisation.validTo IS NULL OR organisation.validTo >= date())
  RETURN DISTINCT organisation.id
} AS organisations
WHERE organisations <> [] AND (free IS NULL OR free > 0)
RETURN mentor.id, free, organisations
"""
OF_TEACHER = """
MATCH (person:Person {id: $id})
RETURN person.roles, person.bornYear, toString(person.firstWorkedOn), COUNT { (person)-[:MENTEE_IN]->() }
"""
YOUNG = """query ($on: Date!) {
  kpis(on: $on) { code denominator }
  young: people(where: {young: {eq: true}}) { totalCount }
  others: people(where: {young: {eq: false}}) { totalCount }
  unknown: people(where: {young: {isNull: true}}) { totalCount }
  people { totalCount }
}"""
TAUGHT = """
MATCH (person:Person {id: $id})-[:TEACHES]->(subject)<-[:TEACHES]-(mentor:Person {id: $mentor})
RETURN DISTINCT subject.id
"""


async def suggested(engine: Engine, ids: list[str], first: int) -> list[Any]:
    return list((await response_data(engine, SUGGESTED, {"ids": ids, "first": first}))["people"]["nodes"])


async def test_only_permitted_mentors_are_suggested_with_their_places(
    demo_engine: Engine, demo_graph: Database
) -> None:
    for person in await suggested(demo_engine, await some(demo_graph, TEACHERS, 12), 5):
        permitted = {
            mentor: (free, organisations)
            for mentor, free, organisations in await demo_graph.read(PERMITTED, {"id": person["id"]})
            if mentor != person["id"]
        }
        found = person["mentorSuggestions"]
        assert len(found) == min(5, len(permitted))
        for each in found:
            free, organisations = permitted[each["mentor"]["id"]]
            assert each["freePlaces"] == free
            assert each["organisation"]["id"] in organisations
            assert each["mentor"]["name"] is None
            assert each["score"] == pytest.approx(sum(reason["contribution"] for reason in each["reasons"]))
            taught = await demo_graph.read(TAUGHT, {"id": person["id"], "mentor": each["mentor"]["id"]})
            assert {subject["id"] for subject in each["sharedSubjects"]} == {subject for (subject,) in taught}
        assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)


async def test_both_fields_suggest_the_same_mentors_and_one_says_what_is_missing(
    demo_engine: Engine, demo_graph: Database
) -> None:
    for person in await suggested(demo_engine, await some(demo_graph, TEACHERS, 6), 3):
        search = person["mentorSearch"]
        assert [each["mentor"] for each in search["suggestions"]] == [
            {"id": each["mentor"]["id"]} for each in person["mentorSuggestions"]
        ]
        assert search["completeness"]["complete"] or search["completeness"]["reason"]


async def test_the_operation_of_a_region_is_answered_for_a_young_teacher_without_a_mentor(
    demo_engine: Engine, demo_graph: Database
) -> None:
    (teacher,) = (await response_data(demo_engine, operation(MENTORS), variables(MENTORS)))["teachers"]["nodes"]
    [[roles, born, began, mentors]] = await demo_graph.read(OF_TEACHER, {"id": teacher["id"]})
    today = date.today()
    assert "TEACHER" in roles
    assert today.year - born < 35
    assert f"{today.year - 3}{str(today)[4:]}" < began <= str(today)
    assert mentors == 0
    found = teacher["mentorSuggestions"]
    assert 1 <= len(found) <= 5
    assert all(each["reasons"] and each["freePlaces"] != 0 for each in found)
    assert teacher["id"] not in {each["mentor"]["id"] for each in found}


async def test_young_teachers_are_the_base_of_the_indicator_of_the_order(demo_engine: Engine) -> None:
    found = await response_data(demo_engine, YOUNG, {"on": str(date.today())})
    (base,) = (each["denominator"] for each in found["kpis"] if each["code"] == "KPI4")
    assert found["young"]["totalCount"] == base > 0
    parts = [found[each]["totalCount"] for each in ("young", "others", "unknown")]
    assert sum(parts) == found["people"]["totalCount"]


async def test_a_number_of_mentors_outside_of_the_limits_is_refused(demo_engine: Engine) -> None:
    answer = await demo_engine.answer(SUGGESTED, {"ids": [], "first": 101})
    assert answer.body["errors"][0]["message"] == "first is 101. Ask for 1 to 100."
