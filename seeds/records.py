"""From a row to a record of the model, with every misfit in words."""

import re
from collections.abc import Iterator
from typing import TypeVar

from pydantic import ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails

from graph_model.declarations import Record
from seeds.cells import CellError
from seeds.problems import Problem
from seeds.rows import Complain, Row
from seeds.tables import Table

Kind = TypeVar("Kind", bound=Record)

DIGITS = re.compile(r"\^\[0-9\]\{([0-9]+)\}\$")


def record_of(table: Table[Kind], row: Row, complain: Complain) -> Kind | None:
    """The record that a row describes; None after a complaint."""
    problems: dict[str, Problem] = {}
    values = {**_cells(table, row, problems), "sourceIds": (table.source_id,)}
    record = _validated(table, row, values, problems)
    for problem in problems.values():
        complain(problem)
    return None if problems else record


def _cells(table: Table[Kind], row: Row, problems: dict[str, Problem]) -> dict[str, object]:
    found: dict[str, object] = {}
    for attribute in table.fields:
        column = table.column_of(attribute)
        # an empty cell is not known: no value
        if text := row.cells[column]:
            try:
                found[attribute] = table.parser_of(attribute)(text)
            except CellError as error:
                problems[column] = row.problem(column, f"{error}, got {text!r}")
    return _nested(found)


def _nested(found: dict[str, object]) -> dict[str, object]:
    # by the names that errors are told under; the parts of a point under the name of the point
    values = {to_camel(name): value for name, value in found.items() if "." not in name}
    points: dict[str, dict[str, object]] = {}
    for attribute, value in found.items():
        name, _, part = attribute.partition(".")
        if part:
            points.setdefault(to_camel(name), {})[part] = value
    return {**values, **points}


def _validated(table: Table[Kind], row: Row, values: dict[str, object], problems: dict[str, Problem]) -> Kind | None:
    try:
        return table.record.model_validate(values)
    except ValidationError as error:
        for column, reason in _reasons(table, row, error):
            # what could not be read is missing here too, and has been said already
            problems.setdefault(column, row.problem(column, reason))
        return None


def _reasons(table: Table[Kind], row: Row, error: ValidationError) -> Iterator[tuple[str, str]]:
    columns = {".".join(map(to_camel, name.split("."))): table.column_of(name) for name in table.fields}
    for each in error.errors():
        column = columns[".".join(map(str, each["loc"]))]
        text = row.cells[column]
        yield column, f"{_expected(each)}, got {text!r}" if text else "a value is needed, but the cell is empty"


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "string_pattern_mismatch" if digits := DIGITS.fullmatch(context["pattern"]):
            return f"expected {digits[1]} digits"
        case "greater_than_equal":
            return f"expected at least {context['ge']:g}"
        case "less_than_equal":
            return f"expected at most {context['le']:g}"
        case _:
            return error["msg"]
