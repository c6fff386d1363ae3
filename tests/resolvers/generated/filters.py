"""Random filters and orders of a kind, with values from its nodes."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Any, NamedTuple

from graphql import GraphQLInputObjectType, GraphQLInputType, get_named_type

from graph_model.decided_values import decided_values
from graph_model.declarations import Navigation, Node
from graph_model.properties import Property
from graph_model.relation_conditions import conditions_on, personal
from tests.resolvers.generated.writing import Name, Writing
from tests.resolvers.naive.tables import plain_value
from tests.resolvers.small_graph import DAYS

LOGIC = ("and", "or", "not")


class Reached(NamedTuple):
    """The list that a filter belongs to: a navigation from a kind."""

    owner: type[Node]
    navigation: Navigation


LATITUDES, LONGITUDES = [0.0, 12.25, 44.5, -60.1, 90.0, -89.9], [0.0, 30.5, -44.25, 180.0, -179.5]
KILOMETRES = [0.5, 900.0, 3000.0, 8000.5, 20020.0]
UNLIKELY: dict[type, list[Any]] = {
    str: ["", "а", "Ё", "no such text"],
    int: [-1, 2, 2_000_000_000],
    float: [0.3, 1],
    bool: [True, False],
    date: ["2024-02-29"],
    datetime: ["2024-05-01T10:00:00.122Z", "2024-05-01T13:00:00.121+03:00"],
}


def where(
    writing: Writing, type_: GraphQLInputType, kind: type[Node], depth: int = 3, reached: Reached | None = None
) -> Any:
    """Return a filter of the kind; `reached` is the list that it belongs to, with the conditions on its relation."""
    fields: Any = get_named_type(type_)
    return writing.given(f"{fields.name}!", lambda: conditions(writing, fields, kind, depth, reached))


def conditions(
    writing: Writing, fields: GraphQLInputObjectType, kind: type[Node], depth: int, reached: Reached | None
) -> dict[str, Any]:
    """Return a few conditions, mostly one, that are combined by AND."""
    names = {writing.pick(sort_of_field(writing, list(fields.fields), kind, depth)) for _ in range(few(writing))}
    found = {
        name: condition(writing, fields.fields[name].type, kind, name, depth - 1, reached) for name in sorted(names)
    }
    if "near" in fields.fields and not writing.by_people and writing.chance(3):
        found["near"] = writing.given("NearWhere!", lambda: {**place(writing), "km": writing.pick(KILOMETRES)})
    found |= on_relation(writing, fields, reached) if reached and writing.chance(2) else {}
    navigations = (
        [name for name in fields.fields if name in kind.navigations() and name not in found] if depth > 1 else []
    )
    return (
        {**found, **condition_on_key(writing, fields, kind, navigations, depth - 1)}
        if navigations and writing.chance(3)
        else found
    )


def condition_on_key(
    writing: Writing, fields: GraphQLInputObjectType, kind: type[Node], navigations: list[str], depth: int
) -> dict[str, Any]:
    """Return a condition on a way to nodes given by a key; a statement may start at these nodes."""
    name = writing.pick(navigations)
    navigation, type_ = kind.navigations()[name], fields.fields[name].type
    if not navigation.many:
        return {name: keyed(writing, type_, navigation.kind, depth)}
    quantifiers: Any = get_named_type(type_)
    some = quantifiers.fields["some"].type
    return {name: writing.given(type_, lambda: {"some": keyed(writing, some, navigation.kind, depth)})}


def keyed(writing: Writing, type_: GraphQLInputType, kind: type[Node], depth: int) -> Any:
    """Return a filter of the kind by a key, or by a way to a key."""
    fields: Any = get_named_type(type_)
    keys = [name for name in fields.fields if name in kind.properties() and is_key(kind.properties()[name])]
    navigations = [name for name in fields.fields if name in kind.navigations()] if depth > 1 else []
    if navigations and writing.chance(3):
        return writing.given(f"{fields.name}!", lambda: condition_on_key(writing, fields, kind, navigations, depth - 1))
    name = writing.pick(keys)
    compared = fields.fields[name].type
    return writing.given(f"{fields.name}!", lambda: {name: named(writing, compared, kind, kind.properties()[name])})


def is_key(what: Property) -> bool:
    """Return whether the property has an index."""
    return what.stored.unique or what.stored.indexed


def named(writing: Writing, type_: GraphQLInputType, kind: type[Node], what: Property) -> Any:
    """Return a comparison supported by an index."""
    fields: Any = get_named_type(type_)
    operator = writing.pick(["eq", "in"])
    given = fields.fields[operator].type
    return writing.given(
        type_, lambda: {operator: compared_with(writing, given, operator, what, held_values(writing, kind, what))}
    )


def few(writing: Writing) -> int:
    """Return a small number, mostly one."""
    return writing.pick([1, 1, 1, 2, 3, 0])


def sort_of_field(writing: Writing, names: list[str], kind: type[Node], depth: int) -> list[str]:
    """Return the properties, the ways, or the logical operators among a filter's fields, with equal probability."""
    properties = [name for name in names if name in {**kind.properties(), **decided_values(kind)}]
    navigations = [name for name in names if name in kind.navigations()]
    return writing.pick([properties, navigations, [*LOGIC]]) if depth > 0 else properties


