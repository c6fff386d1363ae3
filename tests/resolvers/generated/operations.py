"""Random operations: one to three root fields over stored types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLField, get_named_type, is_abstract_type
from hypothesis import strategies as st

from graph_model.declarations import kinds
from tests.resolvers.generated.arguments import of_connection, of_root
from tests.resolvers.generated.selections import alias_of, directive, selection
from tests.resolvers.generated.writing import Draw, Writing, literal
from tests.resolvers.naive.answers import plain_schema
from tests.resolvers.naive.tables import Tables

# fields read by hand-written statements or by the full-text index
OTHERS = frozenset(
    {
        "search",
        "paths",
        "adoptionStatistics",
        "findings",
        "kpis",
        "coverage",
        "practicesToReplicate",
        "replicationPlan",
        "brokers",
        "projectTeam",
        "conflictsOfInterest",
        "expertLoad",
        "routeCompletion",
    }
)


@dataclass(frozen=True)
class Generated:
    """An operation with the values of its variables."""

    text: str
    variables: dict[str, Any]


@st.composite
def operations(draw: Draw, tables: Tables, depth: int = 3) -> Generated:
    """Draw operations about the nodes of the tables."""
    writing = Writing(draw, tables)
    names = [name for name in root_fields() if name not in OTHERS]
    roots = [root(writing, writing.pick(names), depth) for _ in range(writing.pick([1, 1, 1, 2, 3]))]
    declared = f"({', '.join(writing.declarations)})" if writing.declarations else ""
    text = "\n".join([f"query {writing.fresh('Q')}{declared} {{ {' '.join(roots)} }}", *writing.fragments])
    return Generated(text, writing.variables)


def root_fields() -> dict[str, GraphQLField]:
    """Return the fields of the root type."""
    query = plain_schema().query_type
    assert query is not None
    return dict(query.fields)


def root(writing: Writing, name: str, depth: int) -> str:
    """Return one root field with its selection."""
    each = root_fields()[name]
    named: Any = get_named_type(each.type)
    given = given_to(writing, name, each, named)
    text = "(" + ", ".join(f"{key}: {literal(value)}" for key, value in given.items()) + ")" if given else ""
    start = f"{alias_of(writing, name, has_arguments=True)}{name}{text}{directive(writing)}"
    if not is_abstract_type(named):
        return f"{start} {selection(writing, named, depth)}"
    with writing.one_of_types():
        return f"{start} {selection(writing, named, depth)}"


def given_to(writing: Writing, name: str, each: GraphQLField, named: Any) -> dict[str, Any]:
    """Return the arguments of a root field."""
    if named.name.endswith("Connection"):
        target: Any = get_named_type(named.fields["nodes"].type)
        return dict(of_connection(writing, each, kinds()[target.name], None, f"Query.{name}"))
    return of_root(writing, name, each, kinds().get(named.name))
