"""The outcome of a dry run: its transactions are rolled back, so batches do not see the writes of earlier batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from exchange.importing.duplicates import KnownKeys
from exchange.importing.report import Waiting
from graph_model.database.driver import Database
from graph_model.model import kinds
from graph_model.record_states import INCOMPLETE, in_any_state, order_of_kinds, required_navigations
from graph_model.writing.batches import Batch, LinkRow, NodeBatch
from graph_model.writing.bulk_writes import Outcome
from graph_model.writing.pending_references import code_of

EXAMPLES = 3
STORED = "UNWIND $ids AS id MATCH (node:{labels} {{id: id}}) RETURN id, labels(node)[0]"


class DryRun:
    """A collector of pending links and incomplete nodes that computes their state after a real import."""

    def __init__(self, database: Database, known_keys: KnownKeys) -> None:
        self._database = database
        self._known_keys = known_keys
        # links with an end that was not stored
        self._open: list[LinkRow] = []
        # missing references of incomplete nodes, and where the nodes were read, by id
        self._lacks: dict[str, tuple[str, ...]] = {}
        self._origins: dict[str, str] = {}

    def add(self, batches: Sequence[Batch], outcome: Outcome) -> None:
        """Record the pending links and incomplete nodes of a transaction."""
        self._open += outcome.waiting
        for states in outcome.states.values():
            self._lacks |= {id_: state.lacks for id_, state in states.items() if state.label == INCOMPLETE}
        for batch in batches:
            rows = batch.rows if isinstance(batch, NodeBatch) else ()
            self._origins |= {row.id: row.origin for row in rows if row.origin and row.id in self._lacks}

    async def made_real(self) -> dict[str, int]:
        """Count, by pattern, the links that a real import would have stored, and remove them from the pending ones.

        Nodes that these links complete are no longer incomplete.
        """
        states = await self._states({id_ for row in self._open for id_ in (row.link.start, row.link.end)})
        known = {*states, *(id_ for id_ in self._ends() if id_ in self._known_keys.nodes)}
        real = {row.link.identity: row for row in self._open if {row.link.start, row.link.end} <= known}
        self._complete(real.values(), {id_ for id_, label in states.items() if label == INCOMPLETE})
        self._open = [row for row in self._open if row.link.identity not in real]
        return dict(Counter(row.link.pattern for row in real.values()))

    def waiting(self) -> list[Waiting]:
        """Return the records pending at the end: links by pattern, nodes by kind and missing reference."""
        links: dict[str, dict[str, str]] = {}
        for row in self._open:
            links.setdefault(row.link.pattern, {}).setdefault(code_of(row.link), row.origin or "")
        nodes: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for id_, lacks in self._lacks.items():
            nodes.setdefault((id_.partition(":")[0], lacks), []).append(self._origins.get(id_, ""))
        return [
            *(Waiting(name, len(each), _examples(each.values())) for name, each in sorted(links.items())),
            *(Waiting(kind, len(each), _examples(each), lacks) for (kind, lacks), each in sorted(nodes.items())),
        ]

    def _ends(self) -> Iterator[str]:
        return (id_ for row in self._open for id_ in (row.link.start, row.link.end))

    def _complete(self, real: Iterable[LinkRow], incomplete: set[str]) -> None:
        ends: dict[tuple[str, str], set[str]] = {}
        for row in real:
            link = row.link
            ends.setdefault((link.start, f"out {link.relation.type} {link.end_kind}"), set()).add(link.end)
            ends.setdefault((link.end, f"in {link.relation.type} {link.start_kind}"), set()).add(link.start)
        for kind in order_of_kinds():
            for id_ in [each for each in self._lacks if each.startswith(f"{kind}:")]:
                self._lacks[id_] = tuple(self._still_lacked(id_, kind, ends, incomplete))
                if not self._lacks[id_]:
                    del self._lacks[id_]

    def _still_lacked(
        self, id_: str, kind: str, ends: dict[tuple[str, str], set[str]], incomplete: set[str]
    ) -> Iterator[str]:
        hops = {navigation.name: navigation.hops[0] for navigation in required_navigations(kinds()[kind])}
        for name in self._lacks[id_]:
            hop = hops.get(name)
            found = ends.get((id_, f"{hop.direction} {hop.relation.type} {hop.kind}"), set()) if hop else set()
            if not any(end not in self._lacks and end not in incomplete for end in found):
                yield name

    async def _states(self, ids: Iterable[str]) -> dict[str, str]:
        by_kind: dict[str, list[str]] = {}
        for id_ in ids:
            by_kind.setdefault(id_.partition(":")[0], []).append(id_)
        found: dict[str, str] = {}
        for kind, ids_of_kind in by_kind.items():
            found |= dict(await self._database.read(STORED.format(labels=in_any_state(kind)), {"ids": ids_of_kind}))
        return found


def _examples(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(places))[:EXAMPLES]
