"""Tests that the header is found below title rows, and that rows are fitted to the header."""

from tables.headers import TITLE_ROWS, fitted, header_among, named
from tables.rows import Line

COLUMNS = ("code", "name", "section")


def lines(*rows: str) -> list[Line]:
    """Return lines of cells that are separated by bars."""
    return [Line(number, row.split("|")) for number, row in enumerate(rows, start=1)]


def test_title_rows_above_the_header_are_left_out() -> None:
    header, rest = header_among(
        iter(lines("Реестр тем|||", "на 2026-05-01", "code|name|section|", "A|Тема|I|")), COLUMNS
    )
    assert (header.number, named(header)) == (3, ["code", "name", "section"])
    assert [line.number for line in rest] == [4]


def test_without_a_line_of_known_columns_the_first_is_the_header() -> None:
    header, rest = header_among(iter(lines("a|b", "1|2")), COLUMNS)
    assert (header.number, len([*rest])) == (1, 1)


def test_a_row_that_holds_the_name_of_a_column_by_chance_is_no_header() -> None:
    header, _ = header_among(iter(lines("code|nom|unit|x|y", "name|Тема|I|1|2")), COLUMNS)
    assert header.number == 1


def test_a_header_is_looked_for_in_the_first_rows_alone() -> None:
    header, _ = header_among(iter(lines(*["title"] * TITLE_ROWS, "code|name|section")), COLUMNS)
    assert header.number == 1


def test_an_empty_table_has_no_header() -> None:
    header, rest = header_among(iter(()), COLUMNS)
    assert (header, [*rest]) == (Line(1, ()), [])


def test_empty_cells_beyond_the_header_are_left_out_and_values_are_a_fault() -> None:
    empty, value = lines("A|Тема|I||", "A|Тема|I||x")
    assert fitted(empty, 3, padded=True).cells == ["A", "Тема", "I"]
    assert fitted(value, 3, padded=True).fault == "has values beyond the 3 columns of the header"


def test_a_short_row_of_a_spreadsheet_ends_with_empty_cells() -> None:
    [short] = lines("A")
    assert fitted(short, 3, padded=True).cells == ["A", "", ""]
    assert fitted(short, 3, padded=False).cells == ["A"]
