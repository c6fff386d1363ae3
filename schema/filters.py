"""Types of filters, derived from the model: the conditions on the fields of each type and on its relations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from pydantic.alias_generators import to_camel, to_snake
from strawberry import UNSET

from graph_model.decided_values import decided_values
from graph_model.declarations import Node
from graph_model.kinds.personal import Personal
from graph_model.model import kinds
from graph_model.properties import GeoPoint, Property
from graph_model.relation_conditions import conditions_on_relations, relations_to
from graph_model.terms import Term
from schema.promises import NAMES, Promised, term
from schema.wording import (
    COMPARATORS,
    COUNT_COMPARATORS,
    DECIDED_VALUES,
    EDGE_CONDITION,
    EDGE_DAY,
    EDGE_WHERE,
    KM,
    NEAR,
    NEAR_WHERE,
    PEOPLE_COUNT,
    PEOPLE_COUNT_COMPARATORS,
    PLACE,
    SCALARS,
)

# names of the filters whose registration has begun; it is recursive, because filters refer to each other in cycles
BEGUN: set[str] = set()


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


def type_name(what: Property) -> str:
    """Return the name of the type of a property in the schema."""
    if what.name == "id":
        return "ID"
    if issubclass(what.type, Term):
        return str(term(what.type).__name__)
    return what.type.__name__


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
    fields |= {**decided_fields(kind), **edge_field(kind), **near_field(kind)}
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


def decided_fields(kind: type[Node]) -> dict[str, tuple[str, str]]:
    """Return the conditions on values of a kind that are not stored."""
    return {
        to_snake(name): (f"{comparator_type(kind, each)} | None", DECIDED_VALUES[name])
        for name, each in decided_values(kind).items()
    }


def near_field(kind: type[Node]) -> dict[str, tuple[str, str]]:
    """Return the condition on the position of a kind; empty if the kind has no position."""
    return {"near": (f"{place_type('NearWhere', NEAR_WHERE, {**PLACE, **KM})} | None", NEAR)} if located(kind) else {}


def located(kind: type[Node]) -> bool:
    """Return whether the nodes of a kind have a position of their own."""
    return any(each.type is GeoPoint for each in kind.properties().values())


def place_type(name: str, description: str, fields: dict[str, str]) -> str:
    """Register an input type of required numbers, and return its name."""
    if name not in NAMES:
        made = holder(name, {key: ("float", text) for key, text in fields.items()})
        NAMES[name] = strawberry.input(made, name=name, description=description)
    return name


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
