"""Documents: parsed and validated once for each text. Limits of size are checked before validation."""

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
# longer documents (in characters) are not cached, so that a thousand of them cannot exhaust the memory
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
        """Store a value and return it; the least recently used entry is evicted if the cache is full."""
        self._kept[key] = value
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return value


@dataclass(frozen=True, eq=False)
class Variable:
    """A declared variable: its name, its type, and the function that returns the shape of its values."""

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
    # the variables used as conditions inside an argument, with the path of the first use
    conditions: Mapping[str, str] = field(default_factory=dict)

    def conditions_left_out(self, values: Mapping[str, Any]) -> list[dict[str, object]]:
        """Return a warning for each condition that is ignored because its variable has no value."""
        return [
            {
                "message": f"The variable ${name} has no value, so the condition {place} is ignored. "
                "Set the variable or remove the condition.",
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
            msg = f"${name} is not of an input type"
            raise TypeError(msg)
        return Variable(name, type_, null_pattern_or_none if name in self.cursors else shaper_of(type_))

    def coerced(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the coerced values of the variables. Raises a `RefusedRequestError` for an invalid value."""
        few_conditions(given)
        values: dict[str, Any] = {}
        for each in self.variables:
            value = coerce_input_value(given[each.name], each.type) if each.name in given else Undefined
            if value is Undefined:
                return self._coerced_with_care(given)
            values[each.name] = value
        return values

    def _coerced_with_care(self, given: Mapping[str, Any]) -> dict[str, Any]:
        # graphql-core handles defaults and absent variables and writes the error messages
        result = get_variable_values(self.schema, self.node.variable_definitions or (), dict(given), MOST_ERRORS)
        if isinstance(result, list):
            raise RefusedRequestError([formatted(each, "BAD_USER_INPUT") for each in result])
        return result.coerced

    def shape(self, values: Mapping[str, Any]) -> Hashable:
        """Return the shape of the values: everything that the text of the statements depends on."""
        return tuple((each.name, each.shaper(values[each.name])) for each in self.variables if each.name in values)

    def slots(self, values: Mapping[str, Any]) -> dict[str, object]:
        """Return the values with slots in place of values that become parameters."""
        return {
            each.name: slotted(values[each.name], each.type, (each.name,))
            for each in self.variables
            if each.name in values
        }


def few_conditions(given: Mapping[str, Any]) -> None:
    """Raise a `RequestError` if the variables contain more than `MOST_CONDITIONS` keys of objects."""
    found, pending = 0, list(given.values())
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            found += len(value)
            pending += value.values()
        elif isinstance(value, list):
            pending += [each for each in value if isinstance(each, dict | list)]
        if found > MOST_CONDITIONS:
            message = f"The variables contain more than {MOST_CONDITIONS} conditions. Use a smaller filter."
            raise RequestError("TOO_COSTLY", message)


def null_pattern_or_none(value: object) -> Hashable:
    """Return the shape of a cursor, or None."""
    return None if value is None else null_pattern(value)


class Documents:
    """A cache of the valid documents of a schema by their text."""

    def __init__(self, schema: GraphQLSchema, size: int = 1000) -> None:
        self._schema = schema
        self._valid: Cache[dict[str | None, Operation]] = Cache(size)

    def operation(self, text: str, name: str | None) -> Operation:
        """Return the operation with this name, or the only operation if `name` is None.

        Raises a `RequestError` or a `RefusedRequestError` if the document is invalid or has no such operation.
        """
        operations = self._valid.get(text) or self._kept(text)
        if name is None and len(operations) > 1:
            message = "The document contains several operations. Select one with operationName."
            raise RequestError("OPERATION_RESOLUTION_FAILURE", message)
        found = next(iter(operations.values())) if name is None else operations.get(name)
        if found is None:
            raise RequestError("OPERATION_RESOLUTION_FAILURE", f"The document contains no operation named {name!r}.")
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
            raise RequestError("OPERATION_RESOLUTION_FAILURE", "This service is read-only. Use a query operation.")
        if not nodes:
            raise RequestError("OPERATION_RESOLUTION_FAILURE", "The document contains no operation.")
        return {
            node.name.value if node.name else None: Operation(self._schema, node, fragments, cursors, conditions)
            for node in nodes
        }


def parsed(text: str) -> DocumentNode:
    """Return the parsed document. Raises a `RefusedRequestError` for a text that is not GraphQL."""
    try:
        return parse(text, max_tokens=MOST_TOKENS, no_location=False)
    except GraphQLError as error:
        raise RefusedRequestError([formatted(error, "GRAPHQL_PARSE_FAILED")]) from error
    except RecursionError as error:
        raise RequestError("TOO_DEEP", "The document is nested too deep to be parsed.") from error


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """Return the fragments of a document by name."""
    found = (each for each in document.definitions if isinstance(each, FragmentDefinitionNode))
    return {each.name.value: each for each in found}


def within_size(document: DocumentNode) -> None:
    """Raise a `RequestError` if a selection, with all fragments expanded, exceeds the limits of fields or depth.

    Each fragment is measured once, so that a small document cannot make this expensive. Validation has no such
    protection and runs afterwards.
    """
    measure = Measure(fragments_of(document))
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            fields, depth = measure.selection(definition.selection_set)
            if depth > DEEPEST_SELECTION:
                message = f"Selections are nested {depth} levels deep; the limit is {DEEPEST_SELECTION}."
                raise RequestError("TOO_DEEP", message)
            if fields > MOST_FIELDS:
                message = f"The operation selects {fields:,} fields; the limit is {MOST_FIELDS:,}. Split it."
                raise RequestError("TOO_COSTLY", message)


class Measure:
    """A counter of the fields and the depth of selections. Each fragment is measured once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, tuple[int, int]] = {}

    def selection(self, selection_set: SelectionSetNode | None) -> tuple[int, int]:
        """Return the number of fields and the depth of a selection."""
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
            # a recursive fragment counts as empty here; validation reports the cycle
            self._known[name] = (0, 0)
            fragment = self._fragments.get(name)
            self._known[name] = self.selection(fragment.selection_set if fragment else None)
        return self._known[name]


def cursor_variables(schema: GraphQLSchema, document: DocumentNode) -> frozenset[str]:
    """Return the names of the variables that are used as cursors."""
    info = TypeInfo(schema)
    found: set[str] = set()

    class CursorFinder(Visitor):
        """A visitor that collects the variables of cursor arguments."""

        def enter_variable(self, node: VariableNode, *_: object) -> None:
            argument = info.get_argument()
            if argument is not None and any(argument is each for each in cursor_arguments(info)):
                found.add(node.name.value)

    visit(document, TypeInfoVisitor(info, CursorFinder()))
    return frozenset(found)


def condition_variables(document: DocumentNode) -> dict[str, str]:
    """Return the variables that are fields of input objects, with the path of the first use of each."""
    found: dict[str, str] = {}

    class ConditionFinder(Visitor):
        """A visitor that collects the variables of fields of input objects."""

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
    """Return an error of graphql-core in the format of the response."""
    content: dict[str, object] = {"message": error.message}
    if error.locations:
        content["locations"] = [{"line": each.line, "column": each.column} for each in error.locations]
    return {**content, "extensions": {"code": code}}
