"""Tests that cells are parsed strictly: invalid values are refused, and valid ones are kept unchanged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_model.terms import Confidence, MunicipalityType
from seeds import cells
from seeds.cells import CELLS
from tables.cells import LARGEST_INTEGER, CellError, Parse, day, trimmed


def outcome(parse: Parse, text: str) -> object:
    """Return the parsed value, or the text of the error."""
    try:
        return parse(text)
    except CellError as error:
        return str(error)


@given(st.integers(-LARGEST_INTEGER, LARGEST_INTEGER))
def test_every_whole_number_is_read_as_itself(number: int) -> None:
    assert CELLS.integer(str(number)) == number


@given(st.decimals(-1000, 1000, places=5))
def test_every_decimal_number_is_read_as_the_nearest_float(number: object) -> None:
    assert CELLS.number(str(number)) == float(str(number))


@given(st.dates())
def test_every_day_is_read_as_itself(value: date) -> None:
    text = value.isoformat()
    assert day(text) == cells.first_day(text) == cells.last_day(text) == value


@given(st.integers(1, 9999))
def test_a_year_begins_on_its_first_day_and_ends_on_its_last(year: int) -> None:
    assert cells.first_day(f"{year:04}") == date(year, 1, 1)
    assert cells.last_day(f"{year:04}") == date(year, 12, 31)


@given(st.text(max_size=6))
def test_numbers_are_what_a_naive_reading_takes_for_numbers(text: str) -> None:
    digits = text.removeprefix("-")
    naive = digits != "" and all(each in "0123456789" for each in digits)
    assert isinstance(outcome(CELLS.integer, text), int) is naive


@pytest.mark.parametrize("text", ["1_000", " 1", "1.0", "1e3", "٣", "+1", "--1", "", "nan", "1" * 19])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert outcome(CELLS.integer, text) == "expected a whole number"


@pytest.mark.parametrize("text", ["nan", "inf", "1e5", "1,5", ".5", "5.", " 1.5"])
def test_what_is_no_plain_decimal_number_is_refused(text: str) -> None:
    assert outcome(CELLS.number, text) == "expected a number"


@pytest.mark.parametrize("text", ["2024", "86400", "2024-02-30", "2024-1-1", "20240101", "01.01.2024"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert outcome(day, text) == "expected a day like 2024-01-31"


@pytest.mark.parametrize("text", [" x", "x ", "a\tb", "a\nb", "a\u200bb"])
def test_text_with_space_around_it_or_invisible_characters_is_refused(text: str) -> None:
    assert outcome(trimmed, text) == "expected text without surrounding spaces or control characters"


def test_yes_and_no_are_one_and_nought() -> None:
    assert [outcome(CELLS.flag, text) for text in ("1", "0", "yes")] == [True, False, "expected 1 or 0"]


def test_a_term_is_written_in_small_letters() -> None:
    parse = CELLS.parser_of(MunicipalityType)
    assert parse("urban_okrug") is MunicipalityType.URBAN_OKRUG
    assert outcome(parse, "URBAN_OKRUG") == (
        "expected one of municipal_district, urban_okrug, municipal_okrug, intracity_territory"
    )


def test_the_first_year_of_the_directory_says_nothing_of_the_beginning() -> None:
    assert cells.year_of_record("2018") is None
    assert cells.year_of_record("2021") == date(2021, 1, 1)
    assert outcome(cells.year_of_record, "21") == "expected a year"
    assert outcome(cells.year_of_record, "0000") == "expected a year"


def test_an_average_over_a_year_stands_for_its_middle() -> None:
    assert cells.day_of_count("2022-avg") == date(2022, 7, 1)
    assert cells.day_of_count("2024-01-01") == date(2024, 1, 1)


def test_a_border_from_a_graph_of_centres_is_assumed() -> None:
    assert cells.confidence_of_border("centre_gabriel") is Confidence.ASSUMED
    assert cells.confidence_of_border("osm_border") is Confidence.HIGH
