"""The engine: an operation in, the response out."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
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
from resolvers.computed import DATA_VERSION, ComputedFields
from resolvers.documents import Cache, Documents, Operation, formatted
from resolvers.errors import RefusedRequestError, RequestError
from resolvers.fills import values
from resolvers.naming import NullFoundError
from resolvers.plans import Plan, RootPlan, compile_operation
from resolvers.projection import Completion, Known, Projection, projected, references
from resolvers.rows import Use
from resolvers.selection import Selection
from resolvers.variables import filled
from resolvers.weights import within_limits

log = logging.getLogger(__name__)

Errors = list[dict[str, object]]
# responses of the same document and the same shape of variables share a plan
MOST_PLANS = 5000
# one at a time, so that they leave the rest of the machine to other requests
HEAVY = ThreadPoolExecutor(1, "heavy")
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
        running = Running(self.database, given, errors)
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


class Running:
    """One request while it is answered."""

    def __init__(self, database: Database, given: Mapping[str, Any], errors: Errors) -> None:
        self._database = database
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
        sent = values(plan.statement.parameters, self._given, [])
        if plan.computations:
            return await self._database.read_together(lambda run: self._computed(plan, sent, run))
        return self._first(await self._database.read(plan.statement.text, sent))[0]

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

    async def _computed(self, plan: RootPlan, sent: dict[str, object], run: Reader) -> list[Any]:
        row, version = self._first(await run(plan.statement.text if plan.statement else "", sent))
        results = [
            (computation, rows, index, self._compute(computation.use, rows[index], version))
            for computation in plan.computations
            for rows, index in computation.places(row)
        ]
        found = await self._referred(plan, [(computation.projection, result) for computation, _, _, result in results])
        completed = await self._complete(plan, found, run)
        for computation, rows, index, result in results:
            rows[index] = projected(computation.projection, result, completed, self._given)
        return row

    def _compute(self, use: Use, arrays: list[Any], version: int | None) -> object:
        arguments = {name: filled(each, self._given) for name, each in use.asked.arguments.items()}
        return use.computed.compute(
            arrays, {**arguments, **({DATA_VERSION: version} if use.computed.versioned else {})}
        )

    async def _referred(self, plan: RootPlan, results: list[tuple[Projection, object]]) -> list[list[Any]]:
        """The ids that results name, by completion. Heavy fields are worked out here, while others are answered."""

        def refer() -> list[list[Any]]:
            found: list[list[Any]] = [[] for _ in plan.completions]
            for projection, result in results:
                for number, named in references(projection, result, self._given):
                    found[number].append(named)
            return found

        if any(each.heavy for each in plan.computations):
            return await asyncio.get_running_loop().run_in_executor(HEAVY, refer)
        return refer()

    async def _complete(self, plan: RootPlan, found: list[list[Any]], run: Reader) -> list[Any]:
        sent = [unique(each) for each in found]
        brought = iter(await self._brought(plan, sent, run))
        return [
            each.completed(ids, None if isinstance(each, Known) else next(brought), self._errors)
            for each, ids in zip(plan.completions, sent, strict=True)
        ]

    async def _brought(self, plan: RootPlan, sent: list[list[Any]], run: Reader) -> list[Any]:
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
