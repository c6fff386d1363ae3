"""The execution of root fields: first statement, computations, second statement, and naming of the values."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_model.cypher import Statement, text_for
from graph_model.database.data_state import Stamp, stamp
from graph_model.database.driver import Database, Reader
from graph_model.errors import DatabaseUnavailableError, DeadlineError, MetodGraphError
from graph_model.visibility import Viewer
from resolvers.compiling.computed_field import Fetch, Remember, Request, Share, Steps
from resolvers.compiling.fetched_columns import Nodes
from resolvers.compiling.naming import NullFoundError
from resolvers.compiling.plans import RootPlan
from resolvers.requests.errors import RequestError
from resolvers.requests.parameters import values
from resolvers.running.computed_answers import ComputedAnswers
from resolvers.running.result_cache import ResultCache

log = logging.getLogger(__name__)

Errors = list[dict[str, object]]
# the rows of the first statement that contain columns of nodes, by the id of the node
FetchedNodes = dict[Nodes, dict[str, list[Any]]]
# the largest number of attempts to read a root field while the data change between its statements
TRIES = 3


@dataclass(frozen=True)
class RootAnswer:
    """The value of one root field, its errors and warnings, and the data versions that its statements read."""

    value: Any
    errors: Errors = field(default_factory=list)
    versions: frozenset[int] = frozenset()
    warnings: Errors = field(default_factory=list)


class DataChangedError(Exception):
    """A change of the data between two statements that must read the same data version."""


class RootExecution:
    """The execution of one root field; `until` is the deadline on the monotonic clock, in seconds.

    A statement whose lists take much memory runs under the lock `large_lists`. While the lock is held, other executions
    use statements with smaller lists.
    """

    def __init__(
        self,
        database: Database,
        results: ResultCache,
        viewer: Viewer,
        variables: Mapping[str, Any],
        until: float,
        large_lists: asyncio.Lock,
    ) -> None:
        self._database = database
        self._results = results
        self._viewer = viewer
        self._variables = variables
        self._until = until
        self._large_lists = large_lists
        self._errors: Errors = []
        self._warnings: Errors = []
        self._versions: list[int] = []

    async def answer(self, plan: RootPlan) -> RootAnswer:
        """Execute a root field. If it fails, the value is null and the answer contains the error."""
        try:
            value = await self._value(plan)
        except Exception as error:  # noqa: BLE001 # every failure is reported, an internal one with an id
            value = None
            self._errors.append(reported(with_advice(error, plan), plan.requested.key))
        return RootAnswer(value, self._errors, frozenset(self._versions), self._warnings)

    async def _value(self, plan: RootPlan) -> Any:
        """Return the value of a root field with the names of the response.

        If the value of a non-null field is missing, the root field is read again with the ids of all rows. If the
        database runs out of memory, it is read again by a statement with smaller lists or without lists.
        """
        if plan.large_lists and plan.with_smaller_lists is not None and self._large_lists.locked():
            plan = plan.with_smaller_lists()
        try:
            async with self._large_lists if plan.large_lists else contextlib.nullcontext():
                row = await self._row(plan)
        except DatabaseUnavailableError as error:
            smaller = with_less_memory(plan) if error.out_of_memory else None
            if smaller is None:
                raise
            return await self._value(smaller)
        if plan.with_ids is None:
            return self._named(plan, row)
        try:
            return plan.naming.quickly(row)[plan.requested.key]
        except NullFoundError:
            self._errors.clear()
            return await self._value(plan.with_ids())

    async def _row(self, plan: RootPlan) -> list[Any]:
        if plan.statement is None:
            return []
        if not plan.computations:
            sent = values(plan.statement.parameters, self._variables, [])
            return self._first(await self._database.read(plan.statement.text, sent))
        return await self._read_consistently(plan, [each.arguments(self._variables) for each in plan.computations])

    async def _read_consistently(self, plan: RootPlan, arguments: Sequence[object]) -> list[Any]:
        """Read and compute in one transaction, and retry if the data changed in between."""
        for _ in range(TRIES):
            left = self._until - time.monotonic()
            try:
                return await self._database.read_together(
                    lambda run: self._read_and_compute(plan, arguments, run), left
                )
            except DataChangedError:
                self._versions.clear()
        msg = "The data changed during every attempt to read them. Retry after the import or load has ended."
        raise DatabaseUnavailableError(msg)

    def _first(self, records: list[list[Any]]) -> list[Any]:
        row, version = records[0]
        if version is not None:
            self._versions.append(version)
        return list(row)

    def _named(self, plan: RootPlan, row: list[Any]) -> Any:
        try:
            return plan.naming(row, [], self._errors, self._warnings)[plan.requested.key]
        except NullFoundError:
            return None

    async def _read_and_compute(self, plan: RootPlan, arguments: Sequence[object], run: Reader) -> list[Any]:
        """Read the row, and replace the arrays of each computed field by its result."""
        row = [] if plan.statement is None else await self._read(plan.statement, run)
        answers = ComputedAnswers(self._variables)
        fetched: FetchedNodes = {each.use.nodes: {} for each in plan.computations}
        for each, given in zip(plan.computations, arguments, strict=True):
            places = each.places(row)
            await self._run_steps(each.prepared(given, [place[index] for place, index in places]), run)
            for place, index in places:
                fetched[each.use.nodes] |= each.fetched_nodes(place[index])
                value = await self._run_steps(each.answer(given, place[index]), run)
                answers.put(each.projection, value, place, index)
        await self._complete(plan, answers, fetched, run)
        return row

    async def _read(self, statement: Statement, run: Reader) -> list[Any]:
        self._versions.clear()  # the driver retries the transaction after a transient error
        return self._first(await run(statement.text, values(statement.parameters, self._variables, [])))

    async def _run_steps(self, steps: Steps[object], run: Reader) -> object:
        """Run a computation, answer its requests for data, and return its result."""
        try:
            request = next(steps)
            while True:
                request = steps.send(await self._request_result(request, run))
        except StopIteration as ended:
            return ended.value

    async def _request_result(self, request: Request, run: Reader) -> object:
        match request:
            case Fetch(statement, parameters):
                return statement.decoded(await run(text_for(statement.text, self._viewer), dict(parameters)))
            case Share():
                return await self._shared(request, run)
            case Remember():
                return self._results.results(self._viewer, self._version)

    @property
    def _version(self) -> int | None:
        return self._versions[0] if self._versions else None

    async def _shared(self, share: Share, run: Reader) -> object:
        arrays, part = share.arrays, share.parameters
        known = self._results.shared(arrays, part, self._viewer, self._version)
        if known is not None:
            return known.arrays
        read = arrays.read(arrays.statement.decoded(await self._shared_records(share, run)))
        self._results.keep_shared(arrays, part, self._viewer, self._version, read)
        return read

    async def _shared_records(self, share: Share, run: Reader) -> list[list[Any]]:
        """Return the records of shared arrays from a file, or from the graph. The file is then written."""
        arrays, files = share.arrays, self._results.files if share.arrays.in_files else None
        text = text_for(arrays.statement.text, self._viewer)
        state = await self._state(run) if files else None
        identity = (state, text, *sorted(share.parameters.items()))
        if files and state and (found := files.find(arrays.name, identity)) is not None:
            return found
        records = await run(text, dict(share.parameters))
        if await stored_version(run) != self._version:
            raise DataChangedError
        if files and state:
            files.keep(arrays.name, identity, records)
        return records

    async def _state(self, run: Reader) -> Stamp | None:
        """Return the identity of the state of the data to which this answer belongs."""
        state = await stamp(run)
        if state and state.version != self._version:
            raise DataChangedError
        return state

    async def _complete(self, plan: RootPlan, answers: ComputedAnswers, fetched: FetchedNodes, run: Reader) -> None:
        """Replace the ids in the results by nodes. A second statement reads the nodes that the first did not return."""
        named = [unique(answers.named(number)) for number, _ in enumerate(plan.completions)]
        pairs = [*zip(plan.completions, named, strict=True)]
        known = [each.named_fetched(ids, fetched, self._errors) for each, ids in pairs]
        sent = [missing(ids, known_nodes) for ids, known_nodes in zip(named, known, strict=True)]
        for number, value in enumerate(await self._nodes(plan, sent, run)):
            completion = plan.completions[number]
            answers.complete(number, completion.found(sent[number], value, known[number], self._errors))

    async def _nodes(self, plan: RootPlan, sent: list[list[Any]], run: Reader) -> list[Any]:
        if plan.completing is None or not any(sent):
            return [[] for _ in sent]
        records = await run(plan.completing.text, values(plan.completing.parameters, self._variables, list(sent)))
        return self._first(records)


def with_advice(error: Exception, plan: RootPlan) -> Exception:
    """Return the error for an exceeded deadline with the advice of the computed fields; other errors are unchanged."""
    if not isinstance(error, DeadlineError):
        return error
    advice = dict.fromkeys(each.use.computed.when_too_long for each in plan.computations)
    return DeadlineError(" ".join([error.message, *filter(None, advice)]))


def with_less_memory(plan: RootPlan) -> RootPlan | None:
    """Return a plan of the same field whose statement has smaller lists, or None if there is none."""
    if plan.with_smaller_lists is None or plan.statement is None:
        return None
    smaller = plan.with_smaller_lists()
    other = smaller.statement is not None and smaller.statement.text != plan.statement.text
    return smaller if other else with_less_memory(smaller)


async def stored_version(run: Reader) -> int | None:
    """Return the current version of the data, or None if the database has none."""
    rows = await run("MATCH (state:DataState) RETURN state.dataVersion", {})
    return rows[0][0] if rows else None


def unique(named: list[Any]) -> list[Any]:
    """Return the ids without duplicates. Lists of ids (connections) are returned unchanged, one for each place."""
    return named if named and isinstance(named[0], list | tuple) else list(dict.fromkeys(named))


def missing(named: list[Any], known: Mapping[Any, Any]) -> list[Any]:
    """Return the ids that are not in `known`. Lists of ids (connections) are all returned."""
    return [each for each in named if each not in known] if known else named


def reported(error: Exception, key: str) -> dict[str, object]:
    """Return an error in the format of the response. An internal error contains only the id of its log entry."""
    if isinstance(error, RequestError):
        return {**error.formatted(), "path": error.path or [key]}
    if isinstance(error, MetodGraphError) and error.for_clients:
        return {"message": error.message, "path": [key], "extensions": {"code": error.code}}
    number = secrets.token_hex(4)
    log.error("error %s during the execution of %s", number, key, exc_info=error)
    message = f"Internal error. The id of its log entry is {number}."
    return {"message": message, "path": [key], "extensions": {"code": "INTERNAL_ERROR", "id": number}}
