"""The schema as a whole: built once, checked against the model, printed."""

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
from schema.derived import type_name
from schema.promises import NAMES, READY, term
from schema.query import SEARCHED
from schema.types import (
    adoptions,
    catalogue,
    competences,
    development,
    diagnostics,
    dissemination,
    documents,
    interfaces,
    links,
    organisations,
    partners,
    people,
    practices,
    profiles,
    programs,
    projects,
    replication,
    statistics,
    territory,
)
from schema.wording import SCALARS

MODULES = (
    adoptions,
    catalogue,
    competences,
    development,
    diagnostics,
    dissemination,
    documents,
    interfaces,
    links,
    organisations,
    partners,
    people,
    practices,
    profiles,
    programs,
    projects,
    replication,
    statistics,
    territory,
)


class SchemaMismatchError(MetodGraphError):
    """A disagreement between the promised schema and the model; the message names every field."""

    code = "SCHEMA_MISMATCH"


@cache
def schema() -> GraphQLSchema:
    """The schema; raises `SchemaMismatchError` where it promises what the model does not hold."""
    built = strawberry_schema()._schema  # Strawberry gives its graphql-core schema no public name
    mark_structural(built)
    problems = [*mismatches(built), *root_mismatches(built), *computed_mismatches(built, COMPUTED)]
    if problems:
        raise SchemaMismatchError("\n".join(problems))
    return built


@cache
def strawberry_schema() -> strawberry.Schema:
    """The schema as Strawberry holds it."""
    for vocabulary in Term.__subclasses__():
        term(vocabulary)
    NAMES["SearchKind"] = search_kind()
    query.enter_search()
    READY.append(True)
    stored_types = [NAMES[name] for name in kinds() if name in NAMES]
    return strawberry.Schema(query.Query, types=stored_types, config=StrawberryConfig(auto_camel_case=True))


def search_kind() -> type[Enum]:
    """The enumeration of what a search can be limited to."""
    members = Enum("SearchKind", {snake(name): snake(name) for name in SEARCHED})  # type: ignore[misc]
    made = strawberry.enum(members, description="What a search can be limited to (вид найденного).")
    for value, name in zip(made.__strawberry_definition__.values, SEARCHED, strict=True):  # type: ignore[attr-defined]
        value.description = f"Nodes of the type {name}."
    return made


def snake(name: str) -> str:
    """A type name as an enumeration value: `SubjectArea` as `SUBJECT_AREA`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def mark_structural(built: GraphQLSchema) -> None:
    """Mark the enumerations whose values decide the text of a statement."""
    shaping = {"Direction", "Withdrawn", *(argument_type(built, *each) for each in COMPUTED.shaping())}
    for name, type_ in built.type_map.items():
        if isinstance(type_, GraphQLEnumType) and (name.endswith("OrderField") or name in shaping):
            type_.extensions = {**type_.extensions, STRUCTURAL: True}


def argument_type(built: GraphQLSchema, type_name: str, field: str, argument: str) -> str:
    """The name of the type of an argument."""
    type_ = built.type_map[type_name]
    return get_named_type(type_.fields[field].args[argument].type).name if isinstance(type_, GraphQLObjectType) else ""


def mismatches(built: GraphQLSchema) -> Iterator[str]:
    """Every promised field of a stored type that the model does not hold, or holds otherwise."""
    for name, kind in kinds().items():
        type_ = built.type_map.get(name)
        if not isinstance(type_, GraphQLObjectType):
            continue
        for field_name, field in type_.fields.items():
            what, way = kind.properties().get(field_name), kind.navigations().get(field_name)
            if field_name in kind.withheld:
                if str(field.type).endswith("!"):
                    yield f"{name}.{field_name} is withheld, and must be allowed to be null"
            elif what is not None:
                yield from property_mismatches(f"{name}.{field_name}", what, str(field.type))
            elif way is not None:
                yield from way_mismatches(f"{name}.{field_name}", way, field.type)
            elif COMPUTED.find(name, field_name) is None:
                yield f"{name}.{field_name} is promised, but the model has no such property or way"


def root_mismatches(built: GraphQLSchema) -> Iterator[str]:
    """Every field of the root that is neither computed nor leads to stored types."""
    known = {*kinds(), "Node", "SearchResult"}
    for name, field in built.type_map["Query"].fields.items():  # type: ignore[attr-defined] # the root is an object
        if COMPUTED.find("Query", name) is None and target_of(field.type) not in known:
            yield f"Query.{name} is promised, but is neither stored nor computed"


def property_mismatches(where: str, what: Property, promised: str) -> Iterator[str]:
    """How the promised type of a stored property differs from the stored one."""
    held = SCALARS.get(type_name(what), type_name(what))
    if promised.strip("![]") != held or promised.startswith("[") != what.many:
        yield f"{where} is promised as {promised}, but stored as {f'a list of {held}' if what.many else held}"
    if promised.endswith("!") and what.nullable:
        yield f"{where} is promised to be there always, but may be absent in the graph"


def way_mismatches(where: str, way: Navigation, type_: GraphQLOutputType) -> Iterator[str]:
    """How the promised type of a way to other nodes differs from the declared way."""
    promised, target = str(type_), target_of(type_)
    if target != way.kind.__name__:
        yield f"{where} is promised as {promised}, but leads to {way.kind.__name__}"
    listed = promised.startswith("[") or promised.strip("!").endswith("Connection")
    if listed != way.many:
        yield f"{where} is promised as {promised}, but leads to {'many' if way.many else 'at most one'}"
    if promised.endswith("!") and not way.many and not way.required:
        yield f"{where} is promised to be there always, but may lead nowhere"


def target_of(type_: GraphQLOutputType) -> str:
    """The type of the nodes that a field leads to, directly or through a connection."""
    named = get_named_type(type_)
    nodes = named.fields.get("nodes") if isinstance(named, GraphQLObjectType) else None
    return get_named_type(nodes.type).name if nodes else named.name


def printed() -> str:
    """The schema in the schema definition language, as it is committed."""
    return strawberry_schema().as_str() + "\n"
