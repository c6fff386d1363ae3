"""Tests of the documented table of systems: all ordered systems, existing types, supported operations."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from schema.build import schema
from seeds.reading import REFERENCE_DIRECTORY
from tests.resolvers.requesting import response_data

DOCUMENT = Path(__file__).parents[2] / "docs" / "systems.md"
ROW = re.compile(r"^\| (SYS[0-9]{2}) \| (.+?) \| (.+?) \| `(.+)` \|$", re.MULTILINE)
ROWS = {code: (types.split(", "), operation) for code, _, types, operation in ROW.findall(DOCUMENT.read_text("utf-8"))}


def test_every_system_of_the_order_has_its_row() -> None:
    with (REFERENCE_DIRECTORY / "order_systems.csv").open(encoding="utf-8", newline="") as file:
        assert list(ROWS) == [row["system_code"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("code", ROWS)
async def test_its_types_are_promised_and_hold_something(code: str, demo_graph: Database) -> None:
    for name in ROWS[code][0]:
        assert name in schema().type_map
        [[count]] = await demo_graph.read(f"MATCH (node:{name}) RETURN count(node)", {})
        assert count > 0, name


@pytest.mark.parametrize("code", ROWS)
async def test_its_operation_has_an_answer_to_everything(code: str, demo_engine: Engine) -> None:
    answer = await response_data(demo_engine, ROWS[code][1])
    empty = [path for path, filled in leaves(answer, ()).items() if not filled]
    assert empty == []


def leaves(value: Any, path: tuple[str, ...]) -> dict[tuple[str, ...], bool]:
    """Return every field of an answer and whether the field has a value in at least one place."""
    if isinstance(value, dict):
        return merged(leaves(each, (*path, key)) for key, each in value.items())
    if isinstance(value, list):
        return merged(leaves(each, path) for each in value) or {path: False}
    return {path: value not in (None, 0)}


def merged(found: Any) -> dict[tuple[str, ...], bool]:
    """Return the merged fields of several answers."""
    together: dict[tuple[str, ...], bool] = {}
    for each in found:
        for path, filled in each.items():
            together[path] = together.get(path, False) or filled
    return together
