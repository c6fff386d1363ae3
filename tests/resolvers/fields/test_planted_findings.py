"""Properties of `findings`: random violations of two regions are found, and a repaired one is no longer found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from resolvers.fields.findings.country import check_country
from tests.resolvers.findings_graph import DAY, PLANTED, PlantedViolation, change, write_clean

# violations within a region; the graph has the same objects in the other region
IN_REGION = [each for each in PLANTED if each.object and each.object.endswith("16")]
OF_COUNTRY = [each for each in PLANTED if each not in IN_REGION]
Found = set[tuple[str, str | None]]


@pytest_asyncio.fixture(scope="module")
async def graph(scratch_connection: Connection) -> AsyncIterator[Database]:
    """Return the database for the graph without violations."""
    database = Database(scratch_connection, deadline=60)
    yield database
    await database.close()


def elsewhere(planted: PlantedViolation) -> PlantedViolation:
    """Return the same violation in the other region."""
    rule, found, text, says = planted
    return PlantedViolation(rule, str(found).replace("16", "72"), text.replace("16", "72"), says)


async def findings_of(graph: Database, planted: list[PlantedViolation]) -> Found:
    """Return the findings of the graph with these violations and no others."""
    await write_clean(graph)
    for each in planted:
        await change(graph, each.change)
    checked = await check_country(graph, date.fromisoformat(DAY))
    return {(each.rule.partition(":")[2], each.object) for each in checked.findings}


@settings(max_examples=6)
@given(st.sampled_from(IN_REGION), st.sampled_from(IN_REGION), st.sampled_from(OF_COUNTRY), st.integers(0, 2))
async def test_random_violations_are_found_and_a_repaired_one_is_not(
    graph: Database, here: PlantedViolation, there: PlantedViolation, country: PlantedViolation, repaired: int
) -> None:
    planted = [here, elsewhere(there), country]
    assert await findings_of(graph, planted) == {(each.rule, each.object) for each in planted}
    del planted[repaired]
    assert await findings_of(graph, planted) == {(each.rule, each.object) for each in planted}
    assert await findings_of(graph, []) == set()
