"""Tests of the operations of portals: catalogue of practices, page of a practice, refetching, search."""

from __future__ import annotations

import random
from typing import Any

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data, some, variables

PRACTICE = """
MATCH (practice:Practice {code: $code})
RETURN practice {.title, .summary, .stage, .evidence, publishedOn: toString(practice.publishedOn),
  author: [(practice)-[:AUTHORED_BY]->(author:Organisation) | author.id],
  competences: COUNT { (practice)-[:ADDRESSES]->(:Competence) },
  reviews: COLLECT {
    MATCH (practice)<-[:OF]-(review:Review) OPTIONAL MATCH (review)-[:BY]->(by:Organisation)
    RETURN [review.id, review.verdict, toString(review.reviewedOn), by.id] ORDER BY review.id LIMIT 5
  },
  total: COUNT { (practice)<-[:OF]-(:Adoption) },
  adoptions: COLLECT {
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(by:Organisation)-[:LOCATED_IN]->(region:Region)
    WITH adoption, by, region, [(by)-[:LOCATED_IN]->(place:Municipality) | place.id] AS places,
      COLLECT {
        MATCH (adoption)-[:LEARNED_THROUGH]->(source:LearningSource)
        OPTIONAL MATCH (source)-[:LEARNED_FROM]->(earlier:Adoption)-[:BY]->(teacher:Organisation)
        RETURN [source.certainty, earlier.id, teacher.id] ORDER BY source.id
      } AS sources
    RETURN [adoption.id, toString(adoption.startedOn), adoption.stage, by.id, by.location.latitude, region.code,
      head(places), sources]
    ORDER BY adoption.startedOn, adoption.id LIMIT 50
  }}
"""
LISTED = """
MATCH (theme:Theme)<-[:ABOUT]-(practice:Practice)-[:AUTHORED_BY]->(author:Organisation)-[:LOCATED_IN]->(region:Region)
WHERE theme.code IN $themes AND region.code IN $regions
RETURN DISTINCT practice.code, practice.title, practice.id ORDER BY practice.title, practice.id
"""
THEMES = """
MATCH (wanted:Theme)<-[:ABOUT]-(practice:Practice)-[:AUTHORED_BY]->(:Organisation)-[:LOCATED_IN]->(region:Region)
WHERE wanted.code IN $themes AND region.code IN $regions
WITH DISTINCT practice MATCH (practice)-[:ABOUT]->(theme:Theme)
RETURN theme.code, theme.name, count(*) AS times ORDER BY times DESC, theme.code
"""


LISTS = """{
  practices(first: 200) { nodes { __typename id title } }
  regions(first: 89) { nodes { __typename id name code } }
  organisations(first: 200) { nodes { __typename id name kind } }
}"""


def of_adoption(each: dict[str, Any]) -> list[Any]:
    by, place = each["organisation"], each["organisation"]["municipality"]
    sources = [
        [source["certainty"], source["adoption"] and source["adoption"]["id"], teacher_of(source)]
        for source in each["learnedFrom"]
    ]
    lat = by["location"] and by["location"]["lat"]
    return [
        each["id"],
        each["startedOn"],
        each["stage"],
        by["id"],
        lat,
        by["region"]["code"],
        place and place["id"],
        sources,
    ]


def teacher_of(source: dict[str, Any]) -> Any:
    return source["adoption"] and source["adoption"]["organisation"]["id"]


async def test_the_page_of_a_practice_is_what_is_stored(demo_engine: Engine, demo_graph: Database) -> None:
    codes = await some(demo_graph, "MATCH (p:Practice) RETURN p.code ORDER BY p.code")
    for code in [variables("frontend/practice-page")["code"], *codes]:
        [[stored]] = await demo_graph.read(PRACTICE, {"code": code})
        page = (await response_data(demo_engine, operation("frontend/practice-page"), {"code": code}))["practice"]
        plain = ("title", "summary", "stage", "evidence", "publishedOn")
        assert {name: page[name] for name in plain} == {name: stored[name] for name in plain}
        assert [page["author"]["id"]] == stored["author"]
        assert len(page["competences"]["nodes"]) == min(10, stored["competences"])
        reviews = [
            [each["id"], each["verdict"], each["reviewedOn"], each["organisation"] and each["organisation"]["id"]]
            for each in page["reviews"]["nodes"]
        ]
        assert reviews == stored["reviews"]
        assert page["adoptions"]["totalCount"] == stored["total"]
        assert [of_adoption(each) for each in page["adoptions"]["nodes"]] == stored["adoptions"]


