"""Tests that each case compiles to the recorded statements and parameters.

After an intended change, `make regenerate` rewrites the recorded files.
"""

import pytest

from tests.cases.cases import STATEMENTS, cases, shown, statements_of


@pytest.mark.parametrize("case", cases())
def test_an_operation_becomes_the_statements_of_its_case(case: str) -> None:
    assert shown(case) == statements_of(case).read_text(encoding="utf-8")


def test_there_are_no_statements_without_their_case() -> None:
    assert sorted(each.stem for each in STATEMENTS.glob("*")) == cases()


@pytest.mark.parametrize("case", cases())
def test_a_case_says_what_it_shows(case: str) -> None:
    assert shown(case).startswith("# ")
