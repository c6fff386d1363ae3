"""Tests of certification on the demo: paths, lists, conflicts and the load of experts, against plain queries."""

from __future__ import annotations

from statistics import median
from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

DAYS_OF_PATHS = ("2021-06-30", "2023-05-01", "2024-12-31", "2026-09-01")
PATHS = """query ($on: Date!, $after: String) { programVersions(first: 300, after: $after) { totalCount
  pageInfo { hasNextPage endCursor } nodes {
  id certificationPath(on: $on) { on state steps { kind happenedOn until verdict removalReason record { id } text }
    problems { code text record { id } } completeness { complete } } } } }"""
GROUNDED = "EXISTS { (c)-[:BASED_ON]->(:ExpertConclusion {verdict: 'POSITIVE'})-[:SIGNED_BY]->() }"
REGISTERED = f"""
MATCH (v:ProgramVersion)<-[:FOR]-(e:RegisterEntry)-[:UNDER]->(c:Certificate)
WHERE e.enteredOn <= date($on) AND (e.leftOn IS NULL OR e.leftOn > date($on))
  AND c.validFrom <= date($on) AND (c.validTo IS NULL OR c.validTo >= date($on)) AND {GROUNDED}
RETURN DISTINCT v.id"""
STEPS = """
MATCH (v:ProgramVersion)
RETURN v.id, CASE WHEN v.appliedOn <= date($on) THEN 1 ELSE 0 END
  + COUNT { MATCH (v)<-[:ON]-(x:ExpertConclusion) WHERE x.concludedOn <= date($on) }
  + COUNT { MATCH (v)<-[:ON]-(x:ExpertConclusion)-[:FROM_GROUP]->() WHERE x.concludedOn <= date($on) }
  + COUNT { MATCH (v)<-[:ON]-(:ExpertConclusion)<-[:BASED_ON]-(c:Certificate) WHERE c.validFrom <= date($on) }
  + COUNT { MATCH (v)<-[:ON]-(:ExpertConclusion)<-[:BASED_ON]-(c:Certificate) WHERE c.validTo < date($on) }
  + COUNT { MATCH (v)<-[:FOR]-(e:RegisterEntry) WHERE e.enteredOn <= date($on) }
  + COUNT { MATCH (v)<-[:FOR]-(e:RegisterEntry) WHERE e.leftOn <= date($on) }
"""
# the flaws that the demo contains, and the records with each of them on the last day
DEFECTS = {
    "ENTRY_WITHOUT_CERTIFICATE": "MATCH (x:RegisterEntry) WHERE NOT EXISTS { (x)-[:UNDER]->() } RETURN x.id",
    "CONCLUSION_WITHOUT_EXPERT": "MATCH (x:ExpertConclusion) WHERE NOT EXISTS { (x)-[:SIGNED_BY]->() } RETURN x.id",
    "CONCLUSION_OF_ONE_EXPERT": "MATCH (x:ExpertConclusion) WHERE COUNT { (x)-[:SIGNED_BY]->() } = 1 RETURN x.id",
    "REMOVAL_WITHOUT_REASON": """MATCH (x:RegisterEntry)
      WHERE x.leftOn IS NOT NULL AND x.removalReason IS NULL RETURN x.id""",
}


async def paths(engine: Engine, on: str) -> dict[str, Any]:
    nodes: list[Any] = []
    page: Any = {"pageInfo": {"hasNextPage": True, "endCursor": None}}
    while page["pageInfo"]["hasNextPage"]:
        sent = {"on": on, "after": page["pageInfo"]["endCursor"]}
        page = (await response_data(engine, PATHS, sent))["programVersions"]
        nodes += page["nodes"]
    assert page["totalCount"] == len(nodes) > 100
    return {each["id"]: each["certificationPath"] for each in nodes}


@pytest.mark.parametrize("on", DAYS_OF_PATHS)
async def test_the_versions_in_the_register_are_those_of_a_plain_query(
    demo_engine: Engine, demo_graph: Database, on: str
) -> None:
    found = await paths(demo_engine, on)
    expected = {identifier for (identifier,) in await demo_graph.read(REGISTERED, {"on": on})}
    assert {each for each, path in found.items() if path["state"] == "IN_REGISTER"} == expected
    numbers = {str(identifier): int(count) for identifier, count in await demo_graph.read(STEPS, {"on": on})}
    assert {identifier: len(path["steps"]) for identifier, path in found.items()} == numbers


async def test_every_documented_defect_is_a_problem_of_its_version(demo_engine: Engine, demo_graph: Database) -> None:
    found = await paths(demo_engine, DAYS_OF_PATHS[-1])
    problems = [each for path in found.values() for each in path["problems"]]
    for code, text in DEFECTS.items():
        expected = {identifier for (identifier,) in await demo_graph.read(text, {})}
        assert {each["record"]["id"] for each in problems if each["code"] == code} == expected
        assert expected or code == "REMOVAL_WITHOUT_REASON"
    assert {path["state"] for path in found.values()} >= {
        "IN_REGISTER",
        "REMOVED",
        "REFUSED",
        "EXPIRED",
        "NOT_IN_FORCE",
    }


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("registerEntries", "RegisterEntry"),
        ("expertConclusions", "ExpertConclusion"),
        ("certificates", "Certificate"),
        ("expertGroups", "ExpertGroup"),
        ("programVersions", "ProgramVersion"),
    ],
)
async def test_each_list_holds_all_records_of_its_kind(
    demo_engine: Engine, demo_graph: Database, field: str, kind: str
) -> None:
    [[count]] = await demo_graph.read(f"MATCH (one:{kind}) RETURN count(one)", {})
    assert (await response_data(demo_engine, f"{{ {field} {{ totalCount }} }}"))[field]["totalCount"] == count > 0


