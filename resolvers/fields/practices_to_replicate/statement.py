"""The statement of `practicesToReplicate`: a region, all regions, and the practices that cover most of its need."""

from __future__ import annotations

from analysis.replication.effects import ReportedEffect
from analysis.suppression import SMALLEST_GROUP
from resolvers.computed import FieldStatement, returned
from resolvers.fields.cypher import Condition, Seen, Sent
from resolvers.fields.deficit_profile.statement import employed_on
from resolvers.fields.practices_to_replicate.region_statement import around_region
from resolvers.fields.practices_to_replicate.rows import (
    AdaptationRow,
    CandidatesRow,
    PracticeRow,
    RegionAdoptersRow,
    RegionRow,
)
from resolvers.fields.stored_model import stored_model

# how many practices, those that cover most, are candidates
LOOKED_AT = 40


def needs_and_practices(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
    """Write the statement: one `CandidatesRow`.

    Practices are ordered by how many people lack what they address (groups that are too small to be shown left out),
    then by the number of their adoptions, and cut. Long lists come last: they would count against the memory of rows
    that are sorted while they are variables.
    """
    del variable, condition
    wanted = parameter("forCompetences")
    fits = f"""{seen("Practice", "practice")} AND ({wanted} IS NULL OR EXISTS {{
    MATCH (practice)-[:ADDRESSES]->(one:Competence) WHERE one.code IN {wanted}
  }})"""
    row = returned(
        CandidatesRow,
        region="region.id",
        known="known",
        practices="practices",
        regions="regions",
        bordering="bordering",
        figures="figures",
        around="around",
        model=stored_model(),
    )
    return f"""
WITH COLLECT {{
  MATCH (region:Region) WHERE region.code = {parameter("region")} AND {seen("Region", "region")} RETURN region
}} AS found
UNWIND CASE WHEN found = [] THEN [null] ELSE found END AS region
WITH region, COLLECT {{
  MATCH (competence:Competence) WHERE competence.code IN coalesce({wanted}, []) RETURN competence.code
}} AS known
WITH region, known, COLLECT {{
  MATCH (region)<-[:LOCATED_IN]-(:Organisation)<-[job:WORKS_AT]-(person:Person)-[:HAS_DEFICIT]->(deficit:Deficit)
    -[:IN_COMPETENCE]->(competence:Competence)
  WHERE {employed_on("date()", "job")} AND {seen("Person", "person")} AND {seen("Deficit", "deficit")}
    AND ({wanted} IS NULL OR competence.code IN {wanted})
  WITH competence, count(DISTINCT person) AS people WHERE people >= {SMALLEST_GROUP}
  RETURN [competence, people]
}} AS lacking
WITH region, known, lacking, [each IN lacking | each[0]] AS lacked
WITH region, known, COUNT {{ MATCH (practice:Practice) WHERE {fits} }} AS practices, COLLECT {{
  MATCH (practice:Practice) WHERE {fits}
  WITH practice, reduce(sum = 0, people IN COLLECT {{
    MATCH (practice)-[:ADDRESSES]->(one:Competence) WHERE one IN lacked
    RETURN head([each IN lacking WHERE each[0] = one | each[1]])
  }} | sum + people) AS covered, COUNT {{ (practice)<-[:OF]-(:Adoption) }} AS adoptions
  RETURN practice ORDER BY covered DESC, adoptions DESC, practice.id LIMIT {LOOKED_AT}
}} AS chosen
WITH *, {regions(seen)} AS regions, COLLECT {{
  MATCH (region)-[:BORDERS]-(other:Region) WHERE {seen("Region", "other")} RETURN DISTINCT other.id
}} AS bordering, {figures(seen)} AS figures
{around_region(seen)}
RETURN {row}
""".strip()


STATEMENT = FieldStatement(CandidatesRow, needs_and_practices)


def regions(seen: Seen) -> str:
    """Write all regions: `RegionRow`."""
    row = returned(
        RegionRow,
        id="each.id",
        name="each.name",
        population="each.population",
        district="each.federalDistrict",
        type="each.regionType",
        organisations=f"COUNT {{ (each)<-[:LOCATED_IN]-(one:Organisation) WHERE {seen('Organisation', 'one')} }}",
    )
    return f"COLLECT {{ MATCH (each:Region) WHERE {seen('Region', 'each')} RETURN {row} }}"


def figures(seen: Seen) -> str:
    """Write the chosen practices with adopters by region, reported effects and adaptations: `PracticeRow`."""
    adoption = seen("Adoption", "adoption")
    row = returned(
        PracticeRow,
        id="practice.id",
        stage="practice.stage",
        evidence="practice.evidence",
        competences="competences",
        adopters="adopters",
        effects="effects",
        adaptations="adaptations",
    )
    effect = returned(ReportedEffect, size="effect.size", low="effect.low", high="effect.high", level="effect.level")
    return f"""COLLECT {{
  UNWIND chosen AS practice
  WITH practice, COLLECT {{ MATCH (practice)-[:ADDRESSES]->(one:Competence) RETURN one.id }} AS competences, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(adopter:Organisation)-[:LOCATED_IN]->(place:Region)
    WHERE {adoption} AND {seen("Organisation", "adopter")} AND coalesce(adoption.startedOn <= date(), true)
    WITH place.id AS place, count(DISTINCT adopter) AS adopters,
      count(DISTINCT CASE adoption.stage WHEN 'ABANDONED' THEN adopter END) AS abandoned
    RETURN {returned(RegionAdoptersRow, region="place", adopters="adopters", abandoned="abandoned")}
  }} AS adopters, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:ACHIEVED]->(effect:Effect)
    WHERE {adoption} AND {seen("Effect", "effect")}
    RETURN {effect} ORDER BY effect.id
  }} AS effects, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:ADAPTED_IN]->(change:Adaptation)
    WHERE {adoption} AND {seen("Adaptation", "change")}
    WITH change.kind AS kind, count(*) AS adoptions, sum(CASE WHEN change.keepsCore THEN 1 ELSE 0 END) AS kept
    RETURN {returned(AdaptationRow, kind="kind", adoptions="adoptions", kept_core="kept")}
  }} AS adaptations
  RETURN {row}
}}"""
