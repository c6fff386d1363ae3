"""How a record looks in the database: columns, values that the driver takes, and a digest of them all."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache

from graph_model.declarations import SEARCH_KIND, SEARCH_TEXT, GeoPoint, Node, Record, Relation
from graph_model.links import TOLD_APART, told_apart

Value = str | int | float | bool | date | datetime | list[str]
Components = dict[str, float]

DIGEST = "digest"
RECORDED_AT = "recordedAt"


@dataclass(frozen=True, slots=True)
class StoredForm:
    """The properties of a record without absent ones, its points apart (the database builds them), and the digest."""

    properties: Mapping[str, Value]
    points: Mapping[str, Components]
    digest: str


def stored_form(record: Record) -> StoredForm:
    """The stored form of `record`; when it was recorded is the database's to say, and no part of the digest."""
    properties: dict[str, Value] = {}
    points: dict[str, Components] = {}
    for attribute, column in columns(type(record)):
        value = getattr(record, attribute)
        if isinstance(value, GeoPoint):
            points[column] = {GeoPoint.components[name]: number for name, number in value.model_dump().items()}
        elif value is not None:
            properties[column] = plain(value)
    if isinstance(record, Node) and (text := record.search_text()):
        properties[SEARCH_TEXT] = text
        properties[SEARCH_KIND] = type(record).__name__.lower()
    if isinstance(record, Relation) and (apart := told_apart(record)) is not None:
        properties[TOLD_APART] = apart
    return StoredForm(properties, points, digest_of({**properties, **points}))


@cache
def columns(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Attribute and column of everything that is stored of `kind`; names that read another column are left out."""
    attributes = ("id", *kind.model_fields) if issubclass(kind, Node) else tuple(kind.model_fields)
    pairs = zip(attributes, kind.properties().values(), strict=True)
    own = ((attribute, each) for attribute, each in pairs if each.stored.alias_of is None)
    return tuple((attribute, each.column) for attribute, each in own if each.column != RECORDED_AT)


def plain(value: object) -> Value:
    """The value as the driver takes it: enumerations as their codes, tuples as lists."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [str(plain(each)) for each in value]
    if isinstance(value, str | int | float | date):
        return value
    msg = f"a {type(value).__name__} cannot be stored"
    raise TypeError(msg)


def digest_of(content: Mapping[str, object]) -> str:
    """A digest that is equal for equal content, whatever the order of its properties."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
