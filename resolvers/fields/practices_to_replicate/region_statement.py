"""Cypher for the organisations of a region with their surroundings.

The statement reads only the data for the features of the region's own organisations: the adopters in all regions, the
municipalities of the region with two rings of neighbours, the ties of the organisations, and all ties of the
organisations at the other ends. The second ring is needed because an adopter across a border shares its contacts among
all neighbours of its municipality.
"""

from __future__ import annotations

from graph_model.cypher.days import ordinal
from resolvers.compiling.computed_field import returned
from resolvers.fields.cypher import Visible
from resolvers.fields.practices_to_replicate.region_rows import DeedRow, DeedsRow, RegionSurroundingsRow, SpreadingRow
from resolvers.fields.surroundings import (
    TownRow,
    adopter,
    organisation_columns,
    participation_columns,
    tie_columns,
)


def region_surroundings(visible: Visible) -> str:
    """Write clauses that add `around`, a `RegionSurroundingsRow`, to `region` and the `chosen` practices.

    Lists are concatenated, and DISTINCT is used only in a RETURN. Otherwise each row would contain all variables.
    """
    one = visible("Organisation", "one")
    row = returned(
        RegionSurroundingsRow,
        own="[each IN own | each.id]",
        organisations=f"COLLECT {{ UNWIND read AS one RETURN {organisation_columns('one')} }}",
        deeds=deeds(visible),
        practices="spreading",
        ties=ties(visible),
        participations=participations(visible),
        towns=municipalities(visible),
        size=f"COUNT {{ MATCH (one:Organisation) WHERE {one} }}",
    )
    return f"""
WITH *, COLLECT {{ MATCH (region)<-[:LOCATED_IN]-(one:Organisation) WHERE {one} RETURN one }} AS own
WITH *, COLLECT {{
  UNWIND own AS each MATCH (each)-[:LOCATED_IN]->(town:Municipality) RETURN DISTINCT town
}} AS homes
WITH *, COLLECT {{
  UNWIND homes AS town MATCH (town)-[:BORDERS*0..2]-(near:Municipality) RETURN DISTINCT near
}} AS towns, COLLECT {{
  UNWIND own AS each MATCH (each)-[:PARTNER_OF]-(one:Organisation) WHERE {one} RETURN DISTINCT one
}} + own AS tied, COLLECT {{
  UNWIND own AS each MATCH (each)-[:TAKES_PART]->(:NetworkProject)<-[:TAKES_PART]-(one:Organisation)
  WHERE {one} RETURN DISTINCT one
}} + own AS working, {spreading(visible)} AS spreading
WITH *, COLLECT {{
  UNWIND chosen AS practice
  MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(one:Organisation)
  WHERE {visible("Adoption", "adoption")} AND {one} RETURN one
}} + COLLECT {{
  UNWIND chosen AS practice MATCH (practice)-[:AUTHORED_BY]->(one:Organisation) WHERE {one} RETURN one
}} + own AS adopting
WITH *, COLLECT {{ UNWIND adopting AS one RETURN DISTINCT one }} AS read
WITH *, {row} AS around""".strip()


def spreading(visible: Visible) -> str:
    """Write the chosen practices with their adopters: a `SpreadingRow` each."""
    row = returned(
        SpreadingRow,
        practice="practice.id",
        published=ordinal("practice.publishedOn"),
        authors=f"""COLLECT {{
    MATCH (practice)-[:AUTHORED_BY]->(author:Organisation)
    WHERE {visible("Organisation", "author")} RETURN author.id
  }}""",
        themes="COLLECT { MATCH (practice)-[:ABOUT]->(theme:Theme) RETURN theme.id }",
        competences="COLLECT { MATCH (practice)-[:ADDRESSES]->(competence:Competence) RETURN competence.id }",
        adopters=f"""COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(one:Organisation)
    WHERE {visible("Adoption", "adoption")}
    RETURN {adopter("one", "adoption")}
  }}""",
    )
    return f"COLLECT {{ UNWIND chosen AS practice RETURN {row} }}"


def deeds(visible: Visible) -> str:
    """Write the adoptions of the region's organisations: a `DeedsRow` each."""
    deed = returned(
        DeedRow,
        busy="adoption.startedOn > date() - duration('P365D') AND NOT coalesce(adoption.endedOn <= date(), false)",
        themes="[(practice)-[:ABOUT]->(theme:Theme) | theme.id]",
    )
    collected = f"""COLLECT {{
      MATCH (one)<-[:BY]-(adoption:Adoption)-[:OF]->(practice:Practice)
      WHERE adoption.startedOn <= date()
        AND {visible("Adoption", "adoption")} AND {visible("Practice", "practice")}
      RETURN {deed}
    }}"""
    return f"COLLECT {{ UNWIND own AS one RETURN {returned(DeedsRow, organisation='one.id', deeds=collected)} }}"


def ties(visible: Visible) -> str:
    """Write the partnerships of the region's organisations and of their partners: `TieColumns`."""
    return f"""head(COLLECT {{
    UNWIND COLLECT {{
      UNWIND tied AS each
      MATCH (each)-[tie:PARTNER_OF]-(one:Organisation) WHERE {visible("Organisation", "one")}
      RETURN DISTINCT tie
    }} AS tie
    WITH tie, startNode(tie) AS start, endNode(tie) AS end
    RETURN {tie_columns("start", "end", "tie")}
  }})"""


def participations(visible: Visible) -> str:
    """Write the participations in projects of the region's organisations and of the other participants."""
    return f"""head(COLLECT {{
    UNWIND COLLECT {{
      UNWIND working AS each
      MATCH (each)-[:TAKES_PART]->(project:NetworkProject) WHERE {visible("NetworkProject", "project")}
      RETURN DISTINCT project
    }} AS project
    MATCH (project)<-[part:TAKES_PART]-(one:Organisation)
    WHERE {visible("Organisation", "one")}
    RETURN {participation_columns("project", "one", "part", visible)}
  }})"""


def municipalities(visible: Visible) -> str:
    """Write the municipalities of and around the region: a `TownRow` each."""
    row = returned(
        TownRow,
        id="town.id",
        organisations=f"""COUNT {{
      (town)<-[:LOCATED_IN]-(one:Organisation) WHERE {visible("Organisation", "one")}
    }}""",
        neighbours="[(town)-[:BORDERS]-(near:Municipality) | near.id]",
    )
    return f"COLLECT {{ UNWIND towns AS town RETURN {row} }}"
