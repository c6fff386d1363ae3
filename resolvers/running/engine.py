"""The engine: it executes operations and returns responses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)
from graphql.language.ast import DefinitionNode, SelectionNode

from graph_model.database.driver import Database
from graph_model.visibility import ANYONE, Viewer
from resolvers.compiling.anchors import Anchors
from resolvers.compiling.computed_field import ComputedFields
from resolvers.compiling.plans import Plan, RootPlan, compile_operation
from resolvers.compiling.selection import Selection
from resolvers.requests.cost import within_limits
from resolvers.requests.documents import Cache, Documents, Operation, formatted
from resolvers.requests.errors import RefusedRequestError, RequestError
from resolvers.running.count_refresh import Counting
from resolvers.running.execution import Errors, RootAnswer, Running
from resolvers.running.result_cache import Kept

# requests with the same document and the same shape of variables share a plan
MOST_PLANS = 5000
# root fields that can return more objects are executed by a worker process, since decoding and naming the rows would
# delay other requests
LARGEST_HERE = 5_000
TOO_NESTED = RequestError("TOO_DEEP", "The variables, or values in the operation, are nested too deep to be processed.")


@dataclass(frozen=True)
class Response:
    """A response: its body, and whether the operation was executed."""

    body: dict[str, Any]
    executed: bool = True


@dataclass(frozen=True)
class RootRequest:
    """The request to a worker process for one root field; `seconds` is the time left until the deadline."""

    text: str
    variables: Mapping[str, Any]
    operation_name: str | None
    viewer: Viewer
    key: str
    seconds: float

    def within(self, seconds: float) -> RootRequest:
        """Return the same request with another time left, in seconds."""
        return replace(self, seconds=seconds)


class Delegate(Protocol):
    """An executor of root fields outside this process."""

    async def answer(self, request: RootRequest) -> RootAnswer:
        """Execute a root field. Failures are returned as errors of the answer."""
        ...


class Engine:
    """An executor of operations on one schema and one database.

    `delegate` executes root fields that contain computed fields or can return more than `LARGEST_HERE` objects. Without
    a delegate they are executed in this process, where a computation cannot be interrupted.
    """

    def __init__(
        self, schema: GraphQLSchema, computed: ComputedFields, database: Database, delegate: Delegate | None = None
    ) -> None:
        self.schema = schema
        self.database = database
        self._computed = computed
        self._delegate = delegate
        self._documents = Documents(schema)
        self._anchors = Anchors()
        self._counting = Counting(database, self._anchors, self._forget_plans)
        self._forget_plans()
        self._kept = Kept()
        self._large_lists = asyncio.Lock()

    def _forget_plans(self) -> None:
        self._plans: Cache[Plan] = Cache(MOST_PLANS)

    async def prepare(self) -> None:
        """Read the counts of the graph. Until then, anchors are chosen without counts."""
        await self._counting.begin()

    async def close(self) -> None:
        """Cancel background work."""
        await self._counting.end()

    async def answer(
        self,
        text: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        viewer: Viewer = ANYONE,
    ) -> Response:
        """Execute one operation. The caller's errors are returned in the response and never raised."""
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
        asked = CoercedRequest(text, variables or {}, operation_name, viewer, given)
        answers = await self._roots(plan.roots, asked)
        self._counting.saw(version for each in answers for version in each.versions)
        absent = operation.conditions_left_out(given)
        return Response(body_of(plan, answers, cost, introspected, absent))

    async def answer_root(self, request: RootRequest) -> RootAnswer:
        """Execute in this process one root field of an operation that another engine has validated."""
        await self.prepare()
        operation = self._documents.operation(request.text, request.operation_name)
        given = operation.coerced(request.variables)
        roots = self.plan(operation, given, request.viewer).roots
        (root,) = (each for each in roots if each.asked.key == request.key)
        answer = await self._running(request.viewer, given, request.seconds).root(root)
        self._counting.saw(answer.versions)
        return answer

    def plan(self, operation: Operation, given: Mapping[str, Any], viewer: Viewer = ANYONE) -> Plan:
        """Return the plan of an operation for values of this shape. Raises a `RequestError` for an invalid one."""
        key = (operation, operation.shape(given), viewer)
        known = self._plans.get(key)
        if known is not None:
            return known
        selection = Selection(self.schema, operation.node, operation.fragments, operation.slots(given))
        return self._plans.keep(key, compile_operation(selection, self._computed, given, viewer, self._anchors))

    async def _roots(self, roots: Sequence[RootPlan], asked: CoercedRequest) -> Sequence[RootAnswer]:
        """Execute all root fields concurrently. A single one is awaited directly, without a task."""
        if len(roots) == 1:
            return [await self._root(roots[0], asked)]
        return await asyncio.gather(*(self._root(each, asked) for each in roots))

    async def _root(self, root: RootPlan, asked: CoercedRequest) -> RootAnswer:
        seconds = self.database.deadline
        if self._delegate is None or not (root.computations or cost_of(root, asked.given) > LARGEST_HERE):
            return await self._running(asked.viewer, asked.given, seconds).root(root)
        try:
            for each in root.computations:
                each.arguments(asked.given)
        except RequestError as error:
            return RootAnswer(None, [{**error.formatted(), "path": error.path or [root.asked.key]}])
        return await self._delegate.answer(asked.for_root(root.asked.key, seconds))

    def _running(self, viewer: Viewer, given: Mapping[str, Any], seconds: float) -> Running:
        return Running(self.database, self._kept, viewer, given, time.monotonic() + seconds, self._large_lists)

    def _introspected(self, operation: Operation, plan: Plan, variables: Mapping[str, Any]) -> ExecutionResult:
        if not plan.introspection:
            return ExecutionResult({}, None)
        return execute_sync(self.schema, introspection_document(operation, plan), variable_values=dict(variables))


