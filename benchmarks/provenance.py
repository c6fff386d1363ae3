"""Evaluate the inference of the sources of adoptions, and measure its time: `python -m benchmarks.provenance`.

The graph is a generated country with known true sources, which is loaded or taken from `--directory`. Its practices
spread by rules that the model does not contain (docs/generated-data.md). No results are stored.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from analysis.provenance.evaluation import Evaluation
from generator.country import federal
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from graph_model.progress import silent
from jobs.provenance.inferring import Options, Report, computed
from jobs.provenance.reading import read_records
from metodgraph.commands.analyse.provenance import true_sources
from metodgraph.commands.offline_seeding import load_offline
from metodgraph.embedded import ConsoleReporter, EmbeddedSettings, start
from metodgraph.settings import Settings

DEADLINE_SECONDS = 600.0


def main() -> None:
    """Infer the sources and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=0.05, help="scale of the federal set that is loaded")
    parser.add_argument("--seed", type=int, default=1, help="random seed of the country and of samples")
    parser.add_argument("--directory", type=Path, help="data directory of an existing graph with its true sources")
    chosen = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as temporary:
        directory = chosen.directory or Path(temporary) / "graph"
        if chosen.directory is None:
            country = federal(chosen.seed, chosen.scale)
            load_offline(Settings(data_directory=directory), country, console, chosen.scale)
        (truth,) = directory.glob("generated/*/true_parents.csv.gz")
        with start(EmbeddedSettings(directory), ConsoleReporter(console)) as server:
            connection = Connection(server.uri, server.username, server.password)
            report, seconds = asyncio.run(measure(connection, truth, chosen.seed))
    console.print(shown(report, seconds))


async def measure(connection: Connection, truth: Path, seed: int) -> tuple[Report, dict[str, float]]:
    """Return the report, and the seconds of reading and of inferring."""
    database = Database(connection, deadline=DEADLINE_SECONDS)
    began = time.perf_counter()
    found = await read_records(database)
    between = time.perf_counter()
    report, _ = computed(found, Options(seed=seed, folds=0, dry_run=True), true_sources(truth, []), silent)
    ended = time.perf_counter()
    await database.close()
    return report, {"reading": between - began, "learning, inferring, comparing": ended - between}


def shown(report: Report, seconds: dict[str, float]) -> Table:
    """Return the figures as a table. A rule that the model does not exceed is marked."""
    found = evaluation_of(report)
    table = Table(title=f"{found.learners:,} adoptions, {found.from_adoptions:,} of them learned from an adoption")
    for name in ("by", "share right", "model better by"):
        table.add_column(name, justify="left" if name == "by" else "right")
    for name, share in found.accuracy.items():
        gain = found.gains.get(name)
        by = "" if gain is None else f"{gain.value:.3f} [{gain.low:.3f}, {gain.high:.3f}]"
        table.add_row(name, f"{share.value:.3f}", by + ("" if gain is None or gain.low > 0 else " SHORT"))
    table.add_row("expected calibration error", f"{found.error:.3f}", "")
    for step, took in seconds.items():
        table.add_row(f"seconds: {step}", f"{took:.1f}", "")
    return table


def evaluation_of(report: Report) -> Evaluation:
    """Return the evaluation against the true sources. Raises `SystemExit` if there is none."""
    if report.against_truth is None:
        msg = "The table of true sources contains none of the adoptions."
        raise SystemExit(msg)
    return report.against_truth


if __name__ == "__main__":
    main()
