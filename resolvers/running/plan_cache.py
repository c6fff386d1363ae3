"""The plan cache: compiled plans by operation, shape of the variables and viewer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLSchema

from graph_model.visibility import Viewer
from resolvers.compiling.anchors import Anchors
from resolvers.compiling.computed_field import ComputedFields
from resolvers.compiling.plans import Plan, compile_operation
from resolvers.compiling.selection import Selection
from resolvers.requests.documents import Cache, Documents, Operation

MOST_PLANS = 5000


class PlanCache:
    """The parsed documents and the compiled plans of one schema.

    Requests with the same document, the same shape of variables and the same viewer share a plan. `anchors` hold the
    sizes of the graph that decide where statements start; `clear` drops the plans when these sizes change.
    """

    def __init__(self, schema: GraphQLSchema, computed: ComputedFields, anchors: Anchors) -> None:
        self._schema = schema
        self._computed = computed
        self._anchors = anchors
        self._documents = Documents(schema)
        self.clear()

    def clear(self) -> None:
        """Drop all plans; parsed documents are kept."""
        self._plans: Cache[Plan] = Cache(MOST_PLANS)

    def operation(self, text: str, name: str | None) -> Operation:
        """Parse and validate a document and return the named operation.

        Raises:
            RequestError: the document is invalid or has no such operation.
        """
        return self._documents.operation(text, name)

    def plan(self, operation: Operation, variables: Mapping[str, Any], viewer: Viewer) -> Plan:
        """Return the plan of an operation for coerced variables of this shape.

        Raises:
            RequestError: the operation cannot be compiled for these variables.
        """
        key = (operation, operation.shape(variables), viewer)
        cached = self._plans.get(key)
        if cached is not None:
            return cached
        selection = Selection(self._schema, operation.node, operation.fragments, operation.slots(variables))
        return self._plans.keep(key, compile_operation(selection, self._computed, variables, viewer, self._anchors))
