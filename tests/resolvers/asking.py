"""Asking the engine as users do: the operations that they send, and what is expected of every answer."""

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
    """The text of an operation that users send."""
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


def variables(name: str) -> dict[str, Any]:
    """The variables that come with it."""
    return dict(orjson.loads((OPERATIONS / f"{name}.json").read_bytes()))


async def asked(engine: Engine, text: str, given: Mapping[str, Any] | None = None) -> Any:
    """The data of an answer without errors."""
    answer = await engine.answer(text, given)
    assert "errors" not in answer.body, answer.body["errors"]
    return answer.body["data"]


async def refused(engine: Engine, text: str, given: Mapping[str, Any] | None = None, name: str | None = None) -> Any:
    """The first error of a request that is refused before anything is asked of the database."""
    sent = engine.database.statements
    answer = await engine.answer(text, given, name)
    assert engine.database.statements == sent
    assert set(answer.body) == {"errors"}
    assert not answer.executed
    return answer.body["errors"][0]


async def some(database: Database, text: str, count: int = 20) -> list[Any]:
    """As many of the values that a statement brings, chosen at random and the same on every run."""
    values = [value for (value,) in await database.read(text, {})]
    return random.Random(20).sample(values, min(count, len(values)))
