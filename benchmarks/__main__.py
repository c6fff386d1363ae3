"""Measures answers against the floor, interleaved on one Neo4j, then responsiveness and paths: `make bench`.

On the Neo4j that NEO4J_URI names, which holds a generated set, or on an embedded one with the demo.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.case import Case
from benchmarks.cases import cases
from benchmarks.client import Client
from benchmarks.figures import Figures
from metodgraph.embedded import ConsoleReporter, EmbeddedSettings, start

# measured on the same Neo4j, in processes of their own
FURTHER = ("responsiveness", "paths")
console = Console()


def main() -> None:
    """Measure every case and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=600, help="measured pairs of requests for each case")
    parser.add_argument("--warm-up", type=int, default=300, help="pairs before that")
    parser.add_argument("--only", help="only the cases whose name holds this text")
    chosen = parser.parse_args()
    with neo4j_at_hand() as environment:
        with service("floor", environment) as floor, service("ours", environment) as ours:
            table = new_table()
            for number, case in enumerate(cases()):
                if not chosen.only or chosen.only in case.name:
                    figures = measure(number, case, Client(floor), Client(ours), chosen.warm_up, chosen.pairs)
                    add_row(table, case, figures)
            console.print(table)
        for name in FURTHER if not chosen.only else ():
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=environment, check=True)


@contextlib.contextmanager
def neo4j_at_hand() -> Iterator[dict[str, str]]:
    """The environment that names the Neo4j to measure on: the one of the user, or an embedded one of our own."""
    if os.environ.get("NEO4J_URI"):
        yield dict(os.environ)
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        start(EmbeddedSettings(Path(folder)), ConsoleReporter(console)) as server,
    ):
        named = {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}
        environment = {**os.environ, **named}
        subprocess.run([sys.executable, "-m", "metodgraph", "seed", "--demo"], env=environment, check=True)
        yield environment


@contextlib.contextmanager
def service(which: str, environment: dict[str, str]) -> Iterator[int]:
    """One of the two services; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.serving", which, str(port)], env=environment)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers on the port."""
    for _ in range(300):
        if process.poll() is not None:
            sys.exit("a service to measure did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    sys.exit("a service to measure did not start in time")


def measure(number: int, case: Case, floor: Client, ours: Client, warm_up: int, pairs: int) -> Figures:
    """Send both requests in turn, the order changing from pair to pair."""
    bodies = orjson.dumps(case.parameters), orjson.dumps({"query": case.operation, "variables": case.variables})
    requests = [(floor, f"/{number}", bodies[0]), (ours, "/graphql", bodies[1])]
    times = np.empty((2, pairs))
    for pair in range(-warm_up, pairs):
        for which in (0, 1) if pair % 2 else (1, 0):
            client, path, body = requests[which]
            elapsed, content = client.send(path, body)
            if pair >= 0:
                times[which, pair] = elapsed
            elif b'"errors"' in content:
                sys.exit(f"{case.name}: {content[:500]!r}")
    return Figures(times[0], times[1])


def new_table() -> Table:
    """The table of the figures."""
    table = Table(title="Milliseconds over HTTP on loopback; intervals at 95 percent")
    for name in ("case", "floor", "ours", "median ratio", "over the target, ms", "p95 floor", "p95 ours", "p95 ratio"):
        table.add_column(name, justify="left" if name == "case" else "right")
    return table


def add_row(table: Table, case: Case, figures: Figures) -> None:
    """One case; what falls short is marked."""
    excess = figures.excess(case.target.ratio)
    tail = figures.tail_ratio()
    short = excess.value > case.target.plus_milliseconds
    long_tail = case.target.tail_ratio is not None and tail.value > case.target.tail_ratio
    table.add_row(
        case.name,
        f"{np.median(figures.floor):.2f}",
        f"{np.median(figures.ours):.2f}",
        str(figures.median_ratio()),
        f"{excess} of {case.target.plus_milliseconds:g}{' SHORT' if short else ''}",
        f"{np.percentile(figures.floor, 95):.2f}",
        f"{np.percentile(figures.ours, 95):.2f}",
        f"{tail}{' SHORT' if long_tail else ''}",
    )


if __name__ == "__main__":
    main()
