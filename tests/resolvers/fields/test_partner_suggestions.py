"""Tests of `Organisation.partnerSuggestions` on a written graph: candidates, goals, filters, functions, exclusions."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from graph_model.cypher import Statement
from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.declarations import Comparison, Filter, Parameter
from graph_model.kinds.organisations import Organisation
from graph_model.terms import Level
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.fields import COMPUTED
from resolvers.fields.partner_suggestions.function import validated
from resolvers.fields.partner_suggestions.statement import STATEMENT
from resolvers.requests.errors import RequestError
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.fields.reading import about, column
from tests.resolvers.partner_graph import ASKER, ENDED_ASKER, NEWCOMER, ORGANISATIONS, partner_graph
from tests.resolvers.requesting import operation, response_data
from tests.storing import store

SUGGESTIONS = """
query ($orgId: String!, $first: Int, $where: OrganisationWhere, $goal: PartnerGoal, $preset: PartnerPreset,
       $diversity: Float, $page: Int, $after: String, $reason: ReasonCode) {
  organisation(orgId: $orgId) {
    partnerSuggestions(first: $first, where: $where, goal: $goal, preset: $preset, diversity: $diversity) {
      nodes {
        organisation { orgId name } score probability { value }
        reasons { code text contribution evidence { __typename id } }
        bringsFunctions { code } bringsCompetences { code } needsCompetences { code }
        sharedPartners { totalCount nodes { orgId } }
        path { length nodes { id } links { kind record { id } } }
      }
      excluded { organisation { orgId } reason }
      exclusions(first: $page, after: $after, reason: $reason) {
        totalCount byReason { reason count } nodes { reason }
        edges { cursor node { reason organisation { orgId } } } pageInfo { hasNextPage endCursor }
      }
      method { name version parameters }
      completeness { asOf complete truncated reason }
    }
  }
}"""
WITHDRAW = "MATCH (theme:Theme {code: 'T3'}) REMOVE theme:Theme SET theme:Withdrawn"
RELATED = {
    "partner": "ALREADY_PARTNER",
    "unit": "OWN_UNIT",
    "host": "OWN_HOST",
    "founder": "OWN_FOUNDER",
    "founded": "OWN_FOUNDED",
}


@pytest_asyncio.fixture(scope="module")
async def partners_engine(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over the written graph, in which one theme is withdrawn."""
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *partner_graph())
    await database.define(WITHDRAW)
    yield Engine(schema(), COMPUTED, database)
    await database.close()


async def suggested(engine: Engine, asker: str = ASKER, **given: Any) -> Any:
    """Return the suggestions for an organisation."""
    return (await response_data(engine, SUGGESTIONS, {"orgId": asker, **given}))["organisation"]["partnerSuggestions"]


def names(found: Any) -> list[str]:
    return [each["organisation"]["orgId"] for each in found["nodes"]]


def reasons(found: Any) -> dict[str, str]:
    return {each["organisation"]["orgId"]: each["reason"] for each in found["excluded"]}


async def error_of(engine: Engine, **given: Any) -> str:
    (error,) = (await engine.answer(SUGGESTIONS, {"orgId": ASKER, **given})).body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    return str(error["message"])


async def test_every_organisation_is_suggested_or_excluded_with_the_reason(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, first=100)
    assert reasons(found) == RELATED | {
        "ended": "CLOSED",
        "idle": "NOTHING_TO_OFFER",
        "newcomer": "NOTHING_TO_OFFER",
    }
    assert set(names(found)) == {"former", "peer", "performer", "colleague"}
    assert {*names(found), *reasons(found), ASKER} == set(ORGANISATIONS)


async def test_contributions_add_up_to_the_score_in_the_response(partners_engine: Engine) -> None:
    for goal in (None, {"theme": "T1"}):
        for each in (await suggested(partners_engine, goal=goal))["nodes"]:
            assert sum(reason["contribution"] for reason in each["reasons"]) == each["score"]
            assert 0 < each["score"] <= 1


async def test_reasons_name_the_records_of_every_kind(partners_engine: Engine) -> None:
    found = {each["organisation"]["orgId"]: each for each in (await suggested(partners_engine))["nodes"]}
    evidence = {(reason["code"], record["id"]) for reason in found["peer"]["reasons"] for record in reason["evidence"]}
    assert {
        ("SHARED_PARTNERS", "Organisation:partner"),
        ("JOINT_PROJECTS", "NetworkProject:N1"),
        ("SHARED_THEMES", "Theme:T1"),
        ("SHARED_THEMES", "Practice:P5"),
    } <= evidence
    assert ("SAME_REGION", "Region:16") not in evidence
    assert ("SHARED_THEMES", "Practice:P1") in evidence or ("SHARED_THEMES", "Practice:P2") in evidence
    assert found["peer"]["sharedPartners"] == {"totalCount": 1, "nodes": [{"orgId": "partner"}]}


