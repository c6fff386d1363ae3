"""The compilation of list arguments (`orderBy`, pages and cursors) to parts of the read tree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from graph_model.declarations import ID, Node
from graph_model.read_tree import KeysetPosition, Order, Page
from resolvers.requests.cursors import decoded, key_value, refused
from resolvers.requests.errors import RequestError
from resolvers.requests.parameters import parameter
from resolvers.requests.variables import filled

DEFAULT_PAGE = 20
LARGEST_PAGE = 2000


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
