"""Requests to the engine, with the operations of users and the checks common to all answers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from graph_model.database.driver import Database
from resolvers.running.engine import Engine

OPERATIONS = Path(__file__).parents[2] / "operations"


def operation(name: str) -> str:
    """Return the text of an operation of users."""
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


def variables(name: str) -> dict[str, Any]:
    """Return the variables of an operation."""
    return dict(orjson.loads((OPERATIONS / f"{name}.json").read_bytes()))


async def response_data(engine: Engine, text: str, given: Mapping[str, Any] | None = None) -> Any:
    """Return the data of an answer without errors."""
    answer = await engine.answer(text, given)
    assert "errors" not in answer.body, answer.body["errors"]
    return answer.body["data"]


async def refused(engine: Engine, text: str, given: Mapping[str, Any] | None = None, name: str | None = None) -> Any:
    """Return the first error of a request that is refused before any statement is sent."""
    sent = engine.database.statements
    answer = await engine.answer(text, given, name)
    assert engine.database.statements == sent
    assert set(answer.body) == {"errors"}
    assert not answer.executed
    return answer.body["errors"][0]


async def some(database: Database, text: str, count: int = 20) -> list[Any]:
    """Return at most `count` values of a statement, sampled at random with a fixed seed."""
    values = [value for (value,) in await database.read(text, {})]
    return random.Random(20).sample(values, min(count, len(values)))
