"""Tests of filters and orders by distance: the answers on the demo country equal those of plain computation."""

from __future__ import annotations

from typing import Any

import pytest
from neo4j import GraphDatabase

from analysis.geography import Place, distance_km
from graph_model.database.connection import Connection
from resolvers.running.engine import Engine
from tests.cases.compiling import statements
from tests.resolvers.requesting import response_data

KAZAN, ANADYR, POLE = Place(55.79, 49.12), Place(64.73, 177.51), Place(90.0, 0.0)
PAGE = """query ($near: NearPlace!, $direction: Direction!, $first: Int, $after: String, $last: Int, $before: String) {
  regions(orderBy: [{near: $near, direction: $direction}],
    first: $first, after: $after, last: $last, before: $before) {
    edges { cursor nearKm node { id location { lat lon } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def given(place: Place) -> dict[str, float]:
    return {"lat": place.lat, "lon": place.lon}


def km(place: Place, node: Any) -> float | None:
    """Return the distance of a node in kilometres, rounded to metres, or None without a position."""
    held = node["location"]
    return None if held is None else round(distance_km(place, Place(held["lat"], held["lon"])) * 1000) / 1000


async def every(engine: Engine, listed: str) -> list[Any]:
    """Return all nodes of a list with their positions."""
    nodes: list[Any] = []
    after = None
    text = f"""query ($after: String) {{ {listed}(first: 2000, after: $after) {{
      nodes {{ id location {{ lat lon }} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
    while True:
        page = (await response_data(engine, text, {"after": after}))[listed]
        nodes += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return nodes


@pytest.mark.parametrize("place", [KAZAN, ANADYR, POLE], ids=["Kazan", "at the meridian of 180 degrees", "pole"])
@pytest.mark.parametrize("radius", [30, 700, 3500])
@pytest.mark.parametrize("listed", ["organisations", "municipalities", "regions"])
async def test_a_circle_contains_what_is_at_most_so_far(
    demo_engine: Engine, listed: str, place: Place, radius: float
) -> None:
    text = f"""query ($near: NearWhere!) {{
      inside: {listed}(where: {{near: $near}}) {{ totalCount }}
      outside: {listed}(where: {{not: {{near: $near}}}}) {{ totalCount }}
    }}"""
    counts = await response_data(demo_engine, text, {"near": {**given(place), "km": radius}})
    nodes = await every(demo_engine, listed)
    distances = [distance for each in nodes if (distance := km(place, each)) is not None]
    inside = sum(each <= radius for each in distances)
    assert counts == {"inside": {"totalCount": inside}, "outside": {"totalCount": len(nodes) - inside}}


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_pages_in_both_directions_are_in_the_order_of_distance(demo_engine: Engine, direction: str) -> None:
    nodes = await every(demo_engine, "regions")
    sign = 1 if direction == "ASC" else -1
    expected = sorted(nodes, key=lambda each: ordered_by(km(KAZAN, each), sign, each["id"]))
    ids = [each["id"] for each in expected]
    forward = await walked(demo_engine, direction, "first", "after", "endCursor", "hasNextPage")
    backward = await walked(demo_engine, direction, "last", "before", "startCursor", "hasPreviousPage")
    assert [edge["node"]["id"] for page in forward for edge in page] == ids
    assert [edge["node"]["id"] for page in reversed(backward) for edge in page] == ids
    assert all(edge["nearKm"] == km(KAZAN, edge["node"]) for page in forward for edge in page)


def ordered_by(distance: float | None, sign: int, identifier: str) -> tuple[bool, float, str]:
    """Return the sort key of a node; a node without a position comes last."""
    return distance is None, sign * (distance or 0), identifier


async def walked(engine: Engine, direction: str, size: str, cursor: str, end: str, more: str) -> list[list[Any]]:
    """Return the edges of all pages, read from one end."""
    pages: list[list[Any]] = []
    at = None
    while True:
        variables = {"near": given(KAZAN), "direction": direction, size: 7, **({cursor: at} if at else {})}
        page = (await response_data(engine, PAGE, variables))["regions"]
        pages.append(page["edges"])
        at = page["pageInfo"][end]
        if not page["pageInfo"][more]:
            return pages


async def test_the_nearest_places_of_a_list_below_a_node_come_first(demo_engine: Engine) -> None:
    text = """query ($near: NearPlace!) { region(code: "16") {
      organisations(first: 2000, orderBy: [{near: $near}, {field: NAME}]) {
        edges { basis nearKm node { name location { lat lon } } }
      }
    } }"""
    edges = (await response_data(demo_engine, text, {"near": given(KAZAN)}))["region"]["organisations"]["edges"]
    assert [each["nearKm"] for each in edges] == [km(KAZAN, each["node"]) for each in edges]
    known = [each["nearKm"] for each in edges if each["nearKm"] is not None]
    assert known == sorted(known)
    assert len(known) > 20


async def test_an_order_without_distance_has_no_distance(demo_engine: Engine) -> None:
    data = await response_data(demo_engine, "{ regions(first: 3, orderBy: {field: NAME}) { edges { nearKm } } }")
    assert data["regions"]["edges"] == [{"nearKm": None}] * 3


NEAREST = """{ organisations(
  first: 5, where: {near: {lat: 55.79, lon: 49.12, km: 5}}, orderBy: {near: {lat: 55.79, lon: 49.12}}
) { nodes { name } } }"""
TOTAL = "{ organisations(where: {near: {lat: 55.79, lon: 49.12, km: 5}}) { totalCount } }"


@pytest.mark.parametrize("text", [NEAREST, TOTAL])
def test_the_point_index_serves_the_circle(demo_connection: Connection, text: str) -> None:
    [(statement, parameters)] = statements(text)
    access = (demo_connection.username, demo_connection.password)
    with GraphDatabase.driver(demo_connection.uri, auth=access) as driver:
        _, summary, _ = driver.execute_query(f"EXPLAIN {statement}", parameters)
    plan = repr(summary.plan)
    assert "POINT INDEX organisations:Organisation(location)" in plan
