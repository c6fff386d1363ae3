"""Measure the significance tests of the spread of a practice: `python -m benchmarks.spread --directory D --code PR-1`.

The data directory must contain a graph that no program uses. The statistics without tests and the cascade are cases of
`make bench`.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.answers.case import text_of_operation
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.embedded import ConsoleReporter, EmbeddedSettings, start
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema

DEADLINE_SECONDS = 120.0
TESTS = """query ($code: String!, $seed: Int) { practice(code: $code) { dissemination { contagion(seed: $seed) {
  units ties steps moransI { period value expected pValue } rewiring { observed nullMean pValue } } } } }"""


def main() -> None:
    """Start the server, measure the tests and print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--code", default="PR-1")
    chosen = parser.parse_args()
    console = Console()
    with start(EmbeddedSettings(chosen.directory), ConsoleReporter(console)) as server:
        connection = Connection(server.uri, server.username, server.password)
        asyncio.run(measure(connection, chosen.code, console))


async def measure(connection: Connection, code: str, console: Console) -> None:
    """Measure the tests of a practice and print the times."""
    database = Database(connection, deadline=DEADLINE_SECONDS)
    engine = Engine(schema(), COMPUTED, database)
    await answered(engine, text_of_operation("research/cascade"), code=code)
    console.print(f"cascade: {database.statements} statements")
    size = (await answered(engine, TESTS, code=code, seed=3))[1]["practice"]["dissemination"]["contagion"]
    console.print(f"network: {size['units']} units, {size['ties']} ties, {size['steps']} steps")
    for seed in (1, 2):
        first, again = [(await answered(engine, TESTS, code=code, seed=seed))[0] for _ in range(2)]
        console.print(f"tests of significance, seed {seed}: first {first:.0f} ms, again {again:.0f} ms")
    await database.close()


async def answered(engine: Engine, text: str, **variables: object) -> tuple[float, Any]:
    """Execute an operation and return its time in milliseconds and its data."""
    began = time.perf_counter()
    answer = await engine.answer(text, variables)
    elapsed = (time.perf_counter() - began) * 1000
    if "errors" in answer.body:
        raise SystemExit(str(answer.body["errors"]))
    return elapsed, answer.body["data"]


if __name__ == "__main__":
    main()
