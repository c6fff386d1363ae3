"""Idempotent writes of many nodes and links."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader
from graph_model.declarations import Node
from graph_model.links import Link
from graph_model.progress import Reporter, silent
from graph_model.record_states import INCOMPLETE, order_of_kinds, requirements
from graph_model.writing.batches import SIZE, Batch, LinkBatch, LinkRow, NodeBatch, NodeRow, batches
from graph_model.writing.changes import Changes, Writer
from graph_model.writing.ended_records import End
from graph_model.writing.link_batch import write_links
from graph_model.writing.node_batch import Counts, Written, write_nodes
from graph_model.writing.pending_references import any_pending, drop_others, keep_waiting, made_real
from graph_model.writing.state_settling import States, settle_states

__all__ = [
    "Counts",
    "MissingEndError",
    "Outcome",
    "Writer",
    "Written",
    "settled",
    "transactions",
    "unnamed",
    "write_and_record",
    "write_batch",
    "write_batches",
    "write_in_batches",
    "write_together",
]


class MissingEndError(ValueError):
    """A link whose start or end is not stored, or a node that lacks an end that its kind requires."""


@dataclass
class Outcome:
    """The result of a transaction: counts by kind, the links that are now pending, and the nodes whose state changed.

    The counts include pending references that its nodes resolved.
    """

    counts: Written = field(default_factory=dict)
    waiting: list[LinkRow] = field(default_factory=list)
    states: States = field(default_factory=dict)
    moved: bool = False

    def add(self, counts: Written) -> None:
        """Add the counts of a batch."""
        for name, each in counts.items():
            self.counts[name] = self.counts.get(name, Counts()) + each
            self.moved = self.moved or each.moved


async def write_together(
    run: Reader,
    nodes: Collection[Node],
    links: Collection[Link],
    reporter: Reporter = silent,
    size: int = SIZE,
    writer: Writer | None = None,
) -> Written:
    """Write all records within the transaction of `run` and return the counts.

    The caller increases the version of the data.

    Raises:
        MissingEndError: A link or a required end is missing after the last batch.
    """
    await lock_for_writing(run)
    changes, outcome = Changes(writer or unnamed()), Outcome()
    done, total = 0, len(nodes) + len(links)
    for batch in batches(nodes, links, size):
        await write_batch(run, batch, changes, outcome)
        done += len(batch.rows)
        reporter(batch.name, done, total)
    return complete(await settled(run, changes, outcome), {node.id for node in nodes})


async def write_in_batches(
    database: Database,
    nodes: Collection[Node],
    links: Collection[Link],
    reporter: Reporter = silent,
    size: int = SIZE,
    writer: Writer | None = None,
) -> Written:
    """Write more records than one transaction can hold.

    Each batch of nodes is a transaction, with the links that its nodes require. Each transaction that changes anything
    increases the version of the data. Other processes can read the data before all of it is written. After an
    interruption, writing the same records again completes them.

    Raises:
        MissingEndError: A link or a required end is missing at the end of a transaction.
    """
    by, written = writer or unnamed(), Outcome()
    done, total = 0, len(nodes) + len(links)
    for group in transactions(nodes, links, size):

        async def work(run: Reader, group: Sequence[Batch] = group) -> Written:
            new = {row.id for batch in group if isinstance(batch, NodeBatch) for row in batch.rows}
            return complete(await write_and_record(run, group, by), new)

        written.add(await database.write(work))
        done += sum(len(batch.rows) for batch in group)
        reporter(group[0].name, done, total)
    return written.counts


def transactions(nodes: Collection[Node], links: Collection[Link], size: int) -> Iterator[list[Batch]]:
    """Yield batches of nodes, each with the links that its nodes require, then the other links."""
    places = {kind: place for place, kind in enumerate(order_of_kinds())}
    required: dict[str, list[Link]] = {}
    new = {node.id for node in nodes}
    rest: list[Link] = []
    for link in (each.oriented() for each in links):
        sides = requirements().get((link.start_kind, link.relation.type, link.end_kind), ())
        holder = next((id_ for side in sides if (id_ := link.start if side == "start" else link.end) in new), None)
        (rest if holder is None else required.setdefault(holder, [])).append(link)
    ordered = sorted(nodes, key=lambda node: places[type(node).__name__])
    for _, same in groupby(ordered, key=type):
        for batch in batches([*same], (), size):
            own = [link for row in batch.rows if isinstance(row, NodeRow) for link in required.get(row.id, ())]
            yield [batch, *batches((), own, size)]
    yield from ([each] for each in batches((), rest, size))


def unnamed() -> Writer:
    """Return the writer of records without a named writer."""
    return Writer(End(date.today(), "unnamed"))


async def write_and_record(run: Reader, group: Sequence[Batch], writer: Writer) -> Outcome:
    """Write batches in a transaction of their own; increase the version of the data if anything changed."""
    await lock_for_writing(run)
    outcome = await write_batches(run, group, Changes(writer))
    if outcome.moved:
        await record_change(run)
    return outcome


async def write_batches(run: Reader, group: Sequence[Batch], changes: Changes) -> Outcome:
    """Write batches within the transaction of `run` and settle the states of the touched nodes."""
    outcome = Outcome()
    for each in group:
        await write_batch(run, each, changes, outcome)
    if changes.journal:
        await changes.journal.close(run)
    return await settled(run, changes, outcome)


async def settled(run: Reader, changes: Changes, outcome: Outcome) -> Outcome:
    """Settle the states of the touched nodes, and record the changed states in the outcome."""
    outcome.states = await settle_states(run, changes.touched)
    outcome.moved = outcome.moved or bool(outcome.states)
    return outcome


async def write_batch(run: Reader, batch: Batch, changes: Changes, outcome: Outcome) -> None:
    """Write one batch within the transaction of `run`. Links with a missing end are stored as pending references."""
    waiting = await any_pending(run)
    if isinstance(batch, NodeBatch):
        counts, new = await write_nodes(run, batch, changes)
        outcome.add({batch.name: counts})
        outcome.add(await made_real(run, new, changes) if waiting and new else {})
    else:
        await _write_links(run, batch, changes, outcome, waiting)


async def _write_links(run: Reader, batch: LinkBatch, changes: Changes, outcome: Outcome, waiting: bool) -> None:
    if waiting:
        await drop_others(run, batch, batch.rows, changes)
    counts, missing = await write_links(run, batch, changes)
    kept = await keep_waiting(run, batch, missing, changes) if missing else Counts()
    outcome.add({batch.name: counts})
    outcome.waiting += missing
    outcome.moved = outcome.moved or kept.moved


def complete(outcome: Outcome, written: Collection[str]) -> Written:
    """Return the counts of a transaction, and check that no link is pending and no written node is incomplete.

    Raises:
        MissingEndError: The check failed. The error rolls the transaction back.
    """
    for pattern in {row.link.pattern for row in outcome.waiting}:
        count = sum(row.link.pattern == pattern for row in outcome.waiting)
        msg = f"{count} of the links {pattern} lead from or to a node that is not stored"
        raise MissingEndError(msg)
    for kind, states in outcome.states.items():
        incomplete = [id_ for id_, state in states.items() if state.label == INCOMPLETE and id_ in written]
        if incomplete:
            msg = f"{len(incomplete)} nodes of the kind {kind} lack a value or an end that the kind requires"
            raise MissingEndError(msg)
    return outcome.counts