async def test_the_path_is_the_shortest_one_with_its_record(partners_engine: Engine) -> None:
    found = {each["organisation"]["orgId"]: each["path"] for each in (await suggested(partners_engine))["nodes"]}
    assert found["colleague"] == {
        "length": 1,
        "nodes": [{"id": "Organisation:asker"}, {"id": "Organisation:colleague"}],
        "links": [{"kind": "PROJECT", "record": {"id": "NetworkProject:N1"}}],
    }
    assert found["performer"] is None


async def test_lacking_functions_are_those_of_the_kind_and_of_the_level(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, preset="COMPLEMENTS")
    brought = {
        each["organisation"]["orgId"]: [one["code"] for one in each["bringsFunctions"]] for each in found["nodes"]
    }
    assert brought == {"performer": ["F2", "F3"], "peer": ["F3"], "former": [], "colleague": []}
    assert {*names(found)[:2]} == {"performer", "peer"}
    assert "не закрепляет функций" not in found["completeness"]["reason"]


async def test_an_organisation_lacks_the_functions_of_its_own_kind_alone(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, NEWCOMER)
    brought = {each["organisation"]["orgId"]: each["bringsFunctions"] for each in found["nodes"]}
    assert brought["peer"] == [{"code": "F4"}]
    assert not any(codes for name, codes in brought.items() if name != "peer")


async def test_an_organisation_without_assigned_functions_is_told_so(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, "founder")
    # the level REGIONAL has functions
    assert "не закрепляет функций" not in found["completeness"]["reason"]
    database = partners_engine.database
    await database.define("MATCH (f:Function {code: 'F3'}) SET f.actor = 'SYSTEM_FEDERAL'")
    found = await suggested(Engine(schema(), COMPUTED, database), "founder")
    await database.define("MATCH (f:Function {code: 'F3'}) SET f.actor = 'SYSTEM_REGIONAL'")
    assert (
        "Концепция не закрепляет функций ни за видом «региональный институт развития образования»"
        in found["completeness"]["reason"]
    )


async def test_peers_come_first_if_they_are_preferred(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, preset="PEERS")
    assert {*names(found)[:2]} == {"former", "peer"}


async def test_a_filter_keeps_the_organisations_of_another_region(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, where={"region": {"code": {"eq": "18"}}})
    assert set(names(found)) == {"peer", "performer"}
    assert reasons(found) == {"newcomer": "NOTHING_TO_OFFER"}
    nobody = await suggested(partners_engine, where={"region": {"code": {"eq": "99"}}})
    assert (nobody["nodes"], nobody["excluded"]) == ([], [])
    assert "Нет организаций, подходящих под условия" in nobody["completeness"]["reason"]


async def test_a_theme_keeps_the_organisations_that_work_on_it(partners_engine: Engine) -> None:
    plain = {each["organisation"]["orgId"]: each for each in (await suggested(partners_engine))["nodes"]}
    found = {
        each["organisation"]["orgId"]: each
        for each in (await suggested(partners_engine, goal={"theme": "T1"}))["nodes"]
    }
    assert set(found) == {"peer", "former"}
    assert found["peer"]["score"] == pytest.approx(plain["peer"]["score"] * 2 / 3)
    assert found["former"]["score"] == pytest.approx(plain["former"]["score"] / 2)
    (served,) = [each for each in found["peer"]["reasons"] if each["code"] == "SERVES_GOAL"]
    assert {each["id"] for each in served["evidence"]} == {"Practice:P1", "Practice:P2"}


async def test_a_practice_keeps_its_author_and_those_who_work_on_its_visible_themes(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, goal={"practice": "P3"})
    assert names(found) == ["colleague"]
    # P4 has the withdrawn theme T3 besides T1
    assert set(names(await suggested(partners_engine, goal={"practice": "P4"}))) == {"peer", "former"}


@pytest.mark.parametrize(
    ("goal", "message"),
    [
        ({"theme": "T9"}, "goal: there is no theme with the code 'T9'. Find codes with themes."),
        ({"theme": "T3"}, "goal: there is no theme with the code 'T3'. Find codes with themes."),
        ({"competence": "C9"}, "goal: there is no competence with the code 'C9'. Find codes with competences."),
        ({"practice": "P9"}, "goal: there is no practice with the code 'P9'. Find codes with practices."),
        ({"theme": "T1", "practice": "P1"}, "goal has theme and practice. Give one of them."),
    ],
)
async def test_unknown_and_ambiguous_goals_are_refused(
    partners_engine: Engine, goal: dict[str, str], message: str
) -> None:
    assert await error_of(partners_engine, goal=goal) == message


