"""Tests that the schema supports every operation of users."""

import pytest
from graphql import parse, validate

from metodgraph.http.warm_up import OBJECTS
from schema.build import schema
from tests.operations_of_users import OPERATION_NAMES, names_of_all, operation_name, text_of


def problems_of(name: str) -> list[str]:
    return [error.message for error in validate(schema(), parse(text_of(name)))]


@pytest.mark.parametrize("name", sorted(OPERATION_NAMES))
def test_an_operation_validates(name: str) -> None:
    assert problems_of(name) == []


def test_the_warm_up_runs_all_operations() -> None:
    assert set(OBJECTS) == OPERATION_NAMES


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation_name(text_of(each)) for each in names_of_all()]
    assert len(set(names)) == len(names)
