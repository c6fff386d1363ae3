"""Marking of nodes that other programs left incomplete, to exclude them from lists, totals and searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader
from graph_model.declarations import kinds
from graph_model.record_states import INCOMPLETE, STATES, WITHDRAWN_WITH, order_of_kinds
from graph_model.writing.state_settling import PAGE, States, settle_states, unmarked

LONGEST_SECONDS = 3600
OF_STATES = f"""
MATCH (record:{"|".join(STATES)})
WITH labels(record)[0] AS label, split(record.id, ':')[0] AS kind, record.lacks AS lacks,
  record.{WITHDRAWN_WITH} IS NOT NULL AS follows
RETURN label, kind, lacks, follows, count(*) ORDER BY label, kind, lacks
"""


@dataclass(frozen=True)
class Marked:
    """The nodes of a kind that were marked with a state: their number, and the first id."""

    kind: str
    state: str
    lacks: tuple[str, ...]
    count: int
    example: str

    @property
    def sentence(self) -> str:
        """Return the sentence that reports the result."""
        why = f"lack {', '.join(self.lacks)}" if self.state == INCOMPLETE else "are withdrawn"
        what = f"{self.count:,} records {why} but were in lists (for example {self.example})"
        return f"{self.kind}: {what}; their label is {self.state} now"


async def mark_incomplete(database: Database) -> list[Marked]:
    """Mark the nodes that have the label of their kind but are not complete. Return the marked nodes.

    Nodes are read in pages, each in a transaction of its own. The version of the data increases if any node was marked.
    """
    marked: list[Marked] = []
    for kind in order_of_kinds():
        after: str | None = ""
        while after is not None:
            ids = await _unmarked(database, kind, after)
            marked += _grouped(await _settled(database, kind, ids)) if ids else []
            after = ids[-1] if len(ids) == PAGE else None
    return marked


async def _unmarked(database: Database, kind: str, after: str) -> list[str]:
    # one page can require reading a whole kind, which can exceed the deadline of a request
    text, parameters = unmarked(kinds()[kind]), {"after": after, "size": PAGE}
    rows = await database.read_together(lambda run: run(text, parameters), LONGEST_SECONDS)
    return [str(id_) for [id_] in rows]


async def _settled(database: Database, kind: str, ids: Sequence[str]) -> States:
    async def work(run: Reader) -> States:
        await lock_for_writing(run)
        states = await settle_states(run, {kind: dict.fromkeys(ids)})
        if states:
            await record_change(run)
        return states

    return await database.write(work)


def _grouped(states: States) -> list[Marked]:
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for kind, each in states.items():
        for id_, state in each.items():
            found.setdefault((kind, state.label, state.lacks), []).append(id_)
    return [Marked(*key, len(ids), min(ids)) for key, ids in found.items()]


async def remarks_on_states(database: Database) -> list[str]:
    """Return a sentence for each kind with incomplete or withdrawn nodes, which lists do not contain."""
    return [_remark(*row) for row in await database.read(OF_STATES, {})]


def _remark(label: str, kind: str, lacks: Sequence[str] | None, follows: bool, count: int) -> str:
    if label == INCOMPLETE:
        return f"{kind}: {count:,} records lack {', '.join(lacks or ())} and are not in any list"
    how = "are withdrawn with a record that they require" if follows else "are withdrawn by their source"
    return f"{kind}: {count:,} records {how}"
