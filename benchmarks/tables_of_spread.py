"""Measure `analyse spread` on generated tables: `python -m benchmarks.tables_of_spread --people 40000 --ties 60000`.

People in groups name others at random, and adopt sooner if more of those whom they name have adopted. The command runs
as a process of its own, so that its memory includes the program. The last column shows whether the interval of the
effect of exposure contains the true value.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

EFFECT = 1.5
HEADER = (
    "| people | ties | groups | rows | processor seconds | peak MB | exposure (95 percent) |\n" + "| --- " * 7 + "|"
)


def main() -> None:
    """Write the tables, run the command and print its cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=40_000)
    parser.add_argument("--ties", type=int, default=60_000)
    parser.add_argument("--groups", type=int, default=85)
    parser.add_argument("--periods", type=int, default=25)
    parser.add_argument("--options", nargs=argparse.REMAINDER, default=[], help="further options of the command")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        write_tables(Path(directory), options.people, options.ties, options.groups, options.periods)
        print(HEADER)
        print(measured(Path(directory), options))


def write_tables(directory: Path, people: int, ties: int, groups: int, periods: int) -> None:
    """Write tables with a known effect of exposure, which acts one period later."""
    random = np.random.default_rng(1)
    starts, ends = random.integers(people, size=(2, ties))
    starts, ends = starts[starts != ends], ends[starts != ends]
    keys = np.unique(starts * people + ends)
    starts, ends = np.divmod(keys, people)
    group, age = random.integers(groups, size=people), random.normal(40, 10, people).round(1)
    base = -3.5 + random.normal(0, 0.5, groups)[group] + 0.01 * (age - 40)
    degree = np.bincount(starts, minlength=people)
    when = np.full(people, periods + 1)
    for period in range(1, periods + 1):
        exposed = np.bincount(starts, when[ends] < period, people) / np.maximum(degree, 1)
        chance = 1 / (1 + np.exp(-base - EFFECT * exposed))
        when[(when > periods) & (random.random(people) < chance)] = period
    adopted = ["" if each > periods else each for each in when.tolist()]
    write(directory / "A.csv", ("id", "period", "group", "age"), zip(range(people), adopted, group, age, strict=True))
    write(directory / "T.csv", ("from", "to"), zip(starts, ends, strict=True))


def write(path: Path, header: tuple[str, ...], rows: object) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(header)
        lines.writerows(rows)  # type: ignore[arg-type]


def measured(directory: Path, options: argparse.Namespace) -> str:
    """Run the command and return the row of its cost."""
    command = [sys.executable, "-m", "metodgraph", "analyse", "spread", "--adoptions", str(directory / "A.csv")]
    command += ["--ties", str(directory / "T.csv"), "--group", "group", "--covariates", "age^1", "--json"]
    with (directory / "out.json").open("w") as out:
        running = subprocess.Popen([*command, *options.options], stdout=out)
        _, status, usage = os.wait4(running.pid, 0)
    if status:
        raise SystemExit(status)
    found = json.loads((directory / "out.json").read_text(encoding="utf-8"))
    regression = found["hazard_regression"]
    low, high = regression["coefficients"][-2]["interval"]
    inside = "holds" if low <= EFFECT <= high else "does not hold"
    return (
        f"| {found['people']:,} | {found['ties']:,} | {options.groups} | {regression['rows']:,} | "
        f"{usage.ru_utime + usage.ru_stime:.1f} | {usage.ru_maxrss // 1024} | "
        f"{regression['lagged_exposure']:.3f} ({low:.3f} to {high:.3f}), {inside} {EFFECT} |"
    )


if __name__ == "__main__":
    main()
