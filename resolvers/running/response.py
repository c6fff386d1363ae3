"""The response of an operation: data, errors and extensions, assembled from the answers of its root fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, ExecutionResult, OperationDefinitionNode, SelectionSetNode
from graphql.language.ast import DefinitionNode, SelectionNode

from resolvers.compiling.plans import Plan
from resolvers.requests.documents import Operation, formatted
from resolvers.running.execution import Errors, RootAnswer


@dataclass(frozen=True)
class Response:
    """The body of a response; `executed` is false for a refused request."""

    body: dict[str, Any]
    executed: bool = True


def body_of(
    plan: Plan, answers: Sequence[RootAnswer], cost: int, introspected: ExecutionResult, absent: Errors
) -> dict[str, Any]:
    """Return the body of the response; `absent` holds warnings about conditions that absent variables leave out."""
    errors: Errors = [formatted(each, "INTROSPECTION_FAILED") for each in introspected.errors or []]
    errors += [error for each in answers for error in each.errors]
    named = {root.requested.key: answer.value for root, answer in zip(plan.roots, answers, strict=True)}
    named |= introspected.data or {}
    missing = any(named[root.requested.key] is None and not root.nullable for root in plan.roots)
    data = None if missing else {key: named[key] for key in plan.keys}
    warnings = [*absent, *(warning for each in answers for warning in each.warnings)]
    extensions = {"cost": cost, **versions_of(answers), **withheld_of(plan)}
    extensions |= {"warnings": warnings} if warnings else {}
    return {"data": data, **({"errors": errors} if errors else {}), "extensions": extensions}


def versions_of(answers: Sequence[RootAnswer]) -> dict[str, object]:
    """Return the version of the data that was read; several versions where data changed between two statements."""
    known = sorted({version for each in answers for version in each.versions})
    return {"dataVersion": known[0] if len(known) == 1 else known} if known else {}


def withheld_of(plan: Plan) -> dict[str, object]:
    """Return the selected fields that are null because the viewer may not read them, with the reason."""
    return {"withheld": dict(plan.withheld)} if plan.withheld else {}


def introspection_document(operation: Operation, plan: Plan) -> DocumentNode:
    """Return the operation reduced to its introspection fields, for graphql-core."""
    selections: list[SelectionNode] = [each.node for requested in plan.introspection for each in requested.details]
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
