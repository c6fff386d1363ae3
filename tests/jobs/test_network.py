"""Tests of the stored analysis of the network: its contents, its replacement, and its interruption."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from analysis.vocabulary import LinkKind
from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import record_change, stored_state
from graph_model.database.driver import Database
from graph_model.terms import BrokerGrouping
from jobs.errors import ChangedMeanwhileError
from jobs.network.analysing import NetworkRequest, NetworkResult, analyse_network
from jobs.network.storing import StoredNetworks, store_networks
from resolvers.fields import COMPUTED
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.running.engine import Engine
from resolvers.running.shared_reading import read_shared
from schema.build import schema
from tests.graph_database import graph_digest, one
from tests.resolvers.broker_graph import DAY, broker_graph, links_of_the_day
from tests.resolvers.requesting import response_data
from tests.storing import store

REQUEST = NetworkRequest(tuple(BrokerGrouping), (LinkKind.PARTNERSHIP, LinkKind.PROJECT), DAY, seed=1)
FIGURES = "constraint effectiveSize coordinator itinerant gatekeeper representative liaison betweenGroups"
ANALYSES = """
{ networkAnalyses(orderBy: [{field: SCOPE}]) { nodes {
  scope between through asOf dataVersion organisations isolated linksWithin linksBetween eIIndex modularity
  brokers groupsWithoutLink components largestComponent communities
  sources { sourceId }
  positions(first: 100) { totalCount nodes { degree component community organisation { orgId } } }
} } }
"""
POSITIONS = f"""
{{ organisations(first: 100) {{ nodes {{
  orgId networkPositions {{ nodes {{ {FIGURES} analysis {{ between }} }} }}
}} }} }}
"""
BROKERS = f"""
query ($between: BrokerGrouping!, $day: Date!) {{
  brokers(scope: {{between: $between, asOf: $day}}, first: 1000) {{ nodes {{ organisation {{ orgId }} {FIGURES} }} }}
}}
"""
COUNTS = """
MATCH (analysis:NetworkAnalysis) RETURN analysis.code, analysis.current, toString(analysis.asOf),
  COUNT { (analysis)<-[:FOUND_BY]-(:NetworkPosition) } ORDER BY analysis.code
