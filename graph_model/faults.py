"""What can be wrong with a stored record, as conditions in Cypher, derived from the declarations of the model."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from graph_model.declarations import GeoPoint, Navigation, Node, Property, Record, Relation
from graph_model.links import TOLD_APART, distinguishing, is_symmetric

TYPES: dict[type, str] = {
    str: "STRING",
    int: "INTEGER",
    float: "INTEGER | FLOAT",
    bool: "BOOLEAN",
    date: "DATE",
    datetime: "ZONED DATETIME",
    GeoPoint: "POINT",
}
WGS84 = 4326


@dataclass(frozen=True)
class Fault:
    """A condition on `record` (for relations also on `start` and `end`) that never holds, and what it means."""

    condition: str
    sentence: str


def faults_of_kind(kind: type[Node]) -> Iterator[Fault]:
    """What can be wrong with a node of `kind`."""
    yield from _faults_of_properties(kind)
    key = kind.key_property().column
    condition = f"record.id <> '{kind.__name__}:' + toStringOrNull(record.{key})"
    yield Fault(condition, f"id is not made of {kind.__name__} and {key}")
    for way in kind.navigations().values():
        if way.keys is not None:
            yield _strange_keys(way)
        elif not way.many and len(way.hops) == 1:
            yield from _faults_of_way(way)


def faults_of_relation(relation: type[Relation]) -> Iterator[Fault]:
    """What can be wrong with a relation of the type `relation`."""
    yield from _faults_of_properties(relation)
    if is_symmetric(relation):
        yield Fault("start.id > end.id", "runs from the larger id to the smaller")
    same = ""
    if names := distinguishing(relation):
        same = f" AND other.{TOLD_APART} = record.{TOLD_APART}"
        spelled = " + '|' + ".join(f"coalesce(toString(record.{name}), '')" for name in names)
        yield Fault(f"coalesce(record.{TOLD_APART} <> {spelled}, true)", f"{TOLD_APART} is not made of {list(names)}")
    pattern = f"(start)-[other:{relation.type}]->(end) WHERE elementId(other) < elementId(record){same}"
    yield Fault(f"EXISTS {{ {pattern} }}", "is stored twice")


def _faults_of_properties(kind: type[Record]) -> Iterator[Fault]:
    for each in kind.properties().values():
        if each.stored.alias_of is None:
            yield from _faults_of_property(each)


def _faults_of_property(each: Property) -> Iterator[Fault]:
    value = f"record.{each.column}"
    if not each.nullable:
        yield Fault(f"{value} IS NULL", f"{each.column} is missing")
    if issubclass(each.type, Enum):
        codes = ", ".join(f"'{term.value}'" for term in each.type)
        known = f"all(code IN {value} WHERE code IN [{codes}])" if each.many else f"{value} IN [{codes}]"
        yield Fault(f"NOT coalesce({known}, true)", f"{each.column} is none of {codes}")
        return
    declared = f"LIST<{TYPES[each.type]} NOT NULL>" if each.many else TYPES[each.type]
    yield Fault(f"{value} IS NOT :: {declared}", f"{each.column} is not of the type {declared}")
    if each.type is GeoPoint:
        # reading a component of what is no point would end the statement
        flat = f"CASE WHEN {value} IS :: POINT NOT NULL THEN {value}.srid <> {WGS84} ELSE false END"
        yield Fault(flat, f"{each.column} is not in degrees of WGS84")


def _strange_keys(way: Navigation) -> Fault:
    keys = f"record.{way.keys}"
    unknown = f"any(key IN {keys} WHERE NOT key IN $known{way.kind.__name__})"
    # a predicate over the elements of what is no list would end the statement
    condition = f"CASE WHEN {keys} IS :: LIST<STRING NOT NULL> NOT NULL THEN {unknown} ELSE false END"
    return Fault(condition, f"{way.keys} name a {way.kind.__name__} that is not stored")


def _faults_of_way(way: Navigation) -> Iterator[Fault]:
    hop = way.hops[0]
    left, right = ("<-", "-") if hop.direction == "in" else ("-", "->" if hop.direction == "out" else "-")
    pattern = f"(record){left}[:{hop.relation.type}]{right}(:{hop.kind})"
    yield Fault(f"COUNT {{ {pattern} }} > 1", f"has more than one {way.name}")
    if way.required:
        yield Fault(f"NOT EXISTS {{ {pattern} }}", f"has no {way.name}")
