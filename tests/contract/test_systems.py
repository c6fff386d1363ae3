"""Tests of the documented table of systems: all ordered systems, existing types, operations that return data."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from schema.build import schema
from seeds.reading import REFERENCE_DIRECTORY
from tests.resolvers.requesting import response_data

DOCUMENT = Path(__file__).parents[2] / "docs" / "systems.md"
ROW = re.compile(r"^\| (SYS[0-9]{2}) \| (.+?) \| (.+?) \| (.+?) `(.+?)` \| (.+?) `(.+?)` \|$", re.MULTILINE)


class SystemRow(NamedTuple):
    """A row of the table: the types of a system, and its two questions with their operations."""

    code: str
    name: str
    types: str
    first: str
    first_operation: str
    monitoring: str
    monitoring_operation: str


ROWS = {row[0]: SystemRow(*row) for row in ROW.findall(DOCUMENT.read_text("utf-8"))}
OPERATIONS = {
    f"{code} {question}": operation
    for code, row in ROWS.items()
    for question, operation in (("first", row.first_operation), ("monitoring", row.monitoring_operation))
}


def test_every_system_of_the_order_has_its_row() -> None:
    with (REFERENCE_DIRECTORY / "order_systems.csv").open(encoding="utf-8", newline="") as file:
        assert list(ROWS) == [row["system_code"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("code", ROWS)
async def test_its_types_are_promised_and_hold_something(code: str, demo_graph: Database) -> None:
    for name in ROWS[code].types.split(", "):
        assert name in schema().type_map
        [[count]] = await demo_graph.read(f"MATCH (node:{name}) RETURN count(node)", {})
        assert count > 0, name


@pytest.mark.parametrize("code", ROWS)
def test_its_questions_are_single_sentences_and_differ(code: str) -> None:
    row = ROWS[code]
    for question in (row.first, row.monitoring):
        assert question.endswith("?")
        assert question.count("?") == 1
    assert row.first_operation != row.monitoring_operation


@pytest.mark.parametrize("name", OPERATIONS)
async def test_each_operation_has_an_answer_to_everything(name: str, demo_engine: Engine) -> None:
    answer = await response_data(demo_engine, OPERATIONS[name])
    found = leaves(answer, ())
    # an object that is null in one place, and an empty list, count by their fields in other places
    inner = {path[:length] for path in found for length in range(len(path))}
    assert [path for path, filled in found.items() if not filled and path not in inner] == []


def leaves(value: Any, path: tuple[str, ...]) -> dict[tuple[str, ...], bool]:
    """Return every field of an answer and whether the field has a value in at least one place."""
    if isinstance(value, dict):
        return merged(leaves(each, (*path, key)) for key, each in value.items())
    if isinstance(value, list):
        return merged(leaves(each, path) for each in value) or {path: False}
    return {path: isinstance(value, bool) or value not in (None, 0)}


def merged(found: Any) -> dict[tuple[str, ...], bool]:
    """Return the merged fields of several answers."""
    together: dict[tuple[str, ...], bool] = {}
    for each in found:
        for path, filled in each.items():
            together[path] = together.get(path, False) or filled
    return together