"""
# organisations with a partnership or a common project
LINKED = len({end for kind in REQUEST.through for ends in links_of_the_day()[kind] for end in ends})


class InterruptedRunError(Exception):
    """An interruption of a run."""


async def results(database: Database, request: NetworkRequest = REQUEST) -> tuple[list[NetworkResult], int]:
    """Return the results of the stored graph, and the version of its data."""
    version = (await stored_state(database)).data_version
    return analyse_network(await read_shared(database, COUNTRY_LINKS), request), version


async def stored(database: Database, request: NetworkRequest = REQUEST) -> StoredNetworks:
    """Analyse the graph and store the results in pages of three positions."""
    return await store_networks(database, *(await results(database, request)), size=3)


@pytest_asyncio.fixture
async def graph(scratch: Database) -> Database:
    """Return the writable database with the graph of brokers."""
    await store(scratch, *broker_graph())
    return scratch


def engine(database: Database) -> Engine:
    return Engine(schema(), COMPUTED, database)


async def answer(database: Database, text: str, **given: Any) -> Any:
    return await response_data(engine(database), text, given)


async def test_positions_have_the_figures_of_brokers_of_the_same_day(graph: Database) -> None:
    assert await stored(graph) == StoredNetworks(3 * LINKED, 0)
    nodes = (await answer(graph, POSITIONS))["organisations"]["nodes"]
    assert {len(each["networkPositions"]["nodes"]) for each in nodes} == {0, 3}
    for between in BrokerGrouping:
        positions = {
            each["orgId"]: {name: position[name] for name in FIGURES.split()}
            for each in nodes
            for position in each["networkPositions"]["nodes"]
            if position["analysis"]["between"] == between.value
        }
        found = (await answer(graph, BROKERS, between=between.value, day=DAY.isoformat()))["brokers"]["nodes"]
        assert found
        brokers = {each["organisation"]["orgId"]: {name: each[name] for name in FIGURES.split()} for each in found}
        assert brokers == {name: positions[name] for name in brokers}
        roles = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
        assert not any(positions[name][each] for name in positions.keys() - brokers.keys() for each in roles)


async def test_an_analysis_describes_its_network(graph: Database) -> None:
    await stored(graph)
    nodes = (await answer(graph, ANALYSES))["networkAnalyses"]["nodes"]
    assert [each["scope"] for each in nodes] == [
        f"{each}/PARTNERSHIP+PROJECT" for each in ("KINDS", "LEVELS", "REGIONS")
    ]
    links = {frozenset(ends) for kind in REQUEST.through for ends in links_of_the_day()[kind]}
    for each in nodes:
        assert each["through"] == ["PARTNERSHIP", "PROJECT"]
        assert each["asOf"] == DAY.isoformat()
        assert (each["organisations"], each["isolated"]) == (14, 14 - LINKED)
        assert each["linksWithin"] + each["linksBetween"] == len(links)
        assert each["sources"] == [{"sourceId": "computed-network"}]
        positions = each["positions"]["nodes"]
        assert each["positions"]["totalCount"] == LINKED
        for position in positions:
            name = position["organisation"]["orgId"]
            assert position["degree"] == sum(name in pair for pair in links)
        assert len({position["community"] for position in positions}) == each["communities"]
        assert sum(position["component"] == 0 for position in positions) == each["largestComponent"]
    assert await inconsistencies(graph) == ()


async def test_storing_again_without_a_change_of_the_data_changes_nothing(graph: Database) -> None:
    await stored(graph)
    version, digest = (await stored_state(graph)).data_version, await graph_digest(graph)
    assert await stored(graph) == StoredNetworks(0, 0)
    assert (await stored_state(graph)).data_version == version
    assert await graph_digest(graph) == digest
    (each, *_) = (await answer(graph, ANALYSES))["networkAnalyses"]["nodes"]
    assert each["dataVersion"] == version


async def test_a_new_run_replaces_the_earlier_one_of_the_same_scope(graph: Database) -> None:
    await stored(graph)
    other = replace(REQUEST, through=(LinkKind.ADOPTION,), between=(BrokerGrouping.REGIONS,))
    await stored(graph, other)
    later = replace(REQUEST, day=DAY + timedelta(days=1))
    found = await stored(graph, later)
    assert found.removed == 3 * LINKED
    codes = await graph.read(COUNTS, {})
    assert [[code, current, day] for code, current, day, _ in codes] == [
        ["KINDS/PARTNERSHIP+PROJECT/b", True, "2024-05-02"],
        ["LEVELS/PARTNERSHIP+PROJECT/b", True, "2024-05-02"],
        ["REGIONS/ADOPTION/a", True, "2024-05-01"],
        ["REGIONS/PARTNERSHIP+PROJECT/b", True, "2024-05-02"],
    ]
    assert sum(count for *_, count in codes) == await one(graph, "MATCH (n:NetworkPosition) RETURN count(n)")
    assert await stored(graph, later) == StoredNetworks(0, 0)
    assert await inconsistencies(graph) == ()


async def test_a_change_of_the_data_makes_a_result_to_be_stored_again(graph: Database) -> None:
    await stored(graph)
    await graph.write(record_change)
    assert (await stored(graph)).written == 3 * LINKED
    assert await stored(graph) == StoredNetworks(0, 0)


@pytest.mark.parametrize("pages", [1, 4])
async def test_readers_see_the_earlier_result_until_the_new_one_is_complete(graph: Database, pages: int) -> None:
    await stored(graph)
    before = await visible(graph)
    later = replace(REQUEST, day=DAY + timedelta(days=1))

    def interrupt(step: str, done: int, total: int) -> None:
        del step, total
        if done >= 3 * pages:
            raise InterruptedRunError

    with pytest.raises(InterruptedRunError):
        await store_networks(graph, *(await results(graph, later)), interrupt, size=3)
    assert len(await graph.read(COUNTS, {})) == 6
    assert await visible(graph) == before
    assert (await stored(graph, later)).removed > 3 * LINKED
    assert {day for _, _, day, _ in await graph.read(COUNTS, {})} == {"2024-05-02"}
    assert len(await graph.read(COUNTS, {})) == 3


async def test_an_interrupted_first_run_stores_nothing_that_is_visible(graph: Database) -> None:
    def interrupt(step: str, done: int, total: int) -> None:
        raise InterruptedRunError

    with pytest.raises(InterruptedRunError):
        await store_networks(graph, *(await results(graph)), interrupt, size=3)
    assert await visible(graph) == []
    assert await stored(graph) == StoredNetworks(3 * LINKED, 3)


async def test_a_change_by_another_process_ends_the_run(graph: Database) -> None:
    found, version = await results(graph)
    await graph.write(record_change)
    with pytest.raises(ChangedMeanwhileError, match="Run the analysis again"):
        await store_networks(graph, found, version, size=3)
    assert await visible(graph) == []


async def test_results_of_generated_records_are_marked(graph: Database) -> None:
    await stored(graph)
    assert await one(graph, "MATCH (n:NetworkAnalysis|NetworkPosition) RETURN collect(DISTINCT n.synthetic)") == [False]
    await graph.define("MATCH (:Organisation)-[link:PARTNER_OF]->() WITH link LIMIT 1 SET link.synthetic = true")
    await graph.write(record_change)
    await stored(graph)
    assert await one(graph, "MATCH (n:NetworkAnalysis|NetworkPosition) RETURN collect(DISTINCT n.synthetic)") == [True]


async def test_the_communities_of_groupings_with_the_same_links_are_the_same(graph: Database) -> None:
    found, _ = await results(graph)
    assert len({id(each.division) for each in found}) == 1


async def visible(database: Database) -> list[Any]:
    """Return the scope, the day and the number of positions of each visible analysis."""
    nodes = (await answer(database, ANALYSES))["networkAnalyses"]["nodes"]
    positions = (await answer(database, POSITIONS))["organisations"]["nodes"]
    count = sum(len(each["networkPositions"]["nodes"]) for each in positions)
    assert count == sum(each["positions"]["totalCount"] for each in nodes)
    return [(each["scope"], each["asOf"], each["positions"]["totalCount"]) for each in nodes]
