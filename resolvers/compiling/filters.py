"""The compilation of a `where` argument to a filter of the read tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph_model.decided_values import DecidedValue, OfDay, decided_values
from graph_model.declarations import (
    ID,
    AllOf,
    AnyOf,
    Comparison,
    Counted,
    Filter,
    Holds,
    Hop,
    IsNull,
    Navigation,
    Node,
    Not,
    OfRelation,
    Operator,
    Parameter,
    Quantifier,
    Related,
    Within,
)
from graph_model.kinds.personal import is_personal
from graph_model.properties import Property
from graph_model.relation_conditions import conditions_on, personal
from resolvers.compiling.group_sizes import threshold
from resolvers.compiling.near import near, near_people, position_of
from resolvers.requests.errors import bad_input
from resolvers.requests.parameters import parameter, plain

QUANTIFIERS: tuple[Quantifier, ...] = ("some", "none", "every")


@dataclass(frozen=True)
class Scope:
    """The place of a filter.

    `owner` and `navigation` are the list whose `some`, `none` or `every` contains the filter, or None. `by_people` says
    that people, or records about them, lead to the nodes of the filter.
    """

    owner: type[Node] | None = None
    navigation: Navigation | None = None
    by_people: bool = False


TOP = Scope()


def of_today(value: Callable[[date], object]) -> Parameter:
    """Return the parameter of a value that is computed from the day on which a request is answered."""
    return parameter(None, lambda _: value(date.today()))


def filter_of(kind: type[Node], where: Mapping[str, Any] | None, scope: Scope = TOP) -> Filter | None:
    """Return the filter of a `where` argument in a scope, or None if it is empty or absent."""
    if not where:
        return None
    return AllOf(tuple(part for key, value in where.items() for part in _parts(kind, key, value, scope)))


def _parts(kind: type[Node], key: str, value: Any, scope: Scope) -> list[Filter]:
    if value is None:
        msg = f"where.{key} is null. Omit it to set no condition.{_advice_for_absent(kind, key)}"
        raise bad_input(msg)
    match key:
        case "and":
            return [AllOf(tuple(_filter_of(kind, each, scope) for each in value))]
        case "or":
            return [AnyOf(tuple(_filter_of(kind, each, scope) for each in value))]
        case "not":
            return [Not(_filter_of(kind, value, scope))]
        case "edge":
            return [OfRelation(AllOf(tuple(_of_relation(scope, value))))]
        case "near":
            return [_near(kind, value, scope)]
    if key in kind.properties():
        return [_compared(kind.properties()[key], operator, each, kind.part_of) for operator, each in value.items()]
    if key in decided_values(kind):
        return [decided(decided_values(kind)[key], operator, each) for operator, each in value.items()]
    return _related(kind, kind.navigations()[key], value, scope)


def _advice_for_absent(kind: type[Node], key: str) -> str:
    """Return a hint how to filter by absence of a field, or an empty text if there is no such filter."""
    if key in kind.properties() or key in decided_values(kind):
        return _advice_for_null(kind.properties().get(key) or decided_values(kind)[key])
    found = kind.navigations().get(key)
    if found is None:
        return ""
    condition = f"{key}: {{none: {{}}}}" if found.many else f"not: {{{key}: {{}}}}"
    return f" To find absent values, use {condition}."


def _advice_for_null(what: Property) -> str:
    """Return a hint how to filter by absence of a property, or an empty text if there is no such filter."""
    if what.many or what.name == ID.name:
        return ""
    return f" To find absent values, use {what.name}: {{isNull: true}}."


def _filter_of(kind: type[Node], where: Mapping[str, Any], scope: Scope = TOP) -> Filter:
    return filter_of(kind, where, scope) or AllOf(())


def decided(what: DecidedValue, operator: str, value: bool | None, of_day: OfDay = of_today) -> Filter:
    """Return the comparison of a value that is not stored: `eq` or `isNull`. An unknown value passes only `isNull`."""
    _demand(what, operator, value)
    known = what.filters(of_day)
    if operator == "isNull":
        either = AnyOf((known.holds, known.fails))
        return Not(either) if value else either
    return known.holds if value else known.fails


def _demand(what: Property, operator: str, value: object) -> None:
    if value is None:
        msg = f"{what.name}.{operator} is null. Omit it to set no condition.{_advice_for_null(what)}"
        raise bad_input(msg)


def _compared(what: Property, operator: Operator | str, value: Any, part_of: Hop | None = None) -> Filter:
    _demand(what, operator, value)
    if operator == "isNull":
        return IsNull(what, value)
    if operator == "within" and part_of is not None:
        return Within(what, "within", parameter(value), part_of)
    # a list property passes if any of its elements passes; a node of a flat classification has no parts
    plain = {"has": "eq", "hasAny": "in", "within": "eq"}.get(operator, operator)
    return Comparison(what, plain, parameter(value))  # type: ignore[arg-type] # the schema has no other operators


def _of_relation(scope: Scope, conditions: Mapping[str, Any]) -> Iterator[Filter]:
    """Yield the conditions of `edge`. Raises a `RequestError` for a condition that the relation does not have."""
    if scope.owner is None or scope.navigation is None:
        msg = "edge is a condition on the relations of a list. Use it only inside some, none or every."
        raise bad_input(msg)
    known = conditions_on(scope.owner, scope.navigation)
    permitted = [*known, *(["asOf"] if scope.navigation.temporal else [])]
    for name, value in conditions.items():
        if name not in permitted:
            place = f"{scope.owner.__name__}.{scope.navigation.name}"
            msg = f"{place} cannot be filtered by edge.{name}. Its conditions are: {', '.join(permitted) or 'none'}."
            raise bad_input(msg)
        if value is None:
            msg = f"edge.{name} is null. Omit it to set no condition."
            raise bad_input(msg)
        if name == "asOf":
            yield Holds(parameter(value))
        else:
            yield from (_compared(known[name], operator, each) for operator, each in value.items())


def _near(kind: type[Node], value: Mapping[str, Any], scope: Scope) -> Filter:
    position = position_of(kind)
    if position is None:
        msg = f"{kind.__name__} has no position of its own, so that near does not apply."
        raise bad_input(msg)
    if scope.by_people:
        raise near_people()
    return near(position, value)


def _related(owner: type[Node], navigation: Navigation, value: Mapping[str, Any], scope: Scope) -> list[Filter]:
    by_people = scope.by_people or personal(owner, navigation)
    if not navigation.many:
        return [Related(navigation, "one", _filter_of(navigation.kind, value, Scope(by_people=by_people)))]
    if any(each is None for each in value.values()):
        msg = f"A condition on {navigation.name} is null. Omit it to set no condition."
        raise bad_input(msg)
    inner, quantifiers = Scope(owner, navigation, by_people), [each for each in QUANTIFIERS if each in value]
    related = [Related(navigation, each, _filter_of(navigation.kind, value[each], inner)) for each in quantifiers]
    return [*related, *(_counted(navigation, *each) for each in value.get("count", {}).items())]


def _counted(navigation: Navigation, operator: Operator, value: Any) -> Filter:
    if value is None:
        msg = f"{navigation.name}.count.{operator} is null. Omit it to set no condition."
        raise bad_input(msg)
    return Counted(navigation, operator, parameter(value, threshold if is_personal(navigation) else plain))