def place(writing: Writing) -> dict[str, float]:
    """Return a place: near a node, at a pole or next to the meridian of 180 degrees."""
    return {"lat": writing.pick(LATITUDES), "lon": writing.pick(LONGITUDES)}


def on_relation(writing: Writing, fields: GraphQLInputObjectType, reached: Reached) -> dict[str, Any]:
    """Return the condition on the relation of a list, if the relation has properties."""
    known = conditions_on(*reached)
    names = [*known, *(["asOf"] if reached.navigation.temporal else [])]
    if not names:
        return {}
    edge: Any = get_named_type(fields.fields["edge"].type)
    chosen = sorted({writing.pick(names) for _ in range(few(writing))})
    return {"edge": {name: of_relation(writing, edge.fields[name].type, known.get(name), reached) for name in chosen}}


def of_relation(writing: Writing, type_: GraphQLInputType, what: Property | None, reached: Reached) -> Any:
    """Return comparisons of a property of a relation, or a day."""
    if what is None:
        return writing.given(type_, lambda: str(writing.pick(DAYS)))
    edge = reached.navigation.edge
    assert edge is not None
    links = (link for (name, _, _), each in writing.tables.links.items() if name == edge.type for _, link in each)
    held = sorted({plain_value(link.get(what.column)) for link in links} - {None})
    return writing.given(type_, lambda: comparators(writing, type_, what, held))


def condition(
    writing: Writing, type_: GraphQLInputType, kind: type[Node], name: str, depth: int, reached: Reached | None
) -> Any:
    """Return the condition for one field of a filter."""
    if name in ("and", "or"):
        return writing.given(
            type_, lambda: [where(writing, type_, kind, depth, reached) for _ in range(writing.number(0, 2))]
        )
    if name == "not":
        return where(writing, type_, kind, depth, reached)
    if name in kind.properties():
        what = kind.properties()[name]
        return writing.given(type_, lambda: comparators(writing, type_, what, held_values(writing, kind, what)))
    if name in decided_values(kind):
        return writing.given(type_, lambda: comparators(writing, type_, decided_values(kind)[name], [True, False]))
    navigation = kind.navigations()[name]
    with writing.led_by_people(personal(kind, navigation)):
        return linked(writing, type_, kind, navigation, depth)


def linked(writing: Writing, type_: GraphQLInputType, kind: type[Node], navigation: Navigation, depth: int) -> Any:
    """Return the condition on the nodes at the end of a way."""
    if not navigation.many:
        return where(writing, type_, navigation.kind, depth)
    return writing.given(type_, lambda: quantified(writing, type_, Reached(kind, navigation), depth))


def quantified(writing: Writing, type_: GraphQLInputType, reached: Reached, depth: int) -> dict[str, Any]:
    """Return filters for some, none or every node of a list, and for their number."""
    fields: Any = get_named_type(type_)
    names = {writing.pick(list(fields.fields)) for _ in range(few(writing))}
    return {name: of_list(writing, fields.fields[name].type, reached, name, depth) for name in sorted(names)}


def of_list(writing: Writing, type_: GraphQLInputType, reached: Reached, name: str, depth: int) -> Any:
    """Return one condition on a list."""
    if name == "count":
        return writing.given(type_, lambda: counted(writing, type_))
    return where(writing, type_, reached.navigation.kind, depth, reached)


