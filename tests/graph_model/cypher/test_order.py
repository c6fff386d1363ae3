"""Tests of orders and cursor positions: absent values come last in both directions, pages start at either end."""

from __future__ import annotations

from graph_model.cypher.names import Names
from graph_model.cypher.order import on_the_other_side, order_by, past_the_end, within
from graph_model.declarations import ID, Parameter
from graph_model.kinds.organisations import Performs
from graph_model.kinds.territory import Municipality
from graph_model.read_tree import KeysetPosition, Order, Page
from graph_model.visibility import ANYONE

BY_ID = Order(ID, descending=False)
NAME = Municipality.properties()["name"]
POPULATION = Municipality.properties()["population"]
UP, DOWN = Order(POPULATION, descending=False), Order(POPULATION, descending=True)


def page(
    *order: Order, after: KeysetPosition | None = None, before: KeysetPosition | None = None, backward: bool = False
) -> Page:
    return Page(Parameter(10), (*order, BY_ID), after, before, backward, further=True, earlier=True)


def at(*values: object) -> KeysetPosition:
    return KeysetPosition(tuple(None if each is None else Parameter(each) for each in values))


def names() -> Names:
    return Names(ANYONE)


def test_absent_values_come_last_in_either_direction_and_first_when_turned_round() -> None:
    assert order_by(Names(ANYONE), "m", (UP,)) == "ORDER BY m.population"
    assert order_by(Names(ANYONE), "m", (DOWN,)) == "ORDER BY m.population IS NULL, m.population DESC"
    assert order_by(Names(ANYONE), "m", (UP,), backward=True) == "ORDER BY m.population DESC"
    assert order_by(Names(ANYONE), "m", (DOWN,), backward=True) == "ORDER BY m.population IS NULL DESC, m.population"


def test_a_key_of_the_relation_is_read_from_it() -> None:
    basis = Order(Performs.properties()["basis"], descending=False, of_edge=True)
    assert order_by(Names(ANYONE), "f", (BY_ID, basis)) == "ORDER BY f.id, f_edge.basis"


def test_behind_a_place_by_a_key_that_is_always_there_an_index_can_seek() -> None:
    assert within(names(), "m", page(Order(NAME, descending=False), after=at("А", "1"))) == [
        "m.name >= $m_after_name AND (m.name > $m_after_name OR (m.id > $m_after_id))"
    ]


def test_behind_a_value_come_greater_ones_and_absent_ones() -> None:
    assert within(names(), "m", page(UP, after=at(5, "1"))) == [
        "m.population > $m_after_population OR m.population IS NULL OR "
        "(m.population = $m_after_population AND (m.id > $m_after_id))"
    ]


def test_behind_an_absent_value_come_absent_ones_alone() -> None:
    assert within(names(), "m", page(UP, after=at(None, "1"))) == ["m.population IS NULL AND (m.id > $m_after_id)"]


def test_before_an_absent_value_come_all_that_are_there() -> None:
    assert within(names(), "m", page(UP, before=at(None, "1"), backward=True)) == [
        "m.population IS NOT NULL OR (m.population IS NULL AND (m.id < $m_before_id))"
    ]


def test_before_a_value_of_a_falling_order_come_greater_ones() -> None:
    assert within(names(), "m", page(DOWN, before=at(5, "1"), backward=True)) == [
        "m.population >= $m_before_population AND (m.population > $m_before_population OR (m.id < $m_before_id))"
    ]


def test_the_row_of_a_cursor_itself_is_on_the_other_side() -> None:
    assert on_the_other_side(names(), "m", page(after=at("1"))) == "m.id <= $m_after_id"
    assert on_the_other_side(names(), "m", page(before=at("1"), backward=True)) == "m.id >= $m_before_id"
    assert on_the_other_side(names(), "m", page()) is None


def test_what_is_behind_the_cursor_that_ends_a_page_lies_behind_where_it_starts_too() -> None:
    forward, backward = (page(after=at("1"), before=at("9"), backward=each) for each in (False, True))
    assert past_the_end(names(), "m", forward) == ["m.id >= $m_before_id", "m.id > $m_after_id"]
    assert past_the_end(names(), "m", backward) == ["m.id <= $m_after_id", "m.id < $m_before_id"]
    assert past_the_end(names(), "m", page(after=at("1"))) == []
