"""The statements of `whereToReplicate`: a practice, its adopters, and the candidate organisations.

Data that do not depend on the practice are read by a separate statement (`country`).
"""

from __future__ import annotations

from graph_model.cypher.days import ordinal
from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.stored_model import stored_model
from resolvers.fields.surroundings import adopter, organisation_columns, participation_columns, tie_columns
from resolvers.fields.where_to_replicate.rows import CandidateRow, PlannedPracticeRow, SituationRow

# the number of the latest adopters whose municipalities and neighbours provide candidates; organisations around earlier
# adopters have mostly been reached already
LATEST = 20


def practice_itself(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the first statement: one `PlannedPracticeRow`."""
    del condition, parameter
    author = f"{variable}_author"
    row = returned(
        PlannedPracticeRow,
        node=f"id({variable})",
        stage=f"{variable}.stage",
        withdrawn=f"{variable}.removedOn IS NOT NULL",
        published=ordinal(f"{variable}.publishedOn"),
        author=f"""head(COLLECT {{
  MATCH ({variable})-[:AUTHORED_BY]->({author}:Organisation) WHERE {visible("Organisation", author)}
  RETURN {author}.id ORDER BY {author}.id LIMIT 1
}})""",
    )
    return f"RETURN {row}"


STATEMENT = FieldStatement(PlannedPracticeRow, practice_itself)


def surroundings(visible: Visible) -> str:
    """Write the statement for the surroundings of a practice on a day: one `SituationRow`.

    It reads the adopters, their partners, the participants of their projects, the organisations in and next to the
    municipalities of the latest adopters, and the `largest`. All adopters are included, since the share of adopters
    among the partners of an organisation requires all of its partners.
    """
    return f"""
MATCH (practice) WHERE id(practice) = $practice
WITH practice, COLLECT {{ MATCH (practice)-[:ABOUT]->(theme:Theme) RETURN theme }} AS themes, COLLECT {{
  UNWIND $largest AS node MATCH (one:Organisation) WHERE id(one) = node RETURN one
}} AS largest, COLLECT {{
  MATCH (practice)-[:AUTHORED_BY]->(author:Organisation) WHERE {visible("Organisation", "author")}
  RETURN author ORDER BY author.id LIMIT 1
}} AS authors, COLLECT {{
  MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(adopter:Organisation)
  WHERE {visible("Adoption", "adoption")} AND {visible("Organisation", "adopter")}
  RETURN [adopter, {adopter("adopter", "adoption")}]
  ORDER BY coalesce(adoption.startedOn > $day, false),
    coalesce(adoption.startedOn, date('0001-01-01')) DESC, adoption.id
}} AS taken
WITH practice, themes, largest, authors, [each IN taken | each[1]] AS adoptions,
  authors + [each IN taken | each[0]] AS sources
WITH *, sources[..{LATEST} + size(authors)] AS latest
WITH *, COLLECT {{
  UNWIND latest AS source
  MATCH (source)-[:LOCATED_IN]->(home:Municipality) WHERE {visible("Municipality", "home")}
  RETURN DISTINCT home
}} AS homes
WITH *, COLLECT {{
  UNWIND homes AS home MATCH (home)-[:BORDERS*0..1]-(near:Municipality) RETURN DISTINCT near
}} AS around
WITH *, {looked_at(visible)} AS looked_at
WITH *, {candidates(visible)} AS candidates, {ties(visible)} AS ties, {participations(visible)} AS participations,
COLLECT {{ MATCH (practice)-[:ADDRESSES]->(competence:Competence) RETURN competence.id }} AS competences,
{stored_model()} AS model
RETURN adoptions, candidates, ties, participations, competences, model
""".strip()


SURROUNDINGS = FurtherStatement(SituationRow, surroundings)


def looked_at(visible: Visible) -> str:
    """Write the organisations to be read, without duplicates.

    The lists are concatenated, and DISTINCT is used only in the RETURN. With a UNION, or a DISTINCT before the end of a
    subquery, each row would contain all variables, including the lists. For 500 adopters that requires more memory than
    a server has.
    """
    return f"""COLLECT {{
  UNWIND sources + largest + COLLECT {{
    UNWIND around AS near MATCH (near)<-[:LOCATED_IN]-(one:Organisation) RETURN one
  }} + COLLECT {{
    UNWIND sources AS source MATCH (source)-[:PARTNER_OF]-(one:Organisation) RETURN one
  }} + COLLECT {{
    UNWIND sources AS source
    MATCH (source)-[:TAKES_PART]->(:NetworkProject)<-[:TAKES_PART]-(one:Organisation) RETURN one
  }} AS one
  WITH one WHERE {visible("Organisation", "one")} RETURN DISTINCT one
}}"""


def candidates(visible: Visible) -> str:
    """Write the read organisations that are located in a region: a `CandidateRow` each."""
    row = returned(
        CandidateRow,
        organisation=organisation_columns("one"),
        regions="seats",
        begun="size(own)",
        busy="size([each IN own WHERE each[0]])",
        on_theme="size([each IN own WHERE each[1]])",
    )
    return f"""COLLECT {{
    UNWIND looked_at AS one
    WITH one,
      [(one)-[:LOCATED_IN]->(seat:Region) WHERE {visible("Region", "seat")} | seat.id] AS seats,
      [(one)<-[:BY]-(own:Adoption)
        WHERE own.startedOn <= $day AND {visible("Adoption", "own")} | [
          own.startedOn > $day - duration('P365D') AND NOT coalesce(own.endedOn <= $day, false),
          any(about IN [(own)-[:OF]->()-[:ABOUT]->(about) | about] WHERE about IN themes)
        ]] AS own
    WHERE seats <> []
    RETURN {row}
  }}"""


def ties(visible: Visible) -> str:
    """Write the partnerships of the candidates: `TieColumns`."""
    return f"""head(COLLECT {{
    UNWIND looked_at AS one
    MATCH (one)-[tie:PARTNER_OF]->(other:Organisation) WHERE {visible("Organisation", "other")}
    RETURN {tie_columns("one", "other", "tie")}
  }})"""


def participations(visible: Visible) -> str:
    """Write the participations of the candidates in projects: `ParticipationColumns`."""
    return f"""head(COLLECT {{
    UNWIND looked_at AS one
    MATCH (one)-[part:TAKES_PART]->(project:NetworkProject) WHERE {visible("NetworkProject", "project")}
    RETURN {participation_columns("project", "one", "part", visible)}
  }})"""