@dataclass(frozen=True)
class CoercedRequest:
    """A request as received, with its coerced variables."""

    text: str
    variables: Mapping[str, Any]
    operation_name: str | None
    viewer: Viewer
    given: Mapping[str, Any]

    def for_root(self, key: str, seconds: float) -> RootRequest:
        """Return the request to a worker process for one of the root fields."""
        return RootRequest(self.text, self.variables, self.operation_name, self.viewer, key, seconds)


def cost_of(root: RootPlan, given: Mapping[str, Any]) -> int:
    """Return the largest number of objects that a root field can return."""
    return sum(each.cost(given) for each in root.weights)


def body_of(
    plan: Plan, answers: Sequence[RootAnswer], cost: int, introspected: ExecutionResult, absent: Errors
) -> dict[str, Any]:
    """Return the body of the response. `absent` holds the warnings for conditions whose variables have no value."""
    errors: Errors = [formatted(each, "INTROSPECTION_FAILED") for each in introspected.errors or []]
    errors += [error for each in answers for error in each.errors]
    named = {root.asked.key: answer.value for root, answer in zip(plan.roots, answers, strict=True)}
    named |= introspected.data or {}
    missing = any(named[root.asked.key] is None and not root.nullable for root in plan.roots)
    data = None if missing else {key: named[key] for key in plan.keys}
    warnings = [*absent, *(warning for each in answers for warning in each.warnings)]
    extensions = {"cost": cost, **versions_of(answers), **withheld_of(plan)}
    extensions |= {"warnings": warnings} if warnings else {}
    return {"data": data, **({"errors": errors} if errors else {}), "extensions": extensions}


def versions_of(answers: Sequence[RootAnswer]) -> dict[str, object]:
    """Return the version of the data that was read, or all versions if the data changed between two statements."""
    known = sorted({version for each in answers for version in each.versions})
    return {"dataVersion": known[0] if len(known) == 1 else known} if known else {}


def withheld_of(plan: Plan) -> dict[str, object]:
    """Return the selected fields that are null because their values are hidden, with the reason of each."""
    return {"withheld": dict(plan.withheld)} if plan.withheld else {}


def introspection_document(operation: Operation, plan: Plan) -> DocumentNode:
    """Return the operation reduced to its introspection fields, which graphql-core executes."""
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
