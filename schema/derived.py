"""What follows from the model: filters, orders, connections, edges and facets of each promised type."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any, Generic, TypeVar

import strawberry
from pydantic.alias_generators import to_camel, to_snake
from strawberry import UNSET

from graph_model.declarations import Navigation, Node, Relation
from graph_model.model import kinds
from graph_model.properties import GeoPoint, Property
from graph_model.terms import Term, Withdrawn
from schema import promises
from schema.promises import GENERICS, NAMES, Argument, Promised, term
from schema.wording import COMPARATORS, EDGE_PROPERTIES, NARROWINGS, SCALARS


@strawberry.enum(description="The direction of an order; absent values come last either way.")
class Direction(Enum):
    """The direction of an order."""

    ASC = strawberry.enum_value("ASC", description="The smallest (earliest) first.")
    DESC = strawberry.enum_value("DESC", description="The greatest (latest) first.")


NAMES["Direction"] = Direction
Item = TypeVar("Item")
# filters that are being made: they refer to each other in circles
BEGUN: set[str] = set()


class Connection(Generic[Item]):
    """A placeholder in annotations for the connection type over `Item`, which is made when the schema is built."""


class SearchConnection:
    """A placeholder in annotations for the connection type of the search."""


def target_of(field: Promised) -> str:
    """The name of the type inside `Connection[...]`."""
    return field.annotation.removeprefix("Connection[").removesuffix("]")


def navigation_of(field: Promised) -> Navigation | None:
    """The way behind a field of a stored type."""
    return field.model.navigations().get(to_camel(field.name)) if field.model else None


def connection_of(field: Promised) -> Any:
    """The connection type of a field: its own where the relation has properties, else the common one of the kind."""
    navigation, target = navigation_of(field), target_of(field)
    edge = navigation.edge if navigation else None
    if edge is None or field.model is None:
        return connection_type(target, target, None)
    return connection_type(
        f"{field.model.__name__}{to_camel(field.name)[0].upper()}{to_camel(field.name)[1:]}", target, edge
    )


def connection_type(name: str, target: str, edge: type[Relation] | None) -> Any:
    """The type `<name>Connection` over nodes of the type `target`."""
    full = f"{name}Connection"
    if full not in NAMES:
        edges = edge_type(name, target, edge)
        facets = facets_type(target)
        fields = {
            "edges": (f"list[{edges}]", "The page as edges: each with its cursor and what belongs to the relation."),
            "nodes": (f"list[{target}]", "The page as plain nodes."),
            "page_info": ("PageInfo", "Whether there is more, and from where to go on."),
            "total_count": ("int", "How many nodes there are under the same filter, over all pages."),
            "edge_count": (
                "int",
                "How many edges there are over all pages: more than nodes where several relations lead to one.",
            ),
        }
        counts = {"facets": (facets, "Counts by value, under the same filter as the list.")} if facets else {}
        NAMES[full] = derived(full, f"A page of a list of {target}, its total and its facets.", {**fields, **counts})
    return NAMES[full]


def edge_type(name: str, target: str, edge: type[Relation] | None) -> str:
    """The type `<name>Edge`; answers with its name."""
    full = f"{name}Edge"
    properties = edge.own_properties() if edge else {}
    if full not in NAMES:
        own = {to_snake(each.name): (annotation_of(each), EDGE_PROPERTIES[each.name]) for each in properties.values()}
        common = {
            "cursor": ("str", "The place of this row in the list, for `after` and `before`."),
            "node": (target, "The node at the end of the relation."),
        }
        NAMES[full] = derived(full, f"One row of a list of {target}.", {**common, **own})
    return full


def facets_type(target: str) -> str | None:
    """The type `<target>Facets`; answers with its name, None where the kind has no facets."""
    facets = kinds()[target].facets
    full = f"{target}Facets"
    if facets and full not in NAMES:
        fields = {
            to_snake(name): ("list[FacetCount]", f"Counts by {name}, the most frequent first.") for name in facets
        }
        fields |= {to_snake(f"{name}_absent"): ("int", f"How many have no {name}.") for name in facets}
        NAMES[full] = derived(full, f"What lists of {target} can be counted by.", fields)
    return full if facets else None


def derived(name: str, description: str, fields: dict[str, tuple[str, str]]) -> Any:
    """An object type made of annotations and descriptions by field name."""
    return strawberry.type(holder(name, fields), name=name, description=description)


def holder(name: str, fields: dict[str, tuple[str, str]], default: object = None) -> type:
    """A class with promised fields."""
    content: dict[str, Any] = {"__annotations__": dict.fromkeys(fields, Any)}
    for field_name, (annotation, description) in fields.items():
        graphql_name = "not" if field_name == "not_" else field_name.rstrip("_")
        field = Promised(description=description, graphql_name=to_camel(graphql_name))
        if default is UNSET:
            field = Promised(description=description, graphql_name=to_camel(graphql_name), default=UNSET)
        field.annotation, field.name = annotation, field_name
        content[field_name] = field
    return type(name, (), content)


def annotation_of(what: Property) -> str:
    """The annotation of a property's type."""
    return type_name(what) + (" | None" if what.nullable else "")