async def test_the_page_of_the_example_has_an_answer_to_everything(demo_engine: Engine) -> None:
    page = (await response_data(demo_engine, operation("frontend/practice-page"), variables("frontend/practice-page")))[
        "practice"
    ]
    assert all(page[name] for name in ("title", "summary", "publishedOn", "author"))
    assert page["competences"]["nodes"]
    assert page["reviews"]["nodes"]
    adoptions = page["adoptions"]["nodes"]
    assert len(adoptions) > 5
    assert {each["certainty"] for one in adoptions for each in one["learnedFrom"]} >= {"DECLARED", "UNKNOWN"}
    assert any(each["organisation"]["location"] for each in adoptions)


async def test_the_catalogue_is_paged_without_a_gap_or_a_repeat(demo_engine: Engine, demo_graph: Database) -> None:
    drawn = random.Random(20)
    themes = [f"TH{number:02}" for number in range(1, 19)]
    choices = [(drawn.sample(themes, 2), drawn.sample(["16", "72", "75", "77", "66"], 3)) for _ in range(20)]
    for chosen, regions in [(["TH01", "TH05"], ["16", "77", "66"]), *choices]:
        where = {"themes": {"some": {"code": {"in": chosen}}}, "author": {"region": {"code": {"in": regions}}}}
        given = {"themes": chosen, "regions": regions}
        stored = [code for code, _, _ in await demo_graph.read(LISTED, given)]
        codes, after = [], None
        while True:
            sent = {"first": 25, "after": after, "where": where}
            page = (await response_data(demo_engine, operation("frontend/practice-list"), sent))["practices"]
            codes += [edge["node"]["code"] for edge in page["edges"]]
            assert page["totalCount"] == len(stored)
            counts = [[each["value"], each["label"], each["count"]] for each in page["facets"]["theme"]]
            assert counts == await demo_graph.read(THEMES, given)
            assert sum(each["count"] for each in page["facets"]["evidence"]) == len(stored)
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        assert codes == stored


async def test_the_example_of_the_catalogue_is_not_empty(demo_engine: Engine) -> None:
    given = variables("frontend/practice-list")
    page = (await response_data(demo_engine, operation("frontend/practice-list"), given))["practices"]
    assert page["totalCount"] > 3
    assert all(each["node"]["author"]["region"] for each in page["edges"])


async def test_a_node_fetched_again_is_the_one_of_the_list(demo_engine: Engine, demo_graph: Database) -> None:
    answer = await response_data(demo_engine, LISTS)
    nodes = [each for connection in answer.values() for each in connection["nodes"]]
    for node in random.Random(20).sample(nodes, 20):
        assert (await response_data(demo_engine, operation("frontend/refetch"), {"id": node["id"]}))["node"] == node
    for identifier in await some(
        demo_graph, "MATCH (n) WHERE NOT n:DataState AND NOT n:Identity RETURN n.id ORDER BY n.id", 60
    ):
        assert (await response_data(demo_engine, operation("frontend/refetch"), {"id": identifier}))["node"][
            "id"
        ] == identifier


async def test_one_search_box_finds_several_kinds_with_a_typo(demo_engine: Engine) -> None:
    found = (
        await response_data(demo_engine, operation("frontend/search"), {**variables("frontend/search"), "first": 100})
    )["search"]
    assert {"Practice", "Program", "Theme"} <= {edge["node"]["__typename"] for edge in found["edges"]}
    assert found["totalCount"] >= len(found["edges"]) > 20
    scores = [edge["score"] for edge in found["edges"]]
    assert scores == sorted(scores, reverse=True)


async def test_whatever_is_searched_is_found_by_its_own_words(demo_engine: Engine, demo_graph: Database) -> None:
    text = (
        "MATCH (n) WHERE n.searchKind IN ['practice', 'program', 'event', 'networkproject', 'document', 'internship', "
        "'researchproject', 'diagnostic', 'digitalresource', 'managementteam', 'expertgroup'] "
        "RETURN [n.id, n.title, n.name, labels(n)[0]] ORDER BY n.id"
    )
    for identifier, title, name, kind in await some(demo_graph, text, 40):
        sent = {"text": title or name, "kinds": [snake(kind)]}
        query = "query ($text: String!, $kinds: [SearchKind!]) { search(text: $text, kinds: $kinds, first: 2000) "
        found = (await response_data(demo_engine, query + "{ nodes { ... on Node { id } } } }", sent))["search"][
            "nodes"
        ]
        assert identifier in {each["id"] for each in found}, title or name


def snake(kind: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() and place else letter for place, letter in enumerate(kind)).upper()
