"""Which operations of users validate is known by name, so that none drops out and none is forgotten."""

from graphql import parse, validate

from schema.build import schema
from tests.operations_now import OPERATIONS_NOW, names_of_all, operation_name, text_of


def problems_of(name: str) -> list[str]:
    return [error.message for error in validate(schema(), parse(text_of(name)))]


def test_exactly_the_expected_operations_validate() -> None:
    assert {name for name in names_of_all() if not problems_of(name)} == OPERATIONS_NOW


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation_name(text_of(each)) for each in names_of_all()]
    assert len(set(names)) == len(names)
