"""The compilation of list arguments (`orderBy`, pages and cursors) to parts of the read tree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from graph_model.declarations import ID, Distance, Node, Parameter
from graph_model.properties import Property
from graph_model.read_tree import KeysetPosition, Order, Page
from resolvers.compiling.near import distance_from, distance_key, near_people, position_of
from resolvers.requests.cursors import decoded, key_value, refused
from resolvers.requests.errors import RequestError, bad_input
from resolvers.requests.parameters import parameter
from resolvers.requests.variables import filled

DEFAULT_PAGE = 20
LARGEST_PAGE = 2000


def order_of(kind: type[Node], given: list[dict[str, Any]] | None, by_people: bool = False) -> tuple[Order, ...]:
    """Return the requested order. It ends with the global id, which makes it unique; later keys are dropped.

    `by_people` says that people lead to the list, which therefore cannot be ordered by distance.
    """
    keys: dict[str, Order] = {}
    for each in given or []:
        what = _sort_key(kind, each, by_people)
        if isinstance(what, Distance) and what.name in keys:
            msg = "orderBy has several keys with near. Give one place."
            raise bad_input(msg)
        keys.setdefault(what.name, Order(what, each["direction"].value == "DESC"))
    keys.setdefault(ID.name, Order(ID, descending=False))
    return tuple(keys.values())[: list(keys).index(ID.name) + 1]


def _sort_key(kind: type[Node], given: Mapping[str, Any], by_people: bool) -> Property:
    field, near = given.get("field"), given.get("near")
    if (field is None) == (near is None):
        msg = "Each key of orderBy needs either field or near."
        raise bad_input(msg)
    if field is not None:
        return kind.properties()[field.value]
    position = position_of(kind)
    if position is None or near is None:
        msg = f"{kind.__name__} has no position of its own, so that near does not apply."
        raise bad_input(msg)
    if by_people:
        raise near_people()
    return distance_from(position, near)


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
    if any(missing and not key.property.can_be_null for missing, key in zip(absent, order, strict=True)):
        raise refused("Its content does not fit the order.")
    keys = [None if missing else _key_in(order, signed, index, cursor) for index, missing in enumerate(absent)]
    return KeysetPosition(tuple(keys))


def _key_in(order: tuple[Order, ...], signed: str, index: int, cursor: Any) -> Parameter:
    what = order[index].property
    if isinstance(what, Distance):
        return distance_key(what, signed, len(order), index, cursor)
    return parameter(cursor, partial(_key, order, signed, index))


def _key(order: tuple[Order, ...], signed: str, index: int, cursor: object) -> object:
    return key_value(decoded(cursor, signed, len(order))[index], order[index].property)
