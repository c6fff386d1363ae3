"""Tests that client caches page through connections of the running service without gaps or repeated rows."""

import json
from pathlib import Path

import pytest

from graph_model.database.driver import Database
from tests.clients.tools import printed_by_node, run

REGIONS = "MATCH (region:Region) RETURN region.id ORDER BY region.{key}"
MUNICIPALITIES = "MATCH (:Region {id: $region})<-[:IN_REGION]-(place:Municipality) RETURN place.id ORDER BY place.id"


async def ids(database: Database, text: str, **parameters: object) -> list[str]:
    return [row[0] for row in await database.read(text, parameters)]


@pytest.fixture(scope="session")
def compiled(project: Path) -> Path:
    """Return the project with Relay's artifacts compiled to JavaScript."""
    ended = run(project, "tsc", "--project", "tsconfig.relay.json")
    assert ended.code == 0, ended.output
    return project


async def test_relay_pages_through_regions_and_their_municipalities(
    compiled: Path, service_address: str, reference_graph: Database
) -> None:
    printed = json.loads(await printed_by_node(compiled, "relay-pages.cjs", f"{service_address}/graphql"))
    assert printed["regions"]["ids"] == await ids(reference_graph, REGIONS.format(key="name"))
    assert printed["regions"]["pages"] == 3
    assert printed["municipalities"]["ids"] == await ids(reference_graph, MUNICIPALITIES, region=printed["region"])
    assert printed["municipalities"]["pages"] > 3


async def test_apollo_pages_through_regions_and_keeps_one_object_for_each_id(
    project: Path, service_address: str, reference_graph: Database
) -> None:
    printed = json.loads(await printed_by_node(project, "apollo-pages.mjs", f"{service_address}/graphql"))
    largest = await ids(reference_graph, REGIONS.format(key="population DESC"))
    assert set(printed["regions"]["ids"]) == set(largest)
    assert len(printed["regions"]["ids"]) == len(largest)
    assert printed["entity"]["name"] == "Москва"
    assert printed["entity"]["population"] > 10_000_000
