"""Rendering of filters, navigations and visibility as Cypher patterns and conditions."""

from dataclasses import replace

from graph_model.cypher.names import Names
from graph_model.cypher.text import shown
from graph_model.declarations import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    Counted,
    Filter,
    Holds,
    Hop,
    IsNull,
    Navigation,
    Near,
    Node,
    Not,
    OfRelation,
    Parameter,
    Related,
    Within,
)
from graph_model.links import can_repeat
from graph_model.properties import Property
from graph_model.read_tree import reads_relation
from graph_model.record_states import of_kind, or_withdrawn

OPERATORS = {
    "eq": "=",
    "in": "IN",
    "contains": "CONTAINS",
    "startsWith": "STARTS WITH",
    "gt": ">",
    "gte": ">=",
    "lt": "<",
    "lte": "<=",
}
ARROWS = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}


def condition(names: Names, variable: str, given: Filter, negated: bool = False) -> str:
    """Return a filter as a Boolean expression. Below a NOT (`negated`), a comparison with an absent value is false."""
    match given:
        case Within():
            return within(names, variable, given)
        case Comparison():
            return comparison(names, variable, given, negated)
        case IsNull():
            return f"{shown(variable, given.property)} IS {'' if given.expected else 'NOT '}NULL"
        case AllOf():
            return joined(names, variable, given.filters, " AND ", negated) or "true"
        case AnyOf():
            return joined(names, variable, given.filters, " OR ", negated) or "false"
        case Not():
            return f"NOT ({condition(names, variable, given.filter, negated=True)})"
        case Related():
            return related(names, variable, given)
        case Counted():
            return counted(names, variable, given)
        case OfRelation():
            return condition(names, relation_to(variable), given.filter, negated)
        case Near():
            return near(names, variable, given, negated)
        case Holds():
            return conjunction(*holding(names, variable, given.on)) or "true"


def comparison(names: Names, variable: str, given: Comparison, negated: bool) -> str:
    """Return the comparison of one property with one value.

    In Cypher, a comparison with an absent value is null. Below a NOT it is converted to false. Elsewhere null excludes
    the row in the same way, and the conversion would prevent the use of an index.
    """
    if isinstance(given.parameter, Constant):
        value = literal(given.parameter)
    else:
        value = names.parameter(given.parameter, variable, given.property.name, given.operator)
    text = compared(shown(variable, given.property), given.property, given.operator, value)
    return f"coalesce({text}, false)" if negated and given.property.can_be_null else text


def near(names: Names, variable: str, given: Near, negated: bool) -> str:
    """Return the condition that a position is inside the box around a circle, and inside the circle."""
    place, start = f"{variable}.{given.property.column}", f"{variable}_near"
    lower, upper = (
        names.parameter(each, start, name) for name, each in (("lower", given.lower), ("upper", given.upper))
    )
    box = f"point.withinBBox({place}, point({lower}), point({upper}))"
    centre, metres = names.parameter(given.place, start), names.parameter(given.metres, start, "metres")
    text = f"{box} AND point.distance({place}, point({centre})) <= {metres}"
    return f"coalesce({text}, false)" if negated else text


def within(names: Names, variable: str, given: Within) -> str:
    """Return the condition that a node, or a node that contains it at any depth, has a value.

    Cypher follows no relation twice in a pattern, so that the pattern ends if parts contain each other in a cycle.
    """
    column = given.property.column
    value = names.parameter(given.parameter, variable, given.property.name, given.operator)
    if not given.listed:
        return f"{variable}.{column} = {value} OR EXISTS {{ {containing(names, variable, given, variable, value)} }}"
    part = names.fresh(variable, "part")
    parts = f"{containing(names, part, given, variable, value)} RETURN {part}.{column}"
    return f"{variable}.{column} IN [{value}] + COLLECT {{ {parts} }}"


def containing(names: Names, start: str, given: Within, variable: str, value: str) -> str:
    """Return the MATCH of the nodes that contain `start` and have a value."""
    hop, above, whole = given.part_of, names.fresh(variable, "above"), names.fresh(variable, "whole")
    (left, right), limits = ARROWS[hop.direction], visibility(names, above, hop.kind_class)
    step_ = f"(){left}[:{hop.relation.type}]{right}({' '.join([f'{above}:{hop.kind}', *where(*limits)])})"
    found = f"{whole}.{given.property.column} = {value}"
    return f"MATCH ({start}) ({step_}){{1,}} ({whole}:{hop.kind}) WHERE {found}"


def with_listed_parts(given: Filter) -> Filter:
    """Return the filter with the parts of `within` as lists, in the conditions that every node must satisfy."""
    match given:
        case AllOf():
            return AllOf(tuple(map(with_listed_parts, given.filters)))
        case Within():
            return replace(given, listed=True)
    return given