def type_name(what: Property) -> str:
    """The name of a property's type in the schema."""
    if what.name == "id":
        return "ID"
    if issubclass(what.type, Term):
        return str(term(what.type).__name__)
    return what.type.__name__


def connection_arguments(field: Promised) -> dict[str, Argument]:
    """Filter, order and page of a connection; full text where a whole kind of texts is listed."""
    target = target_of(field)
    where_type(target)
    order_type(target)
    searched = field.model is None and bool(kinds()[target].searched)
    means = "Words to find (полнотекстовый поиск): all, in any form, as the beginning of a word, or with one typo."
    text = {"text": Argument("str | None", means)}
    navigation = navigation_of(field)
    temporal = {
        "asOf": Argument("date | None", "Only relations that hold on this day (на дату); left out, past ones too.")
    }
    narrowed = {
        name: Argument("date | None", f"Only those {NARROWINGS[name]}; left out, all.")
        for name in kinds()[target].narrowings()
    }
    return {
        **(text if searched else {}),
        **(temporal if navigation and navigation.temporal else {}),
        **narrowed,
        "withdrawn": Argument(
            "Withdrawn", "Whether records that their source withdrew are there too (снятые с учёта).", Withdrawn.EXCLUDE
        ),
        "where": Argument(f"{target}Where | None", "Which of them; left out, all."),
        "orderBy": Argument(f"list[{target}Order] | None", "In which order; left out, by global id."),
        "first": Argument(
            "int | None", "How many from the start (or after `after`), 20 if nothing is said, at most 2,000."
        ),
        "after": Argument("str | None", "The cursor after which to begin."),
        "last": Argument("int | None", "How many from the end (or before `before`); never together with `first`."),
        "before": Argument("str | None", "The cursor before which to end."),
    }


def promised_fields(target: str) -> dict[str, Promised]:
    """The promised fields of a type by GraphQL name."""
    fields = NAMES[target].__strawberry_definition__.fields
    return {to_camel(field.python_name): field for field in fields}


def where_type(target: str) -> None:
    """Add the filter `<target>Where`, which mirrors the promised and stored fields of the type."""
    full = f"{target}Where"
    if full in BEGUN:
        return
    BEGUN.add(full)
    kind = kinds()[target]
    fields: dict[str, tuple[str, str]] = {}
    for name in promised_fields(target):
        fields |= where_field(kind, name)
    logic = {
        "and_": (f"list[{full}] | None", "All of these hold."),
        "or_": (f"list[{full}] | None", "At least one of these holds; an empty list holds nowhere."),
        "not_": (f"{full} | None", "This does not hold; what is unknown does not hold."),
    }
    made = holder(full, {**fields, **logic}, default=UNSET)
    NAMES[full] = strawberry.input(made, name=full, description=f"Which {target}: all conditions given must hold.")


