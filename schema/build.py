"""The whole schema: built once, checked against the model, and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache

import strawberry
from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, get_named_type
from strawberry.schema.config import StrawberryConfig

from graph_model.declarations import Navigation
from graph_model.errors import MetodGraphError
from graph_model.model import kinds
from graph_model.properties import Property
from graph_model.terms import Term
from resolvers.fields import COMPUTED
from resolvers.requests.variables import STRUCTURAL
from schema import query
from schema.computed_fields import computed_mismatches
from schema.filters import type_name
from schema.promises import NAMES, READY, term
from schema.query import SEARCHED
from schema.types import (
    adoptions,
    audiences,
    brokers,
    catalogue,
    certification,
    competences,
    coverage,
    development,
    diagnostics,
    dissemination,
    documents,
    ego_networks,
    findings,
    indicator_runs,
    indicators,
    interfaces,
    internships,
    links,
    mentors,
    networks,
    organisations,
    partners,
    people,
    portfolio,
    practices,
    profiles,
    programs,
    projects,
    replication,
    route_completion,
    routes,
    rule_checks,
    statistics,
    teams,
    territory,
)
from schema.wording import SCALARS

MODULES = (
    adoptions,
    audiences,
    brokers,
    catalogue,
    certification,
    competences,
    coverage,
    development,
    diagnostics,
    dissemination,
    documents,
    ego_networks,
    findings,
    indicator_runs,
    indicators,
    interfaces,
    internships,
    links,
    mentors,
    networks,
    organisations,
    partners,
    people,
    portfolio,
    practices,
    profiles,
    programs,
    projects,
    replication,
    route_completion,
    rule_checks,
    routes,
    statistics,
    teams,
    territory,
)


class SchemaMismatchError(MetodGraphError):
    """A mismatch between the declared schema and the model; the message names every field."""

    code = "SCHEMA_MISMATCH"


@cache
def schema() -> GraphQLSchema:
    """Return the schema.

    Raises `SchemaMismatchError` if a declared field does not match the model or a computed field.
    """
    built = strawberry_schema()._schema  # Strawberry has no public name for its graphql-core schema
    mark_structural(built)
    problems = [*mismatches(built), *root_mismatches(built), *computed_mismatches(built, COMPUTED)]
    if problems:
        raise SchemaMismatchError("\n".join(problems))
    return built


@cache
def strawberry_schema() -> strawberry.Schema:
    """Return the schema as a Strawberry object. Raises `SchemaMismatchError` if a searched kind has no type."""
    for vocabulary in Term.__subclasses__():
        term(vocabulary)
    if missing := ", ".join(name for name in SEARCHED if name not in NAMES):
        msg = f"{missing}: searched, but without a type. Add it to schema/types/ and to MODULES in schema/build.py."
        raise SchemaMismatchError(msg)
    NAMES["SearchKind"] = search_kind()
    query.enter_search()
    routes.enter_route_item()
    READY.append(True)
    stored_types = [NAMES[name] for name in kinds() if name in NAMES]
    return strawberry.Schema(query.Query, types=stored_types, config=StrawberryConfig(auto_camel_case=True))


def search_kind() -> type[Enum]:
    """Return the enumeration of the types to which a search can be limited."""
    members = Enum("SearchKind", {snake(name): snake(name) for name in SEARCHED})  # type: ignore[misc]
    made = strawberry.enum(members, description="A type to which a search can be limited (вид найденного).")
    for value, name in zip(made.__strawberry_definition__.values, SEARCHED, strict=True):  # type: ignore[attr-defined]
        value.description = f"Nodes of the type {name}."
    return made


def snake(name: str) -> str:
    """Return a type name as an enumeration value: `SubjectArea` as `SUBJECT_AREA`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def mark_structural(built: GraphQLSchema) -> None:
    """Mark the enumerations whose values change the text of a statement."""
    shaping = {"Direction", "Withdrawn", *(argument_type(built, *each) for each in COMPUTED.shaping())}
    for name, type_ in built.type_map.items():
        if isinstance(type_, GraphQLEnumType) and (name.endswith("OrderField") or name in shaping):
            type_.extensions = {**type_.extensions, STRUCTURAL: True}


def argument_type(built: GraphQLSchema, type_name: str, field: str, argument: str) -> str:
    """Return the name of the type of an argument."""
    type_ = built.type_map[type_name]
    return get_named_type(type_.fields[field].args[argument].type).name if isinstance(type_, GraphQLObjectType) else ""


def mismatches(built: GraphQLSchema) -> Iterator[str]:
    """Yield a message for each field of a stored type that is missing in the model or differs from it."""
    for name, kind in kinds().items():
        type_ = built.type_map.get(name)
        if not isinstance(type_, GraphQLObjectType):
            continue
        for field_name, field in type_.fields.items():
            what, navigation = kind.properties().get(field_name), kind.navigations().get(field_name)
            if field_name in kind.withheld:
                if str(field.type).endswith("!"):
                    yield f"{name}.{field_name} is withheld and must be nullable"
            elif what is not None:
                yield from property_mismatches(f"{name}.{field_name}", what, str(field.type))
            elif navigation is not None:
                yield from navigation_mismatches(f"{name}.{field_name}", navigation, field.type)
            elif COMPUTED.find(name, field_name) is None:
                yield f"{name}.{field_name} is declared, but the model has no such property or navigation"


def root_mismatches(built: GraphQLSchema) -> Iterator[str]:
    """Yield a message for each root field that is not computed and does not return stored types."""
    known = {*kinds(), "Node", "SearchResult"}
    for name, field in built.type_map["Query"].fields.items():  # type: ignore[attr-defined] # the root is an object
        if COMPUTED.find("Query", name) is None and target_of(field.type) not in known:
            yield f"Query.{name} is declared, but is neither stored nor computed"


def property_mismatches(where: str, what: Property, promised: str) -> Iterator[str]:
    """Yield a message for each difference between the declared type of a property and the stored one."""
    held = SCALARS.get(type_name(what), type_name(what))
    if promised.strip("![]") != held or promised.startswith("[") != what.many:
        yield f"{where} is declared as {promised}, but stored as {f'a list of {held}' if what.many else held}"
    if promised.endswith("!") and what.nullable:
        yield f"{where} is declared as non-null, but can be absent in the graph"


def navigation_mismatches(where: str, navigation: Navigation, type_: GraphQLOutputType) -> Iterator[str]:
    """Yield a message for each difference between the declared type of a field and its navigation."""
    promised, target = str(type_), target_of(type_)
    if target != navigation.kind.__name__:
        yield f"{where} is declared as {promised}, but leads to {navigation.kind.__name__}"
    listed = promised.startswith("[") or promised.strip("!").endswith("Connection")
    if listed != navigation.many:
        yield f"{where} is declared as {promised}, but leads to {'many' if navigation.many else 'at most one'}"
    if promised.endswith("!") and not navigation.many and not navigation.required:
        yield f"{where} is declared as non-null, but can have no target"


def target_of(type_: GraphQLOutputType) -> str:
    """Return the type of the nodes that a field returns, directly or through a connection."""
    named = get_named_type(type_)
    nodes = named.fields.get("nodes") if isinstance(named, GraphQLObjectType) else None
    return get_named_type(nodes.type).name if nodes else named.name


def printed() -> str:
    """Return the schema in the schema definition language, as in the committed file."""
    return strawberry_schema().as_str() + "\n"
