"""The engine, which answers an operation with one execution for each root field."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from graphql import ExecutionResult, GraphQLSchema, execute_sync

from graph_model.database.driver import Database
from graph_model.visibility import ANYONE, Viewer
from resolvers.compiling.anchors import Anchors
from resolvers.compiling.computed_field import ComputedFields
from resolvers.compiling.plans import Plan, RootPlan
from resolvers.requests.cost import within_limits
from resolvers.requests.documents import Operation
from resolvers.requests.errors import RefusedRequestError, RequestError
from resolvers.running.count_refresh import CountRefresh
from resolvers.running.execution import RootAnswer, RootExecution
from resolvers.running.plan_cache import PlanCache
from resolvers.running.response import Response, body_of, introspection_document
from resolvers.running.result_cache import ResultCache
from resolvers.running.row_files import RowFiles

# Root fields that can return more objects run in a worker process: decoding and naming them would delay other requests.
LARGEST_LOCAL = 5_000
TOO_NESTED = RequestError("TOO_DEEP", "The variables, or values in the operation, are nested too deep to be read.")


@dataclass(frozen=True)
class RootRequest:
    """A root field of an operation, as sent to a worker process; `seconds` is the time left until the deadline."""

    text: str
    variables: Mapping[str, Any]
    operation_name: str | None
    viewer: Viewer
    key: str
    seconds: float

    def within(self, seconds: float) -> RootRequest:
        """Return the same request with a new time until the deadline."""
        return replace(self, seconds=seconds)


class Delegate(Protocol):
    """A worker pool that answers root fields outside of this process."""

    async def answer(self, request: RootRequest) -> RootAnswer:
        """Answer a root field; failures are errors of the answer."""
        ...


@dataclass(frozen=True)
class Request:
    """One operation, parsed and compiled, with its raw and its coerced variables."""

    text: str
    raw_variables: Mapping[str, Any]
    operation_name: str | None
    viewer: Viewer
    operation: Operation
    variables: Mapping[str, Any]
    plan: Plan

    def for_root(self, key: str, seconds: float) -> RootRequest:
        """Return the request for one root field of the operation."""
        return RootRequest(self.text, self.raw_variables, self.operation_name, self.viewer, key, seconds)


class Engine:
    """An engine that answers the operations of one schema from one database.

    The `delegate` answers root fields with computed fields and root fields that can return more than `LARGEST_LOCAL`
    objects. Without a delegate they run in this process, where nothing interrupts a computation. `files` cache records
    of the whole graph for the next process.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        computed: ComputedFields,
        database: Database,
        delegate: Delegate | None = None,
        files: RowFiles | None = None,
    ) -> None:
        self.schema = schema
        self.database = database
        self._delegate = delegate
        anchors = Anchors()
        self._plans = PlanCache(schema, computed, anchors)
        self._counts = CountRefresh(database, anchors, self._plans.clear)
        self._results = ResultCache(files)
        self._large_lists = asyncio.Lock()

    async def prepare(self) -> None:
        """Read the sizes of the graph; until then, statements start at their default anchors."""
        await self._counts.begin()

    async def close(self) -> None:
        """Cancel background work."""
        await self._counts.end()

    async def answer(
        self,
        text: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        viewer: Viewer = ANYONE,
    ) -> Response:
        """Run one operation. Errors of the caller are reported in the response and never raised."""
        try:
            request = self.compile(text, variables or {}, operation_name, viewer)
            cost = within_limits(request.plan.weights(), request.variables)
        except RefusedRequestError as error:
            return Response({"errors": error.errors}, executed=False)
        except RequestError as error:
            return Response({"errors": [error.formatted()]}, executed=False)
        except RecursionError:
            return Response({"errors": [TOO_NESTED.formatted()]}, executed=False)
        introspected = self._introspected(request)
        answers = await self._roots(request)
        self._counts.saw(version for each in answers for version in each.versions)
        absent = request.operation.conditions_left_out(request.variables)
        return Response(body_of(request.plan, answers, cost, introspected, absent))

    async def answer_root(self, root: RootRequest) -> RootAnswer:
        """Answer, in this process, one root field of an operation that another engine has already checked."""
        await self.prepare()
        request = self.compile(root.text, root.variables, root.operation_name, root.viewer)
        (plan,) = (each for each in request.plan.roots if each.requested.key == root.key)
        answer = await self._execute(plan, request, root.seconds)
        self._counts.saw(answer.versions)
        return answer

    def compile(
        self, text: str, variables: Mapping[str, Any], operation_name: str | None = None, viewer: Viewer = ANYONE
    ) -> Request:
        """Parse, validate and compile an operation.

        Raises:
            RequestError: the operation or its variables are invalid.
        """
        operation = self._plans.operation(text, operation_name)
        coerced = operation.coerced(variables)
        plan = self._plans.plan(operation, coerced, viewer)
        return Request(text, variables, operation_name, viewer, operation, coerced, plan)

    async def _roots(self, request: Request) -> Sequence[RootAnswer]:
        """Answer all root fields concurrently; a single one needs no task of its own."""
        roots = request.plan.roots
        if len(roots) == 1:
            return [await self._root(roots[0], request)]
        return await asyncio.gather(*(self._root(each, request) for each in roots))

    async def _root(self, root: RootPlan, request: Request) -> RootAnswer:
        seconds = self.database.deadline
        if self._delegate is None or not (root.computations or cost_of(root, request.variables) > LARGEST_LOCAL):
            return await self._execute(root, request, seconds)
        try:
            for each in root.computations:
                each.arguments(request.variables)
        except RequestError as error:
            return RootAnswer(None, [{**error.formatted(), "path": error.path or [root.requested.key]}])
        return await self._delegate.answer(request.for_root(root.requested.key, seconds))

    async def _execute(self, root: RootPlan, request: Request, seconds: float) -> RootAnswer:
        until = time.monotonic() + seconds
        execution = RootExecution(
            self.database, self._results, request.viewer, request.variables, until, self._large_lists
        )
        return await execution.answer(root)

    def _introspected(self, request: Request) -> ExecutionResult:
        if not request.plan.introspection:
            return ExecutionResult({}, None)
        document = introspection_document(request.operation, request.plan)
        return execute_sync(self.schema, document, variable_values=dict(request.raw_variables))


def cost_of(root: RootPlan, variables: Mapping[str, Any]) -> int:
    """Return the largest number of objects that a root field can return."""
    return sum(each.cost(variables) for each in root.weights)
