"""Stored imports of a graph, and reverting one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import orjson

from exchange.table_forms import names_people
from graph_model.database.data_state import lock_for_writing
from graph_model.database.driver import Database, Reader
from graph_model.errors import MetodGraphError
from graph_model.kinds.journal import STEP, LogEntry
from graph_model.kinds.personal import Personal
from graph_model.model import kinds
from graph_model.progress import Reporter, silent
from graph_model.terms import LogKind
from graph_model.writing.batches import NodeBatch, NodeRow
from graph_model.writing.bulk_writes import unnamed, write_batches
from graph_model.writing.changes import Changes
from graph_model.writing.deficit_settling import settle_deficits
from graph_model.writing.revert import Reverted, revert

EXAMPLES = 20
IMPORTS = f"""
MATCH (entry:LogEntry {{kind: $kind}})
RETURN entry.code, toString(entry.beganAt), toString(entry.endedAt), size(entry.files), entry.summary,
  EXISTS {{ MATCH (:{STEP} {{importId: entry.code}}) }}
ORDER BY entry.beganAt DESC, entry.code
"""
REVERTED = "MATCH (entry:LogEntry {kind: $kind}) UNWIND entry.files AS file RETURN collect(DISTINCT file)"


class UnknownImportError(MetodGraphError):
    """The import name is unknown or ambiguous; the message says how to list the names."""

    code = "UNKNOWN_IMPORT"


@dataclass(frozen=True)
class StoredImport:
    """An import in the log."""

    code: str
    began_at: str
    ended: bool
    files: int
    summary: Mapping[str, Mapping[str, int]]
    revertible: bool
    reverted: bool

    @property
    def sentence(self) -> str:
        """Return the time of the import, its counts, and whether it can be reverted."""
        names, parts = ("created", "changed", "ended"), self.summary.values()
        counts = {name: sum(each.get(name, 0) for each in parts) for name in names}
        did = ", ".join(f"{count:,} {name}" for name, count in counts.items()) if self.ended else "was cut off"
        state = "can be reverted" if self.revertible else "can no longer be reverted"
        return f"{self.code}: {self.files} files, {did}; {'was reverted' if self.reverted else state}"


async def stored_imports(database: Database) -> list[StoredImport]:
    """Return the imports in the log, the latest first."""
    [[reverted]] = await database.read(REVERTED, {"kind": LogKind.REVERT.value})
    rows = await database.read(IMPORTS, {"kind": LogKind.IMPORT.value})
    return [
        StoredImport(
            code, began, ended is not None, files or 0, orjson.loads(summary or b"{}"), stored, code in reverted
        )
        for code, began, ended, files, summary, stored in rows
    ]


async def revert_import(database: Database, named: str, reporter: Reporter = silent) -> Reverted:
    """Revert the import with that name or with a name that ends with it, and add an entry to the log.

    Raises:
        UnknownImportError: No import or several imports have the name.
        NothingKeptError: The import can no longer be reverted.
    """
    every = [each.code for each in await stored_imports(database)]
    found = [code for code in every if code == named or code.endswith(f" {named}")]
    if len(found) != 1:
        msg = f"{'No' if not found else 'More than one'} import is named {named!r}; `metodgraph imports` lists them."
        raise UnknownImportError(msg)
    began = datetime.now(UTC)
    done = await revert(database, found[0], reporter)
    await settle_deficits(database)
    await database.write(lambda run: _logged(run, found[0], began, done))
    return done


async def _logged(run: Reader, import_id: str, began: datetime, done: Reverted) -> None:
    await lock_for_writing(run)
    left = sum(map(len, (*done.changed_since.values(), *done.in_use.values())))
    summary = {"removed": done.removed, "restored": done.restored, "left": left}
    entry = LogEntry(
        code=f"revert {began:%Y-%m-%dT%H:%M:%SZ} {uuid4().hex[:8]}",
        kind=LogKind.REVERT,
        began_at=began,
        ended_at=datetime.now(UTC),
        files=(import_id,),
        summary=orjson.dumps(summary).decode(),
    )
    await write_batches(run, [NodeBatch(LogEntry, [NodeRow.of(entry)])], Changes(unnamed()))


def sentences_of_revert(done: Reverted) -> Iterator[str]:
    """Yield sentences about reverted and remaining records, with reasons. Keys that can identify people are hidden."""
    for reason, named in (("changed since", done.changed_since), ("is used by others", done.in_use)):
        for name, records in named.items():
            yield f"{name}: {len(records):,} records remain, since each {_reason(reason)}{_examples(name, records)}"
    yield f"{done.removed:,} records removed, {done.restored:,} restored."


def _reason(reason: str) -> str:
    return "was changed later" if reason == "changed since" else "is used by records that the import did not create"


def _examples(name: str, records: Sequence[str]) -> str:
    labels = name.split(" ")
    if any(label in kinds() and _is_personal(label) for label in (labels[0], labels[-1])):
        return "."
    more = f" and {len(records) - EXAMPLES:,} more" if len(records) > EXAMPLES else ""
    return f": {', '.join(records[:EXAMPLES])}{more}"


def _is_personal(label: str) -> bool:
    return issubclass(kinds()[label], Personal) or names_people(kinds()[label])
