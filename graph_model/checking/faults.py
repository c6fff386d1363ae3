"""Rules for stored records, derived from the declarations, and the faults of records that violate them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TypedDict

from graph_model.declarations import Navigation, Node, Relation
from graph_model.links import DISTINCTION, distinguishing, is_symmetric
from graph_model.properties import GeoPoint, Property, Record

TYPES: dict[type, tuple[str, ...]] = {
    str: ("STRING",),
    int: ("INTEGER",),
    float: ("INTEGER", "FLOAT"),
    bool: ("BOOLEAN",),
    date: ("DATE",),
    datetime: ("ZONED DATETIME",),
    GeoPoint: ("POINT",),
}
WGS84 = 4326


class NavigationRule(TypedDict):
    """A navigation over one relation to at most one node."""

    name: str
    type: str
    direction: str
    label: str
    required: bool


class Rules(TypedDict):
    """The rules of a kind or of a relation, as a parameter of the statements that find faults.

    The keys of the inner maps of `types` are results of `valueType`; the keys of the inner maps of `codes` are terms.
    """

    label: str
    required: list[str]
    types: dict[str, dict[str, bool]]
    codes: dict[str, dict[str, bool]]
    points: list[str]
    keyed: dict[str, str]
    key: str | None
    ways: list[NavigationRule]
    symmetric: bool
    apart: list[str]


def rules_of_kind(kind: type[Node]) -> Rules:
    """Return the rules of a node of `kind`."""
    navigations = kind.navigations().values()
    return {
        **_rules_of_record(kind),
        "key": kind.key_property().column,
        "keyed": {
            navigation.keys: navigation.kind.__name__ for navigation in navigations if navigation.keys is not None
        },
        "ways": [
            _navigation_rule(navigation)
            for navigation in navigations
            if navigation.keys is None and not navigation.many and len(navigation.hops) == 1
        ],
    }


def rules_of_relation(relation: type[Relation]) -> Rules:
    """Return the rules of a relation of the type `relation`."""
    return {
        **_rules_of_record(relation),
        "symmetric": is_symmetric(relation),
        "apart": list(distinguishing(relation)),
    }


def _rules_of_record(kind: type[Record]) -> Rules:
    properties = [each for each in kind.properties().values() if each.stored.alias_of is None]
    terms = {each.column: each.type for each in properties if issubclass(each.type, Enum)}
    return {
        "label": kind.__name__,
        "required": [each.column for each in properties if not each.nullable],
        "types": {each.column: _types_of(each) for each in properties if each.many or each.column not in terms},
        "codes": {column: {str(term.value): True for term in type_} for column, type_ in terms.items()},
        "points": [each.column for each in properties if each.type is GeoPoint],
        "keyed": {},
        "key": None,
        "ways": [],
        "symmetric": False,
        "apart": [],
    }


def _types_of(each: Property) -> dict[str, bool]:
    names = ("STRING",) if issubclass(each.type, Enum) else TYPES[each.type]
    if not each.many:
        return {f"{name} NOT NULL": True for name in names}
    return {f"LIST<{element}> NOT NULL": True for element in ("NOTHING", *(f"{name} NOT NULL" for name in names))}


def _navigation_rule(navigation: Navigation) -> NavigationRule:
    hop = navigation.hops[0]
    return {
        "name": navigation.name,
        "type": hop.relation.type,
        "direction": hop.direction,
        "label": hop.kind,
        "required": navigation.required,
    }


@dataclass(frozen=True)
class Broken:
    """A violated rule: the condition in Cypher and the sentence for the user.

    In `condition`, `name` is each of `names` in turn, `stored` is the map of properties of the record, and `rules` its
    rules. `sentence` takes a name and the rules.
    """

    names: str
    condition: str
    sentence: Callable[[str, Rules], str]


def _type_name(name: str, rules: Rules) -> str:
    elements = [each.removesuffix(" NOT NULL") for each in rules["types"][name] if "NOTHING" not in each]
    return " | ".join(elements)


def _codes(name: str, rules: Rules) -> str:
    return ", ".join(f"'{code}'" for code in rules["codes"][name])


# Neo4j aborts statements that read elements of a value other than a list, or a component of a value other than a point
_CODES = "CASE WHEN valueType(stored[name]) STARTS WITH 'LIST' THEN stored[name] ELSE [stored[name]] END"
_KEYS = "CASE WHEN valueType(stored[name]) = 'LIST<STRING NOT NULL> NOT NULL' THEN stored[name] ELSE [] END"
_SRID = "CASE WHEN valueType(stored[name]) = 'POINT NOT NULL' THEN stored[name].srid END"
_OF_RECORDS: Mapping[str, Broken] = {
    "missing": Broken("rules.required", "stored[name] IS NULL", lambda name, _: f"{name} is missing"),
    "type": Broken(
        "keys(stored)",
        "rules.types[name] IS NOT NULL AND rules.types[name][valueType(stored[name])] IS NULL",
        lambda name, rules: f"{name} is not of the type {_type_name(name, rules)}",
    ),
    "code": Broken(
        "keys(rules.codes)",
        f"any(code IN {_CODES} WHERE code IS NOT :: STRING OR rules.codes[name][toStringOrNull(code)] IS NULL "
        "AND code IS NOT NULL)",
        lambda name, rules: f"{name} is not one of {_codes(name, rules)}",
    ),
    "degrees": Broken("rules.points", f"{_SRID} <> {WGS84}", lambda name, _: f"{name} is not in degrees of WGS84"),
}
FAULTS_OF_NODES: Mapping[str, Broken] = {
    **_OF_RECORDS,
    "id": Broken(
        "[rules.key]",
        "stored.id <> rules.label + ':' + toStringOrNull(stored[name])",
        lambda name, rules: f"id is not derived from {rules['label']} and {name}",
    ),
    "keys": Broken(
        "keys(rules.keyed)",
        f"any(key IN {_KEYS} WHERE $known[rules.keyed[name]][key] IS NULL)",
        lambda name, rules: f"{name} contain the key of a {rules['keyed'][name]} that is not stored",
    ),
    "several": Broken(
        "[way IN ways WHERE way.count > 1 | way.name]", "true", lambda name, _: f"has more than one {name}"
    ),
    "none": Broken(
        "[way IN ways WHERE way.required AND way.count = 0 | way.name]", "true", lambda name, _: f"has no {name}"
    ),
}
FAULTS_OF_LINKS: Mapping[str, Broken] = {
    **_OF_RECORDS,
    "direction": Broken(
        "CASE WHEN rules.symmetric THEN ['id'] ELSE [] END",
        "start.id > end.id",
        lambda name, _: f"runs from the larger {name} to the smaller",
    ),
    "apart": Broken(
        f"CASE WHEN rules.apart = [] THEN [] ELSE ['{DISTINCTION}'] END",
        "coalesce(stored[name] <> substring(reduce(text = '', each IN rules.apart | "
        "text + '|' + coalesce(toString(stored[each]), '')), 1), true)",
        lambda name, rules: f"{name} is not derived from {rules['apart']}",
    ),
    "twice": Broken(
        "['id']",
        "EXISTS { (start)-[other]->(end) WHERE type(other) = type(record) AND elementId(other) < elementId(record) "
        f"AND (rules.apart = [] OR other.{DISTINCTION} = record.{DISTINCTION}) }}",
        lambda _, __: "is stored twice",
    ),
}


def found(faults: Mapping[str, Broken]) -> Iterator[str]:
    """Yield a Cypher list expression for each fault: pairs of the fault and the name of the property or navigation."""
    for fault, broken in faults.items():
        yield f"[name IN {broken.names} WHERE {broken.condition} | ['{fault}', name]]"
