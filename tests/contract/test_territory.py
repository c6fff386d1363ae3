"""Tests of the page of a region, its organisations, partners and paths."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data, some, variables

PAGE = """
MATCH (region:Region {code: $code})
WITH region,
  COUNT { (region)<-[:IN_REGION]-(:Municipality) } AS municipalities,
  COLLECT {
    MATCH (region)<-[:IN_REGION]-(place:Municipality)
    WITH place ORDER BY place.population IS NULL, place.population DESC, place.id LIMIT 20
    WITH place, COUNT { (place)<-[:LOCATED_IN]-(:Organisation {level: 'MUNICIPAL'}) } AS total, COLLECT {
      MATCH (place)<-[:LOCATED_IN]-(each:Organisation {level: 'MUNICIPAL'}) RETURN each.id ORDER BY each.id LIMIT 5
    } AS first
    RETURN [place.id, place.population, total, first]
  } AS places,
  COUNT { (region)<-[:LOCATED_IN]-(:Organisation {level: 'REGIONAL'}) } AS organisations,
  COLLECT {
    MATCH (region)<-[:LOCATED_IN]-(each:Organisation {level: 'REGIONAL'})
    WITH each.kind AS kind, count(*) AS times ORDER BY times DESC, kind RETURN [kind, times]
  } AS kinds,
  COUNT { (region)<-[:LOCATED_IN]-(:Organisation)<-[:AUTHORED_BY]-(:Practice) } AS practices,
  COLLECT {
    MATCH (region)<-[:LOCATED_IN]-(author:Organisation)<-[:AUTHORED_BY]-(practice:Practice)
    WITH practice, author ORDER BY practice.publishedOn IS NULL, practice.publishedOn DESC, practice.id LIMIT 5
    RETURN [practice.id, toString(practice.publishedOn), author.id]
  } AS latest
RETURN region {.name, .federalDistrict, .population}, municipalities, places, organisations, kinds, practices, latest
"""
PARTNERS = """
MATCH (one:Organisation {orgId: $orgId})-[link:PARTNER_OF]-(other:Organisation)
RETURN other.id, toString(link.since), link.basis, coalesce(link.until >= date(), true) AS today
ORDER BY other.id, link.toldApart
"""
ENDS = """
MATCH (a:Organisation)-[:PARTNER_OF]-(:Organisation)-[:PARTNER_OF]-(b:Organisation) WHERE a.id < b.id
WITH DISTINCT a, b RETURN [a.id, b.id] ORDER BY a.id, b.id
"""
SHORTEST = """
MATCH (a:Organisation {id: $from}), (b:Organisation {id: $to})
MATCH path = shortestPath((a)-[:PARTNER_OF|UNIT_OF*..6]-(b))
WHERE all(link IN relationships(path) WHERE (link.until IS NULL OR link.until >= date())
  AND (link.since IS NULL OR link.since <= date()))
RETURN length(path)
"""


def of_place(each: dict[str, Any]) -> list[Any]:
    organisations = each["organisations"]
    return [each["id"], each["population"], organisations["totalCount"], [one["id"] for one in organisations["nodes"]]]


async def test_the_page_of_a_region_is_what_is_stored(demo_engine: Engine, demo_graph: Database) -> None:
    codes = await some(demo_graph, "MATCH (r:Region) RETURN r.code ORDER BY r.code")
    for code in ["16", "72", "75", *codes]:
        [[stored, municipalities, places, organisations, kinds, practices, latest]] = await demo_graph.read(
            PAGE, {"code": code}
        )
        page = (await response_data(demo_engine, operation("frontend/region-page"), {"code": code}))["region"]
        assert (page["name"], page["federalDistrict"], page["population"]) == (
            stored["name"],
            stored["federalDistrict"],
            stored["population"],
        )
        assert page["municipalities"]["totalCount"] == municipalities
        assert [of_place(each) for each in page["municipalities"]["nodes"]] == places
        assert page["organisations"]["totalCount"] == organisations
        assert [[each["value"], each["count"]] for each in page["organisations"]["facets"]["kind"]] == kinds
        assert page["practices"]["totalCount"] == practices
        shown = [edge["node"] for edge in page["practices"]["edges"]]
        assert [[each["id"], each["publishedOn"], each["author"]["id"]] for each in shown] == latest


async def test_the_page_of_the_example_has_three_levels(demo_engine: Engine) -> None:
    page = (await response_data(demo_engine, operation("frontend/region-page"), variables("frontend/region-page")))[
        "region"
    ]
    assert page["practices"]["totalCount"] > 5
    assert page["practices"]["pageInfo"]["hasNextPage"]
    assert all(each["organisations"]["totalCount"] for each in page["municipalities"]["nodes"])


async def test_partners_are_those_that_are_stored_and_none_is_suggested(
    demo_engine: Engine, demo_graph: Database
) -> None:
    text = "MATCH (o:Organisation)-[:PARTNER_OF]-() WITH DISTINCT o RETURN o.orgId ORDER BY o.orgId"
    for key in [variables("federal-center/partners")["orgId"], *await some(demo_graph, text)]:
        stored = await demo_graph.read(PARTNERS, {"orgId": key})
        one = (await response_data(demo_engine, operation("federal-center/partners"), {"orgId": key}))["organisation"]
        assert one["partners"]["totalCount"] == len(stored)
        shown = [[each["node"]["id"], each["since"], each["basis"]] for each in one["partners"]["edges"]]
        assert shown == [row[:3] for row in stored[:5]]
        suggested = {each["organisation"]["id"] for each in one["partnerSuggestions"]["nodes"]}
        assert suggested.isdisjoint({identifier for identifier, *_, today in stored if today})
        for each in one["partnerSuggestions"]["nodes"]:
            assert abs(each["score"] - sum(reason["contribution"] for reason in each["reasons"])) < 1e-9


async def test_the_shortest_paths_are_as_long_as_the_database_finds(demo_engine: Engine, demo_graph: Database) -> None:
    query = operation("research/paths").replace("[PARTNERSHIP, PROJECT, ADOPTION, UNIT]", "[PARTNERSHIP, UNIT]")
    for start, end in await some(demo_graph, ENDS):
        sent = {"from": start, "to": end}
        shortest = [length for (length,) in await demo_graph.read(SHORTEST, sent)]
        paths = (await response_data(demo_engine, query, sent))["paths"]["paths"]
        assert [each["length"] for each in paths[:1]] == shortest
        assert [each["length"] for each in paths] == sorted(each["length"] for each in paths)


async def test_each_link_of_a_path_names_its_kind_and_its_record(demo_engine: Engine, demo_graph: Database) -> None:
    links: list[tuple[str, bool]] = []
    for start, end in await some(demo_graph, ENDS):
        found = (await response_data(demo_engine, operation("research/paths"), {"from": start, "to": end}))["paths"]
        for path in found["paths"]:
            ids = [each["id"] for each in path["nodes"]]
            assert (ids[0], ids[-1], len(ids)) == (start, end, path["length"] + 1)
            assert len(set(ids)) == len(ids)
            for (one, other), link in zip(pairwise(ids), path["links"], strict=True):
                assert one != other
                links.append((link["kind"], link["record"] is not None))
    assert {"PARTNERSHIP", "PROJECT"} <= {kind for kind, _ in links}
    # a few relations of the demo intentionally have no source
    assert sum(known for _, known in links) > 0.8 * len(links)
