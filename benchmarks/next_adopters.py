"""Evaluate the prediction of who adopts next on open cascades: `python -m benchmarks.next_adopters --directory D`.

The directory holds cascades (`android_cascades.txt.gz`, one line each: `root user time,user time,...`) and ties
(`android_edges.txt.gz`). They are converted to the tables of `metodgraph analyse next --cascades` in a temporary folder
(docs/next-adopters.md).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import resource
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from rich.console import Console
from rich.table import Table

from analysis.next_adopters.cascades.ranking import MEASURES
from metodgraph.commands.analyse.cascade_figures import CascadeRequest, cascade_figures

Rows = Iterator[tuple[str, ...]]


def main() -> None:
    """Print the figures with ties, without ties, and of the strict protocol."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--directory", type=Path, required=True, help="folder of the cascades and ties")
    parser.add_argument("--name", default="android", help="first part of the names of the files")
    parser.add_argument("--seed", type=int, default=1, help="random seed of samples and resampling")
    options = parser.parse_args()
    cascades, ties = (options.directory / f"{options.name}_{each}.txt.gz" for each in ("cascades", "edges"))
    if not cascades.is_file():
        parser.exit(0, f"There is no {cascades}: nothing is measured.\n")
    with TemporaryDirectory() as folder:
        table = written(Path(folder) / "cascades.csv", ("item", "adopter", "time"), cascade_rows(cascades))
        tied = written(Path(folder) / "ties.csv", ("from", "to"), tie_rows(ties)) if ties.is_file() else None
        for title, used, strict in (("with ties", tied, False), ("without ties", None, False), ("strict", tied, True)):
            request = CascadeRequest(table, used, None, (), 0, options.seed, strict, seven=used is not None)
            measure(title, request)


def cascade_rows(path: Path) -> Rows:
    """Yield a row for each adoption; the root of a cascade adopts before the first user, at the same time."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            for *adopters, at in (each.split() for each in line.split(",") if each.strip()):
                for adopter in adopters:
                    yield str(number), adopter, at


def tie_rows(path: Path) -> Rows:
    """Yield a row for each tie."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one, other = line.strip().split(",")
            yield one, other


def written(path: Path, head: tuple[str, ...], rows: Rows) -> Path:
    """Write a table and return its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def measure(title: str, request: CascadeRequest) -> None:
    """Print the figures of one evaluation, with processor time and memory."""
    started = time.process_time()
    found = cascade_figures(request, Console(stderr=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    used = f"{time.process_time() - started:.0f} s of a processor, at most {memory:.1f} GB"
    table = Table("scorer", *MEASURES, title=f"{title}: {found['test_positions']} positions, {used}")
    table.add_row("model", *(interval(found[each]) for each in MEASURES))
    for name, figures in cast("Mapping[str, Mapping[str, object]]", found["baselines"]).items():
        table.add_row(name, *(f"{figures[each]:.4f}" for each in MEASURES))
        table.add_row("  model better by", *(interval(figures[f"{each}_difference"]) for each in MEASURES))
    Console(width=150).print(table)
    for each in cast("list[Mapping[str, object]]", found["features"]):
        Console(width=150).print(f"  {each['feature']}: {each['weight']:.3f}")


def interval(found: object) -> str:
    """Return an estimate with its interval."""
    return "{value:.4f} [{low:.4f}, {high:.4f}]".format(**cast("Mapping[str, float]", found))


if __name__ == "__main__":
    main()
