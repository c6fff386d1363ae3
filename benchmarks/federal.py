"""Measure the load of the federal set into an empty graph: `python -m benchmarks.federal --scale S`."""

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console

from generator.country import federal
from metodgraph.commands.offline_seeding import load_offline
from metodgraph.settings import Settings

MEGABYTE = 1024 * 1024
EVERY_SECONDS = 0.25


@dataclass
class Peaks:
    """The maximum resident memory of all Python processes and of Java, and the size of the tables, in bytes."""

    python: int = 0
    java: int = 0
    tables: int = 0


def main() -> None:
    """Load the set and print the durations of the steps, the size of the store and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--directory", type=Path, help="data directory of the graph; default: a temporary one")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        directory = chosen.directory or Path(temporary) / "graph"
        measure(directory, chosen.seed, chosen.scale)


def measure(directory: Path, seed: int, scale: float) -> None:
    """Load the set and print the measurements."""
    console, began = Console(), time.monotonic()
    with watched(directory) as peaks:
        times = load_offline(Settings(data_directory=directory), federal(seed, scale), console, scale)
    print(f"| {'step':<32} | {'seconds':>8} |\n| --- | --- |")
    for step, seconds in times.seconds.items():
        print(f"| {step:<32} | {seconds:>8.1f} |")
    print(f"| {'all':<32} | {time.monotonic() - began:>8.1f} |")
    print(f"tables: {peaks.tables // MEGABYTE:,} MB")
    print(f"store: {size_of(directory / 'data') // MEGABYTE:,} MB")
    print(f"peak resident memory: Python {peaks.python // MEGABYTE:,} MB, Java {peaks.java // MEGABYTE:,} MB")


@contextmanager
def watched(directory: Path) -> Iterator[Peaks]:
    """Yield the peaks of memory of this process and its children, updated by a thread during the block."""
    peaks, ended = Peaks(), threading.Event()

    def look() -> None:
        while not ended.wait(EVERY_SECONDS):
            sizes = resident()
            peaks.python, peaks.java = max(peaks.python, sizes[0]), max(peaks.java, sizes[1])
            peaks.tables = max(peaks.tables, size_of(directory / "generated")) if sizes[1] else peaks.tables

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peaks
    finally:
        ended.set()
        watcher.join()


def resident() -> tuple[int, int]:
    """Return the current resident memory of Python and of Java in bytes.

    Memory that forked processes share is counted for each of them.
    """
    python = java = 0
    own = psutil.Process()
    for process in (own, *own.children(recursive=True)):
        try:
            size, name = process.memory_info().rss, process.name()
        except psutil.NoSuchProcess:
            continue
        python, java = (python, java + size) if name == "java" else (python + size, java)
    return python, java


def size_of(folder: Path) -> int:
    """Return the size of all files below a folder in bytes."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


if __name__ == "__main__":
    main()
