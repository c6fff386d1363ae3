"""Constraints and indexes of the model, derived from its declarations."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from graph_model.database.driver import Database, Reader
from graph_model.declarations import ID, SEARCH_KIND, SEARCH_TEXT, Node
from graph_model.kinds.journal import EARLIER, STEP
from graph_model.model import kinds
from graph_model.properties import GeoPoint, Property
from graph_model.record_states import STATES, WITHDRAWN

SEARCH_INDEX, WITHDRAWN_SEARCH_INDEX = "search", "search_withdrawn"
# splits at spaces only; `search_terms` decides which terms are indexed
ANALYZER = "whitespace"
ONLINE_SECONDS = 300

Over = tuple[frozenset[str], tuple[str, ...]]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Definition:
    """A constraint or index: its name, labels and properties, and the statement that creates it."""

    name: str
    labels: frozenset[str]
    properties: tuple[str, ...]
    text: str

    @property
    def over(self) -> Over:
        """Return the labels and properties, which distinguish definitions of the same name."""
        return self.labels, self.properties


@dataclass(frozen=True)
class _Existing:
    over: Over
    online: bool


def definitions() -> tuple[Definition, ...]:
    """Return all constraints and indexes of the model. Each statement creates one only if it does not exist."""
    of_kinds = [each for kind in kinds().values() for each in _definitions_of(kind)]
    searched = sorted(label for label, kind in kinds().items() if kind.searched)
    indexes = (_search_definition(SEARCH_INDEX, searched), _search_definition(WITHDRAWN_SEARCH_INDEX, [WITHDRAWN]))
    return (*of_kinds, *_definitions_of_states(), *_definitions_of_undo(), *indexes)


async def define(database: Database) -> tuple[str, ...]:
    """Create missing constraints and indexes, wait until all are online, and return the names of the created ones."""
    existing = await _existing(database)
    missing = _missing(existing)
    for each in missing:
        if each.name in existing:
            await _drop(database, each.name)
    if missing:
        await database.write(partial(_make, missing))
    if missing or any(not each.online for each in existing.values()):
        await database.define(f"CALL db.awaitIndexes({ONLINE_SECONDS})")
    return tuple(each.name for each in missing)


async def _make(required: Sequence[Definition], run: Reader) -> None:
    # one transaction takes half the time of separate transactions
    for each in required:
        await run(each.text, {})


async def missing_definitions(database: Database) -> tuple[str, ...]:
    """Return the names of the constraints and indexes of the model that the database lacks."""
    return tuple(each.name for each in _missing(await _existing(database)))


def _missing(existing: Mapping[str, _Existing]) -> list[Definition]:
    return [each for each in definitions() if each.name not in existing or existing[each.name].over != each.over]


def _definitions_of(kind: type[Node]) -> Iterator[Definition]:
    for each in kind.properties().values():
        # an alias has no values of its own to index
        if each.stored.alias_of is None:
            yield from _definitions_of_property(kind.__name__, each)


def _definitions_of_states() -> Iterator[Definition]:
    """Yield the constraints on ids, and the indexes of other unique properties of withdrawn nodes."""
    for label in STATES:
        yield _definition("CONSTRAINT", "unique", label, "id", "REQUIRE node.{} IS UNIQUE")
    for kind in kinds().values():
        for each in kind.properties().values():
            if each.stored.unique and each not in (ID, kind.key_property()):
                yield _definition("INDEX", "range", WITHDRAWN, each.column, "ON (node.{})")


def _definitions_of_undo() -> Iterator[Definition]:
    """Yield the indexes of the undo journal: by import, and by record for deletion."""
    for label, columns in {STEP: ["importId"], EARLIER: ["undoImport", "id", "undoStart", "undoEnd"]}.items():
        for column in columns:
            yield _definition("INDEX", "range", label, column, "ON (node.{})")


def _definitions_of_property(label: str, each: Property) -> Iterator[Definition]:
    if each.stored.unique:
        yield _definition("CONSTRAINT", "unique", label, each.column, "REQUIRE node.{} IS UNIQUE")
    if each.stored.indexed:
        yield _definition("INDEX", "range", label, each.column, "ON (node.{})")
    if each.type is GeoPoint:
        yield _definition("POINT INDEX", "point", label, each.column, "ON (node.{})")


def _definition(what: str, prefix: str, label: str, column: str, clause: str) -> Definition:
    name = f"{prefix}_{label}_{column}"
    text = f"CREATE {what} {name} IF NOT EXISTS FOR (node:{label}) {clause.format(column)}"
    return Definition(name, frozenset({label}), (column,), text)


def _search_definition(name: str, labels: Sequence[str]) -> Definition:
    properties = (SEARCH_TEXT, SEARCH_KIND, ID.name)
    text = (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (node:{'|'.join(labels)}) "
        f"ON EACH [{', '.join(f'node.{each}' for each in properties)}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{ANALYZER}'}}}}"
    )
    return Definition(name, frozenset(labels), properties, text)


async def _existing(database: Database) -> dict[str, _Existing]:
    # SHOW INDEXES lists a uniqueness constraint as its index, under the same name
    rows = await database.read("SHOW INDEXES YIELD name, labelsOrTypes, properties, state", {})
    return {
        name: _Existing((frozenset(labels or ()), tuple(properties or ())), state == "ONLINE")
        for name, labels, properties, state in rows
    }


async def _drop(database: Database, name: str) -> None:
    # only the full-text index keeps its name when its kinds change; the names of other indexes contain the kind
    log.info("recreating the index %s: its labels or properties have changed", name)
    await database.define(f"DROP INDEX {name} IF EXISTS")
