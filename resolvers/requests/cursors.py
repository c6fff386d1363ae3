"""Cursors: opaque positions in an order. They carry the values of its keys and refuse any other order."""

from __future__ import annotations

import base64
from datetime import date, datetime
from enum import Enum

import orjson

from graph_model.properties import Property
from graph_model.read_tree import Order
from resolvers.requests.errors import RequestError

# integers of the database have 64 bits
MOST = 2**63
# longer than the cursor of any kind; longer texts are not cursors of this service
MOST_KEYS = 64
# what a value of each type looks like inside a cursor; everything else is text
JSON_TYPES: dict[type, type | tuple[type, ...]] = {int: int, float: (int, float), bool: bool}


def signature(order: tuple[Order, ...], listed: str) -> str:
    """The list and the order in short: a cursor of one list or order is refused by another."""
    keys = ",".join(f"{'-' * key.descending}{'edge.' * key.of_edge}{key.property.name}" for key in order)
    return f"{listed}:{keys}"


def encoded(signed: str, values: list[object]) -> str:
    """The cursor for a row whose order keys have these values."""
    return base64.urlsafe_b64encode(orjson.dumps([signed, *values])).decode().rstrip("=")


def content_of(cursor: object) -> object:
    """Return the JSON inside a cursor. Raises a ValueError for texts that are not cursors."""
    text = str(cursor)
    return orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))


def decoded(cursor: object, signed: str, keys: int) -> list[object]:
    """The values inside a cursor of this order; raises a `RequestError` for any other text."""
    try:
        content = content_of(cursor)
    except ValueError as error:
        raise refused("It is not one that this service gave out.") from error
    if not isinstance(content, list) or len(content) != keys + 1 or content[0] != signed:
        raise refused("It belongs to another list or another order.")
    return content[1:]


def null_pattern(cursor: object) -> tuple[bool, ...]:
    """Which keys are absent at a cursor's position: the part of it that shapes the statement."""
    try:
        content = content_of(cursor)
    except ValueError:  # the decoder refuses it
        return ()
    return tuple(each is None for each in content[: MOST_KEYS + 1]) if isinstance(content, list) else ()


def key_value(value: object, what: Property) -> object:
    """The value of one key as Neo4j compares it; raises a `RequestError` where it is of another type."""
    if isinstance(value, bool) and what.type is not bool:
        raise refused("Its content does not fit the order.")
    if not isinstance(value, JSON_TYPES.get(what.type, str)) or (isinstance(value, int) and not -MOST <= value < MOST):
        raise refused("Its content does not fit the order.")
    return text_value(value, what.type) if isinstance(value, str) else value


def text_value(value: str, type_: type) -> object:
    """Dates and times from their text; text stays text, also that of enumerations."""
    try:
        if issubclass(type_, Enum) or type_ is str:
            return value
        return zoned(datetime.fromisoformat(value)) if type_ is datetime else date.fromisoformat(value)
    except ValueError as error:
        raise refused("Its content does not fit the order.") from error


def zoned(moment: datetime) -> datetime:
    """The point of time; raises a `ValueError` without a zone, since it would compare with nothing."""
    if moment.tzinfo is None:
        msg = "no time zone"
        raise ValueError(msg)
    return moment


def refused(why: str) -> RequestError:
    """The error for a cursor that cannot be used."""
    return RequestError("BAD_CURSOR", f"This cursor cannot be used. {why} Start again without a cursor.")
