"""The statement of `whereToReplicate`: a practice, who took it up, and the organisations to which it could go on."""

from __future__ import annotations

from graph_model.cypher.days import ordinal
from resolvers.computed import FieldStatement, returned
from resolvers.fields.cypher import Condition, Seen, Sent
from resolvers.fields.stored_model import stored_model
from resolvers.fields.surroundings import (
    TownRow,
    adopter,
    organisation_columns,
    participation_columns,
    tie_columns,
)
from resolvers.fields.where_to_replicate.rows import CandidateRow, PracticeRow, RegionRow, SituationRow

# how many of the largest organisations of each region are looked at, wherever the adopters are
LARGEST = 20
# around how many of the adopters who began last organisations are looked at: earlier ones have few left to tell
LATEST = 20


def surroundings(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
    """Write the statement: one `SituationRow`.

    Looked at are the adopters, their partners, the participants of their projects, the organisations of the
    municipalities of the latest adopters and of those that border them, and the largest of each region. The share of
    an adopter among its partners needs all of its partners, so that no adopter is left out.
    """
    del condition
    v = variable
    day = f"{v}_day"
    return f"""
WITH {v}, coalesce({parameter("asOf")}, date()) AS {day}, {largest(v)} AS {v}_largest
WITH {v}, {day}, {v}_largest, COLLECT {{ MATCH ({v})-[:ABOUT]->({v}_theme:Theme) RETURN {v}_theme }} AS {v}_themes,
COLLECT {{
  MATCH ({v})-[:AUTHORED_BY]->({v}_author:Organisation) WHERE {seen("Organisation", f"{v}_author")}
  RETURN {v}_author ORDER BY {v}_author.id LIMIT 1
}} AS {v}_authors, COLLECT {{
  MATCH ({v})<-[:OF]-({v}_adoption:Adoption)-[:BY]->({v}_adopter:Organisation)
  WHERE {seen("Adoption", f"{v}_adoption")} AND {seen("Organisation", f"{v}_adopter")}
  RETURN [{v}_adopter, {adopter(f"{v}_adopter", f"{v}_adoption")}]
  ORDER BY coalesce({v}_adoption.startedOn > {day}, false),
    coalesce({v}_adoption.startedOn, date('0001-01-01')) DESC, {v}_adoption.id
}} AS {v}_taken
WITH {v}, {day}, {v}_largest, {v}_themes, {v}_authors, [each IN {v}_taken | each[1]] AS {v}_adoptions,
  {v}_authors + [each IN {v}_taken | each[0]] AS {v}_sources
WITH *, {v}_sources[..{LATEST} + size({v}_authors)] AS {v}_latest
WITH *, COLLECT {{
  UNWIND {v}_latest AS {v}_source
  MATCH ({v}_source)-[:LOCATED_IN]->({v}_home:Municipality) WHERE {seen("Municipality", f"{v}_home")}
  RETURN DISTINCT {v}_home
}} AS {v}_homes
WITH *, COLLECT {{
  UNWIND {v}_homes AS {v}_home MATCH ({v}_home)-[:BORDERS*0..1]-({v}_near:Municipality) RETURN DISTINCT {v}_near
}} AS {v}_around
WITH *, {looked_at(v, seen)} AS {v}_candidates
WITH *, {candidates(v, day, seen)} AS {v}_organisations,
{ties(v, seen)} AS {v}_ties,
{participations(v, seen)} AS {v}_participations,
{municipalities(v, seen)} AS {v}_towns,
COLLECT {{ MATCH ({v})-[:ADDRESSES]->({v}_competence:Competence) RETURN {v}_competence.id }} AS {v}_competences,
{regions(v, seen)} AS {v}_regions,
{stored_model()} AS {v}_model
RETURN {situation(v)}
""".strip()


STATEMENT = FieldStatement(SituationRow, surroundings)


def situation(v: str) -> str:
    """Write the row: `SituationRow`."""
    practice = returned(
        PracticeRow,
        id=f"{v}.id",
        stage=f"{v}.stage",
        withdrawn=f"{v}.removedOn IS NOT NULL",
        published=ordinal(f"{v}.publishedOn"),
        author=f"head({v}_authors).id",
    )
    return returned(
        SituationRow,
        practice=practice,
        adoptions=f"{v}_adoptions",
        candidates=f"{v}_organisations",
        ties=f"{v}_ties",
        participations=f"{v}_participations",
        towns=f"{v}_towns",
        competences=f"{v}_competences",
        regions=f"{v}_regions",
        model=f"{v}_model",
    )


def largest(v: str) -> str:
    """Write the largest organisations of each region; this comes first, since rows to be sorted hold all variables."""
    return f"""COLLECT {{
  MATCH ({v}_region:Region)
  CALL ({v}_region) {{
    MATCH ({v}_region)<-[:LOCATED_IN]-({v}_one:Organisation)
    RETURN {v}_one ORDER BY coalesce({v}_one.teachersCounted, 0) DESC, {v}_one.id LIMIT {LARGEST}
  }}
  RETURN {v}_one
}}"""


def looked_at(v: str, seen: Seen) -> str:
    """Write the organisations that are looked at, each once.

    The lists are joined, and DISTINCT stands in the RETURN. With a UNION, or a DISTINCT before the end of a subquery,
    each row would hold all variables, the lists too: for 500 adopters that needs more memory than a server has.
    """
    return f"""COLLECT {{
  UNWIND {v}_sources + {v}_largest + COLLECT {{
    UNWIND {v}_around AS {v}_near MATCH ({v}_near)<-[:LOCATED_IN]-({v}_one:Organisation) RETURN {v}_one
  }} + COLLECT {{
    UNWIND {v}_sources AS {v}_source MATCH ({v}_source)-[:PARTNER_OF]-({v}_one:Organisation) RETURN {v}_one
  }} + COLLECT {{
    UNWIND {v}_sources AS {v}_source
    MATCH ({v}_source)-[:TAKES_PART]->(:NetworkProject)<-[:TAKES_PART]-({v}_one:Organisation) RETURN {v}_one
  }} AS {v}_one
  WITH {v}_one WHERE {seen("Organisation", f"{v}_one")} RETURN DISTINCT {v}_one
}}"""


def candidates(v: str, day: str, seen: Seen) -> str:
    """Write the organisations that are looked at and lie in a region: `CandidateRow`."""
    one, own, about = f"{v}_one", f"{v}_own", f"{v}_about"
    row = returned(
        CandidateRow,
        organisation=organisation_columns(one),
        regions=f"{v}_seats",
        begun=f"size({own})",
        busy=f"size([each IN {own} WHERE each[0]])",
        on_theme=f"size([each IN {own} WHERE each[1]])",
    )
    return f"""COLLECT {{
    UNWIND {v}_candidates AS {one}
    WITH {one},
      [({one})-[:LOCATED_IN]->({v}_seat:Region) WHERE {seen("Region", f"{v}_seat")} | {v}_seat.id] AS {v}_seats,
      [({one})<-[:BY]-({own}:Adoption)
        WHERE {own}.startedOn <= {day} AND {seen("Adoption", own)} | [
          {own}.startedOn > {day} - duration('P365D') AND NOT coalesce({own}.endedOn <= {day}, false),
          any({about} IN [({own})-[:OF]->()-[:ABOUT]->({about}) | {about}] WHERE {about} IN {v}_themes)
        ]] AS {own}
    WHERE {v}_seats <> []
    RETURN {row}
  }}"""


def ties(v: str, seen: Seen) -> str:
    """Write the partnerships of the candidates: `TieColumns`."""
    one, other, tie = f"{v}_one", f"{v}_other", f"{v}_tie"
    return f"""head(COLLECT {{
    UNWIND {v}_candidates AS {one}
    MATCH ({one})-[{tie}:PARTNER_OF]->({other}:Organisation) WHERE {seen("Organisation", other)}
    RETURN {tie_columns(one, other, tie)}
  }})"""


def participations(v: str, seen: Seen) -> str:
    """Write in which projects the candidates take part: `ParticipationColumns`."""
    one, project, part = f"{v}_one", f"{v}_project", f"{v}_part"
    return f"""head(COLLECT {{
    UNWIND {v}_candidates AS {one}
    MATCH ({one})-[{part}:TAKES_PART]->({project}:NetworkProject) WHERE {seen("NetworkProject", project)}
    RETURN {participation_columns(project, one, part, seen)}
  }})"""


def municipalities(v: str, seen: Seen) -> str:
    """Write all municipalities with organisations: `TownRow`."""
    neighbours = f"COLLECT {{ MATCH ({v}_town)-[:BORDERS]->({v}_near:Municipality) RETURN {v}_near.id }}"
    return f"""COLLECT {{
    MATCH ({v}_town:Municipality)
    WITH {v}_town, {members(v, f"{v}_town", seen)} AS {v}_members
    WHERE {v}_members > 0 AND {seen("Municipality", f"{v}_town")}
    RETURN {returned(TownRow, id=f"{v}_town.id", organisations=f"{v}_members", neighbours=neighbours)}
  }}"""


def regions(v: str, seen: Seen) -> str:
    """Write all regions: `RegionRow`."""
    region = f"{v}_region"
    return f"""COLLECT {{
    MATCH ({region}:Region) WHERE {seen("Region", region)}
    RETURN {returned(RegionRow, id=f"{region}.id", organisations=members(v, region, seen))}
  }}"""


def members(v: str, place: str, seen: Seen) -> str:
    """Write how many organisations a place has."""
    return f"""COUNT {{
      ({place})<-[:LOCATED_IN]-({v}_one:Organisation) WHERE {seen("Organisation", f"{v}_one")}
    }}"""
