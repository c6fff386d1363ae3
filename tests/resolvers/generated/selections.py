"""Random selections of fields, aliases, fragments and directives, up to a given depth."""

from __future__ import annotations

from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

from graph_model.declarations import kinds
from tests.resolvers.generated.arguments import of_connection
from tests.resolvers.generated.writing import Writing, literal
from tests.resolvers.naive.answers import plain_schema

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType


def selection(writing: Writing, type_: Composite, depth: int) -> str:
    """Return a selection of one to four items; the first is a field."""
    items = [field(writing, type_, depth)]
    items += [item(writing, type_, depth) for _ in range(writing.number(0, 3))]
    return "{ " + " ".join(items) + " }"


def item(writing: Writing, type_: Composite, depth: int) -> str:
    """Return a field, or a fragment with its selection."""
    if not writing.chance(5):
        return field(writing, type_, depth)
    if writing.chance(2):
        return inline_fragment(writing, type_, depth)
    return named_fragment(writing, type_, depth)


def inline_fragment(writing: Writing, type_: Composite, depth: int) -> str:
    """Return an inline fragment, with or without a type condition."""
    narrowed = writing.pick(overlapping(type_))
    condition = "" if narrowed is type_ and writing.chance(2) else f" on {narrowed.name}"
    return f"...{condition}{directive(writing)} {selection(writing, narrowed, depth)}"


def named_fragment(writing: Writing, type_: Composite, depth: int) -> str:
    """Return the spread of a named fragment, which may be spread elsewhere too."""
    narrowed = writing.pick(overlapping(type_))
    again = [] if writing.among_types else writing.spread.setdefault((narrowed.name, depth), [])
    if again and writing.chance(2):
        return f"...{writing.pick(again)}{directive(writing)}"
    content = selection(writing, narrowed, depth)
    name = writing.fresh("F")
    writing.fragments.append(f"fragment {name} on {narrowed.name} {content}")
    again.append(name)
    return f"...{name}{directive(writing)}"


def overlapping(type_: Composite) -> list[Composite]:
    """Return the possible types of a fragment inside `type_`."""
    schema = plain_schema()
    interfaces = list(type_.interfaces) if isinstance(type_, GraphQLObjectType) else []
    narrower = list(schema.get_possible_types(type_)) if is_abstract_type(type_) else []
    return [type_, *interfaces, *(each for each in narrower if each.name in kinds())]


def directive(writing: Writing) -> str:
    """Return a directive with a condition, or mostly an empty text."""
    if not writing.chance(8):
        return ""
    word = writing.pick(["include", "skip"])
    return f" @{word}(if: {literal(writing.flag())})"


def field(writing: Writing, type_: Composite, depth: int) -> str:
    """Return one field of the type, with its arguments and selection."""
    if isinstance(type_, GraphQLUnionType) or writing.chance(12):
        return "__typename"
    name = writing.pick([name for name, each in type_.fields.items() if reachable(type_, name, each, depth)])
    return written(writing, type_, name, depth)


def reachable(type_: Composite, name: str, each: GraphQLField, depth: int) -> bool:
    """Return whether a field is stored and within the depth."""
    kind = kinds().get(type_.name)
    if kind is not None and name not in kind.properties() and name not in kind.navigations():
        return False
    return depth > 0 or not leads_on(each)


def leads_on(each: GraphQLField) -> bool:
    """Return whether a field leads to nodes."""
    named: Any = get_named_type(each.type)
    return named.name in kinds() or named.name.endswith("Connection") or is_abstract_type(named)


def written(writing: Writing, type_: Composite, name: str, depth: int) -> str:
    """Return the text of a field."""
    assert not isinstance(type_, GraphQLUnionType)
    each = type_.fields[name]
    given = arguments(writing, type_, name, each)
    alias = alias_of(writing, name, bool(given))
    text = "(" + ", ".join(f"{key}: {literal(value)}" for key, value in given.items()) + ")" if given else ""
    named: Any = get_named_type(each.type)
    content = "" if is_leaf_type(named) else " " + below(writing, type_, named, depth)
    return f"{alias}{name}{text}{directive(writing)}{content}"


def below(writing: Writing, parent: Composite, named: Composite, depth: int) -> str:
    """Return the selection below a field; the nodes of a connection have the same depth as the connection."""
    inside = parent.name.endswith(("Connection", "Edge"))
    return selection(
        writing, named, depth if inside or not (named.name in kinds() or "Connection" in named.name) else depth - 1
    )


def arguments(writing: Writing, type_: Composite, name: str, each: GraphQLField) -> dict[str, Any]:
    """Return the arguments of a field; only connections have arguments."""
    named: Any = get_named_type(each.type)
    if not named.name.endswith("Connection"):
        return {}
    target: Any = get_named_type(named.fields["nodes"].type)
    navigation = kinds()[type_.name].navigations()[name] if type_.name in kinds() else None
    edge = navigation.edge if navigation else None
    return dict(of_connection(writing, each, kinds()[target.name], edge, f"{type_.name}.{name}"))


def alias_of(writing: Writing, name: str, has_arguments: bool) -> str:
    """Return an alias with its colon, or an empty text where the response key is unambiguous without an alias."""
    free = not has_arguments or name not in writing.unaliased
    if writing.among_types or not free or writing.chance(4):
        return f"{writing.fresh('a')}: "
    if has_arguments:
        writing.unaliased.add(name)
    return ""
