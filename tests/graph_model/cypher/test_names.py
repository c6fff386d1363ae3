"""Tests that names in statements are unused before, readable, and unambiguous."""

from hypothesis import given
from hypothesis import strategies as st

from graph_model.cypher.names import Names
from graph_model.declarations import Parameter
from graph_model.visibility import ANYONE


def test_a_name_follows_the_path_in_the_schema() -> None:
    assert Names(ANYONE).fresh("region", "municipalities") == "region_municipalities"


def test_a_part_that_says_nothing_is_left_out() -> None:
    assert Names(ANYONE).fresh("", "region", "") == "region"


@given(st.lists(st.lists(st.sampled_from(["a", "b", "a_b", "2", "a_2", "b_2"]), min_size=1, max_size=3), max_size=30))
def test_no_name_is_given_out_twice(paths: list[list[str]]) -> None:
    names = Names(ANYONE)
    given_out = [names.fresh(*path) for path in paths]
    assert len(set(given_out)) == len(given_out)


def test_the_same_parameter_is_sent_once_and_another_with_the_same_value_apart() -> None:
    names, one, other = Names(ANYONE), Parameter(1), Parameter(1)
    assert [names.parameter(each, "size") for each in (one, other, one)] == ["$size", "$size_2", "$size"]
    assert names.parameters == {"size": one, "size_2": other}
