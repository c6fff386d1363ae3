"""The stored form of a record: columns, values that the driver accepts, and a digest of the content."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache

import orjson

from graph_model.declarations import SEARCH_KIND, SEARCH_TEXT, Node, Relation
from graph_model.links import DISTINCTION, Link, distinction, distinguishing
from graph_model.properties import GeoPoint, Record
from graph_model.terms import Term

Value = str | int | float | bool | date | datetime | list[str]
Components = dict[str, float]

DIGEST = "digest"
RECORDED_AT = "recordedAt"
# Sources and ends are not part of the content; the digest covers only the content.
NOT_IN_DIGEST = frozenset({"sourceIds", "removedOn", "endedBy"})
UNTIL = "until"
SEARCHED = frozenset({SEARCH_TEXT, SEARCH_KIND})
AS_THEY_ARE = frozenset({str, int, float, bool, date, datetime})


@dataclass(frozen=True, slots=True)
class StoredForm:
    """The stored values of a record: properties without absent ones, points (built by the database), and the digest."""

    properties: Mapping[str, Value]
    points: Mapping[str, Components]
    digest: str


def stored_form(record: Record) -> StoredForm:
    """Return the stored form of `record`. The database sets the time of recording, which is not part of the digest."""
    properties: dict[str, Value] = {}
    points: dict[str, Components] = {}
    held = record.__dict__
    if isinstance(record, Node):
        properties["id"] = record.id
    for attribute, column, as_it_is in _layout(type(record)):
        value = held[attribute]
        if value is None:
            continue
        if as_it_is:
            properties[column] = value
        elif isinstance(value, GeoPoint):
            points[column] = {GeoPoint.components[name]: number for name, number in value.model_dump().items()}
        else:
            properties[column] = plain(value)
    if isinstance(record, Node) and (text := record.search_text()):
        properties[SEARCH_TEXT] = text
        properties[SEARCH_KIND] = type(record).__name__.lower()
    if isinstance(record, Relation) and (apart := distinction(record)) is not None:
        properties[DISTINCTION] = apart
    left_out = settled_columns(type(record)) | SEARCHED
    stated = {name: value for name, value in properties.items() if name not in left_out}
    return StoredForm(properties, points, _digest(stated, points))


@cache
def settled_columns(kind: type[Record]) -> frozenset[str]:
    """Return the columns that are computed from other records, so that sources do not contain them."""
    return frozenset(each.column for each in kind.properties().values() if each.stored.settled)


def _digest(properties: Mapping[str, Value], points: Mapping[str, Components]) -> str:
    # the end day of a relation that an import ended is set by the import and is not content
    excluded = NOT_IN_DIGEST | {UNTIL} if "endedBy" in properties else NOT_IN_DIGEST
    stated = {name: value for name, value in properties.items() if name not in excluded}
    return digest_of({**stated, **points})


@cache
def columns(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return the attribute and the column of every stored property of `kind`, without aliases."""
    attributes = ("id", *kind.model_fields) if issubclass(kind, Node) else tuple(kind.model_fields)
    pairs = zip(attributes, kind.properties().values(), strict=True)
    own = ((attribute, each) for attribute, each in pairs if each.stored.alias_of is None)
    return tuple((attribute, each.column) for attribute, each in own if each.column != RECORDED_AT)


@cache
def _layout(kind: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """Return the attribute and column of every stored property except the id.

    The third element is whether the driver accepts the value unchanged.
    """
    types = {each.column: each for each in kind.properties().values()}
    return tuple(
        (attribute, column, types[column].type in AS_THEY_ARE and not types[column].many)
        for attribute, column in columns(kind)
        if attribute != "id"
    )


@cache
def written_columns(kind: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the columns that a statement writes: plain and derived values, and points."""
    types = {each.column: each.type for each in kind.properties().values()}
    named = [column for _, column in columns(kind)]
    derived = [DIGEST]
    if issubclass(kind, Node) and kind.searched:
        derived += [SEARCH_TEXT, SEARCH_KIND]
    if issubclass(kind, Relation) and distinguishing(kind):
        derived.append(DISTINCTION)
    values = tuple(each for each in named if types[each] is not GeoPoint)
    return (*values, *derived), tuple(each for each in named if types[each] is GeoPoint)


def plain(value: object) -> Value:
    """Return the value in a form that the driver accepts: enumerations as their codes, tuples as lists."""
    if isinstance(value, Term):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [each if type(each) is str else str(plain(each)) for each in value]
    if isinstance(value, str | int | float | date):
        return value
    msg = f"a {type(value).__name__} cannot be stored"
    raise TypeError(msg)


def digest_of_records(version: int, nodes: Iterable[Node], links: Iterable[Link]) -> str:
    """Return a digest of records, in any order, and of the version of the rules that created them."""
    digests = [f"{each.id} {stored_form(each).digest}" for each in nodes]
    digests += [f"{each.identity} {stored_form(each.relation).digest}" for each in links]
    return hashlib.sha256("\n".join([str(version), *sorted(digests)]).encode()).hexdigest()


def digest_of(content: Mapping[str, object]) -> str:
    """Return a digest of content that is independent of the order of the properties."""
    return hashlib.blake2b(orjson.dumps(content, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()
