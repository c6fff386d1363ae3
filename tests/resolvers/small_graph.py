"""A small graph of every kind and every relation, with many ties, absent values and parallel links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import Enum
from random import Random
from typing import Any

from graph_model.declarations import Hop, Navigation, Node, Relation
from graph_model.kinds.people_terms import Verdict
from graph_model.kinds.personal import Personal
from graph_model.links import Link, distinction, distinguishing
from graph_model.model import kinds
from graph_model.properties import GeoPoint, Property, Record

SIZES = {
    **dict.fromkeys(kinds(), 6),
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
    "Person": 20,
    "Attempt": 12,
    "Deficit": 14,
    "RegisterEntry": 10,
    "LearningSource": 12,
    "DataState": 0,
    "LogEntry": 0,
    "AwaitedLink": 0,
}
WORDS = ("", "школа", "Школы", "а", "аб", "Аб", "б", "ё", "е", "аб в", "50%", "$x", "'", '"', "\\", "👍", "a`b")
DAYS = tuple(date(2024, month, 28) for month in (1, 2, 3, 11))
ABSENT = 0.4
# the probability that a node may be withdrawn
WITHDRAWN = 0.15
# the probability that a personal record is synthetic and therefore visible
SHOWN = 0.8
# values that are not drawn: with this verdict, some entries of the register are in force
GIVEN = {"ExpertConclusion:code-2": {"verdict": Verdict.POSITIVE}}

Values = dict[type, Callable[[Random], object]]
SOME: Values = {
    str: lambda random: random.choice(WORDS),
    int: lambda random: random.randint(0, 4),
    float: lambda random: random.choice([0.0, 0.25, 0.5, 1.0]),
    bool: lambda random: random.random() < 0.5,
    date: lambda random: random.choice(DAYS),
    datetime: lambda random: datetime(2024, random.randint(1, 4), 28, 10, tzinfo=UTC),
    GeoPoint: lambda random: GeoPoint(lat=random.randint(-89, 89) / 2, lon=random.randint(-89, 89) / 2),
}


def small_graph(seed: int = 7) -> tuple[list[Node], list[Link]]:
    """Return the nodes and links; equal seeds give equal graphs."""
    random = Random(seed)
    nodes = [made(random, kinds()[name], number) for name, size in SIZES.items() for number in range(size)]
    return nodes, [*links(random, nodes)]


def made(random: Random, kind: type[Node], number: int) -> Node:
    """Return a node of the kind; `number` makes its keys unique."""
    unique = {name: f"{name}-{number}" for name, each in attributes(kind).items() if each.stored.unique}
    sources = tuple(f"sourceId-{each}" for each in range(SIZES["DataSource"]) if random.random() < 0.4)
    shown = {"synthetic": random.random() < SHOWN} if issubclass(kind, Personal) else {}
    withdrawn = {} if random.random() < WITHDRAWN else {"removed_on": None, "ended_by": None}
    content = {**values(random, kind), **unique, "source_ids": sources, **shown, **withdrawn}
    node = kind.model_construct(**content)
    return node.model_copy(update=GIVEN.get(node.id))


def attributes(kind: type[Record]) -> dict[str, Property]:
    """Return the properties of the kind by attribute."""
    named = kind.properties()
    fields = kind.model_fields.items()
    return {attribute: named[field.alias or attribute] for attribute, field in fields}


def values(random: Random, kind: type[Record]) -> dict[str, Any]:
    """Return a value for every property that is not set by the database."""
    return {attribute: value(random, each) for attribute, each in attributes(kind).items() if each.name != "recordedAt"}


def value(random: Random, what: Property) -> Any:
    """Return a random value of a property; nullable properties are often absent."""
    if what.many:
        terms = [*what.type] if issubclass(what.type, Enum) else []
        return tuple(random.sample(terms, random.randint(0, min(3, len(terms)))))
    if what.nullable and random.random() < ABSENT:
        return None
    return random.choice([*what.type]) if issubclass(what.type, Enum) else SOME[what.type](random)


def links(random: Random, nodes: list[Node]) -> Iterator[Link]:
    """Yield links along every way of one hop, from the side with at most one link if there is such a side."""
    for node in nodes:
        for navigation in type(node).navigations().values():
            if navigation.keys is None and len(navigation.hops) == 1 and is_written_from(type(node), navigation):
                others = [each for each in nodes if type(each) is navigation.kind and each is not node]
                yield from links_along(random, node, navigation, others)


def is_written_from(kind: type[Node], navigation: Navigation) -> bool:
    """Return whether a way's links are written from its start: out of a node, unless the other end has at most one."""
    if navigation.hops[0].direction != "in":
        return navigation.hops[0].direction == "both" or not leads_back_to_one(kind, navigation)
    return not navigation.many


def leads_back_to_one(kind: type[Node], navigation: Navigation) -> bool:
    """Return whether the other end has a way back that leads to at most one node."""
    back = Hop(navigation.hops[0].relation, "in", kind.__name__)
    return any(each.hops == (back,) and not each.many for each in navigation.kind.navigations().values())


def links_along(random: Random, node: Node, navigation: Navigation, others: list[Node]) -> Iterator[Link]:
    """Yield the links of one node along one way, at most one for each pair of nodes and distinguishing values."""
    relation = navigation.hops[0].relation
    chosen = random.sample(others, size(random, type(node), navigation))
    for other in chosen:
        ends = (other.id, node.id) if navigation.hops[0].direction == "in" else (node.id, other.id)
        if navigation.hops[0].direction != "both" or node.id < other.id:
            yield from (Link(each, *ends) for each in parallel(random, relation))


def size(random: Random, kind: type[Node], navigation: Navigation) -> int:
    """Return the number of nodes at the end of a way."""
    if navigation.many:
        return random.randint(0, 4)
    return int(navigation.required or random.random() < 0.6)


def parallel(random: Random, relation: type[Relation]) -> list[Relation]:
    """Return one relation, or several with different distinguishing values; none of them has ended."""
    several = 3 if distinguishing(relation) and random.random() < 0.5 else 1
    current_state = {"removed_on": None, "ended_by": None}
    made_so = [relation.model_construct(**{**values(random, relation), **current_state}) for _ in range(several)]
    return list({distinction(each): each for each in made_so}.values())
