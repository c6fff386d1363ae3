"""Tests that computed fields that do not match the schema are reported at startup with type, field and file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

import pytest
from graphql import build_schema

from graph_model.kinds.organisations import Organisation
from resolvers.compiling.computed_field import ArgumentValues, ComputedField, ComputedFields, FieldStatement, Steps
from resolvers.compiling.listing import Page
from resolvers.fields import COMPUTED
from schema.build import schema
from schema.computed_fields import computed_mismatches

Item = TypeVar("Item")
TYPES = """
type Organisation { id: ID! } type OrganisationConnection { nodes: [Organisation!]! pageInfo: Int }
type Part { name: String! weight: Float } enum Colour { RED GREEN }
type Answer { parts: [Part!]! total(first: Int): Int! seat: Organisation kin: OrganisationConnection! kind: Colour }
type PartConnection { nodes: [Part!]! edges: [PartEdge!]! totalCount: Int! pageInfo: PageInfo! }
type PartEdge { cursor: String! node: Part! }
type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
type Box { parts: [Part!]! }
type Paged { parts(first: Int, after: String): PartConnection! }
"""
CURRENT = "tests/schema/test_computed_fields.py"


class IdRow(NamedTuple):
    """A row."""

    id: str


@dataclass(frozen=True)
class Arguments:
    """The arguments of a field."""

    first: int


@dataclass(frozen=True)
class Part:
    """A part."""

    name: str
    weight: float | None


@dataclass(frozen=True)
class Answer:
    """An answer with all fields of the type."""

    parts: tuple[Part, ...]
    seat: str | None
    kin: Sequence[str]

    def total(self, first: int | None = None) -> int:
        """Return the total."""
        return first or 0

    @cached_property
    def kind(self) -> str:
        """Return the kind."""
        return "RED"


@dataclass(frozen=True)
class Boxed(Generic[Item]):
    """A generic class."""

    parts: list[Item]


class Parts(Boxed[Part]):
    """A class with a generic base."""


class Paged(NamedTuple):
    """An object with a connection of parts."""

    length: int

    def parts(self, first: int | None = None, after: str | None = None) -> Page[Part]:
        """Return a page."""
        raise NotImplementedError(first, after)


def validated(given: ArgumentValues) -> Arguments:
    return Arguments(given.get("first"))


def answering(held: Any) -> Any:
    def compute(arguments: Arguments, rows: list[IdRow]) -> Any:
        raise NotImplementedError(arguments, rows)

    compute.__annotations__["return"] = held
    return compute


def reported(promise: str, held: Any, **more: Any) -> list[str]:
    """Return the mismatches of a field `Query.field` with the given type in the schema and another one in code."""
    built = build_schema(f"type Query {{ field{promise} }} {TYPES}")
    given = {"arguments": validated, "statement": FieldStatement(IdRow, lambda *_: ""), **more}
    return list(
        computed_mismatches(built, ComputedFields((ComputedField("Query", "field", compute=answering(held), **given),)))
    )


def test_the_fields_of_the_project_keep_their_promises() -> None:
    assert list(computed_mismatches(schema(), COMPUTED)) == []


@pytest.mark.parametrize(
    ("promise", "held"),
    [
        ("(first: Int): Answer!", Answer),
        ("(first: Int): Answer", Answer | None),
        ("(first: Int): [Answer!]!", list[Answer]),
        ("(first: Int): Answer!", Steps[Answer]),
        ("(first: Int): Int!", int),
        ("(first: Int): [Float!]!", tuple[float, ...]),
        ("(first: Int): [String]", list[str | None] | None),
        ("(first: Int): Organisation", str | None),
        ("(first: Int): Paged!", Paged),
        ("(first: Int): Box!", Boxed[Part]),
        ("(first: Int): Box!", Parts),
    ],
)
def test_what_keeps_its_promise_is_not_reported(promise: str, held: Any) -> None:
    assert reported(promise, held) == []


@dataclass(frozen=True)
class Lacking:
    """An answer without seat and kin."""

    parts: Boxed[Part]

    def total(self) -> str:
        """Return a text without taking an argument; the schema has an argument and a number."""
        return ""

    @property
    def kind(self) -> Colours:
        """Return a kind."""
        raise NotImplementedError


class Colours(NamedTuple):
    """A class that is not an enumeration."""

    red: int


def test_every_field_of_a_result_class_is_compared() -> None:
    place = f"Lacking ({CURRENT})"
    assert reported("(first: Int): Answer!", Lacking) == [
        "Answer.parts is declared as [Part!], but is tests.schema.test_computed_fields.Boxed["
        "tests.schema.test_computed_fields.Part]",
        f"Answer.total: the argument first is declared, but {place} does not accept it",
        "Answer.total is declared as Int, but is str",
        f"Answer.seat is declared, but {place} has no seat",
        f"Answer.kin is declared, but {place} has no kin",
        "Answer.kind is declared as Colour, but is Colours",
    ]


@pytest.mark.parametrize(
    ("promise", "held", "sentence"),
    [
        (": Int!", float, "Query.field is declared as Int, but is float"),
        (": Int!", bool, "Query.field is declared as Int, but is bool"),
        (": Int!", int | None, "Query.field is declared as non-null, but int | None can be None"),
        (": [Int!]!", int, "Query.field is declared as [Int!], but is int"),
        (": [Int!]!", str, "Query.field is declared as [Int!], but is str"),
        (": [Int!]!", list[int | None], "Query.field is declared as non-null, but int | None can be None"),
        (": Int!", list[int], "Query.field is declared as Int, but is list[int]"),
        (": Answer!", int, "Query.field is declared as Answer, but is int"),
        (": Answer!", Any, "Query.field is declared as Answer, but is Any"),
        (
            ": Organisation",
            Part,
            "Query.field is declared as Organisation, which requires a global id (str), but is Part",
        ),
        (
            ": OrganisationConnection!",
            list[Part],
            "Query.field is declared as OrganisationConnection, which requires a list of global ids, but is "
            "list[tests.schema.test_computed_fields.Part]",
        ),
    ],
)
def test_a_type_that_differs_is_reported(promise: str, held: Any, sentence: str) -> None:
    assert reported(promise, held) == [sentence]


def test_arguments_are_compared_too() -> None:
    sentence = f"Query.field: the argument last is declared, but Arguments ({CURRENT}) has no field for it"
    assert reported("(last: Int): Int!", int) == [sentence]
    assert reported("(where: Int): Int!", int, filtered={"where": Organisation}) == []
    assert reported(": Int!", int, sent=("region",)) == ["Query.field reads the argument region, which is not declared"]


def test_a_field_that_is_not_promised_is_reported() -> None:
    fields = ComputedFields(
        (ComputedField("Region", "lakes", validated, FieldStatement(IdRow, lambda *_: ""), answering(int)),)
    )
    built = build_schema("type Query { field: Int }")
    assert list(computed_mismatches(built, fields)) == ["Region.lakes is computed, but the schema does not declare it"]


def test_arguments_that_are_no_dataclass_are_reported() -> None:
    def loose(given: ArgumentValues) -> int:
        return len(given.values)

    assert reported(": Int!", int, arguments=loose) == ["Query.field: the arguments must be a dataclass, not int"]
