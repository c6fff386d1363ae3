"""Writing many nodes and links at once, so that writing the same again changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import date

from graph_model.awaiting import any_awaited, drop_others, keep_waiting, made_real
from graph_model.batches import SIZE, Batch, LinkBatch, LinkRow, NodeBatch, batches
from graph_model.data_state import record_change, take_turn
from graph_model.database import Database, Reader
from graph_model.declarations import Node
from graph_model.ending import End
from graph_model.link_writing import write_links
from graph_model.links import Link
from graph_model.progress import Reporter, silent
from graph_model.writing import Counts, Writer, Written, write_nodes

__all__ = [
    "Counts",
    "MissingEndError",
    "Outcome",
    "Writer",
    "Written",
    "write_batch",
    "write_in_batches",
    "write_together",
]


class MissingEndError(ValueError):
    """A link leads from or to a node that is not stored."""


@dataclass(frozen=True)
class Outcome:
    """What a batch did: counts by kind (with links that waited for its nodes), and which of its links wait now."""

    counts: Written
    waiting: tuple[LinkRow, ...] = ()
    moved: bool = False


async def write_together(
    run: Reader,
    nodes: Collection[Node],
    links: Collection[Link],
    reporter: Reporter = silent,
    size: int = SIZE,
    writer: Writer | None = None,
) -> Written:
    """Write all within the transaction of `run` and return what became of it; raising the version is the caller's."""
    await take_turn(run)
    by = writer or unnamed()

    async def write(batch: Batch) -> Written:
        return complete(batch, await write_batch(run, batch, by))

    return await _write_each(nodes, links, write, reporter, size)


async def write_in_batches(
    database: Database,
    nodes: Collection[Node],
    links: Collection[Link],
    reporter: Reporter = silent,
    size: int = SIZE,
    writer: Writer | None = None,
) -> Written:
    """Write more than one transaction can hold: each batch alone, raising the version where it changes something.

    Nobody is kept from reading a part of it; after an interruption, writing the same again completes it.
    """
    by = writer or unnamed()

    async def write(batch: Batch) -> Written:
        async def work(run: Reader) -> Written:
            return complete(batch, await write_and_record(run, batch, by))

        return await database.write(work)

    return await _write_each(nodes, links, write, reporter, size)


def unnamed() -> Writer:
    """Who writes when nobody says."""
    return Writer(End(date.today(), "unnamed"))


async def write_and_record(run: Reader, batch: Batch, writer: Writer) -> Outcome:
    """Write one batch in a transaction of its own, raising the version where it changes something."""
    await take_turn(run)
    outcome = await write_batch(run, batch, writer)
    if outcome.moved:
        await record_change(run)
    return outcome


async def write_batch(run: Reader, batch: Batch, writer: Writer) -> Outcome:
    """Write one batch within the transaction of `run`; links of which an end is missing are kept waiting."""
    waiting = await any_awaited(run)
    if isinstance(batch, NodeBatch):
        counts, new = await write_nodes(run, batch, writer)
        real = await made_real(run, new, writer) if waiting and new else {}
        written = {batch.name: counts, **real}
        return Outcome(written, moved=any(each.moved for each in written.values()))
    return await _write_links(run, batch, writer, waiting)


async def _write_links(run: Reader, batch: LinkBatch, writer: Writer, waiting: bool) -> Outcome:
    if waiting:
        await drop_others(run, batch, batch.rows)
    counts, missing = await write_links(run, batch, writer)
    kept = await keep_waiting(run, batch, missing, writer) if missing else Counts()
    return Outcome({batch.name: counts}, tuple(missing), counts.moved or kept.moved)


def complete(batch: Batch, outcome: Outcome) -> Written:
    """The counts of a batch of which no link may wait; raises `MissingEndError`, which undoes its transaction."""
    if outcome.waiting:
        msg = f"{len(outcome.waiting)} of the links {batch.name} lead from or to a node that is not stored"
        raise MissingEndError(msg)
    return outcome.counts


async def _write_each(
    nodes: Collection[Node],
    links: Collection[Link],
    write: Callable[[Batch], Awaitable[Written]],
    reporter: Reporter,
    size: int,
) -> Written:
    written: Written = {}
    done, total = 0, len(nodes) + len(links)
    for batch in batches(nodes, links, size):
        for name, counts in (await write(batch)).items():
            written[name] = written.get(name, Counts()) + counts
        done += len(batch.rows)
        reporter(batch.name, done, total)
    return written
