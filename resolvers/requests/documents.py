"""Documents: parsed and validated once for each text, with limits that hold before validation is begun."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Undefined,
    VariableNode,
    Visitor,
    is_input_type,
    parse,
    specified_rules,
    type_from_ast,
    validate,
    visit,
)
from graphql.execution.values import get_variable_values
from graphql.language.ast import (
    ArgumentNode,
    FieldNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ObjectFieldNode,
)
from graphql.utilities.coerce_input_value import coerce_input_value

from resolvers.requests.cursors import null_pattern
from resolvers.requests.errors import RefusedRequestError, RequestError
from resolvers.requests.variables import Shaper, shaper_of, slotted

Value = TypeVar("Value")

MOST_TOKENS = 10_000
MOST_FIELDS = 5_000
DEEPEST_SELECTION = 30
MOST_ERRORS = 20
# a document beyond this is parsed anew each time, so that a thousand of them cannot fill the memory
LARGEST_KEPT = 50_000
MOST_CONDITIONS = 300
CURSORS = frozenset({"after", "before"})


class Cache(Generic[Value]):
    """A mapping that drops the least recently used entry."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable) -> Value | None:
        """Return the entry of the key, or None."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def keep(self, key: Hashable, value: Value) -> Value:
        """Keep a value; the oldest makes room."""
        self._kept[key] = value
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return value


@dataclass(frozen=True, eq=False)
class Variable:
    """A declared variable: its type, its default, and how its values shape a statement."""

    name: str
    type: Any
    shaper: Shaper


@dataclass(eq=False)
class Operation:
    """One operation of a valid document."""

    schema: GraphQLSchema
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    cursors: frozenset[str] = field(default_factory=frozenset)
    # the variables that are conditions inside of an argument, with the place of the first
    conditions: Mapping[str, str] = field(default_factory=dict)

    def conditions_left_out(self, values: Mapping[str, Any]) -> list[dict[str, object]]:
        """Warnings of the conditions that are left out since their variable has no value."""
        return [
            {
                "message": f"The variable ${name} has no value, so that the condition {place} is left out. "
                "Give it a value, or leave the condition out.",
                "code": "CONDITION_LEFT_OUT",
                "variable": name,
            }
            for name in (each.name for each in self.variables)
            if name not in values and (place := self.conditions.get(name))
        ]

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The declared variables."""
        return tuple(self._variable(each) for each in self.node.variable_definitions or ())

    def _variable(self, definition: Any) -> Variable:
        name, type_ = definition.variable.name.value, type_from_ast(self.schema, definition.type)
        if not is_input_type(type_):
            msg = f"${name} has no input type"
            raise TypeError(msg)
        return Variable(name, type_, null_pattern_or_none if name in self.cursors else shaper_of(type_))

    def coerced(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the variables; raises `RefusedRequestError` where one does not fit."""
        few_conditions(given)
        values: dict[str, Any] = {}
        for each in self.variables:
            value = coerce_input_value(given[each.name], each.type) if each.name in given else Undefined
            if value is Undefined:
                return self._coerced_with_care(given)
            values[each.name] = value
        return values

    def _coerced_with_care(self, given: Mapping[str, Any]) -> dict[str, Any]:
        # defaults, absent variables and the texts of errors come from graphql-core
        result = get_variable_values(self.schema, self.node.variable_definitions or (), dict(given), MOST_ERRORS)
        if isinstance(result, list):
            raise RefusedRequestError([formatted(each, "BAD_USER_INPUT") for each in result])
        return result.coerced

    def shape(self, values: Mapping[str, Any]) -> Hashable:
        """What of the values shapes the statements."""
        return tuple((each.name, each.shaper(values[each.name])) for each in self.variables if each.name in values)

    def slots(self, values: Mapping[str, Any]) -> dict[str, object]:
        """The values with slots in place of what becomes a parameter."""
        return {
            each.name: slotted(values[each.name], each.type, (each.name,))
            for each in self.variables
            if each.name in values
        }


def few_conditions(given: Mapping[str, Any]) -> None:
    """Raise a `RequestError` where variables hold more structure than a filter that people write."""
    found, pending = 0, list(given.values())
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            found += len(value)
            pending += value.values()
        elif isinstance(value, list):
            pending += [each for each in value if isinstance(each, dict | list)]
        if found > MOST_CONDITIONS:
            message = f"The variables hold more than {MOST_CONDITIONS} conditions. Ask with a smaller filter."
            raise RequestError("TOO_COSTLY", message)


def null_pattern_or_none(value: object) -> Hashable:
    """The shape of a cursor."""
    return None if value is None else null_pattern(value)


class Documents:
    """The documents of a schema, kept by their text."""

    def __init__(self, schema: GraphQLSchema, size: int = 1000) -> None:
        self._schema = schema
        self._valid: Cache[dict[str | None, Operation]] = Cache(size)

    def operation(self, text: str, name: str | None) -> Operation:
        """The operation of that name (of the only one); raises an error of ours where there is none to run."""
        operations = self._valid.get(text) or self._kept(text)
        if name is None and len(operations) > 1:
            message = "The document holds several operations. Say which one with operationName."
            raise RequestError("OPERATION_RESOLUTION_FAILURE", message)
        found = next(iter(operations.values())) if name is None else operations.get(name)
        if found is None:
            raise RequestError("OPERATION_RESOLUTION_FAILURE", f"The document holds no operation named {name!r}.")
        return found

    def _kept(self, text: str) -> dict[str | None, Operation]:
        operations = self._read(text)
        return self._valid.keep(text, operations) if len(text) <= LARGEST_KEPT else operations

    def _read(self, text: str) -> dict[str | None, Operation]:
        document = parsed(text)
        within_size(document)
        errors = validate(self._schema, document, specified_rules, max_errors=MOST_ERRORS)
        if errors:
            raise RefusedRequestError([formatted(each, "GRAPHQL_VALIDATION_FAILED") for each in errors])
        return self._operations(document)

    def _operations(self, document: DocumentNode) -> dict[str | None, Operation]:
        fragments = fragments_of(document)
        cursors, conditions = cursor_variables(self._schema, document), condition_variables(document)
        nodes = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        if any(node.operation is not OperationType.QUERY for node in nodes):
            raise RequestError("OPERATION_RESOLUTION_FAILURE", "This service only reads: ask with a query.")
        if not nodes:
            raise RequestError("OPERATION_RESOLUTION_FAILURE", "The document holds no operation.")
        return {
            node.name.value if node.name else None: Operation(self._schema, node, fragments, cursors, conditions)
            for node in nodes
        }


def parsed(text: str) -> DocumentNode:
    """Return the document. Raises `RefusedRequestError` for texts that are not GraphQL."""
    try:
        return parse(text, max_tokens=MOST_TOKENS, no_location=False)
    except GraphQLError as error:
        raise RefusedRequestError([formatted(error, "GRAPHQL_PARSE_FAILED")]) from error
    except RecursionError as error:
        raise RequestError("TOO_DEEP", "The document is nested too deep to be read.") from error


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The fragments by name."""
    found = (each for each in document.definitions if isinstance(each, FragmentDefinitionNode))
    return {each.name.value: each for each in found}


def within_size(document: DocumentNode) -> None:
    """Raise a `RequestError` where fragments, spread in full, make too many fields or too deep ones.

    Every fragment is measured once, so that a small document cannot make this expensive; validation, which is not so
    careful, comes after.
    """
    measure = Measure(fragments_of(document))
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            fields, depth = measure.selection(definition.selection_set)
            if depth > DEEPEST_SELECTION:
                message = f"Selections stand {depth} deep in each other; the limit is {DEEPEST_SELECTION}."
                raise RequestError("TOO_DEEP", message)
            if fields > MOST_FIELDS:
                message = f"The operation selects {fields:,} fields; the limit is {MOST_FIELDS:,}. Split it."
                raise RequestError("TOO_COSTLY", message)


class Measure:
    """Counts the fields and the depth of selections, each fragment once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, tuple[int, int]] = {}

    def selection(self, selection_set: SelectionSetNode | None) -> tuple[int, int]:
        """Number of fields and depth."""
        if selection_set is None:
            return 0, 0
        sizes = [self._one(each) for each in selection_set.selections]
        return sum(fields for fields, _ in sizes), max((depth for _, depth in sizes), default=0)

    def _one(self, node: Any) -> tuple[int, int]:
        match node:
            case FieldNode():
                fields, depth = self.selection(node.selection_set)
                return fields + 1, depth + 1
            case InlineFragmentNode():
                return self.selection(node.selection_set)
            case FragmentSpreadNode():
                return self._fragment(node.name.value)
        return 0, 0

    def _fragment(self, name: str) -> tuple[int, int]:
        if name not in self._known:
            # a fragment inside itself counts nothing here; validation names the cycle
            self._known[name] = (0, 0)
            fragment = self._fragments.get(name)
            self._known[name] = self.selection(fragment.selection_set if fragment else None)
        return self._known[name]


def cursor_variables(schema: GraphQLSchema, document: DocumentNode) -> frozenset[str]:
    """Return the variables that are cursors of pages."""
    info = TypeInfo(schema)
    found: set[str] = set()

    class CursorFinder(Visitor):
        """A visitor that notes the variables of cursor arguments."""

        def enter_variable(self, node: VariableNode, *_: object) -> None:
            argument = info.get_argument()
            if argument is not None and any(argument is each for each in cursor_arguments(info)):
                found.add(node.name.value)

    visit(document, TypeInfoVisitor(info, CursorFinder()))
    return frozenset(found)


def condition_variables(document: DocumentNode) -> dict[str, str]:
    """Return the variables that are fields of input objects, with the place of the first use of each."""
    found: dict[str, str] = {}

    class ConditionFinder(Visitor):
        """A visitor that notes the variables of fields of input objects."""

        def enter_variable(self, node: VariableNode, _: object, parent: object, __: object, above: list[Any]) -> None:
            if isinstance(parent, ObjectFieldNode):
                named = [each for each in (*above, parent) if isinstance(each, ArgumentNode | ObjectFieldNode)]
                path = {id(each): each.name.value for each in named}
                found.setdefault(node.name.value, ".".join(path.values()))

    visit(document, ConditionFinder())
    return found


def cursor_arguments(info: TypeInfo) -> list[Any]:
    """Return the cursor arguments of the current field."""
    definition = info.get_field_def()
    return [each for name, each in definition.args.items() if name in CURSORS] if definition else []


def formatted(error: GraphQLError, code: str) -> dict[str, object]:
    """An error of graphql-core as the response carries it."""
    content: dict[str, object] = {"message": error.message}
    if error.locations:
        content["locations"] = [{"line": each.line, "column": each.column} for each in error.locations]
    return {**content, "extensions": {"code": code}}
