"""The compilation of list arguments (`where`, `orderBy`, pages and cursors) to parts of the read tree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from graph_model.declarations import (
    ID,
    AllOf,
    AnyOf,
    Comparison,
    Filter,
    IsNull,
    Navigation,
    Node,
    Not,
    Operator,
    Quantifier,
    Related,
    Within,
)
from graph_model.properties import Property
from graph_model.read_tree import KeysetPosition, Order, Page
from resolvers.requests.cursors import decoded, key_value, refused
from resolvers.requests.errors import RequestError, bad_input
from resolvers.requests.parameters import parameter
from resolvers.requests.variables import filled

DEFAULT_PAGE = 20
LARGEST_PAGE = 2000


def filter_of(kind: type[Node], where: Mapping[str, Any] | None) -> Filter | None:
    """Return the filter of a `where` argument, or None if it is empty or absent."""
    return AllOf(tuple(part for key, value in where.items() for part in _parts(kind, key, value))) if where else None


def _parts(kind: type[Node], key: str, value: Any) -> list[Filter]:
    if value is None:
        msg = f"where.{key} is null. Omit it to set no condition.{_advice_for_absent(kind, key)}"
        raise bad_input(msg)
    match key:
        case "and":
            return [AllOf(tuple(_filter_of(kind, each) for each in value))]
        case "or":
            return [AnyOf(tuple(_filter_of(kind, each) for each in value))]
        case "not":
            return [Not(_filter_of(kind, value))]
    if key in kind.properties():
        return [_compared(kind, kind.properties()[key], operator, each) for operator, each in value.items()]
    return _related(kind.navigations()[key], value)


def _advice_for_absent(kind: type[Node], key: str) -> str:
    """Return a hint how to filter by absence of a field, or an empty text if there is no such filter."""
    if key in kind.properties():
        return _advice_for_null(kind.properties()[key])
    found = kind.navigations().get(key)
    if found is None:
        return ""
    condition = f"{key}: {{none: {{}}}}" if found.many else f"not: {{{key}: {{}}}}"
    return f" To find absent values, use {condition}."


def _advice_for_null(what: Property) -> str:
    """Return a hint how to filter by absence of a property, or an empty text if there is no such filter."""
    if what.many or what.name == ID.name:
        return ""
    return f" To find absent values, use {what.name}: {{isNull: true}}."


def _filter_of(kind: type[Node], where: Mapping[str, Any]) -> Filter:
    return filter_of(kind, where) or AllOf(())


def _compared(kind: type[Node], what: Property, operator: Operator | str, value: Any) -> Filter:
    if value is None:
        msg = f"{what.name}.{operator} is null. Omit it to set no condition.{_advice_for_null(what)}"
        raise bad_input(msg)
    if operator == "isNull":
        return IsNull(what, value)
    if operator == "within" and kind.part_of is not None:
        return Within(what, "within", parameter(value), kind.part_of)
    # a list property passes if any of its elements passes; a node of a flat classification has no parts
    plain = {"has": "eq", "hasAny": "in", "within": "eq"}.get(operator, operator)
    return Comparison(what, plain, parameter(value))  # type: ignore[arg-type] # the schema has no other operators


def _related(navigation: Navigation, value: Mapping[str, Any]) -> list[Filter]:
    if not navigation.many:
        return [Related(navigation, "one", _filter_of(navigation.kind, value))]
    quantifiers: list[tuple[Quantifier, Any]] = [
        (each, value[each]) for each in ("some", "none", "every") if each in value
    ]
    if any(where is None for _, where in quantifiers):
        msg = f"A condition on {navigation.name} is null. Omit it to set no condition."
        raise bad_input(msg)
    return [Related(navigation, each, _filter_of(navigation.kind, where)) for each, where in quantifiers]


def order_of(kind: type[Node], given: list[dict[str, Any]] | None) -> tuple[Order, ...]:
    """Return the requested order. It ends with the global id, which makes it unique; later keys are dropped."""
    keys: dict[str, Order] = {}
    for each in given or []:
        what = kind.properties()[each["field"].value]
        keys.setdefault(what.name, Order(what, each["direction"].value == "DESC"))
    keys.setdefault(ID.name, Order(ID, descending=False))
    return tuple(keys.values())[: list(keys).index(ID.name) + 1]


def page_of(
    order: tuple[Order, ...],
    signed: str,
    arguments: Mapping[str, Any],
    variables: Mapping[str, object],
    next_page: bool,
    previous_page: bool,
) -> Page:
    """Return the page of the arguments `first`, `after`, `last` and `before`. `signed` is the signature of cursors."""
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        message = "first and last cannot be combined. Use first with after, or last with before."
        raise RequestError("BAD_PAGE", message)
    backward = last is not None
    size = last if backward else first if first is not None else DEFAULT_PAGE
    return Page(
        parameter(size, partial(page_size, "last" if backward else "first")),
        order,
        _position(order, signed, arguments.get("after"), variables),
        _position(order, signed, arguments.get("before"), variables),
        backward,
        further=previous_page if backward else next_page,
        earlier=next_page if backward else previous_page,
    )


def page_size(argument: str, value: object, largest: int = LARGEST_PAGE) -> int:
    """Return the size of a page. Raises a `RequestError` if it is not from 0 to `largest`."""
    if not isinstance(value, int) or not 0 <= value <= largest:
        message = f"{argument} is {value}. Ask for 0 to {largest:,} and continue with the cursor."
        raise RequestError("BAD_PAGE", message)
    return value


def _position(
    order: tuple[Order, ...], signed: str, cursor: Any, variables: Mapping[str, object]
) -> KeysetPosition | None:
    if cursor is None:
        return None
    content = decoded(filled(cursor, variables), signed, len(order))
    absent = [value is None for value in content]
    if any(missing and not key.property.nullable for missing, key in zip(absent, order, strict=True)):
        raise refused("Its content does not fit the order.")
    keys = [
        None if missing else parameter(cursor, partial(_key, order, signed, index))
        for index, missing in enumerate(absent)
    ]
    return KeysetPosition(tuple(keys))


def _key(order: tuple[Order, ...], signed: str, index: int, cursor: object) -> object:
    return key_value(decoded(cursor, signed, len(order))[index], order[index].property)
