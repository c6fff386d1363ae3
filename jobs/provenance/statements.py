"""The statements that read what the inference looks at; the long ones page by page, in the order of ids."""

from __future__ import annotations

from graph_model.adoptions import Adoption, LearningSource
from graph_model.cypher.conditions import sees
from graph_model.cypher.names import Names
from graph_model.declarations import Node
from graph_model.organisations import Organisation
from graph_model.practices import Practice
from graph_model.projects import NetworkProject
from graph_model.terms import LearningCertainty
from graph_model.territory import Municipality, Region
from graph_model.visibility import ANYONE


def seen(variable: str, kind: type[Node]) -> str:
    """What anyone may see of a kind, as a condition."""
    return " AND ".join([f"{variable}.removedOn IS NULL", *sees(Names(ANYONE), variable, kind)])


def day(text: str) -> str:
    """A date as the number of days since 1970-01-01."""
    return f"duration.inDays(date('1970-01-01'), {text}).days"


def one(pattern: str, variable: str, kind: type[Node]) -> str:
    """The id at the end of a way, the first by id where there are several."""
    return (
        f"head(COLLECT {{ MATCH {pattern} WHERE {seen(variable, kind)} RETURN {variable}.id ORDER BY {variable}.id }})"
    )


def page(variable: str, kind: type[Node]) -> str:
    """The nodes of a kind after an id, in the order of ids."""
    return (
        f"MATCH ({variable}:{kind.__name__}) WHERE {variable}.id > $after AND {seen(variable, kind)}\n"
        f"WITH {variable} ORDER BY {variable}.id LIMIT $size"
    )


ADOPTIONS = f"""
{page("adoption", Adoption)}
RETURN adoption.id, {one("(adoption)-[:OF]->(practice:Practice)", "practice", Practice)},
  {one("(adoption)-[:BY]->(adopter:Organisation)", "adopter", Organisation)},
  {day("adoption.startedOn")}, {day("adoption.endedOn")}, adoption.provenance, adoption.synthetic, adoption.sourceIds,
  COLLECT {{
    MATCH (adoption)-[:LEARNED_THROUGH]->(source:LearningSource {{certainty: '{LearningCertainty.DECLARED}'}})
    WHERE {seen("source", LearningSource)}
    RETURN [head(COLLECT {{ MATCH (source)-[:LEARNED_FROM]->(named:Adoption) RETURN named.id }})]
  }}
ORDER BY adoption.id
"""
ORGANISATIONS = f"""
{page("body", Organisation)}
OPTIONAL MATCH (body)-[:LOCATED_IN]->(place:Municipality) WHERE {seen("place", Municipality)}
WITH body, min(place.id) AS home, head(collect(place.location)) AS centre
RETURN body.id, {one("(body)-[:LOCATED_IN]->(region:Region)", "region", Region)}, home,
  coalesce(body.location, centre).latitude, coalesce(body.location, centre).longitude,
  COLLECT {{
    MATCH (body)-[tie:PARTNER_OF]->(partner:Organisation) WHERE {seen("partner", Organisation)}
    RETURN [partner.id, {day("tie.since")}, {day("tie.until")}]
  }}, COLLECT {{
    MATCH (body)-[:UNIT_OF|FOUNDED_BY]->(above:Organisation) WHERE {seen("above", Organisation)}
    RETURN [above.id, null, null]
  }}, COLLECT {{
    MATCH (body)-[part:TAKES_PART]->(project:NetworkProject) WHERE {seen("project", NetworkProject)}
    RETURN [project.id, {day("part.since")}, {day("part.until")}]
  }}
ORDER BY body.id
"""
PRACTICES = f"""
{page("practice", Practice)}
RETURN practice.id, {day("practice.publishedOn")},
  COLLECT {{ MATCH (practice)-[:ABOUT]->(theme:Theme) WHERE theme.removedOn IS NULL RETURN theme.id }}
ORDER BY practice.id
"""
BORDERS = f"""
MATCH (one:Municipality)-[:BORDERS]->(other:Municipality)
WHERE {seen("one", Municipality)} AND {seen("other", Municipality)}
RETURN one.id, other.id
"""
