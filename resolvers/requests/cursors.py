"""Cursors: opaque positions in an order. A cursor holds the values of the order keys and is valid for one order."""

from __future__ import annotations

import base64
from datetime import date, datetime
from enum import Enum

import orjson

from graph_model.properties import Property
from graph_model.read_tree import Order
from resolvers.requests.errors import RequestError

# the integers of the database have 64 bits
MOST = 2**63
# more keys than any order has
MOST_KEYS = 64
# the JSON type of a value of each type inside a cursor; all other types are encoded as text
JSON_TYPES: dict[type, type | tuple[type, ...]] = {int: int, float: (int, float), bool: bool}


def signature(order: tuple[Order, ...], listed: str) -> str:
    """Return the name of a list and its order. A cursor is valid only for its own list and order."""
    keys = ",".join(f"{'-' * key.descending}{'edge.' * key.of_edge}{key.property.name}" for key in order)
    return f"{listed}:{keys}"


def encoded(signed: str, values: list[object]) -> str:
    """Return the cursor of a row whose order keys have these values."""
    return base64.urlsafe_b64encode(orjson.dumps([signed, *values])).decode().rstrip("=")


def content_of(cursor: object) -> object:
    """Return the JSON inside a cursor. Raises a `ValueError` for a text that is not a cursor."""
    text = str(cursor)
    return orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))


def decoded(cursor: object, signed: str, keys: int) -> list[object]:
    """Return the values inside a cursor of this order. Raises a `RequestError` for any other text."""
    try:
        content = content_of(cursor)
    except ValueError as error:
        raise refused("It was not issued by this service.") from error
    if not isinstance(content, list) or len(content) != keys + 1 or content[0] != signed:
        raise refused("It belongs to another list or another order.")
    return content[1:]


def null_pattern(cursor: object) -> tuple[bool, ...]:
    """Return for each key of a cursor whether its value is null. The text of the statement depends on it."""
    try:
        content = content_of(cursor)
    except ValueError:  # `decoded` reports the error
        return ()
    return tuple(each is None for each in content[: MOST_KEYS + 1]) if isinstance(content, list) else ()


def key_value(value: object, what: Property) -> object:
    """Return the value of one key as Neo4j compares it. Raises a `RequestError` for a value of another type."""
    if isinstance(value, bool) and what.type is not bool:
        raise refused("Its content does not fit the order.")
    if not isinstance(value, JSON_TYPES.get(what.type, str)) or (isinstance(value, int) and not -MOST <= value < MOST):
        raise refused("Its content does not fit the order.")
    return text_value(value, what.type) if isinstance(value, str) else value


def text_value(value: str, type_: type) -> object:
    """Return the date or time of a text. Strings and values of enumerations are returned unchanged."""
    try:
        if issubclass(type_, Enum) or type_ is str:
            return value
        return zoned(datetime.fromisoformat(value)) if type_ is datetime else date.fromisoformat(value)
    except ValueError as error:
        raise refused("Its content does not fit the order.") from error


def zoned(moment: datetime) -> datetime:
    """Return the time. Raises a `ValueError` without a time zone, since Neo4j could not compare it."""
    if moment.tzinfo is None:
        msg = "no time zone"
        raise ValueError(msg)
    return moment


def refused(why: str) -> RequestError:
    """Return the error for an invalid cursor."""
    return RequestError("BAD_CURSOR", f"This cursor cannot be used. {why} Start again without a cursor.")