def counted(writing: Writing, type_: GraphQLInputType) -> dict[str, Any]:
    """Return up to three comparisons of a number of nodes; people are counted in fives."""
    fields: Any = get_named_type(type_)
    numbers = [5, 10] if fields.name == "PeopleCountWhere" else [0, 1, 2, 3, -1]
    names = {writing.pick(list(fields.fields)) for _ in range(few(writing))}
    return {name: number_for(writing, fields.fields[name].type, numbers) for name in sorted(names)}


def number_for(writing: Writing, type_: GraphQLInputType, numbers: list[int]) -> Any:
    """Return one number, or a list of numbers if the type is a list."""
    if str(type_).startswith("["):
        return writing.given(type_, lambda: [writing.pick(numbers) for _ in range(writing.number(0, 3))])
    return writing.given(type_, lambda: writing.pick(numbers))


def comparators(writing: Writing, type_: GraphQLInputType, what: Property, held: list[Any]) -> dict[str, Any]:
    """Return up to three comparisons of a property with the held values, or unlikely ones."""
    fields: Any = get_named_type(type_)
    names = {writing.pick(list(fields.fields)) for _ in range(few(writing))}
    return {name: compared_with(writing, fields.fields[name].type, name, what, held) for name in sorted(names)}


def compared_with(writing: Writing, type_: GraphQLInputType, operator: str, what: Property, held: list[Any]) -> Any:
    """Return the operand of a comparison."""
    if operator == "isNull":
        return writing.given(type_, lambda: writing.chance(2))
    if operator in ("in", "hasAny"):
        item: Any = get_named_type(type_)
        listed = [value_among(writing, what, held) for _ in range(writing.number(0, 3))]
        return writing.given(type_, lambda: [writing.given(f"{item.name}!", partial(same, each)) for each in listed])
    return writing.given(type_, lambda: value_among(writing, what, held))


def same(value: Any) -> Any:
    """Return the value unchanged."""
    return value


def value_of(writing: Writing, kind: type[Node], what: Property) -> Any:
    """Return a value of the property from the tables, or an unlikely value."""
    return value_among(writing, what, held_values(writing, kind, what))


def held_values(writing: Writing, kind: type[Node], what: Property) -> list[Any]:
    """Return the different values of the property of the nodes of a kind."""
    values = [node.value(what) for node in writing.tables.of_kind(kind)]
    return sorted({one for value in values for one in (value if isinstance(value, list) else [value])} - {None})


def value_among(writing: Writing, what: Property, held: list[Any]) -> Any:
    """Return one of the held values of a property, or an unlikely value."""
    if issubclass(what.type, Enum):
        return Name(writing.pick(sorted({*held, *(each.value for each in what.type)})))
    return writing.pick([*held, *UNLIKELY.get(what.type, [])])


def keys_of_order(writing: Writing, type_: GraphQLInputType) -> list[dict[str, Any]]:
    """Return up to three keys of an order."""
    fields: Any = get_named_type(type_)
    names = [Name(each) for each in get_named_type(fields.fields["field"].type).values]
    fitting: list[dict[str, Any]] = [{"field": writing.pick(names)} for _ in range(writing.number(0, 3))]
    if "near" in fields.fields and not writing.by_people and writing.chance(2):
        fitting.insert(writing.number(0, len(fitting)), {"near": place(writing)})
    return [{**each, "direction": Name("DESC")} if writing.chance(2) else each for each in fitting]


def order(writing: Writing, type_: GraphQLInputType, keys: list[dict[str, Any]]) -> Any:
    """Return the keys as an argument, with random variables; a single key may be written without a list."""
    fields: Any = get_named_type(type_)
    if len(keys) == 1 and writing.chance(2):
        return parts(writing, fields, keys[0])
    return writing.given(type_, lambda: [key(writing, fields, each) for each in keys])


def key(writing: Writing, type_: GraphQLInputObjectType, given: dict[str, Any]) -> Any:
    """Return one key of an order."""
    return writing.given(f"{type_.name}!", lambda: parts(writing, type_, given))


def parts(writing: Writing, type_: GraphQLInputObjectType, given: dict[str, Any]) -> dict[str, Any]:
    """Return the field and the direction of a key."""
    return {name: writing.given(type_.fields[name].type, partial(same, each)) for name, each in given.items()}
