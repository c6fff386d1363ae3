"""Tests that the schema supports every operation of users, or that the reason for a refusal is documented."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from metodgraph.http.warm_up import OBJECTS
from schema.build import schema
from tests.operations_now import OPERATIONS_NOW, REFUSED, names_of_all, operation_name, text_of

README = Path(__file__).parent.parent / "README.md"
UNKNOWN_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")
UNKNOWN_INPUT = re.compile(r"Expected value of type '(\w+)' not to include unknown field '(\w+)'")


def problems_of(name: str) -> list[str]:
    return [error.message for error in validate(schema(), parse(text_of(name)))]


def outcome_without(problem: str) -> str:
    """Return the missing field with its type, or the message of any other problem."""
    if field := UNKNOWN_FIELD.match(problem):
        return f"{field[2]}.{field[1]}"
    if field := UNKNOWN_INPUT.match(problem):
        return f"{field[1]}.{field[2]}"
    return problem


@pytest.mark.parametrize("name", sorted(OPERATIONS_NOW))
def test_an_operation_that_is_not_listed_as_refused_validates(name: str) -> None:
    assert problems_of(name) == []


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_an_operation_that_is_listed_as_refused_lacks_the_fields_that_the_list_names(name: str) -> None:
    assert tuple(outcome_without(each) for each in problems_of(name)) == REFUSED[name].fields != ()


def test_every_refused_operation_has_a_file_and_a_reason() -> None:
    assert set(REFUSED) <= set(names_of_all())
    assert all(each.reason.endswith(".") for each in REFUSED.values())


def test_the_readme_says_how_many_operations_are_answered_and_why_the_others_are_not() -> None:
    readme = README.read_text(encoding="utf-8")
    assert f"answers {len(OPERATIONS_NOW)} of its {len(names_of_all())} operations" in readme
    rows = [f"| `{name}` | `{'`, `'.join(each.fields)}` | {each.reason} |" for name, each in REFUSED.items()]
    assert [row for row in rows if row not in readme] == []


def test_the_warm_up_runs_the_operations_that_are_answered() -> None:
    assert set(OBJECTS) == OPERATIONS_NOW


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation_name(text_of(each)) for each in names_of_all()]
    assert len(set(names)) == len(names)