CONFLICTS = """{ conflictsOfInterest(first: 10000) { totalCount conclusions nodes {
  conclusion { id } expert { id } employer { id } provider { id } code text } completeness { complete truncated } } }"""
EMPLOYMENTS = """
MATCH (x:ExpertConclusion)-[:ON]->()<-[:HAS_VERSION]-()-[:OFFERED_BY]->(provider:Organisation)
MATCH (x)-[:SIGNED_BY]->(expert:Person)-[job:WORKS_AT]->(employer:Organisation)
WHERE (job.since IS NULL OR job.since <= x.concludedOn) AND (job.until IS NULL OR job.until >= x.concludedOn)
RETURN DISTINCT x.id, toString(x.concludedOn), expert.id, employer.id, provider.id"""
RELATIONS = "MATCH (a:Organisation)-[r:UNIT_OF|FOUNDED_BY]->(b:Organisation) RETURN a.id, type(r), b.id"
PARTS = """MATCH (o:Organisation)-[t:TAKES_PART]->(p:NetworkProject)
RETURN p.id, o.id, toString(coalesce(t.since, p.beganOn)), toString(coalesce(t.until, p.endedOn))"""


async def expected_conflicts(graph: Database) -> set[tuple[str, ...]]:
    """Return the conflicts, found in Python from the employments and all relations of organisations."""
    related = {(a, kind, b) for a, kind, b in await graph.read(RELATIONS, {})}
    parts: dict[str, list[Any]] = {}
    for project, organisation, since, until in await graph.read(PARTS, {}):
        parts.setdefault(organisation, []).append((project, since or "0", until or "9"))
    found: set[tuple[str, ...]] = set()
    for conclusion, day, expert, employer, provider in await graph.read(EMPLOYMENTS, {}):
        codes = {
            "EMPLOYED": employer == provider,
            "UNIT": (employer, "UNIT_OF", provider) in related,
            "HOST": (provider, "UNIT_OF", employer) in related,
            "FOUNDED": (employer, "FOUNDED_BY", provider) in related,
            "FOUNDER": (provider, "FOUNDED_BY", employer) in related,
        }
        shared = {p for p, a, b in parts.get(employer, []) if a <= day <= b} & {
            p for p, a, b in parts.get(provider, []) if a <= day <= b
        }
        codes["JOINT_PROJECT"] = bool(shared) and employer != provider
        found |= {(conclusion, expert, employer, provider, code) for code, holds in codes.items() if holds}
    return found


async def test_the_conflicts_are_those_of_a_plain_count(demo_engine: Engine, demo_graph: Database) -> None:
    found = (await response_data(demo_engine, CONFLICTS))["conflictsOfInterest"]
    keys = ("conclusion", "expert", "employer", "provider")
    rows = {(*(each[name]["id"] for name in keys), each["code"]) for each in found["nodes"]}
    assert rows == await expected_conflicts(demo_graph)
    assert found["totalCount"] == len(found["nodes"]) > 0
    assert found["conclusions"] == len({conclusion for conclusion, *_ in rows})
    assert found["completeness"] == {"complete": True, "truncated": False}


PERIOD = {"from": "2022-01-01", "until": "2024-12-31"}
LOAD = """query ($from: Date!, $until: Date!) { expertLoad(from: $from, until: $until) { regions {
  region { code } suppressed experts conclusions medianPerExpert highestPerExpert } completeness { complete } } }"""
COUNTED = """
MATCH (r:Region)<-[:BELONGS_TO]-(p:Person)
WITH r, p, COLLECT { MATCH (p)<-[:SIGNED_BY]-(x:ExpertConclusion)
  WHERE date($from) <= x.concludedOn <= date($until) RETURN x.id } AS signed
WHERE 'EXPERT' IN p.roles OR signed <> []
RETURN r.code, signed"""


async def test_the_load_of_experts_is_that_of_a_plain_count(demo_engine: Engine, demo_graph: Database) -> None:
    expected: dict[str, list[list[str]]] = {}
    for code, signed in await demo_graph.read(COUNTED, PERIOD):
        expected.setdefault(code, []).append(signed)
    regions = (await response_data(demo_engine, LOAD, PERIOD))["expertLoad"]["regions"]
    assert len(regions) > len(expected) >= 3
    for each in regions:
        signed = expected.get(each["region"]["code"], [])
        assert each["suppressed"] == (0 < len(signed) < 5)
        if not each["suppressed"]:
            assert each["experts"] == len(signed)
            assert each["conclusions"] == len({one for of_expert in signed for one in of_expert})
            assert each["medianPerExpert"] == (median(map(len, signed)) if signed else None)
            assert each["highestPerExpert"] == max(map(len, signed), default=None)
