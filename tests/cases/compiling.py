"""Compilation of operations without a database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_model.visibility import ANYONE
from resolvers.compiling.anchors import Anchors
from resolvers.compiling.plans import Plan, compile_operation
from resolvers.compiling.selection import Selection
from resolvers.fields import COMPUTED
from resolvers.requests.documents import Documents
from resolvers.requests.parameters import values
from schema.build import schema

Statements = list[tuple[str, dict[str, Any]]]


def compiled(
    text: str, variables: Mapping[str, Any] | None = None, anchors: Anchors | None = None
) -> tuple[Plan, dict[str, Any]]:
    """Return the plan of an operation and the values of its variables."""
    operation = Documents(schema()).operation(text, None)
    given = operation.coerced(variables or {})
    selection = Selection(schema(), operation.node, operation.fragments, operation.slots(given))
    return compile_operation(selection, COMPUTED, given, ANYONE, anchors or Anchors()), given


def statements(text: str, variables: Mapping[str, Any] | None = None) -> Statements:
    """Return the statements with their parameters; values computed between two statements are placeholders."""
    plan, given = compiled(text, variables)
    every = [each for root in plan.roots for each in (root.statement, root.completing) if each is not None]
    between: list[object] = [["(ids from the computation)"]] * 10
    return [(each.text, values(each.parameters, given, between)) for each in every]


def texts(text: str, variables: Mapping[str, Any] | None = None) -> list[str]:
    """Return the texts of the statements of an operation."""
    return [each for each, _ in statements(text, variables)]
