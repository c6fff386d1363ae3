"""The engine: an operation in, the response out."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)
from graphql.language.ast import DefinitionNode, SelectionNode

from graph_model.database import Database, Reader
from graph_model.errors import DatabaseError, DatabaseUnavailableError, DeadlineError
from graph_model.visibility import ANYONE, Viewer
from resolvers.computed import WHOLE, ComputedFields, Whole
from resolvers.documents import Cache, Documents, Operation, formatted
from resolvers.errors import RefusedRequestError, RequestError
from resolvers.fills import values
from resolvers.naming import NullFoundError
from resolvers.plans import Computation, Plan, RootPlan, compile_operation
from resolvers.projection import Completion, Known, projected, references
from resolvers.selection import Selection
from resolvers.variables import filled
from resolvers.weights import within_limits
from resolvers.wholes import Wholes, versions
from resolvers.workshop import still_at_work

log = logging.getLogger(__name__)

Errors = list[dict[str, object]]
# responses of the same document and the same shape of variables share a plan
MOST_PLANS = 5000
TOO_NESTED = RequestError("TOO_DEEP", "The variables, or values in the operation, are nested too deep to be read.")


@dataclass(frozen=True)
class Response:
    """What goes out: the body, and whether the request was run at all."""

    body: dict[str, Any]
    executed: bool = True


class Engine:
    """Answers operations on one schema from one database."""

    def __init__(self, schema: GraphQLSchema, computed: ComputedFields, database: Database) -> None:
        self.schema = schema
        self.database = database
        self._computed = computed
        self._documents = Documents(schema)
        self._plans: Cache[Plan] = Cache(MOST_PLANS)
        self._wholes = Wholes()

    async def answer(
        self,
        text: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        viewer: Viewer = ANYONE,
    ) -> Response:
        """Run one operation. What the caller did wrong comes back as errors, never as an exception."""
        try:
            operation = self._documents.operation(text, operation_name)
            given = operation.coerced(variables or {})
            plan = self.plan(operation, given, viewer)
            cost = within_limits(plan.weights(), given)
        except RefusedRequestError as error:
            return Response({"errors": error.errors}, executed=False)
        except RequestError as error:
            return Response({"errors": [error.formatted()]}, executed=False)
        except RecursionError:
            return Response({"errors": [TOO_NESTED.formatted()]}, executed=False)
        introspected = self._introspected(operation, plan, variables or {})
        return await self._run(plan, given, cost, introspected)

    def plan(self, operation: Operation, given: Mapping[str, Any], viewer: Viewer = ANYONE) -> Plan:
        """The plan of an operation for values of this shape; raises a `RequestError` where it cannot be run."""
        key = (operation, operation.shape(given), viewer)
        known = self._plans.get(key)
        if known is not None:
            return known
        selection = Selection(self.schema, operation.node, operation.fragments, operation.slots(given))
        return self._plans.keep(key, compile_operation(selection, self._computed, given, viewer))

    async def _run(self, plan: Plan, given: Mapping[str, Any], cost: int, introspected: ExecutionResult) -> Response:
        errors = [formatted(each, "INTROSPECTION_FAILED") for each in introspected.errors or []]
        running = Running(self.database, self._wholes, given, errors)
        if len(plan.roots) == 1:
            answers = [await running.root(plan.roots[0])]
        else:
            answers = list(await asyncio.gather(*(running.root(each) for each in plan.roots)))
        named = {root.asked.key: answer for root, answer in zip(plan.roots, answers, strict=True)}
        named |= introspected.data or {}
        missing = any(named[root.asked.key] is None and not root.nullable for root in plan.roots)
        data = None if missing else {key: named[key] for key in plan.keys}
        extensions = {"cost": cost, **running.versions(), **told_withheld(plan)}
        body = {"data": data, "errors": errors} if errors else {"data": data}
        return Response({**body, "extensions": extensions})

    def _introspected(self, operation: Operation, plan: Plan, variables: Mapping[str, Any]) -> ExecutionResult:
        if not plan.introspection:
            return ExecutionResult({}, None)
        return execute_sync(self.schema, introspection_document(operation, plan), variable_values=dict(variables))


def introspection_document(operation: Operation, plan: Plan) -> DocumentNode:
    """The operation reduced to its introspection fields, for graphql-core."""
    selections: list[SelectionNode] = [each.node for asked in plan.introspection for each in asked.details]
    node = operation.node
    reduced = OperationDefinitionNode(
        operation=node.operation,
        name=node.name,
        variable_definitions=node.variable_definitions,
        directives=node.directives,
        selection_set=SelectionSetNode(selections=tuple(selections)),
    )
    definitions: tuple[DefinitionNode, ...] = (reduced, *operation.fragments.values())
    return DocumentNode(definitions=definitions)


@dataclass(frozen=True, eq=False)
class Computing:
    """One result of a computed field, and where in a row its answer goes."""

    computation: Computation
    rows: list[Any]
    index: int
    value: object


@dataclass(frozen=True, eq=False)
class Brought:
    """What the statements of a root field with computed fields brought: its row, results, and the nodes they name."""

    row: list[Any]
    results: Sequence[Computing]
    completed: list[Any]


class Running:
    """One request while it is answered."""

    def __init__(self, database: Database, wholes: Wholes, given: Mapping[str, Any], errors: Errors) -> None:
        self._database = database
        self._wholes = wholes
        self._given = given
        self._errors = errors
        self._versions: set[int] = set()

    def versions(self) -> dict[str, Any]:
        """The version of the data that the answer stands on; two, where data changed between two root fields."""
        known = sorted(self._versions)
        return {"dataVersion": known[0] if len(known) == 1 else known} if known else {}

    async def root(self, plan: RootPlan) -> Any:
        """The answer of one root field; null, with an error beside it, where it cannot be had."""
        try:
            row = await self._row(plan)
            return self._named(plan, row)
        except RequestError as error:
            self._errors.append({**error.formatted(), "path": error.path or [plan.asked.key]})
        except DatabaseError as error:
            self._errors.append(failure(error, plan.asked.key))
        except Exception:  # noqa: BLE001 # whatever we did wrong gets an id for the log, and nothing else outside
            self._errors.append(internal_error(plan.asked.key))
        return None

    async def _row(self, plan: RootPlan) -> list[Any]:
        if plan.statement is None:
            return []
        if plan.computations:
            return await self._computed_row(plan)
        sent = values(plan.statement.parameters, self._given, [])
        return self._first(await self._database.read(plan.statement.text, sent))[0]

    async def _computed_row(self, plan: RootPlan) -> list[Any]:
        began = time.monotonic()
        brought = await self._database.read_together(lambda run: self._brought(plan, run))
        await self._worked_out(brought.results, self._database.deadline - (time.monotonic() - began))
        for each in brought.results:
            projection = each.computation.projection
            each.rows[each.index] = projected(projection, each.value, brought.completed, self._given)
        return brought.row

    def _first(self, records: list[list[Any]]) -> tuple[list[Any], int | None]:
        row, version = records[0]
        if version is not None:
            self._versions.add(version)
        return list(row), version

    def _named(self, plan: RootPlan, row: list[Any]) -> Any:
        try:
            return plan.naming(row, [], self._errors)[plan.asked.key]
        except NullFoundError:
            return None

    async def _brought(self, plan: RootPlan, run: Reader) -> Brought:
        row, wholes = await self._read(plan, run)
        results = [
            Computing(each, rows, index, self._compute(each, rows[index], wholes))
            for each in plan.computations
            for rows, index in each.places(row)
        ]
        found: list[list[Any]] = [[] for _ in plan.completions]
        for each in results:
            for number, named in references(each.computation.projection, each.value, self._given):
                found[number].append(named)
        return Brought(row, results, await self._complete(plan, found, run))

    async def _read(self, plan: RootPlan, run: Reader) -> tuple[list[Any], dict[Whole, object]]:
        """The row of the first statement, and what it needs of the whole graph."""
        if plan.statement is None:
            return [], {}
        async with self._wholes.at_hand(plan.wholes) as kept:
            sent = values(plan.statement.parameters, self._given, versions(kept))
            row, _ = self._first(await run(plan.statement.text, sent))
            own = len(row) - len(plan.wholes)
            taken = [await self._wholes.taken(*each) for each in zip(plan.wholes, kept, row[own:], strict=True)]
        row[own:] = [None] * len(plan.wholes)
        return row, {whole: arrays for (whole, _), arrays in zip(plan.wholes, taken, strict=True)}

    def _compute(self, computation: Computation, arrays: list[Any], wholes: Mapping[Whole, object]) -> object:
        use, whole = computation.use, computation.whole
        arguments = {name: filled(each, self._given) for name, each in use.asked.arguments.items()}
        return use.computed.compute(arrays, {**arguments, WHOLE: wholes[whole]} if whole else arguments)

    async def _worked_out(self, results: Sequence[Computing], seconds: float) -> None:
        """Wait for heavy fields; raises a `RequestError` where they need longer, which does not end them."""
        pending = {
            asyncio.wrap_future(future)
            for each in results
            for future in each.computation.under_way(each.value, self._given)
        }
        if pending and (await asyncio.wait(pending, timeout=max(seconds, 0)))[1]:
            raise still_at_work()

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
        return self._first(records)[0]


def told_withheld(plan: Plan) -> dict[str, object]:
    """The fields that were asked for and are null because nobody may see them, each with the reason."""
    return {"withheld": dict(plan.withheld)} if plan.withheld else {}


def unique(named: list[Any]) -> list[Any]:
    """Each id once; lists of ids (connections) stay as they are, one for each place."""
    return named if named and isinstance(named[0], list | tuple) else list(dict.fromkeys(named))


def failure(error: DatabaseError, key: str) -> dict[str, object]:
    """An error of the database as the response carries it."""
    codes = {DatabaseUnavailableError: "UNAVAILABLE", DeadlineError: "DEADLINE_EXCEEDED"}
    code = codes.get(type(error))
    if code is None:
        return internal_error(key)
    return {"message": str(error), "path": [key], "extensions": {"code": code}}


def internal_error(key: str) -> dict[str, object]:
    """What we did wrong: an id that leads to the log, where the cause is written."""
    number = secrets.token_hex(4)
    log.exception("error %s while answering %s", number, key)
    message = f"Something went wrong on our side; the log calls it {number}."
    return {"message": message, "path": [key], "extensions": {"code": "INTERNAL_ERROR", "id": number}}
