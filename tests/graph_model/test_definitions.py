"""Tests that constraints and indexes are derived from the declarations."""

from graph_model.database.definitions import SEARCH_INDEX, define, definitions, missing_definitions
from graph_model.database.driver import Database
from graph_model.declarations import kinds
from tests.graph_database import one

TEXTS = {each.name: each.text for each in definitions()}


def test_every_kind_has_a_unique_id_and_a_unique_key() -> None:
    for label, kind in kinds().items():
        assert f"unique_{label}_id" in TEXTS
        assert f"unique_{label}_{kind.key_property().column}" in TEXTS


def test_a_name_that_reads_another_property_makes_no_constraint() -> None:
    assert "unique_Municipality_code" not in TEXTS
    assert "unique_Municipality_oktmo" in TEXTS


def test_an_indexed_property_has_a_range_index_and_a_location_a_point_index() -> None:
    assert TEXTS["range_Organisation_kind"] == (
        "CREATE INDEX range_Organisation_kind IF NOT EXISTS FOR (node:Organisation) ON (node.kind)"
    )
    assert TEXTS["point_Municipality_location"].startswith("CREATE POINT INDEX")


def test_one_full_text_index_covers_the_kinds_that_are_searched_and_no_others() -> None:
    [search, _] = [each for each in definitions() if "FULLTEXT" in each.text]
    assert search.labels == {label for label, kind in kinds().items() if kind.searched}
    assert "`fulltext.analyzer`: 'whitespace'" in search.text


async def test_defining_twice_makes_nothing_the_second_time(scratch: Database) -> None:
    assert await define(scratch) == ()
    assert await missing_definitions(scratch) == ()


async def test_what_is_missing_is_named_and_made_again(scratch: Database) -> None:
    await scratch.define("DROP INDEX range_Region_name")
    assert await missing_definitions(scratch) == ("range_Region_name",)
    assert await define(scratch) == ("range_Region_name",)


async def test_every_index_is_online_afterwards(scratch: Database) -> None:
    assert await one(scratch, "SHOW INDEXES YIELD state WHERE state <> 'ONLINE' RETURN count(*)") == 0


async def test_the_full_text_index_is_made_anew_when_it_is_over_other_kinds(scratch: Database) -> None:
    await scratch.define(f"DROP INDEX {SEARCH_INDEX}")
    await scratch.define(f"CREATE FULLTEXT INDEX {SEARCH_INDEX} FOR (node:Region) ON EACH [node.name]")
    assert await define(scratch) == (SEARCH_INDEX,)
    assert await missing_definitions(scratch) == ()
