"""Tests of `brokers`: arguments, pages, and figures compared with the written records of a small graph."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from itertools import permutations
from typing import Any

import networkx
import pytest
import pytest_asyncio

from analysis.vocabulary import LinkKind
from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.terms import BrokerGrouping
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.broker_graph import DAY, ORGANISATIONS, broker_graph, links_of_the_day, organisation, region_of
from tests.resolvers.requesting import response_data
from tests.storing import store

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
BROKERS = """
query ($between: BrokerGrouping!, $through: [LinkKind!], $day: Date, $first: Int, $after: String) {
  brokers(scope: {between: $between, through: $through, asOf: $day}, first: $first, after: $after) {
    nodes {
      organisation { id orgId } coordinator itinerant gatekeeper representative liaison
      betweenGroups total constraint effectiveSize
    }
    edges { cursor node { total } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    totalCount
    mixing { within between eIIndex assortativity }
    method { name version parameters reference }
    completeness { complete truncated reason asOf }
  }
}
"""
MISSING = """
query ($between: BrokerGrouping!, $through: [LinkKind!], $day: Date, $first: Int!, $after: String) {
  brokers(scope: {between: $between, through: $through, asOf: $day}) {
    groupsWithoutLink(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { cursor }
      nodes {
        one { ...group } other { ...group } commonGroups commonPartners
        oneOrganisation { orgId } otherOrganisation { orgId }
      }
    }
  }
}
fragment group on OrganisationGroup { name organisations region { id code } level kind }
"""
ALL: dict[str, Any] = {"through": ["PARTNERSHIP", "PROJECT", "ADOPTION"], "day": DAY.isoformat()}


@pytest_asyncio.fixture(scope="module")
async def graph_engine(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over the graph of brokers."""
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *broker_graph())
    yield Engine(schema(), COMPUTED, database)
    await database.close()


async def error_of(engine: Engine, text: str, given: dict[str, Any]) -> Any:
    """Return the only error of a request for which no statement is sent."""
    sent = engine.database.statements
    (error,) = (await engine.answer(text, given)).body["errors"]
    assert engine.database.statements == sent
    return error


async def brokers(engine: Engine, **given: Any) -> Any:
    return (await response_data(engine, BROKERS, {"between": "REGIONS", **ALL, "first": 1000, **given}))["brokers"]


def written_groups(between: BrokerGrouping) -> dict[str, str]:
    """Return the groups of the organisations that exist on the day."""
    existing = [each for each in map(organisation, ORGANISATIONS) if each.valid_from is None and each.valid_to is None]
    match between:
        case BrokerGrouping.REGIONS:
            return {each.org_id: region_of(each.org_id) for each in existing}
        case BrokerGrouping.LEVELS:
            return {each.org_id: each.level for each in existing}
        case BrokerGrouping.KINDS:
            return {each.org_id: each.kind for each in existing}


