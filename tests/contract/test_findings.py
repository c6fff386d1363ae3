"""Tests of findings of the demo: the operation of a region, and findings against independent queries."""

from __future__ import annotations

from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.fields.findings.rule_query import FindingScope
from resolvers.fields.findings.rules import RULES
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data

DAY = "2026-09-01"
REGIONS = ("16", "72", "75")
FOUND = """query ($region: String, $rule: [String!], $day: Date) {
  findings(region: $region, rule: $rule, asOf: $day, first: 5000) {
    totalCount nodes { rule { code } object { id } message }
    rules { rule { code } status checked violations undecided } } }"""
# for each rule, the objects that violate it on the day, by an independent query
BY_HAND = {
    "R07": """MATCH (c:ExpertConclusion) WHERE c.concludedOn <= date($day)
      AND COUNT { (c)-[:SIGNED_BY]->() } < 2 RETURN c.id""",
    "R09": """MATCH (e:RegisterEntry) WHERE e.enteredOn <= date($day) OPTIONAL MATCH (e)-[:UNDER]->(c)
      WITH e, c WHERE c IS NULL OR (c.validTo < date($day) AND (e.leftOn IS NULL OR e.leftOn > date($day)))
        OR c.validFrom > e.enteredOn RETURN e.id""",
    "R16": """MATCH (r:Region {inScope: true}) WHERE COUNT { MATCH (r)<-[:BELONGS_TO]-(t:ManagementTeam)
      WHERE t.trainedOn <= date('2022-12-31') } < 2 RETURN r.id""",
    "R18": """MATCH (p:Person) WHERE 'TEACHER' IN p.roles AND NOT EXISTS { MATCH (p)-[w:WORKS_AT]->(o)
      WHERE w.since <= date($day) AND (w.until IS NULL OR w.until >= date($day))
        AND NOT o.kind IN ['UNIVERSITY', 'PEDAGOGICAL_UNIVERSITY'] } RETURN p.id""",
    "R22": """MATCH (p:NetworkProject) WHERE COUNT { (p)<-[:TAKES_PART]-() } < 2
      OR NOT EXISTS { (p)<-[:TAKES_PART {role: 'COORDINATOR'}]-() } RETURN p.id""",
    "R23": """MATCH (p:Practice {stage: 'IN_BANK'}) WHERE NOT EXISTS { MATCH (p)<-[:OF]-(r:Review)
      WHERE r.verdict = 'POSITIVE' AND r.reviewedOn <= date($day) } RETURN p.id""",
    "R24": """MATCH (r:Region {inScope: true}) WHERE COUNT { MATCH (r)<-[:FOR]-(d:Document)
      WHERE d.status = 'IN_FORCE' } < 4 RETURN r.id""",
}
DEFECTS = """
MATCH (e:RegisterEntry) WHERE NOT EXISTS { (e)-[:UNDER]->(:Certificate) } RETURN 'R09', e.id
UNION MATCH (c:ExpertConclusion) WHERE NOT EXISTS { (c)-[:SIGNED_BY]->() } RETURN 'R07' AS `'R09'`, c.id AS `e.id`
"""


async def findings(engine: Engine, **given: object) -> Any:
    return (await response_data(engine, FOUND, {"day": DAY, **given}))["findings"]


def objects(found: Any, rule: str) -> set[str]:
    return {each["object"]["id"] for each in found["nodes"] if each["rule"]["code"] == rule}


@pytest.mark.parametrize("rule", sorted(BY_HAND))
async def test_the_country_has_the_findings_of_an_independent_query(
    demo_engine: Engine, demo_graph: Database, rule: str
) -> None:
    expected = {identifier for (identifier,) in await demo_graph.read(BY_HAND[rule], {"day": DAY})}
    found = await findings(demo_engine, rule=[rule])
    assert objects(found, rule) == expected
    assert [each["violations"] for each in found["rules"]] == [found["totalCount"]] == [len(expected)]


async def test_entries_without_certificate_and_conclusions_without_expert_are_found(
    demo_engine: Engine, demo_graph: Database
) -> None:
    found = await findings(demo_engine, rule=["R07", "R09"])
    pairs = {(each["rule"]["code"], each["object"]["id"]) for each in found["nodes"]}
    defects = {(str(rule), str(identifier)) for rule, identifier in await demo_graph.read(DEFECTS, {})}
    assert {rule for rule, _ in defects} == {"R07", "R09"}
    assert defects <= pairs


async def test_the_findings_of_the_regions_are_those_of_the_country(demo_engine: Engine) -> None:
    """Every generated object has a region, and the other regions have no generated objects."""
    codes = [each.code for each in RULES if each.applies_in(FindingScope.REGION) and each.code not in ("R13", "R17")]
    for region in REGIONS:
        inside = await findings(demo_engine, region=region)
        assert inside["totalCount"] == len(inside["nodes"]) == sum(each["violations"] for each in inside["rules"])
    generated = [each for each in codes if each in ("R06", "R07", "R09", "R10", "R11", "R12", "R18", "R21", "R23")]
    country = await findings(demo_engine, rule=generated)
    of_regions = [await findings(demo_engine, region=each) for each in REGIONS]
    for rule in generated:
        inside = {identifier for each in of_regions for identifier in objects(each, rule)}
        assert inside <= objects(country, rule)
        others = objects(country, rule) - inside
        assert all(not identifier.startswith(("Person:", "Route:")) for identifier in others)


async def test_the_operation_of_a_region_says_what_is_missing(demo_engine: Engine, demo_graph: Database) -> None:
    [[code]] = await demo_graph.read(
        "MATCH (r:Region {code: '01'}) WHERE NOT EXISTS { (r)<-[:FOR]-(:DigitalResource) } RETURN r.code", {}
    )
    region = (await response_data(demo_engine, operation("region/rule-findings"), {"region": code}))["region"]
    by_rule = {each["rule"]["code"]: each for each in region["findings"]["nodes"]}
    assert by_rule["R15"]["missing"] == ["личный кабинет субъекта"]
    assert by_rule["R16"]["missing"] == ["обученные управленческие команды: 2"]
    assert len(by_rule["R24"]["missing"]) == 4
    assert by_rule["R24"]["object"] == {"__typename": "Region", "id": "Region:01"}
    rules = {row[0]: row[1:] for row in await demo_graph.read(
        "MATCH (r:Rule) RETURN r.code, r.statement, r.severity, r.section", {}
    )}  # fmt: skip
    for each in region["findings"]["nodes"]:
        rule = each["rule"]
        assert [rule["statement"], rule["severity"], rule["section"]] == rules[rule["code"]]
        assert each["message"].endswith(".")
