"""Types derived from the model: the filter, order, connections, edges and facets of each declared type."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any, Generic, TypeVar

import strawberry
from pydantic.alias_generators import to_camel, to_snake
from strawberry import UNSET

from graph_model.declarations import Navigation, Node, Relation
from graph_model.kinds.personal import Personal
from graph_model.model import kinds
from graph_model.properties import GeoPoint, Property
from graph_model.relation_conditions import conditions_on_relations, relations_to
from graph_model.terms import Term, Withdrawn
from schema import promises
from schema.promises import GENERICS, NAMES, Argument, Promised, term
from schema.wording import (
    COMPARATORS,
    COUNT_COMPARATORS,
    EDGE_CONDITION,
    EDGE_DAY,
    EDGE_PROPERTIES,
    EDGE_WHERE,
    NARROWINGS,
    PEOPLE_COUNT,
    PEOPLE_COUNT_COMPARATORS,
    SCALARS,
)


@strawberry.enum(description="The direction of an order. Absent values come last in both directions.")
class Direction(Enum):
    """The direction of an order."""

    ASC = strawberry.enum_value("ASC", description="The smallest or earliest first.")
    DESC = strawberry.enum_value("DESC", description="The greatest or latest first.")


NAMES["Direction"] = Direction
Item = TypeVar("Item")
# names of the filters whose registration has begun; it is recursive, because filters refer to each other in cycles
BEGUN: set[str] = set()


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


def holder(name: str, fields: dict[str, tuple[str, str]], default: object = None) -> type:
    """Return a class with the fields of an object or input type. With the default `UNSET`, every field is optional."""
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
    """Return the annotation of the field for a property."""
    return type_name(what) + (" | None" if what.nullable else "")


def type_name(what: Property) -> str:
    """Return the name of the type of a property in the schema."""
    if what.name == "id":
        return "ID"
    if issubclass(what.type, Term):
        return str(term(what.type).__name__)
    return what.type.__name__


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


def promised_fields(target: str) -> dict[str, Promised]:
    """Return the declared fields of a type by GraphQL name."""
    fields = NAMES[target].__strawberry_definition__.fields
    return {to_camel(field.python_name): field for field in fields}


def where_type(target: str) -> None:
    """Register the filter `<target>Where` with a condition for each declared and stored field of the type."""
    full = f"{target}Where"
    if full in BEGUN:
        return
    BEGUN.add(full)
    kind = kinds()[target]
    fields: dict[str, tuple[str, str]] = {}
    for name in promised_fields(target):
        fields |= where_field(kind, name)
    fields |= edge_field(kind)
    logic = {
        "and_": (f"list[{full}] | None", "All of these conditions hold."),
        "or_": (f"list[{full}] | None", "At least one of these conditions holds. An empty list matches nothing."),
        "not_": (f"{full} | None", "The condition is false. A comparison with an absent value counts as false."),
    }
    made = holder(full, {**fields, **logic}, default=UNSET)
    NAMES[full] = strawberry.input(
        made, name=full, description=f"A filter for {target}. All given conditions must hold."
    )


def where_field(kind: type[Node], name: str) -> dict[str, tuple[str, str]]:
    """Return the condition on a field, or an empty dictionary if the field is not stored or cannot be compared."""
    if name in kind.properties():
        what = kind.properties()[name]
        if what.type is GeoPoint:
            return {}
        return {to_snake(name): (f"{comparator_type(kind, what)} | None", f"A condition on `{name}`.")}
    navigation = kind.navigations().get(name)
    if navigation is None or f"{navigation.kind.__name__}" not in NAMES:
        return {}
    target = navigation.kind.__name__
    where_type(target)
    if not navigation.many:
        return {to_snake(name): (f"{target}Where | None", f"A condition on `{name}`. False if the field is null.")}
    return {to_snake(name): (f"{list_where_type(target)} | None", f"A condition on the list `{name}`.")}


def edge_field(kind: type[Node]) -> dict[str, tuple[str, str]]:
    """Return the condition on the relations over which lists of a kind are reached; empty if none has properties."""
    return {"edge": (f"{edge_where_type(kind)} | None", EDGE_CONDITION)} if relations_to(kind) else {}


def edge_where_type(kind: type[Node]) -> str:
    """Register the input type with the conditions on the relations to a kind, and return its name.

    Kinds that are reached over a single relation share the type of the relation.
    """
    relations = relations_to(kind)
    name = f"{(relations[0] if len(relations) == 1 else kind).__name__}EdgeWhere"
    fields = {
        to_snake(key): (comparator_type(kind, each), f"A condition on `{key}` of the relation.")
        for key, each in conditions_on_relations(kind).items()
    }
    day = (
        {"as_of": ("date", EDGE_DAY)} if any({"since", "until"} <= set(each.properties()) for each in relations) else {}
    )
    return input_type(name, EDGE_WHERE, {**fields, **day})


def list_where_type(target: str) -> str:
    """Register the filter `<target>ListWhere` over a list and return its name."""
    full = f"{target}ListWhere"
    if full not in NAMES:
        fields = {
            "some": (f"{target}Where | None", "At least one item of the list passes the filter."),
            "none": (f"{target}Where | None", "No item of the list passes the filter."),
            "every": (f"{target}Where | None", "Every item of the list passes the filter. True for an empty list."),
            "count": (
                f"{count_type(kinds()[target])} | None",
                "A condition on the number of items, each counted once (количество).",
            ),
        }
        made = holder(full, fields, default=UNSET)
        NAMES[full] = strawberry.input(made, name=full, description=f"A condition on a list of {target}.")
    return full


def count_type(kind: type[Node]) -> str:
    """Register the input type with the comparators of a number of nodes of a kind, and return its name."""
    if issubclass(kind, Personal):
        people = {key: ("int", text) for key, text in PEOPLE_COUNT_COMPARATORS.items()}
        return input_type("PeopleCountWhere", PEOPLE_COUNT, people)
    fields = {key: (COMPARATORS[key][0].format("int"), COMPARATORS[key][1]) for key in COUNT_COMPARATORS}
    return input_type("CountWhere", "Comparators on a number of items. All given conditions must hold.", fields)


def input_type(name: str, description: str, fields: dict[str, tuple[str, str]]) -> str:
    """Register an input type whose fields are optional, and return its name."""
    if name not in NAMES:
        optional = {key: (f"{annotation} | None", text) for key, (annotation, text) in fields.items()}
        NAMES[name] = strawberry.input(holder(name, optional, default=UNSET), name=name, description=description)
    return name


def comparator_type(kind: type[Node], what: Property) -> str:
    """Register the input type with the comparators of a property of a kind, and return its name."""
    if kind.classification and what == kind.key_property():
        return classification_code_type(what)
    name = "ID" if what.name == "id" else type_name(what)
    full = f"{SCALARS.get(name, name)}{'s' if what.many else ''}Where"
    if full not in NAMES:
        fields = {
            operator: (f"{annotation.format(name)} | None", text) for operator, annotation, text in comparators(what)
        }
        made = holder(full, fields, default=UNSET)
        one = SCALARS.get(name, name)
        description = f"Comparators on {f'a list of {one}' if what.many else one}. All given conditions must hold."
        NAMES[full] = strawberry.input(made, name=full, description=description)
    return full


def classification_code_type(what: Property) -> str:
    """Register the input type with the comparators of the code of a classification, and return its name."""
    full = "ClassificationCodeWhere"
    if full not in NAMES:
        operators = [*comparators(what), ("within", *COMPARATORS["within"])]
        fields = {operator: (f"{annotation.format('str')} | None", text) for operator, annotation, text in operators}
        description = "Comparators on the code of a competence, a theme or a subject. All given conditions must hold."
        NAMES[full] = strawberry.input(holder(full, fields, default=UNSET), name=full, description=description)
    return full


def comparators(what: Property) -> list[tuple[str, str, str]]:
    """Return the operator, type and description of each comparator that applies to a property.

    Raises a `LookupError` for an operator without a description.
    """
    if what.many:
        return [(operator, *COMPARATORS[operator]) for operator in ("has", "has_any")]
    ordered, text = what.type in (int, float, date, datetime), what.type is str and what.name != "id"
    operators = ["eq", *([] if what.type is bool else ["in_"])]
    operators += ["contains", "starts_with"] if text else []
    operators += ["gt", "gte", "lt", "lte"] if ordered or text else []
    operators += ["is_null"] if what.name != "id" else []
    if missing := [operator for operator in operators if operator not in COMPARATORS]:
        msg = f"{', '.join(missing)}: no type and description. Add them to COMPARATORS in schema/wording.py."
        raise LookupError(msg)
    return [(operator, *COMPARATORS[operator]) for operator in operators]


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
    made = holder(
        full,
        {
            "field": (f"{target}OrderField", "The field to sort by."),
            "direction": ("Direction", "The direction of the sort."),
        },
    )
    made.direction.default = made.direction.default_value = Direction.ASC  # type: ignore[attr-defined]
    NAMES[full] = strawberry.input(made, name=full, description=f"A sort key for a list of {target}.")


def sortable(what: Property) -> bool:
    """Return whether a list can be sorted by a property."""
    return what.type is not GeoPoint and not what.many


GENERICS["Connection"] = promises.Generic(connection_of, connection_arguments)
