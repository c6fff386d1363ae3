"""A case: one answer, how each service is asked for it, and how near ours shall come to the floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from benchmarks.answers.agreement import only_value, same

OPERATIONS = Path(__file__).parents[2] / "operations"
STATEMENTS = Path(__file__).parent / "statements"
Variables = dict[str, Any]
# from the data of an answer, plain, to what is compared
Reading = Callable[[Any], Any]


@dataclass(frozen=True)
class Target:
    """What a case shall reach: the median `ratio` times the floor's and a little more, the tail, the throughput."""

    ratio: float = 1.1
    plus_milliseconds: float = 0.05
    tail_ratio: float | None = 1.2
    throughput: float | None = 0.85


@dataclass(frozen=True)
class Case:
    """One answer. The texts stand in `statements/<name>/`; `operation` names one of operations/ instead.

    `parameters` go to the floor and `peer` to the peer, which answers where the folder holds `peer.graphql`.
    """

    name: str
    variables: Variables = field(default_factory=dict)
    parameters: Variables = field(default_factory=dict)
    peer: Variables = field(default_factory=dict)
    operation: str | None = None
    of_ours: Reading = only_value
    of_peer: Reading = only_value
    agree: Callable[[Any, Any], bool] = same
    target: Target = Target()
    # what a reader of the figures must know
    note: str = ""

    def request(self, service: str) -> tuple[str, bytes] | None:
        """Return the path and the body that ask a service; None where it cannot answer."""
        if service == "floor":
            return f"/{self.name}", orjson.dumps(self.parameters)
        text = self.text() if service == "ours" else self.text_of("peer.graphql")
        variables = self.variables if service == "ours" else self.peer
        body = orjson.dumps({"query": text, "variables": variables})
        return None if text is None else ("/graphql" if service == "ours" else "/", body)

    def text(self) -> str | None:
        """Return the operation of ours."""
        if self.operation is None:
            return self.text_of("ours.graphql")
        return text_of_operation(self.operation)

    def text_of(self, name: str) -> str | None:
        """Return a text of the case; None where there is none."""
        path = STATEMENTS / self.name / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    def reading(self, service: str) -> Reading:
        """Return how the data of a service become what is compared."""
        return {"ours": self.of_ours, "floor": lambda data: data, "peer": self.of_peer}[service]


def text_of_operation(name: str) -> str:
    """Return an operation of operations/."""
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


def stored_variables(operation: str) -> Variables:
    """Return the variables that are kept with an operation of operations/."""
    return dict(orjson.loads((OPERATIONS / f"{operation}.json").read_bytes()))
