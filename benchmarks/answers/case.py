"""A benchmark case: the requests of the services for one result, and the target relative to the floor."""

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
# a function from the normalised data of a response to the value that is compared
Reading = Callable[[Any], Any]


@dataclass(frozen=True)
class Target:
    """The target of a case, relative to the floor.

    The median may be at most `ratio` times the floor's plus `plus_milliseconds`, and the 95th percentile at most
    `tail_ratio` times the floor's. The throughput must be at least `throughput` times the floor's. None: no target.
    """

    ratio: float = 1.1
    plus_milliseconds: float = 0.05
    tail_ratio: float | None = 1.2
    throughput: float | None = 0.85


@dataclass(frozen=True)
class Case:
    """A case with its texts in `statements/<name>/`, or with an `operation` of operations/ as our text.

    `variables` are sent to our service, `parameters` to the floor and `peer` to the peer. The peer takes part if the
    folder contains `peer.graphql`.
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
    # a remark for readers of the figures
    note: str = ""

    def request(self, service: str) -> tuple[str, bytes] | None:
        """Return the path and body of the request to a service, or None if the service does not take part."""
        if service == "floor":
            return f"/{self.name}", orjson.dumps(self.parameters)
        text = self.text() if service == "ours" else self.text_of("peer.graphql")
        variables = self.variables if service == "ours" else self.peer
        body = orjson.dumps({"query": text, "variables": variables})
        return None if text is None else ("/graphql" if service == "ours" else "/", body)

    def text(self) -> str | None:
        """Return our operation."""
        if self.operation is None:
            return self.text_of("ours.graphql")
        return text_of_operation(self.operation)

    def text_of(self, name: str) -> str | None:
        """Return a text of the case, or None if there is no such file."""
        path = STATEMENTS / self.name / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    def reading(self, service: str) -> Reading:
        """Return the function from the data of a service to the value that is compared."""
        return {"ours": self.of_ours, "floor": lambda data: data, "peer": self.of_peer}[service]


def text_of_operation(name: str) -> str:
    """Return an operation of operations/."""
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


def stored_variables(operation: str) -> Variables:
    """Return the example variables of an operation of operations/."""
    return dict(orjson.loads((OPERATIONS / f"{operation}.json").read_bytes()))
