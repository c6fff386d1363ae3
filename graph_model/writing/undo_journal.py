"""The undo journal of an import: ids of created records, and copies of changed or removed ones.

Each transaction of an import creates an `ImportStep` with the records that it created. Before a record is changed, it
is copied to an `EarlierRecord`. The copy has the properties of the record, and properties of its own with the prefix
`undo`. Neither label is a kind of the model, so no query, export or table contains these nodes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import orjson

from graph_model.database.driver import Reader
from graph_model.kinds.journal import EARLIER, STEP
from graph_model.record_states import WITHDRAWN_WITH, in_any_state

# the number of imports that can be reverted; the journals of earlier imports are deleted
KEPT_IMPORTS = 10
# an upper bound of the number of copying statements in a transaction
MOST_COPIES = 1_000
# the operation after the copy: a change, a removal, or the replacement of a relation by an ended one
CHANGED, REMOVED, TURNED = "changed", "removed", "turned"

# the state of a record as one text: digest, cause of the end, and sources
_ENDED_BY = f"CASE WHEN {{0}}.{WITHDRAWN_WITH} IS NULL THEN {{0}}.endedBy END"
_SOURCES = "reduce(text = '', source IN [each IN coalesce({}, []) WHERE NOT each IN $without] | text + source + ',')"
AFTER = (
    f"coalesce(row[1], record.digest, '') + ' ' + coalesce(row[2], {_ENDED_BY.format('record')}, '') + ' ' + "
    f"{_SOURCES.format('coalesce(row[3], record.sourceIds)')}"
)
NOW = (
    "coalesce({0}.digest, '') + ' ' + coalesce(" + _ENDED_BY + ", '') + ' ' + "
    "reduce(text = '', source IN coalesce({0}.sourceIds, []) | text + source + ',')"
)
_COPY = f"""CREATE (earlier:{EARLIER}) SET earlier = properties(record), earlier.undoImport = $import,
  earlier.undoNumber = $number, earlier.undoAs = $as, earlier.undoAfter = {AFTER}"""
COPY_NODES = f"UNWIND $rows AS row MATCH (record:{{labels}} {{{{id: row[0]}}}}) {_COPY}, earlier.undoKind = '{{kind}}'"
COPY_LINKS = f"""
UNWIND $rows AS row MATCH (start)-[record]->(end) WHERE elementId(record) = row[0]
{_COPY}, earlier.undoStart = start.id, earlier.undoEnd = end.id, earlier.undoType = type(record)
"""
CLOSE = f"CREATE (:{STEP} {{importId: $import, number: $number, created: $created}})"
FORGET = f"""
MATCH (step:{STEP}) WITH step.importId AS import, max(elementId(step)) AS last
MATCH (entry:LogEntry {{code: import}}) WITH import, entry.beganAt AS began ORDER BY began DESC SKIP $kept
RETURN collect(import)
"""
FORGET_EARLIER = f"MATCH (record:{EARLIER}|{STEP}) WHERE record.undoImport IN $imports OR record.importId IN $imports "
STEPS = f"MATCH (step:{STEP}) RETURN elementId(step), step.created"
RENEW_STEP = f"UNWIND $rows AS row MATCH (step:{STEP}) WHERE elementId(step) = row[0] SET step.created = row[1]"
FORGET_NODES = f"""
UNWIND $ids AS id
CALL (id) {{
  MATCH (earlier:{EARLIER} {{id: id}}) RETURN earlier
  UNION MATCH (earlier:{EARLIER} {{undoStart: id}}) RETURN earlier
  UNION MATCH (earlier:{EARLIER} {{undoEnd: id}}) RETURN earlier
  UNION MATCH (earlier:{EARLIER} {{start: id}}) RETURN earlier
  UNION MATCH (earlier:{EARLIER} {{end: id}}) RETURN earlier
}}
WITH DISTINCT earlier DELETE earlier
"""

# the id of a node; the type, ends and distinguishing value of a relation; each with its state
CreatedLink = tuple[str, str, str, str, str]


@dataclass
class Created:
    """The records that a transaction created, with their states."""

    nodes: dict[str, str] = field(default_factory=dict)
    links: list[CreatedLink] = field(default_factory=list)

    def packed(self) -> bytes:
        """Return the records as compressed bytes."""
        return zlib.compress(orjson.dumps([self.nodes, self.links]))

    @classmethod
    def unpacked(cls, content: bytes) -> Created:
        """Return the records from compressed bytes."""
        nodes, links = orjson.loads(zlib.decompress(content))
        return cls(nodes, [(type_, start, end, apart, state) for type_, start, end, apart, state in links])


def state_of(digest: str, ended_by: object, sources: Sequence[str]) -> str:
    """Return the state of a record as one text: digest, cause of the end, and sources."""
    return f"{digest} {ended_by or ''} {''.join(f'{each},' for each in sources)}"


@dataclass
class Journal:
    """The undo journal of one transaction of an import. `number` orders the copies of the import."""

    import_id: str
    number: int
    created: Created = field(default_factory=Created)
    kept: bool = False

    async def keep_nodes(
        self,
        run: Reader,
        kind: str,
        rows: Sequence[Sequence[object]],
        as_: str = CHANGED,
        without: Sequence[str] = (),
    ) -> None:
        """Copy nodes before they are changed.

        Each row has the id and optionally the new digest, ending import and sources of the node (or null). `without`
        are the sources that the nodes lose.
        """
        text = COPY_NODES.format(labels=in_any_state(kind), kind=kind)
        await self._keep(run, text, rows, as_, without)

    async def keep_links(
        self, run: Reader, rows: Sequence[Sequence[object]], as_: str = CHANGED, without: Sequence[str] = ()
    ) -> None:
        """Copy relations. Rows are the same as for nodes, with element ids instead of ids."""
        await self._keep(run, COPY_LINKS, rows, as_, without)

    async def _keep(
        self, run: Reader, text: str, rows: Sequence[Sequence[object]], as_: str, without: Sequence[str] = ()
    ) -> None:
        if not rows:
            return
        self.number += 1
        self.kept = True
        full = [[*row, *[None] * (4 - len(row))] for row in rows]
        sent = {"rows": full, "import": self.import_id, "number": self.number, "as": as_, "without": list(without)}
        await run(text, sent)

    async def close(self, run: Reader) -> None:
        """Store the ids of created records if the transaction created or changed any."""
        if self.kept or self.created.nodes or self.created.links:
            sent = {"import": self.import_id, "number": self.number + 1, "created": self.created.packed()}
            await run(CLOSE, sent)


class Journals:
    """The journals of the transactions of one import, with ascending numbers."""

    def __init__(self, import_id: str) -> None:
        self._import_id = import_id
        self._number = 0

    def next(self) -> Journal:
        """Return the journal of the next transaction. Each retry of a transaction needs its own journal."""
        self._number += MOST_COPIES
        return Journal(self._import_id, self._number)


async def forget_old_imports(run: Reader) -> None:
    """Delete the journals of all but the last `KEPT_IMPORTS` imports."""
    [[imports]] = await run(FORGET, {"kept": KEPT_IMPORTS})
    if imports:
        await run(f"{FORGET_EARLIER} DELETE record", {"imports": imports})


async def forget_nodes(run: Reader, ids: Iterable[str]) -> None:
    """Delete all kept values of nodes and of their relations, so that no revert restores them."""
    erased = set(ids)
    await run(FORGET_NODES, {"ids": [*erased]})
    renewed = []
    for element, content in await run(STEPS, {}):
        created = Created.unpacked(content)
        nodes = {id_: state for id_, state in created.nodes.items() if not _names(id_, erased)}
        links = [each for each in created.links if not erased & {each[1], each[2]}]
        if (len(nodes), len(links)) != (len(created.nodes), len(created.links)):
            renewed.append([element, Created(nodes, links).packed()])
    if renewed:
        await run(RENEW_STEP, {"rows": renewed})


def _names(id_: str, erased: set[str]) -> bool:
    # the key of a pending reference contains both ends
    return id_ in erased or (id_.startswith("AwaitedLink:") and any(each in id_ for each in erased))
