"""Plans: compiled operations that can be executed repeatedly with different variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph_model.cypher import Statement, render
from graph_model.visibility import Viewer
from resolvers.compiling.anchors import Anchors
from resolvers.compiling.compilation import SMALLER
from resolvers.compiling.compiler import Compiler
from resolvers.compiling.computed_field import ArgumentValues, ComputedFields, Steps
from resolvers.compiling.naming import Naming
from resolvers.compiling.nesting import not_too_deep
from resolvers.compiling.projection import Completion, Part, Projection, Projector, Structure
from resolvers.compiling.roots import add_root
from resolvers.compiling.rows import EACH, Row, Use, may_be_null
from resolvers.compiling.selection import INTROSPECTION, SelectedField, Selection
from resolvers.requests.cost import Weight
from resolvers.requests.errors import RequestError
from resolvers.requests.variables import filled

MOST_PARAMETERS = 300


@dataclass(frozen=True, eq=False)
class Computation:
    """The computation of a field, which takes place between the first and the second statement."""

    use: Use
    projection: Projection
    selected: frozenset[str]

    def arguments(self, variables: Mapping[str, object]) -> object:
        """Validate and return the arguments, and validate those of nested fields. Raises a `RequestError`."""
        found = self.use.computed.arguments(self._given(self.use.requested.arguments, variables))
        for part in self._parts():
            if part.name in self.use.computed.nested:
                self.use.computed.nested[part.name](self._given(part.arguments, variables))
        return found

    def answer(self, arguments: object, rows: list[Any]) -> Steps[object]:
        """Compute the result from validated arguments and the rows of the statement."""
        return self.use.computed.answer(arguments, rows)

    def prepared(self, arguments: object, places: list[list[Any]]) -> Steps[None]:
        """Read the data that the computations of all places need."""
        return self.use.computed.prepared(arguments, places)

    def fetched_nodes(self, rows: list[Any]) -> dict[str, list[Any]]:
        """Remove the columns of nodes from the rows of the statement, and return the full rows by node id."""
        return self.use.nodes.extracted(rows, self.use.computed.statement.row)

    def _given(self, arguments: Mapping[str, Any], variables: Mapping[str, object]) -> ArgumentValues:
        return ArgumentValues({name: filled(each, variables) for name, each in arguments.items()}, self.selected)

    def _parts(self) -> tuple[Part, ...]:
        return self.projection.parts if isinstance(self.projection, Structure) else ()

    def places(self, row: Any) -> list[tuple[list[Any], int]]:
        """Return the places of the field's arrays in a row, each as the list that contains the arrays and the index."""
        lists = [row]
        *between, last = self.use.path
        for step in between:
            lists = [each for one in lists if one is not None for each in (one if step == EACH else [one[step]])]
        return [(each, last) for each in lists if each is not None]


@dataclass(frozen=True, eq=False)
class RootPlan:
    """The plan of one root field. A field without a statement has a constant value."""

    requested: SelectedField
    statement: Statement | None
    naming: Naming
    weights: tuple[Weight, ...]
    computations: tuple[Computation, ...] = ()
    completions: tuple[Completion, ...] = ()
    completing: Statement | None = None
    nullable: bool = True
    # compiles the same field with the ids of all rows, which identify the rows with a missing value
    with_ids: Callable[[], RootPlan] | None = None
    # whether the statement builds a list that takes much memory; only one such statement should run at a time
    large_lists: bool = False
    # compiles the same field to a statement whose lists of nodes take less memory
    with_smaller_lists: Callable[[], RootPlan] | None = None


@dataclass(frozen=True, eq=False)
class Plan:
    """The plan of an operation.

    `introspection` contains the root fields that graphql-core executes, `keys` the response keys in the order of the
    selection, `withheld` the selected fields with hidden values and the reason for each.
    """

    roots: tuple[RootPlan, ...]
    introspection: tuple[SelectedField, ...]
    keys: tuple[str, ...]
    withheld: Mapping[str, str]

    def weights(self) -> list[Weight]:
        """Return the weights of all root fields."""
        return [weight for root in self.roots for weight in root.weights]


def compile_operation(
    selection: Selection, computed: ComputedFields, variables: Mapping[str, object], viewer: Viewer, anchors: Anchors
) -> Plan:
    """Compile an operation. The plan is valid for all variables that have the same shape as `variables`."""
    requested = selection.roots()
    introspection = tuple(each for each in requested if each.name in INTROSPECTION)
    rest = [each for each in requested if each.name not in INTROSPECTION]
    compiler = Compiler(selection, computed, variables, anchors)
    roots = tuple(compile_root(compiler, each, viewer) for each in rest)
    return Plan(roots, introspection, tuple(each.key for each in requested), compiler.withheld)


def compile_root(compiler: Compiler, requested: SelectedField, viewer: Viewer) -> RootPlan:
    """Compile one root field."""
    row = Row()
    compiler.large_lists = False
    smaller = SMALLER.get(compiler.lists)
    add_root(compiler, row, requested)
    not_too_deep(tuple(row.columns), requested.path)
    projector = Projector(compiler)
    computations = tuple(computation(projector, each) for each in row.uses)
    # must follow the computations: their projections add columns of nodes to the statement
    statement = render(tuple(row.columns), viewer) if row.columns else None
    few_parameters(statement, requested)
    columns = tuple(each.column for each in projector.completions)
    not_too_deep(columns, requested.path)
    return RootPlan(
        requested=requested,
        statement=statement,
        naming=Naming(row.object(nullable=False)),
        weights=tuple(row.weights),
        computations=computations,
        completions=tuple(projector.completions),
        completing=render(columns, viewer) if columns else None,
        nullable=may_be_null(requested),
        with_ids=variant(compiler.variant(with_ids=True), requested, viewer) if not compiler.with_ids else None,
        large_lists=compiler.large_lists,
        with_smaller_lists=variant(compiler.variant(lists=smaller), requested, viewer) if smaller else None,
    )


def variant(compiler: Compiler, requested: SelectedField, viewer: Viewer) -> Callable[[], RootPlan]:
    """Return a function that compiles a root field with other settings. Only its first call compiles."""
    return cache(lambda: compile_root(compiler, requested, viewer))


def few_parameters(statement: Statement | None, requested: SelectedField) -> None:
    """Raise a `RequestError` if a statement has too many parameters to be planned quickly."""
    if statement is not None and len(statement.parameters) > MOST_PARAMETERS:
        message = (
            f"{requested.name} contains {len(statement.parameters)} values; the limit is {MOST_PARAMETERS}. Split it."
        )
        raise RequestError("TOO_COSTLY", message, requested.path)


def computation(projector: Projector, use: Use) -> Computation:
    """Return the computation of a field with the projection of its result."""
    if use.requested.field is None:
        msg = f"{use.requested.name} has no type"
        raise TypeError(msg)
    projection = projector.answer(use.requested.field.type, use)
    return Computation(use, projection, projector.compiler.selected(use.requested))
