"""Measure the rows per second of `metodgraph import` on a new embedded Neo4j: `python -m benchmarks.loading`.

The times are those of the complete command, with a running server.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from metodgraph.embedded import ConsoleReporter, EmbeddedSettings, start

ROWS = 100_000
REGIONS = 20


def main() -> None:
    """Import each table twice, the second time without changes, and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="number of rows of each table")
    rows = parser.parse_args().rows
    console = Console()
    shown = Table(title=f"metodgraph import, rows per second; tables of {rows:,} rows")
    for name in ("table", "created", "unchanged"):
        shown.add_column(name, justify="left" if name == "table" else "right")
    with (
        tempfile.TemporaryDirectory() as folder,
        start(EmbeddedSettings(Path(folder) / "graph"), ConsoleReporter(console)) as server,
    ):
        named = {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}
        for name, lines in tables(rows).items():
            path = Path(folder) / f"{name}.csv"
            path.write_text("\n".join(lines), encoding="utf-8")
            written = REGIONS if name == "Region" else rows
            rates = [written / seconds(path, {**os.environ, **named}) for _ in range(2)]
            shown.add_row(name, *(f"{rate:,.0f}" for rate in rates))
    console.print(shown)


def tables(rows: int) -> dict[str, Iterable[str]]:
    """Return the lines of the tables by name; a table comes after those that it refers to."""
    return {
        "Region": numbered(
            "code,name,officialName,regionType,oktmo,inScope", REGIONS, "{0:02},Р{0},Р{0},край,{0:08},true"
        ),
        "Theme": numbered("code,name,section", rows, "T{0},Тема номер {0},III.R"),
        "Competence": numbered("code,scheme,name", rows, "C{0},COMPETENCE_GROUP,Компетенция номер {0}"),
        "Organisation": numbered(
            "orgId,name,kind,level,city,location.lat,location.lon,pupils",
            rows,
            "S{0},Средняя общеобразовательная школа № {0},SCHOOL,LOCAL,Казань,55.{0:06},49.{0:06},500",
        ),
        "Organisation-LOCATED_IN-Region": (
            "start,end",
            *(f"S{number},{number % REGIONS:02}" for number in range(rows)),
        ),
        "Organisation-PARTNER_OF-Organisation": (
            "start,end,since,basis",
            *(f"S{number},S{(number * 7 + 1) % rows},2024-01-01,REPORTED" for number in range(rows)),
        ),
    }


def numbered(header: str, rows: int, pattern: str) -> Iterator[str]:
    """Yield the lines of a table whose rows differ by a number."""
    yield header
    yield from (pattern.format(number) for number in range(rows))


def seconds(path: Path, environment: dict[str, str]) -> float:
    """Return the duration of the command in seconds."""
    command = [sys.executable, "-m", "metodgraph", "import", str(path), "--rejects", str(path.parent / "rejects.csv")]
    began = time.perf_counter()
    # exit status 2: a few pairs of partners are duplicates
    code = subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=False).returncode
    if code not in (0, 2):
        sys.exit(f"the import of {path.name} ended with exit status {code}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
