"""Types derived from the model: the filter, order, connections, edges and facets of each declared type."""

from __future__ import annotations

from enum import Enum
from typing import Any, Generic, TypeVar

import strawberry
from pydantic.alias_generators import to_camel, to_snake
from strawberry import UNSET

from graph_model.declarations import Navigation, Node, Relation
from graph_model.model import kinds
from graph_model.properties import GeoPoint, Property
from graph_model.terms import Withdrawn
from schema import promises
from schema.filters import holder, located, place_type, promised_fields, type_name, where_type
from schema.promises import GENERICS, NAMES, Argument, Promised
from schema.wording import (
    EDGE_PROPERTIES,
    NARROWINGS,
    NEAR_KM,
    NEAR_ORDER,
    PLACE,
)


@strawberry.enum(description="The direction of an order. Absent values come last in both directions.")
class Direction(Enum):
    """The direction of an order."""

    ASC = strawberry.enum_value("ASC", description="The smallest or earliest first.")
    DESC = strawberry.enum_value("DESC", description="The greatest or latest first.")


NAMES["Direction"] = Direction
Item = TypeVar("Item")


class Connection(Generic[Item]):
    """A placeholder in annotations for the connection type over `Item`, which is created when the schema is built."""


class SearchConnection:
    """A placeholder in annotations for the connection type of the search."""


def target_of(field: Promised) -> str:
    """Return the name of the type inside the annotation `Connection[...]` of a field."""
    return field.annotation.removeprefix("Connection[").removesuffix("]")


def navigation_of(field: Promised) -> Navigation | None:
    """Return the navigation of a field of a stored type, or None for a root field or a field without a navigation."""
    return field.model.navigations().get(to_camel(field.name)) if field.model else None


def connection_of(field: Promised) -> Any:
    """Return the connection type of a field.

    A field whose relation has properties has its own connection type, because its edges have these properties. All
    other fields with the same target share a type.
    """
    navigation, target = navigation_of(field), target_of(field)
    edge = navigation.edge if navigation else None
    if edge is None or field.model is None:
        return connection_type(target, target, None)
    return connection_type(
        f"{field.model.__name__}{to_camel(field.name)[0].upper()}{to_camel(field.name)[1:]}", target, edge
    )


def connection_type(name: str, target: str, edge: type[Relation] | None) -> Any:
    """Return the type `<name>Connection` over nodes of the type `target`."""
    full = f"{name}Connection"
    if full not in NAMES:
        edges = edge_type(name, target, edge)
        facets = facets_type(target)
        fields = {
            "edges": (
                f"list[{edges}]",
                "The rows of the page, each with its cursor and the properties of its relation.",
            ),
            "nodes": (f"list[{target}]", "The nodes of the page, without cursors."),
            "page_info": ("PageInfo", "Whether there are more rows, and the cursors of the page."),
            "total_count": ("int", "Number of nodes that pass the filter, over all pages."),
            "edge_count": (
                "int",
                "Number of edges over all pages. It exceeds `totalCount` if several relations lead to the same node.",
            ),
        }
        counts = {"facets": (facets, "Counts by value, over the nodes that pass the filter.")} if facets else {}
        NAMES[full] = derived(
            full, f"A page of a list of {target}, with its total and its facets.", {**fields, **counts}
        )
    return NAMES[full]


def edge_type(name: str, target: str, edge: type[Relation] | None) -> str:
    """Register the type `<name>Edge` and return its name."""
    full = f"{name}Edge"
    properties = edge.own_properties() if edge else {}
    if full not in NAMES:
        own = {to_snake(each.name): (annotation_of(each), EDGE_PROPERTIES[each.name]) for each in properties.values()}
        own |= {"near_km": ("float | None", NEAR_KM)} if located(kinds()[target]) else {}
        common = {
            "cursor": ("str", "The position of this row in the list, for `after` and `before`."),
            "node": (target, "The node at the end of the relation."),
        }
        NAMES[full] = derived(full, f"One row of a list of {target}.", {**common, **own})
    return full


