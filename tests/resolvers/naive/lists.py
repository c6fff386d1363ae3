"""Filters, orders, pages and counts over plain lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cmp_to_key
from typing import Any, NamedTuple

from analysis.geography import Place, distance_km
from graph_model.decided_values import decided_values
from graph_model.declarations import ID, Facet, Navigation, Node, Relation
from graph_model.links import APART, distinguishing
from graph_model.properties import Property
from graph_model.terms import Term
from tests.resolvers.naive.tables import Properties, Row, Stored, Tables, comparable, plain_value

NEAR = Property("near", float, nullable=True, many=False, stored=ID.stored)
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda left, right: left == right,
    "in": lambda left, right: left in right,
    "contains": lambda left, right: right in left,
    "startsWith": lambda left, right: left.startswith(right),
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
}
QUANTIFIERS: dict[str, Callable[[list[bool]], bool]] = {
    "some": any,
    "none": lambda passed: not any(passed),
    "every": all,
}


class Link(NamedTuple):
    """The link over which a node of a list is reached."""

    navigation: Navigation
    content: Properties


def passes(tables: Tables, node: Stored, where: Mapping[str, Any], link: Link | None = None) -> bool:
    """Return whether a node, reached over a link, passes a filter, that is, whether all conditions hold."""
    return all(holds(tables, node, key, value, link) for key, value in where.items())


def holds(tables: Tables, node: Stored, key: str, value: Any, link: Link | None) -> bool:
    """Return whether one condition holds."""
    match key:
        case "and":
            return all(passes(tables, node, each, link) for each in value)
        case "or":
            return any(passes(tables, node, each, link) for each in value)
        case "not":
            return not passes(tables, node, value, link)
        case "near":
            position = node.content.get("location")
            centre = Place(value["lat"], value["lon"])
            held = position and Place(position.latitude, position.longitude)
            return held is not None and distance_km(centre, held) <= value["km"]
        case "edge":
            assert link is not None
            return all(link_passes(link, name, each) for name, each in value.items())
    if key in node.kind.properties():
        what = node.kind.properties()[key]
        return all(
            is_within(tables, node, what, each) if operator == "within" else compares(node, what, operator, each)
            for operator, each in value.items()
        )
    if key in decided_values(node.kind):
        young = is_young_teacher(tables, node, date.today())
        return all((young is None) == each if name == "isNull" else young is each for name, each in value.items())
    navigation = node.kind.navigations()[key]
    rows = tables.along(node, navigation)
    if not navigation.many:
        return any(passes(tables, other, value) for other, _ in rows)
    return all(is_so(tables, rows, navigation, name, each) for name, each in value.items())


def is_young_teacher(tables: Tables, person: Stored, day: date) -> bool | None:
    """Return whether a person is a young teacher on a day; None if missing data decide this."""
    born, began = person.content.get("bornYear"), plain_value(person.content.get("firstWorkedOn"))
    parts = [
        "TEACHER" in person.content["roles"],
        None if born is None else day.year - born < 35,
        None if began is None else f"{day.year - 3}{str(day)[4:]}" < began <= str(day),
        works_outside_of_universities(tables, person, day),
    ]
    return False if False in parts else None if None in parts else True


def works_outside_of_universities(tables: Tables, person: Stored, day: date) -> bool | None:
    """Return whether a person works at an organisation other than a university; None if it may have begun later."""
    lasting = [
        plain_value(link.get("since"))
        for organisation, link in tables.along(person, person.kind.navigations()["employments"])
        if organisation.content.get("kind") not in ("UNIVERSITY", "PEDAGOGICAL_UNIVERSITY")
        and within(plain_value(link.get("since")), plain_value(link.get("until")), str(day))
    ]
    return True if any(lasting) else None if lasting else False


def is_so(tables: Tables, rows: list[Row], navigation: Navigation, name: str, value: Mapping[str, Any]) -> bool:
    """Return whether one condition on a list holds: for its number, or for some, none or every row."""
    if name == "count":
        return counts_to([other for other, _ in rows], value)
    return QUANTIFIERS[name]([passes(tables, row.node, value, Link(navigation, row.link)) for row in rows])


def within(first: str | None, last: str | None, day: str) -> bool:
    """Return whether a day is in a period; either end may be open."""
    return (first is None or first <= day) and (last is None or day <= last)


def link_passes(link: Link, name: str, value: Any) -> bool:
    """Return whether a link holds on a day, or whether one of its properties passes all comparisons."""
    if name == "asOf":
        return within(plain_value(link.content.get("since")), plain_value(link.content.get("until")), value)
    assert link.navigation.edge is not None
    what = link.navigation.edge.properties()[name]
    held = comparable(what, plain_value(link.content.get(what.column)))
    return all(value_passes(what, held, operator, each) for operator, each in value.items())


def counts_to(others: list[Stored], value: Mapping[str, Any]) -> bool:
    """Return whether the number of different nodes passes all comparisons."""
    number = len({other.id for other in others})
    return all(OPERATORS[operator](number, each) for operator, each in value.items())


def is_within(tables: Tables, node: Stored, what: Property, value: str) -> bool:
    """Return whether a node, or a node that contains it at any depth, has a value."""
    ahead, seen = [node], {node.id: node}
    while ahead and node.kind.part_of is not None:
        found = [row.node for each in ahead for row in tables.step(each, node.kind.part_of, withdrawn=False)]
        ahead = [each for each in found if each.id not in seen]
        seen |= {each.id: each for each in ahead}
    return any(each.value(what) == value for each in seen.values())


def compares(node: Stored, what: Property, operator: str, value: Any) -> bool:
    """Return whether a property of a node passes a comparison."""
    return value_passes(what, node.comparable(what), operator, value)


def value_passes(what: Property, held: Any, operator: str, value: Any) -> bool:
    """Return whether a value of a property passes a comparison; an absent value passes none but `isNull`."""
    if what.many:
        return bool({value} & set(held) if operator == "has" else set(value) & set(held))
    if operator == "isNull":
        return (held is None) == bool(value)
    given = [comparable(what, each) for each in value] if isinstance(value, list) else comparable(what, value)
    return held is not None and bool(OPERATORS[operator](held, given))


@dataclass(frozen=True)
class Key:
    """One key of an order, of the node or of the link."""

    what: Property
    descending: bool = False
    of_link: bool = False
    # the place of an order by distance
    place: Place | None = None

    @property
    def name(self) -> str:
        """Return the name of the key in cursors."""
        return ("-" if self.descending else "") + ("edge." if self.of_link else "") + self.what.name

    def value(self, row: Row) -> Any:
        """Return the value of a row; for a distance, a list with its place, as in cursors."""
        if self.place is not None:
            km = km_from(self.place, row.node)
            return None if km is None else [km, *self.place]
        return plain_value(row.link.get(self.what.column)) if self.of_link else row.node.value(self.what)

    def compared(self, left: Any, right: Any) -> int:
        """Return a negative number if `left` comes first; absent values come last in both directions."""
        if left is None or right is None:
            return (left is None) - (right is None)
        left, right = comparable(self.what, left), comparable(self.what, right)
        return (int(left > right) - int(left < right)) * (-1 if self.descending else 1)


def keys_of(kind: type[Node], order: list[dict[str, Any]] | None, edge: type[Relation] | None) -> list[Key]:
    """Return the given keys up to the global id, which is added if missing, and a key for parallel links."""
    by_name = {name.upper(): each for name, each in kind.properties().items()}
    keys: dict[str, Key] = {}
    for each in order or []:
        key = key_of(by_name, each)
        keys.setdefault(key.what.name, key)
    keys.setdefault("id", Key(ID))
    requested = list(keys.values())[: list(keys).index("id") + 1]
    return [*requested, Key(APART, of_link=True)] if edge and distinguishing(edge) else requested


def key_of(by_name: Mapping[str, Property], given: Mapping[str, Any]) -> Key:
    """Return one key of an order: a property, or the distance from a place."""
    descending = given["direction"] == "DESC"
    if given.get("near"):
        return Key(NEAR, descending, place=Place(given["near"]["lat"], given["near"]["lon"]))
    return Key(by_name[given["field"].replace("_", "")], descending)


def km_from(place: Place, node: Stored) -> float | None:
    """Return the distance of a node from a place in kilometres, rounded to metres."""
    position = node.content.get("location")
    if position is None:
        return None
    return round(distance_km(place, Place(position.latitude, position.longitude)) * 1000) / 1000


def signed(name: str, keys: list[Key]) -> str:
    """Return a list (its type and field) and its order in the form used in cursors."""
    return f"{name}:{','.join(key.name for key in keys)}"


def compared(keys: list[Key], left: list[Any], right: list[Any]) -> int:
    """Compare two positions in an order."""
    each = (key.compared(*pair) for key, *pair in zip(keys, left, right, strict=True))
    return next((result for result in each if result), 0)


def place(keys: list[Key], row: Row) -> list[Any]:
    """Return the position of a row in an order."""
    return [key.value(row) for key in keys]


def in_order(keys: list[Key], rows: list[Row]) -> list[Row]:
    """Return the rows in order."""

    def before(left: Row, right: Row) -> int:
        return compared(keys, place(keys, left), place(keys, right))

    return sorted(rows, key=cmp_to_key(before))


def counts(tables: Tables, kind: type[Node], facet: Facet, rows: list[Row]) -> list[dict[str, Any]]:
    """Return the counts of a list by one facet, the most frequent first."""
    found = Counter(each for node, _ in rows for each in set(facet_values(tables, node, facet)))
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [{"value": value, "label": label, "count": count} for (value, label), count in ordered]


def facet_values(tables: Tables, node: Stored, facet: Facet) -> list[tuple[str, str]]:
    """Return the facet values of a node with their labels."""
    ends = [node]
    for name in facet.path:
        ends = [other for end in ends for other, _ in tables.along(end, end.kind.navigations()[name])]
    held = [(end, end.value(end.kind.properties()[facet.value])) for end in ends]
    each = [(end, one) for end, value in held for one in (value if isinstance(value, list) else [value])]
    return [(value, label(end, facet, value)) for end, value in each if value is not None]


def label(node: Stored, facet: Facet, counted: Any) -> str:
    """Return the label of a value: a property, the Russian term of a vocabulary, or the value itself."""
    what = node.kind.properties()[facet.label or facet.value]
    value = node.value(what) if facet.label else counted
    russian = {term.value: term.russian for term in what.type} if issubclass(what.type, Term) else {}
    return str(russian.get(value, value))
