"""Tests that the page of a region reads three levels in one request, equal to the graph."""

from typing import Any

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data, some, variables

PAGE = operation("frontend/region-page")

BY_HAND = """
MATCH (region:Region {code: $code})
WITH region, COLLECT {
  MATCH (region)<-[:LOCATED_IN]-(o:Organisation {level: 'REGIONAL'})
  WITH o.kind AS value, count(*) AS count ORDER BY count DESC, value
  RETURN [value, count]
} AS counts
RETURN {
  id: region.id, name: region.name, federalDistrict: region.federalDistrict, population: region.population,
  municipalities: {
    totalCount: COUNT { (region)<-[:IN_REGION]-(:Municipality) },
    nodes: COLLECT {
      MATCH (region)<-[:IN_REGION]-(m:Municipality)
      WITH m ORDER BY coalesce(m.population, -1) DESC, m.id LIMIT 20
      RETURN {
        id: m.id, name: m.name, population: m.population,
        organisations: {
          totalCount: COUNT { (m)<-[:LOCATED_IN]-(:Organisation {level: 'MUNICIPAL'}) },
          nodes: COLLECT {
            MATCH (m)<-[:LOCATED_IN]-(o:Organisation {level: 'MUNICIPAL'})
            WITH o ORDER BY o.id LIMIT 5
            RETURN o {.id, .name, .kind}
          }
        }
      }
    }
  },
  organisations: {
    totalCount: COUNT { (region)<-[:LOCATED_IN]-(:Organisation {level: 'REGIONAL'}) },
    counts: counts,
    nodes: COLLECT {
      MATCH (region)<-[:LOCATED_IN]-(o:Organisation {level: 'REGIONAL'})
      WITH o ORDER BY o.id LIMIT 10
      OPTIONAL MATCH (o)-[:UNIT_OF]->(whole)
      RETURN o {.id, .name, .kind, unitOf: whole {.id, .name}}
    }
  }
} AS page
"""


async def page_of(engine: Engine, code: str) -> dict[str, Any]:
    return dict((await response_data(engine, PAGE, {"code": code}))["region"])


async def test_it_holds_what_a_reader_of_the_page_expects(engine: Engine) -> None:
    page: Any = (await response_data(engine, PAGE, variables("frontend/region-page")))["region"]
    assert (page["id"], page["name"], page["federalDistrict"]) == ("Region:16", "Республика Татарстан", "Приволжский")
    assert page["municipalities"]["nodes"][0]["name"] == "городской округ город Казань"
    populations = [each["population"] for each in page["municipalities"]["nodes"]]
    assert populations == sorted(populations, reverse=True)
    assert len(populations) == 20 < page["municipalities"]["totalCount"] == 45
    kinds = {each["kind"] for each in page["organisations"]["nodes"]}
    assert {"REGIONAL_AUTHORITY", "REGIONAL_INSTITUTE", "CNPPM"} <= kinds
    [centre] = [each for each in page["organisations"]["nodes"] if each["kind"] == "CNPPM"]
    assert centre["unitOf"]["name"] == "Казанский (Приволжский) федеральный университет"
    assert page["practices"] == {"totalCount": 0, "edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}


async def test_its_counts_equal_the_lists_behind_them(engine: Engine) -> None:
    organisations = (await page_of(engine, "16"))["organisations"]
    assert organisations["totalCount"] == len(organisations["nodes"])
    assert sum(each["count"] for each in organisations["facets"]["kind"]) == organisations["totalCount"]
    labels = {each["value"]: each["label"] for each in organisations["facets"]["kind"]}
    assert labels["REGIONAL_INSTITUTE"] == "региональный институт развития образования"


async def test_twenty_regions_are_as_statements_written_by_hand_bring_them(
    engine: Engine, reference_graph: Database
) -> None:
    for code in await some(reference_graph, "MATCH (region:Region) RETURN region.code ORDER BY region.code"):
        page = await page_of(engine, code)
        [[expected]] = await reference_graph.read(BY_HAND, {"code": code})
        counts = page["organisations"].pop("facets")["kind"]
        assert [[each["value"], each["count"]] for each in counts] == expected["organisations"].pop("counts")
        assert {key: page[key] for key in expected} == expected


async def test_a_code_that_no_region_has_finds_nothing(engine: Engine) -> None:
    assert await response_data(engine, PAGE, {"code": "00"}) == {"region": None}
