"""Tests that cells are read back as written, and that errors about invalid cells do not contain their text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tables.cells import LARGEST_INTEGER, CellError, CellFormat, spoiled_key
from tables.texts import elements, joined

SECRET = "Иванова Мария Петровна"


class Stage(Enum):
    """A vocabulary."""

    PILOT = "PILOT"
    PROVEN = "PROVEN"


@given(st.integers(-LARGEST_INTEGER, LARGEST_INTEGER))
def test_whole_numbers(value: int) -> None:
    assert CellFormat().parser_of(int)(str(value)) == value


@given(st.floats(-1e17, 1e17).filter(lambda each: each == 0 or abs(each) > 1e-9))
def test_numbers_with_a_point_or_a_comma(value: float) -> None:
    parse = CellFormat().parser_of(float)
    assert parse(repr(value)) == value
    assert parse(repr(value).replace(".", ",")) == value


@given(st.dates(date(1900, 1, 1)))
def test_days(value: date) -> None:
    assert CellFormat().parser_of(date)(value.isoformat()) == value


def test_moments_keep_their_zone() -> None:
    value = datetime(2026, 8, 31, 12, 30, tzinfo=UTC)
    assert CellFormat().parser_of(datetime)(value.isoformat()) == value


@pytest.mark.parametrize(("any_case", "read"), [(True, "Pilot"), (False, "pilot")])
def test_codes_in_the_letters_that_the_format_allows(any_case: bool, read: str) -> None:
    assert CellFormat(any_case=any_case).parser_of(Stage)(read) is Stage.PILOT


def test_a_strict_format_refuses_other_letters_and_spaces_around_a_text() -> None:
    strict = CellFormat(any_case=False, trimmed_text=True)
    for declared, text in ((Stage, "PILOT"), (str, " name"), (bool, "TRUE")):
        with pytest.raises(CellError):
            strict.parser_of(declared)(text)


@pytest.mark.parametrize("declared", [int, float, bool, date, datetime, Stage])
def test_what_is_no_value_is_refused_and_not_repeated(declared: type) -> None:
    with pytest.raises(CellError) as refused:
        CellFormat().parser_of(declared)(SECRET)
    assert SECRET not in str(refused.value)


@given(st.lists(st.text(min_size=1, max_size=5).filter(lambda each: each.strip() == each), min_size=1, max_size=4))
def test_lists_are_read_as_they_were_written(values: list[str]) -> None:
    assert [*elements(joined(values))] == values


@pytest.mark.parametrize("text", ["2147483648", "-2147483648", "999999999999999999"])
def test_a_whole_number_that_graphql_cannot_answer_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="between -2,147,483,647 and 2,147,483,647"):
        CellFormat().parser_of(int)(text)


@pytest.mark.parametrize("text", ["1,65E+09", "1.65E+09", "16.0", "16,00", "4E+11"])
def test_what_a_spreadsheet_makes_of_a_key_is_known(text: str) -> None:
    assert "Format the column as text" in str(spoiled_key(text))


@pytest.mark.parametrize("text", ["16", "1650000000", "2.1", "12E", "E12", "CN-01", "1.05", ""])
def test_keys_are_left_as_they_are(text: str) -> None:
    assert spoiled_key(text) is None
