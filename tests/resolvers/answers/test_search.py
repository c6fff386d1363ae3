"""Tests of the common search: word forms, one typo, several kinds, best hits first."""

from __future__ import annotations

import random
from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.naive.search import found_by
from tests.resolvers.requesting import operation, response_data, some, variables

SEARCH = operation("frontend/search")
NAMED = """query ($text: String!, $kinds: [SearchKind!]) {
  search(text: $text, kinds: $kinds, first: 1000) { totalCount nodes { ... on Node { id } } }
}"""
PAGED = """query ($first: Int, $after: String) {
  search(text: "институт", first: $first, after: $after) {
    totalCount edges { cursor node { ... on Node { id } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


async def hits(engine: Engine, text: str) -> list[dict[str, Any]]:
    return list((await response_data(engine, SEARCH, {"text": text, "first": 50}))["search"]["edges"])


async def ids(engine: Engine, text: str, kinds: list[str] | None = None) -> list[str]:
    found = (await response_data(engine, NAMED, {"text": text, "kinds": kinds}))["search"]
    assert found["totalCount"] == len(found["nodes"])
    return [each["id"] for each in found["nodes"]]


async def test_a_misspelt_theme_is_found_first(engine: Engine) -> None:
    found = (await response_data(engine, SEARCH, variables("frontend/search")))["search"]
    best = {(each["node"]["__typename"], each["node"]["name"]) for each in found["edges"][:2]}
    assert best == {(kind, "Функциональная грамотность") for kind in ("Theme", "Competence")}
    assert found["totalCount"] == len(found["edges"])


async def test_kinds_are_mixed_and_each_comes_with_what_was_asked_of_it(engine: Engine) -> None:
    found = {each["node"]["__typename"]: each["node"] for each in await hits(engine, "Казань")}
    assert {"Municipality", "Organisation", "Region"} <= set(found)
    assert found["Municipality"]["region"]["name"] == found["Organisation"]["region"]["name"] == "Республика Татарстан"
    assert found["Region"] == {"__typename": "Region"}


async def test_the_best_come_first_and_ties_by_id(engine: Engine) -> None:
    found = await response_data(
        engine,
        '{ search(text: "институт развития образования", first: 60) { edges { score node { ... on Node { id } } } } }',
    )
    places = [(-each["score"], each["node"]["id"]) for each in found["search"]["edges"]]
    assert places == sorted(places)
    assert len(places) > 40


@pytest.mark.parametrize(
    "text", ["функциональной грамотностью", "ФУНКЦИОНАЛЬНЫЕ ГРАМОТНОСТИ", "грамотность функциональная"]
)
async def test_forms_of_words_find_the_same(engine: Engine, text: str) -> None:
    assert await ids(engine, text) == await ids(engine, "Функциональная грамотность")


@pytest.mark.parametrize("text", ["казнь", "кказань", "казанб", "акзань"])
async def test_one_letter_left_out_added_changed_or_swapped_is_forgiven(engine: Engine, text: str) -> None:
    assert "Municipality:354" in await ids(engine, text)


async def test_the_beginning_of_a_word_finds_it(engine: Engine) -> None:
    assert "Municipality:354" in await ids(engine, "каз")
    assert "Region:72" in await ids(engine, "тюм")


async def test_whole_words_come_before_beginnings_and_these_before_typos(engine: Engine) -> None:
    for text in ("казан", "казань"):
        assert (await ids(engine, text))[0] == "Municipality:354"
    found = await hits(engine, "институт")
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)


async def test_two_typos_in_a_word_are_too_many(engine: Engine) -> None:
    assert "Region:16" not in await ids(engine, "тотарстон")


@pytest.mark.parametrize(("one", "other"), [("Орёл", "орел"), ("ещё раз Орёл", "еще раз орел")])
async def test_yo_and_ye_are_one_letter(engine: Engine, one: str, other: str) -> None:
    assert await ids(engine, one) == await ids(engine, other)


@pytest.mark.parametrize("text", ["", "   ", "!!!", '"', "*:*", "—", "\u0000"])
async def test_without_a_word_that_counts_nothing_is_found(engine: Engine, text: str) -> None:
    assert await ids(engine, text) == []


@pytest.mark.parametrize(
    "text", ["Казань AND", "searchText:казань", "казан*", "(казань", "казань~2", "казань^4", "[a TO b]"]
)
async def test_what_lucene_would_read_as_its_language_is_plain_text(engine: Engine, text: str) -> None:
    assert await ids(engine, text) == await ids(engine, "".join(each if each.isalnum() else " " for each in text))


async def test_every_word_must_be_there(engine: Engine) -> None:
    both, one = await ids(engine, "Казань университет"), await ids(engine, "Казань")
    assert 0 < len(both) < len(one)
    assert set(both) < set(one)


async def test_the_kinds_asked_for_are_found_and_no_others(engine: Engine) -> None:
    every = await ids(engine, "Казань")
    for kind in ("REGION", "ORGANISATION", "MUNICIPALITY", "THEME"):
        expected = [each for each in every if each.upper().startswith(f"{kind}:")]
        assert await ids(engine, "Казань", [kind]) == expected
    assert await ids(engine, "Казань", ["REGION", "MUNICIPALITY", "ORGANISATION"]) == every
    assert await ids(engine, "Казань", []) == []


async def test_hits_beyond_the_kinds_asked_for_take_no_places(engine: Engine) -> None:
    assert len(await ids(engine, "образование", ["REGION"])) == 0
    assert len(await ids(engine, "город", ["MUNICIPALITY"])) > 500


async def page(engine: Engine, first: int, after: str | None = None) -> dict[str, Any]:
    return dict((await response_data(engine, PAGED, {"first": first, "after": after}))["search"])


async def test_pages_meet_every_hit_once(engine: Engine) -> None:
    pages = [await page(engine, 7)]
    while pages[-1]["pageInfo"]["hasNextPage"]:
        pages.append(await page(engine, 7, pages[-1]["pageInfo"]["endCursor"]))
    walked = [each["node"]["id"] for page in pages for each in page["edges"]]
    assert walked == await ids(engine, "институт")
    assert {page["totalCount"] for page in pages} == {len(walked)}
    assert [page["pageInfo"]["hasPreviousPage"] for page in pages] == [False] + [True] * (len(pages) - 1)
    assert all(page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"] for page in pages)


async def test_every_hit_can_be_gone_on_from(engine: Engine) -> None:
    first, second = (await page(engine, 2))["edges"]
    following = await page(engine, 1, first["cursor"])
    assert following["edges"] == [second]


async def test_a_page_of_nothing_tells_that_there_is_something(engine: Engine) -> None:
    found = await response_data(
        engine, '{ search(text: "Казань", first: 0) { nodes { __typename } pageInfo { hasNextPage endCursor } } }'
    )
    assert found == {"search": {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": None}}}


@pytest.mark.parametrize("misspelt", [False, True], ids=["as they are written", "with a typo"])
async def test_twenty_names_find_what_a_plain_comparison_of_stems_finds(
    engine: Engine, reference_graph: Database, misspelt: bool
) -> None:
    rows = await reference_graph.read(
        "MATCH (node) WHERE node.searchText IS NOT NULL RETURN node.id, node.searchText", {}
    )
    # stems are marked by a prefix and are not words
    stored = {identifier: text.partition(" _")[0] for identifier, text in rows}
    names = "MATCH (node:Organisation|Region|Municipality|Theme|Competence) RETURN node.name ORDER BY node.id"
    for name in await some(reference_graph, names):
        text = with_a_typo(name) if misspelt else name
        assert set(await ids(engine, text)) == found_by(stored, text), text


def with_a_typo(name: str) -> str:
    """Return the name with two neighbouring letters of its longest word swapped."""
    longest = max(name.split(), key=len)
    place = random.Random(name).randrange(len(longest) - 1)
    swapped = longest[:place] + longest[place + 1] + longest[place] + longest[place + 2 :]
    return name.replace(longest, swapped)
