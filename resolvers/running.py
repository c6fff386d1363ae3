"""One request while it is answered: a read for each root field, computations, completions, names."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_model.cypher import Statement, text_for
from graph_model.database import Database, Reader
from graph_model.errors import DatabaseUnavailableError, MetodGraphError
from graph_model.visibility import Viewer
from resolvers.computed import Fetch, Remember, Request, Share, Steps
from resolvers.errors import RequestError
from resolvers.fills import values
from resolvers.kept import Kept
from resolvers.naming import NullFoundError
from resolvers.plans import Computation, RootPlan
from resolvers.projection import Completion, Known, projected, references

log = logging.getLogger(__name__)

Errors = list[dict[str, object]]
# how often a root field is read anew because the data changed between its statements
TRIES = 3


@dataclass(frozen=True)
class RootAnswer:
    """The answer of one root field, its errors, and the versions of the data that it rests on."""

    value: Any
    errors: Errors = field(default_factory=list)
    versions: frozenset[int] = frozenset()
    warnings: Errors = field(default_factory=list)


class DataChangedError(Exception):
    """The data changed between two statements that must agree."""


@dataclass(frozen=True, eq=False)
class Computing:
    """One result of a computed field, and where in a row its answer goes."""

    computation: Computation
    rows: list[Any]
    index: int
    value: object


@dataclass(frozen=True, eq=False)
class Brought:
    """What the statements of a root field brought: its row, the results, and the nodes that the results name."""

    row: list[Any]
    results: Sequence[Computing]
    completed: list[Any]


class Running:
    """One root field of a request while it is answered; `until` is the deadline on the monotonic clock."""

    def __init__(self, database: Database, kept: Kept, viewer: Viewer, given: Mapping[str, Any], until: float) -> None:
        self._database = database
        self._kept = kept
        self._viewer = viewer
        self._given = given
        self._until = until
        self._errors: Errors = []
        self._warnings: Errors = []
        self._versions: list[int] = []

    async def root(self, plan: RootPlan) -> RootAnswer:
        """Answer a root field; the value is null, with an error, where it cannot be had."""
        try:
            value = await self._value(plan)
        except Exception as error:  # noqa: BLE001 # every failure is reported, with an id where it is our own
            value = None
            self._errors.append(reported(error, plan.asked.key))
        return RootAnswer(value, self._errors, frozenset(self._versions), self._warnings)

    async def _value(self, plan: RootPlan) -> Any:
        """The value by its names; where one is missing, it is read again with the ids of all rows."""
        row = await self._row(plan)
        if plan.with_ids is None:
            return self._named(plan, row)
        try:
            return plan.naming.quickly(row)[plan.asked.key]
        except NullFoundError:
            self._errors.clear()
            return await self._value(plan.with_ids())

    async def _row(self, plan: RootPlan) -> list[Any]:
        if plan.statement is None:
            return []
        if not plan.computations:
            sent = values(plan.statement.parameters, self._given, [])
            return self._first(await self._database.read(plan.statement.text, sent))
        arguments = [each.arguments(self._given) for each in plan.computations]
        brought = await self._settled(plan, arguments)
        for each in brought.results:
            projection = each.computation.projection
            each.rows[each.index] = projected(projection, each.value, brought.completed, self._given)
        return brought.row

    async def _settled(self, plan: RootPlan, arguments: Sequence[object]) -> Brought:
        """Read and compute in one transaction, anew where the data changed in between."""
        for _ in range(TRIES):
            left = self._until - time.monotonic()
            try:
                return await self._database.read_together(lambda run: self._brought(plan, arguments, run), left)
            except DataChangedError:
                self._versions.clear()
        msg = "The data changed again and again while this was read. Ask again when the load has ended."
        raise DatabaseUnavailableError(msg)

    def _first(self, records: list[list[Any]]) -> list[Any]:
        row, version = records[0]
        if version is not None:
            self._versions.append(version)
        return list(row)

    def _named(self, plan: RootPlan, row: list[Any]) -> Any:
        try:
            return plan.naming(row, [], self._errors, self._warnings)[plan.asked.key]
        except NullFoundError:
            return None

    async def _brought(self, plan: RootPlan, arguments: Sequence[object], run: Reader) -> Brought:
        row = [] if plan.statement is None else await self._read(plan.statement, run)
        results = [
            Computing(each, rows, index, await self._stepped(each.answer(asked, rows[index]), run))
            for each, asked in zip(plan.computations, arguments, strict=True)
            for rows, index in each.places(row)
        ]
        found: list[list[Any]] = [[] for _ in plan.completions]
        for each in results:
            for number, named in references(each.computation.projection, each.value, self._given):
                found[number].append(named)
        return Brought(row, results, await self._complete(plan, found, run))

    async def _read(self, statement: Statement, run: Reader) -> list[Any]:
        self._versions.clear()  # the driver runs the transaction anew after a passing fault
        return self._first(await run(statement.text, values(statement.parameters, self._given, [])))

    async def _stepped(self, steps: Steps[object], run: Reader) -> object:
        """Run a computation, answering its requests."""
        try:
            request = next(steps)
            while True:
                request = steps.send(await self._requested(request, run))
        except StopIteration as ended:
            return ended.value

    async def _requested(self, request: Request, run: Reader) -> object:
        match request:
            case Fetch(statement, parameters):
                return statement.decoded(await run(text_for(statement.text, self._viewer), dict(parameters)))
            case Share():
                return await self._shared(request, run)
            case Remember():
                return self._kept.memory(self._viewer, self._version)

    @property
    def _version(self) -> int | None:
        return self._versions[0] if self._versions else None

    async def _shared(self, asked: Share, run: Reader) -> object:
        arrays, part = asked.arrays, asked.parameters
        known = self._kept.shared(arrays, part, self._viewer, self._version)
        if known is not None:
            return known.arrays
        statement = arrays.statement
        read = arrays.read(statement.decoded(await run(text_for(statement.text, self._viewer), dict(part))))
        if await stored_version(run) != self._version:
            raise DataChangedError
        self._kept.keep_shared(arrays, part, self._viewer, self._version, read)
        return read

    async def _complete(self, plan: RootPlan, found: list[list[Any]], run: Reader) -> list[Any]:
        sent = [unique(each) for each in found]
        brought = iter(await self._nodes(plan, sent, run))
        return [
            each.completed(ids, None if isinstance(each, Known) else next(brought), self._errors)
            for each, ids in zip(plan.completions, sent, strict=True)
        ]

    async def _nodes(self, plan: RootPlan, sent: list[list[Any]], run: Reader) -> list[Any]:
        asked = [ids for each, ids in zip(plan.completions, sent, strict=True) if isinstance(each, Completion)]
        if plan.completing is None or not any(asked):
            return [[] for _ in asked]
        records = await run(plan.completing.text, values(plan.completing.parameters, self._given, list(sent)))
        return self._first(records)


async def stored_version(run: Reader) -> int | None:
    """Return the version of the data as it is now."""
    rows = await run("MATCH (state:DataState) RETURN state.dataVersion", {})
    return rows[0][0] if rows else None


def unique(named: list[Any]) -> list[Any]:
    """Return each id once; lists of ids (connections) stay as they are, one for each place."""
    return named if named and isinstance(named[0], list | tuple) else list(dict.fromkeys(named))


def reported(error: Exception, key: str) -> dict[str, object]:
    """Return an error as the response carries it; what is our own fault leads to the log and says nothing else."""
    if isinstance(error, RequestError):
        return {**error.formatted(), "path": error.path or [key]}
    if isinstance(error, MetodGraphError) and error.for_clients:
        return {"message": error.message, "path": [key], "extensions": {"code": error.code}}
    number = secrets.token_hex(4)
    log.error("error %s while answering %s", number, key, exc_info=error)
    message = f"Something went wrong on our side; the log calls it {number}."
    return {"message": message, "path": [key], "extensions": {"code": "INTERNAL_ERROR", "id": number}}
