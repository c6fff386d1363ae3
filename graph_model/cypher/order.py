"""Rendering of sort orders and of positions in them (keyset paging)."""

from graph_model.cypher.names import Names
from graph_model.cypher.text import distance, shown
from graph_model.declarations import Distance
from graph_model.read_tree import KeysetPosition, Order, Page


def order_by(names: Names, variable: str, order: tuple[Order, ...], backward: bool = False) -> str:
    """Return the ORDER BY line with absent values last; the whole order is reversed if `backward`."""
    return "ORDER BY " + ", ".join(term for each in order for term in terms(names, variable, each, backward))


def in_order_of_index(order: tuple[Order, ...]) -> bool:
    """Return whether an index contains all nodes of a kind in this order."""
    first = order[0].property
    return (first.stored.indexed or first.stored.unique) and not first.can_be_null


def terms(names: Names, variable: str, key: Order, backward: bool) -> list[str]:
    """Return the ORDER BY terms of one sort key.

    Neo4j sorts nulls last in ascending and first in descending order, so only descending order needs a further term.
    """
    value = key_value(names, variable, key)
    direction = " DESC" if key.descending != backward else ""
    nulls = f"{value} IS NULL{' DESC' if backward else ''}"
    return [nulls, value + direction] if key.property.can_be_null and key.descending else [value + direction]


def key_value(names: Names, variable: str, key: Order) -> str:
    """Return the value of one sort key."""
    if isinstance(key.property, Distance):
        return distance(names, variable, key.property)
    return shown(f"{variable}{'_edge' if key.of_edge else ''}", key.property)


def within(names: Names, variable: str, page: Page) -> list[str]:
    """Return the conditions for rows between the positions of the page."""
    after = [beyond(names, variable, page.order, page.after, False, "after")] if page.after else []
    before = [beyond(names, variable, page.order, page.before, True, "before")] if page.before else []
    return after + before


def on_the_other_side(names: Names, variable: str, page: Page) -> str | None:
    """Return the condition for rows at or before the start position of the page; None without such a position."""
    start = page.before if page.backward else page.after
    if start is None:
        return None
    role = "before" if page.backward else "after"
    return beyond(names, variable, page.order, start, not page.backward, role, inclusive=True)


def past_the_end(names: Names, variable: str, page: Page) -> list[str]:
    """Return the conditions for rows at or behind the position that ends the page, in the direction of paging.

    There are none if no position ends the page.
    """
    start, end = (page.before, page.after) if page.backward else (page.after, page.before)
    roles = ("before", "after") if page.backward else ("after", "before")
    if end is None:
        return []
    behind = beyond(names, variable, page.order, end, page.backward, roles[1], inclusive=True)
    started = [beyond(names, variable, page.order, start, page.backward, roles[0])] if start else []
    return [behind, *started]


def beyond(
    names: Names,
    variable: str,
    order: tuple[Order, ...],
    position: KeysetPosition,
    backward: bool,
    role: str,
    inclusive: bool = False,
) -> str:
    """Return the condition for rows after `position`, or before it if `backward`."""
    (key, *later_keys), (value, *later_values) = order, position.values
    left = key_value(names, variable, key)
    parameter = names.parameter(value, variable, role, key.property.name) if value else None
    symbol = "<" if key.descending != backward else ">"
    if not later_keys:
        return f"{left} {symbol}{'=' if inclusive else ''} {parameter}"
    later = KeysetPosition(tuple(later_values))
    rest = beyond(names, variable, tuple(later_keys), later, backward, role, inclusive)
    return one_key(left, symbol, parameter, rest, key.property.can_be_null, backward)


def one_key(left: str, symbol: str, value: str | None, rest: str, nullable: bool, backward: bool) -> str:
    """Return the condition for rows beyond the value of one key, or equal to it and beyond by the later keys."""
    if value is None:
        level = f"{left} IS NULL AND ({rest})"
        return f"{left} IS NOT NULL OR ({level})" if backward else level
    if nullable and not backward:
        return f"{left} {symbol} {value} OR {left} IS NULL OR ({left} = {value} AND ({rest}))"
    # the first half lets an index seek start at the position
    return f"{left} {symbol}= {value} AND ({left} {symbol} {value} OR ({rest}))"


def size(names: Names, page: Page, variable: str) -> str:
    """Return the parameter of the page size."""
    return names.parameter(page.size, variable, "size")
