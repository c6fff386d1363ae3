"""Writing many nodes and links at once, so that writing the same again changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from graph_model.batches import SIZE, Batch, batches
from graph_model.data_state import record_change
from graph_model.database import Database, Reader
from graph_model.declarations import Node
from graph_model.links import Link
from graph_model.progress import Reporter, silent


class MissingEndError(ValueError):
    """A link leads from or to a node that is not stored."""


@dataclass(frozen=True)
class Counts:
    """What became of the records of one kind."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.created + other.created, self.changed + other.changed, self.unchanged + other.unchanged)

    @property
    def written(self) -> int:
        """How many records were created or changed."""
        return self.created + self.changed


# by label of a node or pattern of a link, as in `Municipality IN_REGION Region`
Written = dict[str, Counts]


async def write_together(
    run: Reader,
    nodes: Collection[Node],
    links: Collection[Link],
    reporter: Reporter = silent,
    size: int = SIZE,
) -> Written:
    """Write all within the transaction of `run` and return what became of it; raising the version is the caller's."""

    async def write(batch: Batch) -> Counts:
        return await write_batch(run, batch)

    return await _write_each(nodes, links, write, reporter, size)


async def write_in_batches(
    database: Database,
    nodes: Collection[Node],
    links: Collection[Link],
    reporter: Reporter = silent,
    size: int = SIZE,
) -> Written:
    """Write more than one transaction can hold: each batch alone, raising the version where it changes something.

    Nobody is kept from reading a part of it; after an interruption, writing the same again completes it.
    """

    async def write(batch: Batch) -> Counts:
        return await database.write(lambda run: _write_and_record(run, batch))

    return await _write_each(nodes, links, write, reporter, size)


async def write_batch(run: Reader, batch: Batch) -> Counts:
    """Write one batch within the transaction of `run`."""
    [[created, unchanged, found]] = await run(batch.text, {"rows": batch.rows})
    if found < len(batch.rows):
        msg = f"{len(batch.rows) - found} of the links {batch.name} lead from or to a node that is not stored"
        raise MissingEndError(msg)
    return Counts(created, found - created - unchanged, unchanged)


async def _write_and_record(run: Reader, batch: Batch) -> Counts:
    counts = await write_batch(run, batch)
    if counts.written:
        await record_change(run)
    return counts


async def _write_each(
    nodes: Collection[Node],
    links: Collection[Link],
    write: Callable[[Batch], Awaitable[Counts]],
    reporter: Reporter,
    size: int,
) -> Written:
    written: Written = {}
    done, total = 0, len(nodes) + len(links)
    for batch in batches(nodes, links, size):
        written[batch.name] = written.get(batch.name, Counts()) + await write(batch)
        done += len(batch.rows)
        reporter(batch.name, done, total)
    return written
