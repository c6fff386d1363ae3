"""Noun forms after numbers."""

import pytest

from analysis.wording import counted, counted_in_english


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0 функций"),
        (1, "1 функция"),
        (2, "2 функции"),
        (4, "4 функции"),
        (5, "5 функций"),
        (11, "11 функций"),
        (12, "12 функций"),
        (14, "14 функций"),
        (21, "21 функция"),
        (22, "22 функции"),
        (101, "101 функция"),
        (111, "111 функций"),
    ],
)
def test_a_noun_takes_the_form_that_its_number_demands(count: int, expected: str) -> None:
    assert counted(count, "функция", "функции", "функций") == expected


def test_english_knows_one_and_many() -> None:
    assert [counted_in_english(count, "link") for count in (0, 1, 2)] == ["0 links", "1 link", "2 links"]