async def test_diversity_has_limits(partners_engine: Engine) -> None:
    for diversity in (-0.1, 1.5):
        assert (
            await error_of(partners_engine, diversity=diversity)
            == f"diversity is {diversity}. Give a number from 0 to 1."
        )
    assert set(names(await suggested(partners_engine, diversity=1.0))) == set(names(await suggested(partners_engine)))


@pytest.mark.parametrize("first", [0, 101])
def test_suggestions_have_limits(first: int) -> None:
    with pytest.raises(RequestError, match=f"first is {first}. Ask for 1 to 100."):
        validated(ArgumentValues({"first": first}))


async def test_a_limit_is_stated(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, first=1)
    assert found["nodes"] == (await suggested(partners_engine))["nodes"][:1]
    assert found["completeness"]["truncated"]
    assert "Показано лучших предложений: 1." in found["completeness"]["reason"]


async def test_an_organisation_that_has_ended_gets_an_explanation(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, ENDED_ASKER)
    assert (found["nodes"], found["excluded"], found["exclusions"]["totalCount"]) == ([], [], 0)
    assert found["completeness"]["reason"] == (
        "Организация действовала по 30.04.2024 и больше не действует: партнёры ей не предлагаются."
    )


async def test_a_newcomer_gets_suggestions_and_is_told_what_is_missing(partners_engine: Engine) -> None:
    found = await suggested(partners_engine, NEWCOMER)
    assert "partner" in names(found)
    assert "В графе нет партнёрств этой организации" in found["completeness"]["reason"]
    assert not found["completeness"]["complete"]


async def test_without_a_model_the_score_is_no_probability(partners_engine: Engine) -> None:
    found = await suggested(partners_engine)
    assert found["method"]["name"] == "additive partner score"
    assert "Модель партнёрств не обучена" in found["completeness"]["reason"]
    assert all(each["probability"] is None for each in found["nodes"])
    assert found["completeness"]["asOf"] == date.today()


async def test_pages_of_exclusions_contain_every_excluded_organisation_once(partners_engine: Engine) -> None:
    found, after, pages = [], None, 0
    while pages == 0 or after:
        complete = await suggested(partners_engine, page=3, after=after)
        page, pages = complete["exclusions"], pages + 1
        assert page["nodes"] == [{"reason": each["node"]["reason"]} for each in page["edges"]]
        found += [each["node"] for each in page["edges"]]
        after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
    assert pages == 3
    assert found == complete["excluded"]
    assert page["totalCount"] == len(found)


async def test_exclusions_are_counted_by_reason_and_limited_to_one(partners_engine: Engine) -> None:
    complete = await suggested(partners_engine)
    counts = Counter(each["reason"] for each in complete["excluded"])
    by_reason = complete["exclusions"]["byReason"]
    assert {each["reason"]: each["count"] for each in by_reason} == counts
    assert [each["count"] for each in by_reason] == sorted(counts.values(), reverse=True)
    for reason, count in counts.items():
        page = (await suggested(partners_engine, reason=reason))["exclusions"]
        assert page["totalCount"] == count
        assert {each["reason"] for each in page["nodes"]} == {reason}
        assert page["byReason"] == by_reason


@pytest.mark.parametrize(("given", "code"), [({"page": 10_001}, "BAD_PAGE"), ({"after": "x"}, "BAD_CURSOR")])
async def test_invalid_pages_of_exclusions_are_refused(
    partners_engine: Engine, given: dict[str, Any], code: str
) -> None:
    (error,) = (await partners_engine.answer(SUGGESTIONS, {"orgId": ASKER, **given})).body["errors"]
    assert error["extensions"]["code"] == code


async def test_the_operation_of_the_federal_centre_is_answered(partners_engine: Engine) -> None:
    found = (await response_data(partners_engine, operation("federal-center/partners"), {"orgId": ASKER}))[
        "organisation"
    ]
    # schools are local organisations, and the operation asks for regional and municipal ones
    suggestions = {each["organisation"]["id"] for each in found["partnerSuggestions"]["nodes"]}
    assert suggestions == {f"Organisation:{each}" for each in ("former", "peer", "performer")}
    assert found["partners"]["totalCount"] == 2


REGIONAL = Comparison(Organisation.properties()["level"], "eq", Parameter(Level.REGIONAL.value))


def statement(organisation: str, filters: dict[str, Filter]) -> Statement:
    return about(
        Organisation, organisation, column(STATEMENT.body_for(ArgumentValues({})), filters, goal={"practice": "P1"})
    )


def test_values_are_parameters_and_never_part_of_the_text() -> None:
    one, other = (statement(identifier, {"where": REGIONAL}) for identifier in ("Organisation:1", "Organisation:2"))
    assert one.text == other.text
    assert Level.REGIONAL.value not in one.text.replace("SYSTEM_", "")
    assert "P1" not in one.text
    assert one.text != statement("Organisation:1", {}).text