def facets_type(target: str) -> str | None:
    """Register the type `<target>Facets` and return its name, or None if the kind has no facets."""
    facets = kinds()[target].facets
    full = f"{target}Facets"
    if facets and full not in NAMES:
        fields = {
            to_snake(name): ("list[FacetCount]", f"Counts by {name}, the most frequent first.") for name in facets
        }
        fields |= {to_snake(f"{name}_absent"): ("int", f"Number of nodes without {name}.") for name in facets}
        NAMES[full] = derived(full, f"Counts of a list of {target} by value.", fields)
    return full if facets else None


def derived(name: str, description: str, fields: dict[str, tuple[str, str]]) -> Any:
    """Return an object type of the schema. `fields` maps the name of each field to its annotation and description."""
    return strawberry.type(holder(name, fields), name=name, description=description)


def annotation_of(what: Property) -> str:
    """Return the annotation of the field for a property."""
    return type_name(what) + (" | None" if what.nullable else "")


def connection_arguments(field: Promised) -> dict[str, Argument]:
    """Return the arguments of a connection: filter, order and page.

    A root field also has the argument `text` if its kind has a full-text index.
    """
    target = target_of(field)
    where_type(target)
    order_type(target)
    searched = field.model is None and bool(kinds()[target].searched)
    means = (
        "Words to find (полнотекстовый поиск): all of them, in any form, as the beginning of a word, or with one typo."
    )
    text = {"text": Argument("str | None", means)}
    navigation = navigation_of(field)
    temporal = {
        "asOf": Argument(
            "date | None", "Limit to relations that are valid on this day (на дату). Default: include past relations."
        )
    }
    narrowed = {
        name: Argument("date | None", f"Limit to records {NARROWINGS[name]}. Default: all.")
        for name in kinds()[target].narrowings()
    }
    return {
        **(text if searched else {}),
        **(temporal if navigation and navigation.temporal else {}),
        **narrowed,
        "withdrawn": Argument(
            "Withdrawn", "Whether to include records that their source withdrew (снятые с учёта).", Withdrawn.EXCLUDE
        ),
        "where": Argument(f"{target}Where | None", "A filter for the list. Default: all."),
        "orderBy": Argument(
            f"list[{target}Order] | None", "The sort keys, the most significant first. Default: global id."
        ),
        "first": Argument(
            "int | None", "The number of rows from the start, or after `after`. Default 20, at most 2,000."
        ),
        "after": Argument("str | None", "Return the rows after this cursor."),
        "last": Argument(
            "int | None", "The number of rows from the end, or before `before`. Cannot be combined with `first`."
        ),
        "before": Argument("str | None", "Return the rows before this cursor."),
    }


def order_type(target: str) -> None:
    """Register the sort key `<target>Order` with the declared fields that are stored and sortable."""
    full = f"{target}Order"
    if full in NAMES:
        return
    properties = kinds()[target].properties()
    names = [name for name in promised_fields(target) if name in properties and sortable(properties[name])]
    fields_enum = Enum(f"{target}OrderField", {to_snake(name).upper(): name for name in names})  # type: ignore[misc]
    made_enum = strawberry.enum(fields_enum, description=f"The fields by which a list of {target} can be sorted.")
    for value, name in zip(made_enum.__strawberry_definition__.values, names, strict=True):  # type: ignore[attr-defined]
        value.description = f"Sort by `{name}`."
    NAMES[f"{target}OrderField"] = made_enum
    made = order_holder(kinds()[target], full)
    made.direction.default = made.direction.default_value = Direction.ASC  # type: ignore[attr-defined]
    NAMES[full] = strawberry.input(made, name=full, description=f"A sort key for a list of {target}.")


def order_holder(kind: type[Node], full: str) -> type:
    """Return the class of a sort key. A kind with a position can also be sorted by the distance from a place."""
    direction = {"direction": ("Direction", "The direction of the sort.")}
    if not located(kind):
        return holder(full, {"field": (f"{full}Field", "The field to sort by."), **direction})
    place = place_type("NearPlace", "A place on the Earth.", PLACE)
    either = {
        "field": (f"{full}Field | None", "The field to sort by. Each key has either `field` or `near`."),
        "near": (f"{place} | None", NEAR_ORDER),
    }
    return holder(full, {**either, **direction}, default=UNSET)


def sortable(what: Property) -> bool:
    """Return whether a list can be sorted by a property."""
    return what.type is not GeoPoint and not what.many


GENERICS["Connection"] = promises.Generic(connection_of, connection_arguments)
