"""Tests of replication targets of practices and of recommendations for regions on the demo, compared with the graph."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import pytest

from analysis.deficits.profile import LARGEST_ERROR, SHOWN_FROM
from analysis.deficits.profile_days import profile_day
from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data, some, variables

WHERE, PRACTICES = "federal-center/where-to-replicate", "federal-center/practices-for-region"
CODES = "MATCH (p:Practice) RETURN p.code ORDER BY p.code"
HAVING = """
MATCH (p:Practice {code: $code})
RETURN COLLECT { MATCH (p)<-[:OF]-(:Adoption)-[:BY]->(o:Organisation) RETURN DISTINCT o.id }
  + COLLECT { MATCH (p)-[:AUTHORED_BY]->(o:Organisation) RETURN o.id }
"""
FACTS = """
MATCH (o:Organisation)-[:LOCATED_IN]->(r:Region) WHERE o.id IN $ids
RETURN o.id, r.id, o.teachersCounted, COUNT {
  (:Practice {code: $code})<-[:OF]-(a:Adoption {stage: 'ABANDONED'})-[:BY]->(:Organisation)
    -[:LOCATED_IN]->(:Municipality)-[:BORDERS*0..1]-(:Municipality)<-[:LOCATED_IN]-(o)
}
"""
SERVED = """
MATCH (r:Region)
WITH r, COUNT { (r)<-[:LOCATED_IN]-(:Organisation) } AS organisations
WHERE organisations > 0
RETURN r.id, organisations, COUNT {
  MATCH (r)<-[:LOCATED_IN]-(o:Organisation)<-[:BY]-(a:Adoption)-[:OF]->(p:Practice {code: $code})
  WHERE NOT (p)-[:AUTHORED_BY]->(o) RETURN DISTINCT o
}
"""
DEFICITS = """
MATCH (:Region {code: $region})<-[:LOCATED_IN]-(:Organisation)<-[job:WORKS_AT]-(person:Person)
MATCH (person)-[:HAS_DEFICIT|OVERCAME]->(deficit:Deficit)-[:IN_COMPETENCE]->(competence:Competence)
WHERE coalesce(job.since <= $day, true) AND coalesce(job.until >= $day, true)
  AND coalesce(deficit.foundOn <= $day, true) AND coalesce(deficit.closedOn > $day, true)
