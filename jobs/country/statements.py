"""Statements that read the visible records of the country page by page, and their rows.

If a node has several ends of a kind, the first by id is used. Days are ordinals (`date.toordinal`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph_model.cypher.conditions import conjunction, visibility
from graph_model.cypher.days import ordinal
from graph_model.cypher.names import Names
from graph_model.declarations import Node
from graph_model.kinds.adoptions import Adoption, LearningSource
from graph_model.kinds.diagnostics import Deficit
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.people import Person
from graph_model.kinds.practices import Practice
from graph_model.kinds.projects import NetworkProject
from graph_model.kinds.territory import Municipality, Region
from graph_model.terms import LearningCertainty
from graph_model.visibility import ANYONE
from jobs.country.pages import Statement

# the ids of both ends, the first and the last day
Linked = tuple[str, str, int | None, int | None]


class OrganisationRow(NamedTuple):
    """An organisation with its coordinates and those of its municipality in degrees, its teachers and its last day."""

    id: str
    kind: str
    region: str | None
    municipality: str | None
    latitude: float | None
    longitude: float | None
    centre_latitude: float | None
    centre_longitude: float | None
    teachers: int | None
    last_day: int | None


class LinksRow(NamedTuple):
    """The links of a page of nodes with their first and last days; `id` is the id of the last node.

    A page is one row, since most nodes have no link of a kind.
    """

    id: str
    links: Sequence[Linked]


class PracticeRow(NamedTuple):
    """A practice."""

    id: str
    published_on: int | None
    author: str | None
    themes: Sequence[str]
    competences: Sequence[str]


class LearningRow(NamedTuple):
    """The origin of an adoption; `declared` lists, for each declared source, the adoption that it names or None."""

    provenance: str
    synthetic: bool
    source_ids: Sequence[str]
    declared: Sequence[Sequence[str | None]]


class AdoptionRow(NamedTuple):
    """An adoption; `learning` has the columns of a `LearningRow`, or is None unless requested."""

    id: str
    practice: str | None
    organisation: str | None
    started_on: int | None
    ended_on: int | None
    stage: str
    learning: Sequence[object] | None


class DeficitRow(NamedTuple):
    """A deficit of a visible person, at one of the person's jobs."""

    id: str
    municipality: str | None
    person: str | None
    competence: str | None
    found_on: int | None
    closed_on: int | None
    since: int | None
    until: int | None


def visibility_condition(variable: str, kind: type[Node]) -> str:
    """Return the condition that a node of a kind is visible."""
    return conjunction(*visibility(Names(ANYONE), variable, kind)) or "true"


def page(variable: str, kind: type[Node]) -> str:
    """Return the clauses for the nodes of a kind after an id, in the order of ids."""
    return (
        f"MATCH ({variable}:{kind.__name__}) WHERE {variable}.id > $after AND {visibility_condition(variable, kind)}\n"
        f"WITH {variable} ORDER BY {variable}.id LIMIT $size"
    )


def first(pattern: str, variable: str, kind: type[Node]) -> str:
    """Return the expression for the node at the end of a pattern; of several nodes, the first by id."""
    visible = visibility_condition(variable, kind)
    return f"head(COLLECT {{ MATCH {pattern} WHERE {visible} RETURN {variable} ORDER BY {variable}.id }})"


def links(kind: type[Node], pattern: str, end: type[Node], since: str = "null", until: str = "null") -> str:
    """Return the statement for the links from nodes of a kind (`one`) to others (`other`), with first and last days."""
    visible = visibility_condition("other", end)
    return f"""
{page("one", kind)}
WITH collect(one) AS page WHERE size(page) > 0
RETURN page[-1].id, COLLECT {{
  UNWIND page AS one MATCH {pattern} WHERE {visible} RETURN [one.id, other.id, {since}, {until}]
}}
"""


def adoptions(learning: str) -> str:
    """Return the statement for adoptions; `learning` is the expression of their last column."""
    return f"""
{page("adoption", Adoption)}
RETURN adoption.id, {first("(adoption)-[:OF]->(practice:Practice)", "practice", Practice)}.id,
  {first("(adoption)-[:BY]->(adopter:Organisation)", "adopter", Organisation)}.id,
  {ordinal("adoption.startedOn")}, {ordinal("adoption.endedOn")}, adoption.stage, {learning}
"""


ORGANISATIONS = Statement(
    f"""
{page("body", Organisation)}
WITH body, {first("(body)-[:LOCATED_IN]->(home:Municipality)", "home", Municipality)} AS home
RETURN body.id, body.kind, {first("(body)-[:LOCATED_IN]->(region:Region)", "region", Region)}.id, home.id,
  body.location.latitude, body.location.longitude, home.location.latitude, home.location.longitude,
  body.teachersCounted, {ordinal("body.validTo")}
""",
    OrganisationRow._make,
)
BORDERS = Statement(links(Municipality, "(one)-[:BORDERS]->(other:Municipality)", Municipality), LinksRow._make)
PARTNERS = Statement(
    links(
        Organisation,
        "(one)-[tie:PARTNER_OF]->(other:Organisation)",
        Organisation,
        ordinal("tie.since"),
        ordinal("tie.until"),
    ),
    LinksRow._make,
)
UNITS = Statement(
    links(Organisation, "(one)-[:UNIT_OF|FOUNDED_BY]->(other:Organisation)", Organisation), LinksRow._make
)
# days as required by `analysis.ties.common_projects`
PROJECTS = Statement(
    links(
        Organisation,
        "(one)-[part:TAKES_PART]->(other:NetworkProject)",
        NetworkProject,
        ordinal("coalesce(part.since, other.beganOn)"),
        ordinal("coalesce(part.until, other.endedOn)"),
    ),
    LinksRow._make,
)
PRACTICES = Statement(
    f"""
{page("practice", Practice)}
RETURN practice.id, {ordinal("practice.publishedOn")},
  {first("(practice)-[:AUTHORED_BY]->(author:Organisation)", "author", Organisation)}.id,
  COLLECT {{ MATCH (practice)-[:ABOUT]->(theme:Theme) RETURN theme.id }},
  COLLECT {{ MATCH (practice)-[:ADDRESSES]->(competence:Competence) RETURN competence.id }}
""",
    PracticeRow._make,
)
ADOPTIONS = Statement(adoptions("null"), AdoptionRow._make)
ADOPTIONS_WITH_LEARNING = Statement(
    adoptions(
        f"""[adoption.provenance, adoption.synthetic, adoption.sourceIds, COLLECT {{
    MATCH (adoption)-[:LEARNED_THROUGH]->(source:LearningSource {{certainty: '{LearningCertainty.DECLARED}'}})
    WHERE {visibility_condition("source", LearningSource)}
    RETURN [head(COLLECT {{ MATCH (source)-[:LEARNED_FROM]->(named:Adoption) RETURN named.id }})]
  }}]"""
    ),
    AdoptionRow._make,
)
DEFICITS = Statement(
    f"""
{page("deficit", Deficit)}
OPTIONAL MATCH (deficit)-[:IN_COMPETENCE]->(competence:Competence)
OPTIONAL MATCH (deficit)<-[:REVEALED]-(:Attempt)<-[:TOOK]-(person:Person) WHERE {visibility_condition("person", Person)}
OPTIONAL MATCH (person)-[job:WORKS_AT]->(:Organisation)-[:LOCATED_IN]->(home:Municipality)
RETURN deficit.id, home.id, person.id, competence.id, {ordinal("deficit.foundOn")}, {ordinal("deficit.closedOn")},
  {ordinal("job.since")}, {ordinal("job.until")}
""",
    DeficitRow._make,
)