def literal(constant: Constant) -> str:
    """Return a constant as a Cypher literal."""
    if isinstance(constant.value, bool):
        return str(constant.value).lower()
    return "'" + constant.value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def compared(left: str, what: Property, operator: str, value: str) -> str:
    """Return the comparison of `left` with `value`. A list property passes if any of its elements does."""
    symbol = OPERATORS[operator]
    return f"any(element IN {left} WHERE element {symbol} {value})" if what.many else f"{left} {symbol} {value}"


def joined(names: Names, variable: str, filters: tuple[Filter, ...], word: str, negated: bool) -> str:
    """Return several conditions, joined with AND or OR."""
    parts = [condition(names, variable, each, negated) for each in filters]
    return parts[0] if len(parts) == 1 else word.join(f"({part})" for part in parts)


def related(names: Names, variable: str, given: Related) -> str:
    """Return the condition that one, some, none or every target node of a navigation passes the filter."""
    target = names.fresh(variable, given.navigation.name)
    every = given.quantifier == "every"
    relation = relation_to(target) if reads_relation(given.filter) else ""
    pattern, limits = navigation_pattern(names, variable, given.navigation, target, relation)
    limits = [] if given.hidden_too else limits
    inner = condition(names, target, Not(given.filter) if every else given.filter)
    lines = " ".join([f"MATCH {pattern}", *where(*limits, inner if inner != "true" else None)])
    return f"{'NOT ' if every or given.quantifier == 'none' else ''}EXISTS {{ {lines} }}"


def relation_to(variable: str) -> str:
    """Return the variable of the relation over which the node in `variable` is reached."""
    return f"{variable}_edge"


def counted(names: Names, variable: str, given: Counted) -> str:
    """Return the comparison of the number of target nodes of a navigation with a value."""
    target = names.fresh(variable, given.navigation.name)
    pattern, limits = navigation_pattern(names, variable, given.navigation, target)
    value = names.parameter(given.parameter, target, "count", given.operator)
    once = [f"RETURN DISTINCT {target}"] if can_repeat(given.navigation) else []
    lines = " ".join([f"MATCH {pattern}", *where(*limits), *once])
    return f"COUNT {{ {lines} }} {OPERATORS[given.operator]} {value}"


def navigation_pattern(
    names: Names, start: str, navigation: Navigation, target: str, relation: str = "", withdrawn: bool = False
) -> tuple[str, list[str]]:
    """Return the pattern from `start` to `target` and its conditions; `relation` is the variable of a single hop.

    The pattern includes withdrawn nodes if `withdrawn` is true, or if the navigation is required and the start can be a
    withdrawn node.
    """
    if navigation.keys is not None:
        key = navigation.kind.key_property().column
        belongs = f"{target}.{key} IN {start}.{navigation.keys}"
        return f"({target}:{navigation.kind.__name__})", [belongs, *visibility(names, target, navigation.kind)]
    withdrawn = withdrawn or (navigation.required and start in names.withdrawn)
    *between, last = navigation.hops
    reached = [*(names.fresh(target, hop.kind.lower()) for hop in between), target]
    steps = [step(hop, name, withdrawn=withdrawn) for hop, name in zip(between, reached, strict=False)]
    pattern = "".join([f"({start})", *steps, step(last, target, relation, withdrawn)])
    limits: list[str] = []
    for name, hop in zip(reached, navigation.hops, strict=True):
        limits += [of_kind(name, hop.kind)] if withdrawn else []
        names.withdrawn |= {name} if withdrawn else set()
        limits += visibility(names, name, hop.kind_class)
    return pattern, limits


def holding(names: Names, relation: str, on: Parameter) -> list[str]:
    """Return the conditions for relations that hold on a day. An absent start or end does not exclude a relation."""
    day = names.parameter(on, relation, "as_of")
    return [
        f"{relation}.since IS NULL OR {relation}.since <= {day}",
        f"{relation}.until IS NULL OR {relation}.until >= {day}",
    ]


def step(hop: Hop, target: str, relation: str = "", withdrawn: bool = False) -> str:
    """Return one hop: `-[relation:TYPE]->(target:Kind)`; with `withdrawn`, it includes withdrawn nodes."""
    left, right = ARROWS[hop.direction]
    labels = or_withdrawn(hop.kind) if withdrawn else hop.kind
    return f"{left}[{relation}:{hop.relation.type}]{right}({target}:{labels})"


def visibility(names: Names, variable: str, kind: type[Node]) -> list[str]:
    """Return a list with the condition for the nodes of a kind that the viewer may see; empty if all are visible."""
    limit = kind.visible(names.viewer)
    return [condition(names, variable, limit)] if limit is not None else []


def conjunction(*conditions: str | None) -> str | None:
    """Return the conditions that are neither None nor empty, joined with AND; None if there are none."""
    present = [each for each in conditions if each]
    return " AND ".join(f"({each})" for each in present) if len(present) > 1 else next(iter(present), None)


def where(*conditions: str | None) -> list[str]:
    """Return a list with one WHERE line, or an empty list."""
    text = conjunction(*conditions)
    return [f"WHERE {text}"] if text else []