def written_network(groups: dict[str, str], kinds: list[str]) -> networkx.DiGraph:
    """Return the network of the day; links of ADOPTION have one direction."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(groups)
    for kind, links in links_of_the_day().items():
        if kind in kinds:
            graph.add_edges_from(links)
            graph.add_edges_from(() if kind is LinkKind.ADOPTION else [each[::-1] for each in links])
    return graph


def role(source: str, broker: str, target: str) -> str:
    if source == target:
        return "coordinator" if broker == source else "itinerant"
    if broker == target:
        return "gatekeeper"
    return "representative" if broker == source else "liaison"


def written_roles(groups: dict[str, str], graph: networkx.DiGraph) -> dict[str, dict[str, int]]:
    """Return the brokerages of each broker by trying all pairs of its partners."""
    counts: dict[str, dict[str, int]] = {}
    for node in graph:
        for one, other in permutations(set(graph.pred[node]) | set(graph.succ[node]), 2):
            if graph.has_edge(one, node) and graph.has_edge(node, other) and not graph.has_edge(one, other):
                own = counts.setdefault(node, dict.fromkeys(ROLES, 0))
                own[role(groups[one], groups[node], groups[other])] += 1
    return counts


@pytest.mark.parametrize("between", BrokerGrouping)
@pytest.mark.parametrize("through", [["PARTNERSHIP", "PROJECT"], ["ADOPTION"], ALL["through"]])
async def test_brokers_are_those_of_the_written_records(
    graph_engine: Engine, between: BrokerGrouping, through: list[str]
) -> None:
    groups = written_groups(between)
    graph = written_network(groups, through)
    expected = written_roles(groups, graph)
    found = await brokers(graph_engine, between=between.value, through=through)
    assert {each["organisation"]["orgId"]: {name: each[name] for name in ROLES} for each in found["nodes"]} == expected
    assert expected
    assert found["totalCount"] == len(expected)
    pairs = graph.to_undirected()
    constraint, size = networkx.constraint(pairs), networkx.effective_size(pairs)
    for each in found["nodes"]:
        name = each["organisation"]["orgId"]
        assert (each["constraint"], each["effectiveSize"]) == pytest.approx((constraint[name], size[name]))
    within = sum(groups[one] == groups[other] for one, other in pairs.edges)
    assert (found["mixing"]["within"], found["mixing"]["between"]) == (within, pairs.number_of_edges() - within)


async def test_the_largest_number_of_brokerages_between_groups_comes_first(graph_engine: Engine) -> None:
    nodes = (await brokers(graph_engine))["nodes"]
    keys = [(-each["betweenGroups"], -each["total"], each["organisation"]["id"]) for each in nodes]
    assert keys == sorted(keys)
    assert nodes[0]["betweenGroups"] > 0


async def test_pages_follow_each_other(graph_engine: Engine) -> None:
    whole, pages, after = await brokers(graph_engine), [], None
    assert len(whole["nodes"]) > 2
    while True:
        page = await brokers(graph_engine, first=2, after=after)
        pages += page["nodes"]
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert pages == whole["nodes"]
    assert [each["node"]["total"] for each in whole["edges"]] == [each["total"] for each in whole["nodes"]]


async def test_a_cursor_is_valid_only_for_its_network(graph_engine: Engine) -> None:
    cursor = (await brokers(graph_engine, first=1))["pageInfo"]["endCursor"]
    for other in ({"between": "LEVELS"}, {"day": "2024-05-02"}, {"through": ["PARTNERSHIP"]}):
        answer = await graph_engine.answer(BROKERS, {"between": "REGIONS", **ALL, **other, "after": cursor})
        assert answer.body["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


async def test_a_complete_network_has_no_gaps(graph_engine: Engine) -> None:
    found = (await brokers(graph_engine))["completeness"]
    assert (found["complete"], found["truncated"], found["asOf"]) == (True, False, DAY)


async def test_links_without_a_first_day_are_noted(graph_engine: Engine) -> None:
    records = sum(map(len, links_of_the_day().values()))
    reason = (await brokers(graph_engine))["completeness"]["reason"]
    assert reason.startswith(f"День начала связи не известен у {records} запис")


async def test_kinds_of_links_that_are_not_stored_are_reported(graph_engine: Engine) -> None:
    found = (await brokers(graph_engine, through=["UNIT"]))["completeness"]
    assert not found["complete"]
    assert "На 01.05.2024 между организациями нет связей запрошенных видов." in found["reason"]
    assert "Связей этих видов в графе нет: одна - структурное подразделение другой." in found["reason"]


async def test_the_method_names_the_network(graph_engine: Engine) -> None:
    method = (await brokers(graph_engine, through=["ADOPTION", "PARTNERSHIP", "ADOPTION"]))["method"]
    assert method["parameters"] == {
        "between": "REGIONS",
        "through": ["PARTNERSHIP", "ADOPTION"],
        "directed": ["ADOPTION"],
    }
    assert "Gould and Fernandez (1989)" in method["reference"]


async def test_links_default_to_partnerships_and_projects_of_today(graph_engine: Engine) -> None:
    answer = await response_data(
        graph_engine, "{ brokers(scope: {between: KINDS}) { method { parameters } completeness { asOf } } }"
    )
    assert answer["brokers"]["method"]["parameters"]["through"] == ["PARTNERSHIP", "PROJECT"]
    assert answer["brokers"]["completeness"]["asOf"] == date.today()


@pytest.mark.parametrize("between", BrokerGrouping)
async def test_groups_without_a_link_are_those_of_the_written_records(
    graph_engine: Engine, between: BrokerGrouping
) -> None:
    groups = written_groups(between)
    graph = written_network(groups, ["PARTNERSHIP"]).to_undirected()
    linked = {frozenset({groups[one], groups[other]}) for one, other in graph.edges}
    expected = {
        pair
        for one in set(groups.values())
        for other in set(groups.values())
        if len(pair := frozenset({one, other})) > 1
    } - linked
    given = {"between": between.value, "through": ["PARTNERSHIP"], "day": DAY.isoformat(), "first": 100}
    found = (await response_data(graph_engine, MISSING, given))["brokers"]["groupsWithoutLink"]
    assert found["totalCount"] == len(expected) == len(found["nodes"])
    key = {BrokerGrouping.REGIONS: "region", BrokerGrouping.LEVELS: "level", BrokerGrouping.KINDS: "kind"}[between]
    for each in found["nodes"]:
        one, other = (each[side][key]["code"] if key == "region" else each[side][key] for side in ("one", "other"))
        assert frozenset({one, other}) in expected
        assert each["one"]["organisations"] == sum(group == one for group in groups.values())
        for side, group in (("oneOrganisation", one), ("otherOrganisation", other)):
            if each[side]:
                assert groups[each[side]["orgId"]] == group
            else:
                assert not any(graph.degree(name) for name in groups if groups[name] == group)
        if each["oneOrganisation"] and each["otherOrganisation"]:
            ends = [set(graph[each[side]["orgId"]]) for side in ("oneOrganisation", "otherOrganisation")]
            assert each["commonPartners"] == len(ends[0] & ends[1])


async def test_pages_of_groups_without_a_link_follow_each_other(graph_engine: Engine) -> None:
    given = {"between": "REGIONS", "through": ["LEARNED_FROM"], "day": DAY.isoformat()}
    whole = (await response_data(graph_engine, MISSING, {**given, "first": 100}))["brokers"]["groupsWithoutLink"]
    page = (await response_data(graph_engine, MISSING, {**given, "first": 1}))["brokers"]["groupsWithoutLink"]
    assert page["pageInfo"]["hasNextPage"]
    after = page["pageInfo"]["endCursor"]
    rest = (await response_data(graph_engine, MISSING, {**given, "first": 100, "after": after}))["brokers"]
    assert page["nodes"] + rest["groupsWithoutLink"]["nodes"] == whole["nodes"]


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (
            {"through": ["PROJECT", "REGION", "BORDER"]},
            "BAD_USER_INPUT",
            "through contains BORDER, REGION. These links join every two organisations of a region or of bordering "
            "regions, which therefore need no broker. "
            "Use UNIT, FOUNDER, PARTNERSHIP, PROJECT, ADOPTION, LEARNED_FROM.",
        ),
        (
            {"through": []},
            "BAD_USER_INPUT",
            "through is empty. Give at least one kind of link, or omit it to use PARTNERSHIP and PROJECT.",
        ),
        ({"first": 10_001}, "BAD_PAGE", "first is 10001. Ask for 0 to 10,000 and continue with the cursor."),
    ],
)
async def test_a_network_that_cannot_be_analysed_is_refused(
    graph_engine: Engine, given: dict[str, Any], code: str, message: str
) -> None:
    error = await error_of(graph_engine, BROKERS, {"between": "REGIONS", **given})
    assert (error["extensions"]["code"], error["message"]) == (code, message)


async def test_too_many_groups_without_a_link_are_refused(graph_engine: Engine) -> None:
    error = await error_of(graph_engine, MISSING, {"between": "REGIONS", "first": 101})
    assert error["message"] == "groupsWithoutLink.first is 101. Ask for 1 to 100."
