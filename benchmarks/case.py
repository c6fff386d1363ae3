"""What a case is: an operation, what is measured against it, and how near it shall come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

OPERATIONS = Path(__file__).parent.parent / "operations"


@dataclass(frozen=True)
class Target:
    """What a case shall reach: a median of `ratio` times the floor's and a little more; a tail within `tail_ratio`."""

    ratio: float = 1.1
    plus_milliseconds: float = 0.1
    tail_ratio: float | None = 1.25


@dataclass(frozen=True)
class Case:
    """One operation and its floor: `parameters` go to `cypher`, which answers with one record of one nested value.

    Without `cypher` the floor is the one of the computed field (`benchmarks.partners`).
    """

    name: str
    operation: str
    variables: dict[str, Any]
    cypher: str | None
    parameters: dict[str, Any]
    target: Target = Target()


def user_operation(name: str) -> tuple[str, dict[str, Any]]:
    """An operation that users send, with its variables."""
    path = OPERATIONS / f"{name}.graphql"
    return path.read_text(encoding="utf-8"), orjson.loads(path.with_suffix(".json").read_bytes())
