"""Plans: what a compiled root field needs to be run again with other values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from graph_model.cypher import Statement, render
from graph_model.visibility import Viewer
from resolvers.compiler import Compiler
from resolvers.computed import ComputedFields, Whole
from resolvers.depth import not_too_deep
from resolvers.errors import RequestError
from resolvers.naming import Naming
from resolvers.projection import Completion, Known, Projection, Projector, Structure, asked_of
from resolvers.roots import add_root
from resolvers.rows import EACH, Row, Use, may_be_null
from resolvers.selection import INTROSPECTION, Asked, Selection
from resolvers.weights import Weight
from resolvers.wholes import Key, column_of

MOST_PARAMETERS = 300


@dataclass(frozen=True, eq=False)
class Computation:
    """A computed field to be answered between the two statements."""

    use: Use
    projection: Projection
    whole: Whole | None = None

    def places(self, row: Any) -> list[tuple[list[Any], int]]:
        """Where its arrays stand in a row, as pairs of list and index."""
        lists = [row]
        *between, last = self.use.path
        for step in between:
            lists = [each for one in lists if one is not None for each in (one if step == EACH else [one[step]])]
        return [(each, last) for each in lists if each is not None]

    def under_way(self, result: object, variables: Mapping[str, object]) -> Iterator[Future[Any]]:
        """The heavy fields of its result that are still being worked out."""
        parts = self.projection.parts if isinstance(self.projection, Structure) and result is not None else ()
        for part in parts:
            if part.attribute in self.use.computed.heavy:
                found = asked_of(part, result, variables)
                if isinstance(found, Future) and not found.done():
                    yield found


@dataclass(frozen=True, eq=False)
class RootPlan:
    """One root field, compiled. Without a statement the answer is known beforehand.

    The arrays of `wholes` are the last columns of its row, in this order.
    """

    asked: Asked
    statement: Statement | None
    naming: Naming
    weights: tuple[Weight, ...]
    computations: tuple[Computation, ...] = ()
    completions: tuple[Completion | Known, ...] = ()
    completing: Statement | None = None
    wholes: tuple[Key, ...] = ()
    nullable: bool = True


@dataclass(frozen=True, eq=False)
class Plan:
    """An operation, compiled. `introspection` names the root fields that graphql-core answers."""

    roots: tuple[RootPlan, ...]
    introspection: tuple[Asked, ...]
    keys: tuple[str, ...]
    withheld: Mapping[str, str]

    def weights(self) -> list[Weight]:
        """The weights of all root fields."""
        return [weight for root in self.roots for weight in root.weights]


def compile_operation(
    selection: Selection, computed: ComputedFields, variables: Mapping[str, object], viewer: Viewer
) -> Plan:
    """Compile an operation; `variables` are values of the shape that the plan is for."""
    asked = selection.roots()
    introspection = tuple(each for each in asked if each.name in INTROSPECTION)
    rest = [each for each in asked if each.name not in INTROSPECTION]
    compiler = Compiler(selection, computed, variables)
    roots = tuple(compile_root(compiler, each, viewer) for each in rest)
    return Plan(roots, introspection, tuple(each.key for each in asked), compiler.withheld)


def compile_root(compiler: Compiler, asked: Asked, viewer: Viewer) -> RootPlan:
    """Compile one root field."""
    row = Row()
    add_root(compiler, row, asked)
    needed = [use.computed.whole_for(use.asked.arguments, compiler.selected(use.asked)) for use in row.uses]
    wholes = tuple(dict.fromkeys(each for each in needed if each is not None))
    row.columns += [column_of(each, number) for number, each in enumerate(wholes)]
    not_too_deep(tuple(row.columns), asked.path)
    statement = render(tuple(row.columns), viewer) if row.columns else None
    few_parameters(statement, asked)
    projector = Projector(compiler)
    computations = tuple(computation(projector, *each) for each in zip(row.uses, needed, strict=True))
    columns = tuple(each.column for each in projector.completions if isinstance(each, Completion))
    not_too_deep(columns, asked.path)
    return RootPlan(
        asked=asked,
        statement=statement,
        naming=Naming(row.object(nullable=False)),
        weights=tuple(row.weights),
        computations=computations,
        completions=tuple(projector.completions),
        completing=render(columns, viewer) if columns else None,
        wholes=tuple((each, viewer) for each in wholes),
        nullable=may_be_null(asked),
    )


def few_parameters(statement: Statement | None, asked: Asked) -> None:
    """Raise a `RequestError` where a statement would be larger than the database plans in good time."""
    if statement is not None and len(statement.parameters) > MOST_PARAMETERS:
        message = (
            f"{asked.name} asks with {len(statement.parameters)} values; the limit is {MOST_PARAMETERS}. Split it."
        )
        raise RequestError("TOO_COSTLY", message, asked.path)


def computation(projector: Projector, use: Use, whole: Whole | None) -> Computation:
    """A computed field with the way its answer is read off."""
    if use.asked.field is None:
        msg = f"{use.asked.name} has no type"
        raise TypeError(msg)
    projector.weights = use.weights
    return Computation(use, projector.answer(use.asked.field.type, use.asked), whole)
