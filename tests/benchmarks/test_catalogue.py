"""Tests that the catalogue of cases is complete and that the schema supports the operations of the cases."""

import pytest
from graphql import parse, validate

from benchmarks.answers.case import STATEMENTS, Case
from benchmarks.answers.catalogue import cases
from benchmarks.answers.chosen import Chosen
from schema.build import schema

DEEP = {"title": "A", "id": "Practice:A", "offset": 1}
CASES = cases(Chosen("P", ["T", "U"], "16", ["16", "77"], "C", "T", ["Organisation:A", "Organisation:B"], DEEP, "x"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_schema_answers_the_operation(case: Case) -> None:
    text = case.text()
    assert text is not None
    assert not validate(schema(), parse(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_has_a_floor(case: Case) -> None:
    assert case.name == "partners" or case.text_of("floor.cypher")


def test_no_text_belongs_to_no_case() -> None:
    assert {each.name for each in STATEMENTS.iterdir()} <= {each.name for each in CASES}
