"""Tests of the register of programs on a day, of programs in force, and of people with their deficits."""

from __future__ import annotations

import random
from datetime import date, timedelta

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data, some, variables

REGISTER = """
MATCH (program:Program)-[:DEVELOPS]->(:Competence {code: $deficit})
WITH DISTINCT program
MATCH (program)-[:HAS_VERSION]->(:ProgramVersion)<-[:FOR]-(entry:RegisterEntry)-[:UNDER]->(certificate:Certificate)
WHERE entry.enteredOn <= date($on) AND (entry.leftOn IS NULL OR entry.leftOn > date($on))
  AND certificate.validFrom <= date($on) AND (certificate.validTo IS NULL OR certificate.validTo >= date($on))
  AND EXISTS { (certificate)-[:BASED_ON]->(:ExpertConclusion {verdict: 'POSITIVE'})-[:SIGNED_BY]->(:Person) }
OPTIONAL MATCH (certificate)-[:BASED_ON]->(conclusion:ExpertConclusion)
RETURN entry.id, toString(entry.enteredOn), program.id, certificate.id, conclusion.id, conclusion.verdict,
  COUNT { (conclusion)-[:SIGNED_BY]->(:Person {synthetic: true}) }
ORDER BY entry.id
"""
IN_FORCE = """
MATCH (program:Program)-[:DEVELOPS]->(:Competence {code: $deficit})
WHERE EXISTS {
  MATCH (program)-[:HAS_VERSION]->()<-[:FOR]-(entry:RegisterEntry)-[:UNDER]->(certificate:Certificate)
  WHERE entry.enteredOn <= date($on) AND (entry.leftOn IS NULL OR entry.leftOn > date($on))
    AND certificate.validFrom <= date($on) AND (certificate.validTo IS NULL OR certificate.validTo >= date($on))
    AND EXISTS { (certificate)-[:BASED_ON]->(:ExpertConclusion {verdict: 'POSITIVE'})-[:SIGNED_BY]->(:Person) }
}
RETURN count(DISTINCT program)
"""
TAUGHT = """query ($on: Date!, $deficit: String!) {
  competence(code: $deficit) { programs(inForceOn: $on) { totalCount } }
}"""
PERSON = """
MATCH (person:Person {id: $id})
RETURN person {.roles, .bornYear,
  jobs: COLLECT {
    MATCH (person)-[job:WORKS_AT]->(at:Organisation)
    RETURN [at.id, job.position, toString(job.since), toString(job.until)] ORDER BY at.id, job.toldApart
  },
  jobsThen: COUNT {
    MATCH (person)-[job:WORKS_AT]->(:Organisation)
    WHERE (job.since IS NULL OR job.since <= date($on)) AND (job.until IS NULL OR job.until >= date($on))
  },
  deficits: COLLECT {
    MATCH (person)-[:HAS_DEFICIT]->(deficit:Deficit)-[:IN_COMPETENCE]->(competence:Competence)
    RETURN [deficit.id, deficit.severity, competence.code] ORDER BY deficit.id
  },
  revealed: COUNT { (person)-[:TOOK]->(:Attempt)-[:REVEALED]->(:Deficit) },
  overcome: COUNT { (person)-[:OVERCAME]->(:Deficit) }}
"""
PERSON_ON_DAY = """query ($id: ID!, $on: Date!) { node(id: $id) { ... on Person {
  roles bornYear
  employments(first: 50) { edges { position since until node { id } } }
  then: employments(asOf: $on) { totalCount }
  deficits(first: 50) { nodes { id severity closedOn competence { code } } }
  overcomeDeficits(first: 50) { totalCount nodes { closedOn } }
} } }"""


async def test_the_register_on_a_day_holds_what_was_certified_then(demo_engine: Engine, demo_graph: Database) -> None:
    drawn = random.Random(20)
    days = [date(2021, 1, 1) + timedelta(days=drawn.randrange(2000)) for _ in range(20)]
    text = "MATCH (c:Competence)<-[:DEVELOPS]-(:Program) WITH DISTINCT c RETURN c.code ORDER BY c.code"
    chosen = [{"on": str(day), "deficit": code} for day, code in zip(days, await some(demo_graph, text), strict=False)]
    example = variables("region/register")
    for sent in [example, *chosen]:
        stored = await demo_graph.read(REGISTER, sent)
        page = (await response_data(demo_engine, operation("region/register"), sent))["programRegister"]
        assert page["totalCount"] == len(stored)
        shown = [
            [
                each["id"],
                each["enteredOn"],
                each["program"]["id"],
                each["certificate"]["id"],
                each["certificate"]["conclusion"]["id"],
                each["certificate"]["conclusion"]["verdict"],
                each["certificate"]["conclusion"]["experts"]["totalCount"],
            ]
            for each in page["nodes"]
        ]
        assert shown == stored[:20]
        programs = (await response_data(demo_engine, TAUGHT, sent))["competence"]["programs"]
        assert [[programs["totalCount"]]] == await demo_graph.read(IN_FORCE, sent)
    assert len(await demo_graph.read(REGISTER, example)) > 2


async def test_people_come_with_their_work_and_their_open_deficits(demo_engine: Engine, demo_graph: Database) -> None:
    text = "MATCH (p:Person)-[:HAS_DEFICIT|OVERCAME]->() WITH DISTINCT p RETURN p.id ORDER BY p.id"
    for identifier in await some(demo_graph, text):
        sent = {"id": identifier, "on": "2023-05-01"}
        [[stored]] = await demo_graph.read(PERSON, sent)
        person = (await response_data(demo_engine, PERSON_ON_DAY, sent))["node"]
        assert (person["roles"], person["bornYear"]) == (stored["roles"], stored["bornYear"])
        jobs = [
            [each["node"]["id"], each["position"], each["since"], each["until"]]
            for each in person["employments"]["edges"]
        ]
        assert jobs == stored["jobs"]
        assert person["then"]["totalCount"] == stored["jobsThen"]
        deficits = [[each["id"], each["severity"], each["competence"]["code"]] for each in person["deficits"]["nodes"]]
        assert deficits == stored["deficits"]
        assert all(each["closedOn"] is None for each in person["deficits"]["nodes"])
        assert all(each["closedOn"] for each in person["overcomeDeficits"]["nodes"])
        assert len(deficits) + person["overcomeDeficits"]["totalCount"] == stored["revealed"]


async def test_teachers_and_mentors_are_people_of_a_role(demo_engine: Engine, demo_graph: Database) -> None:
    for field, role in (("teachers", "TEACHER"), ("mentors", "MENTOR")):
        [[count]] = await demo_graph.read(
            "MATCH (p:Person {synthetic: true}) WHERE $role IN p.roles RETURN count(p)", {"role": role}
        )
        query = f"{{ {field} {{ totalCount }} people(where: {{roles: {{has: {role}}}}}) {{ totalCount }} }}"
        answer = await response_data(demo_engine, query)
        assert answer[field]["totalCount"] == answer["people"]["totalCount"] == count > 100
