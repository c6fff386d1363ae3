"""Write a complete generated set as tables, on all processors, with the reference data and the data state."""

import multiprocessing
import os
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from generator.records.parts import Part, parts_of
from generator.source import source_of
from generator.tables import TableWriter, write_headers
from generator.world import World
from graph_model.database.data_state import NAME
from graph_model.kinds.catalogue import DataState
from graph_model.model import MODEL_VERSION, kinds
from graph_model.patterns import patterns
from graph_model.progress import Reporter, silent
from graph_model.properties import Record
from seeds.reading import Reference


@dataclass(frozen=True)
class Writing:
    """The input of the worker processes, which inherit it in `AT_WORK` by forking, since it is too large to be sent."""

    world: World
    parts: Sequence[Part]
    directory: Path
    recorded_at: str


AT_WORK: dict[str, Writing] = {}


def write_tables(
    world: World,
    reference: Reference,
    directory: Path,
    digests: tuple[str, str],
    recorded_at: datetime,
    reporter: Reporter = silent,
) -> Counter[str]:
    """Write all tables again. Return the number of records by kind.

    `digests` are the digest of the set and the digest of the reference data.
    """
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    recorded = recorded_at.isoformat(timespec="seconds").replace("+00:00", "Z")
    counts: Counter[str] = Counter()
    parts = list(parts_of(world))
    for done, written in enumerate(written_parts(Writing(world, parts, directory, recorded)), 1):
        counts.update(written)
        reporter("Writing tables", done, len(parts))
    source = source_of(world.country, digests[0], counts.total())
    writer = TableWriter(directory, "reference", recorded)
    counts.update(writer.write(chain(reference.nodes, [source, state_of(digests[1])], reference.links)))
    write_headers(directory, every_kind())
    return counts


def state_of(reference_digest: str) -> DataState:
    """Return the data state after the first write."""
    return DataState(name=NAME, model_version=MODEL_VERSION, data_version=1, seed_digest=reference_digest)


def every_kind() -> Iterator[type[Record]]:
    """Yield all kinds of nodes and relations."""
    yield from kinds().values()
    yield from dict.fromkeys(relation for _, relation, _ in patterns())


def written_parts(writing: Writing) -> Iterator[dict[str, int]]:
    """Yield the numbers of records by kind of each finished part; uses worker processes if they can be forked."""
    numbers = range(len(writing.parts))
    AT_WORK["now"] = writing
    try:
        if "fork" not in multiprocessing.get_all_start_methods():
            yield from map(write_part, numbers)
            return
        forking = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(os.cpu_count(), forking, initializer=end_with, initargs=(os.getpid(),)) as pool:
            try:
                for each in as_completed([pool.submit(write_part, number) for number in numbers]):
                    yield each.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        del AT_WORK["now"]


def write_part(number: int) -> dict[str, int]:
    """Write the files of one part. Return the number of records by kind."""
    writing = AT_WORK["now"]
    writer = TableWriter(writing.directory, f"{number:04d}", writing.recorded_at)
    return dict(writer.write(writing.parts[number].make(writing.world)))


def end_with(parent: int) -> None:
    """Make this worker process exit when its parent has exited, and ignore interrupts, which the parent handles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
