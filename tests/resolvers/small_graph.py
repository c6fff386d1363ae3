"""A small graph of every kind and every relation, dense with ties, absent values and parallel links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from random import Random
from typing import Any

from graph_model.declarations import GeoPoint, Navigation, Node, Property, Record, Relation, kinds
from graph_model.links import Link, distinguishing

SIZES = {
    "DataSource": 3,
    "Region": 6,
    "Municipality": 14,
    "Organisation": 16,
    "Function": 8,
    "Practice": 14,
    "Program": 7,
    "Adoption": 18,
    "Competence": 10,
    "Theme": 5,
    "SubjectArea": 5,
    "Position": 4,
    "System": 3,
    "Rule": 6,
    "KpiIndicator": 4,
}
WORDS = ("", "школа", "Школы", "а", "аб", "Аб", "б", "ё", "е", "аб в", "50%", "$x", "'", '"', "\\", "👍", "a`b")
DAYS = tuple(date(2024, month, 28) for month in (1, 2, 3, 11))
ABSENT = 0.4

Values = dict[type, Callable[[Random], object]]
SOME: Values = {
    str: lambda random: random.choice(WORDS),
    int: lambda random: random.randint(0, 4),
    float: lambda random: random.choice([0.0, 0.25, 0.5, 1.0]),
    bool: lambda random: random.random() < 0.5,
    date: lambda random: random.choice(DAYS),
    GeoPoint: lambda random: GeoPoint(lat=random.randint(-89, 89) / 2, lon=random.randint(-89, 89) / 2),
}


def small_graph(seed: int = 7) -> tuple[list[Node], list[Link]]:
    """The nodes and links; the same for the same seed."""
    random = Random(seed)
    nodes = [made(random, kinds()[name], number) for name, size in SIZES.items() for number in range(size)]
    return nodes, [*links(random, nodes)]


def made(random: Random, kind: type[Node], number: int) -> Node:
    """A node of the kind; `number` tells it apart."""
    unique = {name: f"{name}-{number}" for name, each in attributes(kind).items() if each.stored.unique}
    sources = tuple(f"sourceId-{each}" for each in range(SIZES["DataSource"]) if random.random() < 0.4)
    return kind.model_construct(**{**values(random, kind), **unique, "source_ids": sources})


def attributes(kind: type[Record]) -> dict[str, Property]:
    """The properties of the kind by attribute."""
    named = kind.properties()
    fields = kind.model_fields.items()
    return {attribute: named[field.alias or attribute] for attribute, field in fields}


def values(random: Random, kind: type[Record]) -> dict[str, Any]:
    """A value for every property that is not there by itself."""
    return {attribute: value(random, each) for attribute, each in attributes(kind).items() if each.name != "recordedAt"}


def value(random: Random, what: Property) -> Any:
    """A value of a property, which often is absent where it may be."""
    if what.many or (what.nullable and random.random() < ABSENT):
        return () if what.many else None
    return random.choice([*what.type]) if issubclass(what.type, Enum) else SOME[what.type](random)


def links(random: Random, nodes: list[Node]) -> Iterator[Link]:
    """Links along every way of one hop that leads out or in both directions."""
    for node in nodes:
        for way in type(node).navigations().values():
            if way.keys is None and len(way.hops) == 1 and way.hops[0].direction != "in":
                others = [each for each in nodes if type(each) is way.kind and each is not node]
                yield from links_along(random, node, way, others)


def links_along(random: Random, node: Node, way: Navigation, others: list[Node]) -> Iterator[Link]:
    """The links of one node along one way; each pair at most once for what tells links apart."""
    relation = way.hops[0].relation
    chosen = random.sample(others, size(random, type(node), way))
    for other in chosen:
        if way.hops[0].direction != "both" or node.id < other.id:
            yield from (Link(each, node.id, other.id) for each in parallel(random, relation))


def size(random: Random, kind: type[Node], way: Navigation) -> int:
    """How many nodes a way leads to."""
    if way.many:
        return random.randint(0, 4)
    return int(way.required or random.random() < 0.6)


def parallel(random: Random, relation: type[Relation]) -> list[Relation]:
    """One relation, or one for each value of what tells parallel ones apart."""
    first = relation.model_construct(**values(random, relation))
    names = distinguishing(relation)
    if not names or random.random() < 0.5:
        return [first]
    terms = relation.properties()[names[0]].type
    return [first.model_copy(update={names[0]: each}) for each in terms]  # type: ignore[attr-defined] # an enumeration
