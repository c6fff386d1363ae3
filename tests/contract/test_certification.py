"""Tests of certification on the demo: lists, conflicts of interest and the load of experts, against plain queries."""

from __future__ import annotations

from statistics import median
from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data


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
