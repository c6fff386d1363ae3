"""Tests of filters as conditions: two-valued logic, with the viewer's limits applied to every reached node."""

from __future__ import annotations

import pytest

from graph_model.cypher.conditions import condition, conjunction, navigation_pattern, where
from graph_model.cypher.names import Names
from graph_model.declarations import AllOf, AnyOf, Comparison, Filter, IsNull, Node, Not, Parameter, Related
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.practices import Practice
from graph_model.kinds.territory import Municipality, Region
from graph_model.visibility import ANYONE, Viewer

CODE = Comparison(Region.properties()["code"], "eq", Parameter("16"))
CAPITAL = Comparison(Region.properties()["capital"], "startsWith", Parameter("К"))
OKRUGS, PARENT = Region.navigations()["okrugs"], Region.navigations()["parent"]
OKRUG = "MATCH (region)<-[:PART_OF_REGION]-(region_okrugs:Region)"


def condition_of(given: Filter) -> str:
    return condition(Names(ANYONE), "region", given)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (CODE, "region.code = $region_code_eq"),
        (CAPITAL, "region.capital STARTS WITH $region_capital_startsWith"),
        (IsNull(Region.properties()["capital"], expected=True), "region.capital IS NULL"),
        (IsNull(Region.properties()["capital"], expected=False), "region.capital IS NOT NULL"),
        (AllOf(()), "true"),
        (AnyOf(()), "false"),
        (AllOf((CODE,)), "region.code = $region_code_eq"),
        (AnyOf((CODE, AllOf(()))), "(region.code = $region_code_eq) OR (true)"),
        (Not(CODE), "NOT (region.code = $region_code_eq)"),
        (Not(CAPITAL), "NOT (coalesce(region.capital STARTS WITH $region_capital_startsWith, false))"),
        (Not(Not(CAPITAL)), "NOT (NOT (coalesce(region.capital STARTS WITH $region_capital_startsWith, false)))"),
        (Related(OKRUGS, "some", AllOf(())), f"EXISTS {{ {OKRUG} }}"),
        (Related(OKRUGS, "none", AllOf(())), f"NOT EXISTS {{ {OKRUG} }}"),
        (Related(OKRUGS, "some", CODE), f"EXISTS {{ {OKRUG} WHERE region_okrugs.code = $region_okrugs_code_eq }}"),
        (
            Related(OKRUGS, "every", CAPITAL),
            f"NOT EXISTS {{ {OKRUG} WHERE NOT (coalesce(region_okrugs.capital STARTS WITH "
            "$region_okrugs_capital_startsWith, false)) }",
        ),
        (
            Related(PARENT, "one", CODE),
            "EXISTS { MATCH (region)-[:PART_OF_REGION]->(region_parent:Region) "
            "WHERE region_parent.code = $region_parent_code_eq }",
        ),
    ],
)
def test_a_filter_is_said_as(given: Filter, text: str) -> None:
    assert condition_of(given) == text


def test_a_name_that_reads_another_property_is_compared_as_that_property() -> None:
    code = Comparison(Municipality.properties()["code"], "eq", Parameter("1"))
    assert condition(Names(ANYONE), "place", code) == "place.oktmo = $place_code_eq"


def test_a_list_is_compared_by_any_of_its_elements() -> None:
    sources = Comparison(Region.properties()["sourceIds"], "eq", Parameter("x"))
    assert condition_of(sources) == "any(element IN region.sourceIds WHERE element = $region_sourceIds_eq)"


def test_conditions_are_joined_where_there_are_any() -> None:
    assert conjunction(None, "a", None) == "a"
    assert conjunction("a", None, "b") == "(a) AND (b)"
    assert where(None, None) == []


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """Return a viewer who sees only the federal organisations."""
    federal = Comparison(Organisation.properties()["level"], "eq", Parameter("FEDERAL"))

    def visible(kind: type[Node], viewer: Viewer) -> Filter | None:
        del kind
        return federal if viewer.role == "guest" else None

    monkeypatch.setattr(Organisation, "visible", classmethod(visible))
    return Viewer("guest")


def test_every_node_on_a_way_is_one_that_the_viewer_may_see(limited: Viewer) -> None:
    pattern, limits = navigation_pattern(Names(limited), "region", Region.navigations()["practices"], "practice")
    assert pattern == (
        "(region)<-[:LOCATED_IN]-(practice_organisation:Organisation)<-[:AUTHORED_BY]-(practice:Practice)"
    )
    assert limits == ["practice_organisation.level = $practice_organisation_level_eq"]


def test_a_filter_asks_only_of_nodes_that_the_viewer_may_see(limited: Viewer) -> None:
    author = Related(Practice.navigations()["author"], "one", AllOf(()))
    assert condition(Names(limited), "practice", Not(author)) == (
        "NOT (EXISTS { MATCH (practice)-[:AUTHORED_BY]->(practice_author:Organisation) "
        "WHERE practice_author.level = $practice_author_level_eq })"
    )


def test_whoever_may_see_all_is_not_limited(limited: Viewer) -> None:
    assert limited.role == "guest"
    _, limits = navigation_pattern(Names(ANYONE), "region", Region.navigations()["practices"], "practice")
    assert limits == []
