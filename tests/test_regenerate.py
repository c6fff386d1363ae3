"""Tests that every committed generated file equals the output of `make regenerate`."""

from tests.cases.cases import STATEMENTS
from tests.regenerate import generated


def test_every_generated_file_is_as_it_would_be_written() -> None:
    differing = [file.name for file, text in generated() if file.read_text(encoding="utf-8") != text]
    assert differing == [], "run `make regenerate`"


def test_no_statements_are_left_of_cases_that_are_gone() -> None:
    assert set(STATEMENTS.glob("*.md")) <= {file for file, _ in generated()}