RETURN competence.id, count(DISTINCT person)
"""
ADDRESSED = "MATCH (p:Practice)-[:ADDRESSES]->(c:Competence) WHERE p.id IN $ids RETURN p.id, collect(c.id)"
# the last start of an adoption in the demo
FITTED_ON = date(2026, 8, 31)
REGIONS = """
MATCH (p:Practice)<-[:OF]-(:Adoption)-[:BY]->(o:Organisation)-[:LOCATED_IN]->(r:Region)
WHERE p.id IN $ids RETURN p.id, r.id, count(DISTINCT o)
"""

Row = TypeVar("Row", bound=tuple[Any, ...])


async def plan_of(engine: Engine, code: str) -> dict[str, Any]:
    return dict((await response_data(engine, operation(WHERE), {"code": code}))["practice"]["whereToReplicate"])


async def test_targets_of_a_plan_are_as_the_graph_says(demo_engine: Engine, demo_graph: Database) -> None:
    for code in [variables(WHERE)["code"], *await some(demo_graph, CODES)]:
        plan = await plan_of(demo_engine, code)
        targets = plan["targets"]
        [[having]] = await demo_graph.read(HAVING, {"code": code})
        ids = [each["organisation"]["id"] for each in targets]
        # the audience of some practices has fewer than ten organisations
        assert 0 < len(ids) == len(set(ids)) <= 10
        assert not set(ids) & set(having)
        rows = await demo_graph.read(FACTS, {"ids": ids, "code": code})
        facts = {identifier: rest for identifier, *rest in rows}
        for each in targets:
            region, teachers, failed = facts[each["organisation"]["id"]]
            probability = each["probability"]
            assert sum(one["contribution"] for one in each["reasons"]) == probability["value"]
            assert 0 < probability["low"] <= probability["value"] <= probability["high"] < 1
            assert (each["region"]["id"], each["capacity"]) == (region, teachers)
            against = {one["code"] for one in each["counterIndications"]}
            assert ("FAILED_NEARBY" in against) == (failed > 0)


async def test_each_target_is_in_the_region_that_is_served_worst(demo_engine: Engine, demo_graph: Database) -> None:
    [code] = ["PR-DEMO-1"]
    rows = await demo_graph.read(SERVED, {"code": code})
    organisations = {region: count for region, count, _ in rows}
    having = {region: float(had) for region, _, had in rows}
    plan = await plan_of(demo_engine, code)
    assert len(plan["targets"]) == 10
    # Moscow has no schools in the demo
    present = {each["region"]["id"] for each in plan["targets"]}
    for each in plan["targets"]:
        shares = {region: having[region] / organisations[region] for region in having}
        region = each["region"]["id"]
        assert shares[region] == pytest.approx(min(shares[one] for one in present), abs=1e-12)
        having[region] += each["probability"]["value"]
    shares = {region: having[region] / organisations[region] for region in having}
    assert shares[plan["fairness"]["worstRegion"]["id"]] == pytest.approx(min(shares.values()), abs=1e-12)
    assert 0 <= plan["fairness"]["gini"] <= 1


async def test_no_target_is_outside_of_the_declared_audience(demo_engine: Engine, demo_graph: Database) -> None:
    text = """query ($code: String!) { practice(code: $code) {
      audience { declared { kinds stages contexts resources } inferred { adopters kinds { kind share } } }
      whereToReplicate(first: 100) { targets { organisation { kind schoolStages contexts equipment } uncertainFit }
        outsideAudience { reason organisations } }
    } }"""
    seen = 0
    for code in await some(demo_graph, CODES):
        found = (await response_data(demo_engine, text, {"code": code}))["practice"]
        declared = found["audience"]["declared"]
        shares = [each["share"] for each in found["audience"]["inferred"]["kinds"]]
        assert not shares or sum(shares) == pytest.approx(1.0)
        for target in found["whereToReplicate"]["targets"]:
            own = target["organisation"]
            if declared is None:
                assert "NOT_DECLARED" in target["uncertainFit"]
                continue
            seen += 1
            assert not declared["kinds"] or own["kind"] in declared["kinds"]
            if declared["stages"] and own["schoolStages"]:
                assert set(declared["stages"]) & set(own["schoolStages"])
            if declared["contexts"] and own["contexts"] is not None:
                assert set(declared["contexts"]) & set(own["contexts"])
            if declared["resources"] and own["equipment"] is not None:
                assert set(declared["resources"]) <= set(own["equipment"])
    assert seen > 50


async def test_targets_can_be_limited_to_a_region_kinds_and_a_filter(demo_engine: Engine) -> None:
    text = """{ practice(code: "PR-DEMO-1") { whereToReplicate(
      region: "72", kinds: [SCHOOL], where: {teachersCounted: {gte: 20}}
    ) { targets { region { code } organisation { kind teachersCounted } } } } }"""
    targets = (await response_data(demo_engine, text, {}))["practice"]["whereToReplicate"]["targets"]
    assert len(targets) > 5
    for each in targets:
        assert each["region"]["code"] == "72"
        assert each["organisation"]["kind"] == "SCHOOL"
        assert each["organisation"]["teachersCounted"] >= 20


async def test_recommended_practices_have_the_requested_evidence(demo_engine: Engine) -> None:
    text = """{ practicesToReplicate(region: "16", evidenceAtLeast: STRONG, where: {stage: {eq: IN_BANK}}) {
      nodes { practice { stage evidence } } } }"""
    nodes = (await response_data(demo_engine, text, {}))["practicesToReplicate"]["nodes"]
    assert nodes
    assert all((each["practice"]["stage"], each["practice"]["evidence"]) == ("IN_BANK", "STRONG") for each in nodes)


async def test_a_plan_for_reach_alone_reaches_at_least_as_much(demo_engine: Engine, demo_graph: Database) -> None:
    text = """query ($code: String!) { practice(code: $code) {
      most: whereToReplicate { expectedReach { value low high } }
      even: whereToReplicate(fairness: WORST_REGION_FIRST) { expectedReach { value } }
    } }"""
    for code in await some(demo_graph, CODES, 5):
        found = (await response_data(demo_engine, text, {"code": code}))["practice"]
        most = found["most"]["expectedReach"]
        assert most["low"] <= most["value"] <= most["high"]
        assert most["value"] >= found["even"]["expectedReach"]["value"] - 1e-9


async def test_the_method_tells_how_well_the_model_foretold(demo_engine: Engine) -> None:
    plan = await plan_of(demo_engine, "PR-DEMO-1")
    evaluation = plan["method"]["parameters"]["evaluation"]
    assert evaluation["brier"] < evaluation["brier_of_base_rate"]
    for baseline in ("adopter_similarity", "popularity", "distance"):
        assert evaluation[f"auc_gain_over_{baseline}"]["low"] > 0
    assert plan["completeness"]["reason"]


async def test_recommendations_cover_what_the_region_lacks(demo_engine: Engine, demo_graph: Database) -> None:
    for region in ("16", "72", "75"):
        found = (await response_data(demo_engine, operation(PRACTICES), {"region": region}))["practicesToReplicate"]
        nodes = found["nodes"]
        ids = [each["practice"]["id"] for each in nodes]
        sent = {"region": region, "day": profile_day(date.today())}
        deficits = {str(one): int(people) for one, people in await demo_graph.read(DEFICITS, sent)}
        addressed = {practice: set(each) for practice, each in await demo_graph.read(ADDRESSED, {"ids": ids})}
        adopters = {(p, r): count for p, r, count in await demo_graph.read(REGIONS, {"ids": ids})}
        assert len(ids) == len(set(ids)) == 10
        scores = [each["score"] for each in nodes]
        assert scores == sorted(scores, reverse=True)
        for each in nodes:
            practice = each["practice"]["id"]
            assert each["score"] == sum(one["contribution"] for one in each["reasons"])
            covered = {one["competence"]["id"]: one["teachers"] for one in each["coversDeficits"]}
            shown = {one for one, people in deficits.items() if people >= SHOWN_FROM + LARGEST_ERROR}
            assert addressed[practice] & shown <= set(covered) <= addressed[practice] & set(deficits)
            assert all(abs(people - deficits[one]) <= LARGEST_ERROR for one, people in covered.items())
            for other in each["adoptedBySimilarRegions"]:
                assert other["adopters"] == adopters[practice, other["region"]["id"]]
                assert 0 <= other["similarity"] <= 1


async def test_practices_are_ranked_by_what_organisations_are_expected_to_take_up(demo_engine: Engine) -> None:
    text = """query ($region: String!) { practicesToReplicate(region: $region, first: 40) {
      nodes { score expectedAdopters { value low high level } reasons { code } coversDeficits { teachers } }
      method { parameters }
    } }"""
    for region in ("16", "72", "75"):
        found = (await response_data(demo_engine, text, {"region": region}))["practicesToReplicate"]
        assert found["method"]["parameters"]["evaluation"]["brier"]
        shares = []
        for each in found["nodes"]:
            expected = each["expectedAdopters"]
            assert 0 < expected["low"] < expected["value"] < expected["high"]
            assert each["reasons"][0]["code"] == "BASE_RATE"
            people = sum(one["teachers"] or 0 for one in each["coversDeficits"])
            shares.append(each["score"] / expected["value"] / people)
        # the score is expected adopters and covered need times one factor for the whole region
        assert shares == pytest.approx([shares[0]] * len(shares), rel=1e-4)


async def test_recommendations_can_be_narrowed_to_competences(demo_engine: Engine) -> None:
    text = """query ($codes: [String!]) { practicesToReplicate(region: "16", forCompetences: $codes, first: 5) { nodes {
      evidence effectsReported adaptations { kind adoptions keptCore }
      practice { competences(first: 20) { nodes { code } } } coversDeficits { competence { code } }
    } } }"""
    code = "01.001/A/01.6"
    nodes = (await response_data(demo_engine, text, {"codes": [code]}))["practicesToReplicate"]["nodes"]
    assert nodes
    for each in nodes:
        assert code in {one["code"] for one in each["practice"]["competences"]["nodes"]}
        assert {one["competence"]["code"] for one in each["coversDeficits"]} <= {code}


async def test_a_competence_stands_for_its_parts(demo_engine: Engine) -> None:
    text = """query ($codes: [String!]) { practicesToReplicate(region: "16", forCompetences: $codes, first: 100) {
      nodes { practice { code competences(first: 20) { nodes { code } } } coversDeficits { competence { code } } }
    } }"""
    found = (await response_data(demo_engine, text, {"codes": ["01.001"]}))["practicesToReplicate"]["nodes"]
    addressed = [{one["code"] for one in each["practice"]["competences"]["nodes"]} for each in found]
    assert found
    assert all(any(code.startswith("01.001") for code in codes) for codes in addressed)
    # no practice addresses the whole standard itself
    assert not any("01.001" in codes for codes in addressed)
    covered = {one["competence"]["code"] for each in found for one in each["coversDeficits"]}
    assert covered
    assert all(code.startswith("01.001/") for code in covered)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ('region: "00"', "no region with the code '00'"),
        ('region: "16", forCompetences: ["nothing"]', "no competence with the code 'nothing'"),
        ('region: "16", forCompetences: []', "forCompetences is empty"),
        ('region: "16", first: 0', "first is 0. Ask for 1 to 100."),
    ],
)
async def test_what_cannot_be_asked_is_told(demo_engine: Engine, arguments: str, words: str) -> None:
    answer = await demo_engine.answer(f"{{ practicesToReplicate({arguments}) {{ nodes {{ score }} }} }}")
    [error] = answer.body["errors"]
    assert words in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_practices_without_adopters_and_days_ahead_have_a_clear_answer(demo_engine: Engine) -> None:
    text = """query ($code: String!, $asOf: Date) { practice(code: $code) {
      whereToReplicate(first: 3, asOf: $asOf) { targets { organisation { id } } completeness { asOf reason } }
    } }"""
    for code in ("PR-DEMO-4", "PR-DEMO-5"):
        found = (await response_data(demo_engine, text, {"code": code, "asOf": "2030-01-01"}))["practice"][
            "whereToReplicate"
        ]
        assert len(found["targets"]) == 3
        assert str(found["completeness"]["asOf"]) == "2030-01-01"
        assert "Дата в будущем" in found["completeness"]["reason"]
    assert (await response_data(demo_engine, text, {"code": "PR-NONE"}))["practice"] is None
