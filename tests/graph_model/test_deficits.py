"""Tests of the conditions that close a deficit."""

from datetime import date

import pytest

from graph_model.writing.deficit_rule import by_attempt, by_placement, by_training, closed_on

FOUND = date(2023, 5, 10)
BEFORE, LATER, LAST = date(2023, 5, 9), date(2023, 7, 1), date(2023, 9, 1)


def test_nothing_closes_a_deficit_when_nothing_was_done() -> None:
    assert closed_on(FOUND, ()) is None


@pytest.mark.parametrize(("began", "closed"), [(BEFORE, None), (FOUND, LAST), (LATER, LAST), (None, None)])
def test_a_training_closes_what_was_found_by_its_beginning(began: date | None, closed: date | None) -> None:
    assert closed_on(FOUND, by_training(began, LAST)) == closed


def test_a_training_that_has_not_ended_closes_nothing() -> None:
    assert closed_on(FOUND, by_training(LATER, None)) is None


@pytest.mark.parametrize(("ended", "closed"), [(BEFORE, None), (FOUND, FOUND), (LATER, LATER), (None, None)])
def test_a_placement_closes_what_was_found_by_its_end(ended: date | None, closed: date | None) -> None:
    assert closed_on(FOUND, by_placement(ended)) == closed


@pytest.mark.parametrize(("attempted", "closed"), [(BEFORE, None), (FOUND, None), (LATER, LATER), (None, None)])
def test_an_attempt_closes_what_was_found_before_it(attempted: date | None, closed: date | None) -> None:
    assert closed_on(FOUND, by_attempt(attempted)) == closed


def test_the_earliest_of_several_counts() -> None:
    assert closed_on(FOUND, [*by_training(FOUND, LAST), *by_placement(LATER), *by_placement(BEFORE)]) == LATER


def test_a_deficit_found_on_an_unknown_day_stays_open() -> None:
    assert closed_on(None, [*by_training(FOUND, LAST), *by_placement(LATER), *by_attempt(LAST)]) is None
