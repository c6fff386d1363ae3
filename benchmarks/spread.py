"""What the spread of one practice costs on a large graph: `python -m benchmarks.spread --directory D --code PR-1`.

The statistics without tests of significance and the cascade run in turn with the best hand-written statements for the
same; the tests stand alone. The data directory must hold a graph that no program serves.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks.case import user_operation
from benchmarks.figures import Figures
from benchmarks.spread_statements import FLOOR, STATISTICS, STEPS, STEPS_FLOOR, TESTS
from graph_model.database import Connection, Database
from metodgraph.embedded import ConsoleReporter, EmbeddedSettings, start
from resolvers.engine import Engine
from resolvers.fields import COMPUTED
from schema.build import schema

DEADLINE_SECONDS = 120.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--code", default="PR-1")
    parser.add_argument("--pairs", type=int, default=40)
    chosen = parser.parse_args()
    console = Console()
    with start(EmbeddedSettings(chosen.directory), ConsoleReporter(console)) as server:
        connection = Connection(server.uri, server.username, server.password)
        asyncio.run(measure(connection, chosen.code, chosen.pairs, console))


async def measure(connection: Connection, code: str, pairs: int, console: Console) -> None:
    """Measure one practice."""
    database = Database(connection, deadline=DEADLINE_SECONDS)
    engine = Engine(schema(), COMPUTED, database)
    cascade, _ = user_operation("research/cascade")

    async def ours(text: str, **variables: object) -> None:
        answer = await engine.answer(text, {"code": code, **variables})
        if "errors" in answer.body:
            raise SystemExit(str(answer.body["errors"]))

    async def floor(text: str) -> None:
        await database.read(text, {"code": code})

    for name, text, bare in (
        ("statistics", STATISTICS, FLOOR),
        ("2,000 steps", STEPS, STEPS_FLOOR),
        ("cascade, over the bare statement of 2,000 steps", cascade, STEPS_FLOOR),
    ):
        figures = await in_turn(partial(floor, bare), partial(ours, text), pairs)
        before = database.statements
        await ours(text)
        console.print(
            f"{name}: {np.median(figures.ours):.0f} ms in {database.statements - before} statements, "
            f"bare {np.median(figures.floor):.0f} ms, ratio {figures.median_ratio()}"
        )
    tested = (await engine.answer(TESTS, {"code": code, "seed": 3})).body["data"]["practice"]["dissemination"]
    size = tested["contagion"]
    console.print(f"network: {size['units']} units, {size['ties']} ties, {size['steps']} steps")
    for seed in (1, 2):
        first, again = [await timed(lambda seed=seed: ours(TESTS, seed=seed)) for _ in range(2)]  # type: ignore[misc]
        console.print(f"tests of significance, seed {seed}: first {first:.0f} ms, again {again:.0f} ms")
    await database.close()


async def in_turn(one: Callable[[], Awaitable[None]], other: Callable[[], Awaitable[None]], pairs: int) -> Figures:
    """Both in turn, the order changing from pair to pair; the first few warm up."""
    times = np.empty((2, pairs))
    for pair in range(-5, pairs):
        for which in (0, 1) if pair % 2 else (1, 0):
            elapsed = await timed((one, other)[which])
            if pair >= 0:
                times[which, pair] = elapsed
    return Figures(times[0], times[1])


async def timed(work: Callable[[], Awaitable[None]]) -> float:
    """How many milliseconds it takes."""
    began = time.perf_counter()
    await work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