def where_field(kind: type[Node], name: str) -> dict[str, tuple[str, str]]:
    """The condition on one field, where it is stored and can be compared."""
    if name in kind.properties():
        what = kind.properties()[name]
        if what.type is GeoPoint:
            return {}
        return {to_snake(name): (f"{comparator_type(what)} | None", f"A condition on `{name}`.")}
    navigation = kind.navigations().get(name)
    if navigation is None or f"{navigation.kind.__name__}" not in NAMES:
        return {}
    target = navigation.kind.__name__
    where_type(target)
    if not navigation.many:
        return {to_snake(name): (f"{target}Where | None", f"A condition on `{name}`; fails where there is none.")}
    return {to_snake(name): (f"{list_where_type(target)} | None", f"A condition on the list `{name}`.")}


def list_where_type(target: str) -> str:
    """The filter `<target>ListWhere` over a list; answers with its name."""
    full = f"{target}ListWhere"
    if full not in NAMES:
        fields = {
            "some": (f"{target}Where | None", "At least one of the list passes."),
            "none": (f"{target}Where | None", "None of the list passes."),
            "every": (f"{target}Where | None", "Every one of the list passes; true of an empty list."),
        }
        made = holder(full, fields, default=UNSET)
        NAMES[full] = strawberry.input(made, name=full, description=f"A condition on a list of {target}.")
    return full


def comparator_type(what: Property) -> str:
    """The comparators of a property's type; answers with the name of the input type."""
    name = "ID" if what.name == "id" else type_name(what)
    full = f"{SCALARS.get(name, name)}{'s' if what.many else ''}Where"
    if full not in NAMES:
        fields = {
            operator: (f"{annotation.format(name)} | None", text) for operator, annotation, text in comparators(what)
        }
        made = holder(full, fields, default=UNSET)
        one = SCALARS.get(name, name)
        description = f"Comparators on {f'a list of {one}' if what.many else one}; all that are given must hold."
        NAMES[full] = strawberry.input(made, name=full, description=description)
    return full


def comparators(what: Property) -> list[tuple[str, str, str]]:
    """Operator, type and meaning of the comparators that fit a property's type."""
    if what.many:
        return [(operator, *COMPARATORS[operator]) for operator in ("has", "has_any")]
    ordered, text = what.type in (int, float, date, datetime), what.type is str and what.name != "id"
    wanted = ["eq", *([] if what.type is bool else ["in_"])]
    wanted += ["contains", "starts_with"] if text else []
    wanted += ["gt", "gte", "lt", "lte"] if ordered or text else []
    wanted += ["is_null"] if what.name != "id" else []
    return [(operator, *COMPARATORS[operator]) for operator in wanted]


def order_type(target: str) -> None:
    """Enter the order `<target>Order` over the plain stored fields that are promised."""
    full = f"{target}Order"
    if full in NAMES:
        return
    properties = kinds()[target].properties()
    names = [name for name in promised_fields(target) if name in properties and sortable(properties[name])]
    fields_enum = Enum(f"{target}OrderField", {to_snake(name).upper(): name for name in names})  # type: ignore[misc]
    made_enum = strawberry.enum(fields_enum, description=f"By what lists of {target} can be ordered.")
    for value, name in zip(made_enum.__strawberry_definition__.values, names, strict=True):  # type: ignore[attr-defined]
        value.description = f"By `{name}`."
    NAMES[f"{target}OrderField"] = made_enum
    made = holder(full, {"field": (f"{target}OrderField", "By what."), "direction": ("Direction", "Which way.")})
    made.direction.default = made.direction.default_value = Direction.ASC  # type: ignore[attr-defined]
    NAMES[full] = strawberry.input(made, name=full, description=f"One key of an order of {target}.")


def sortable(what: Property) -> bool:
    """Whether lists can be ordered by a property."""
    return what.type is not GeoPoint and not what.many


GENERICS["Connection"] = promises.Generic(connection_of, connection_arguments)
