"""The statements of `practicesToReplicate`: a region, and the reports on the best practices."""

from __future__ import annotations

from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.practices_to_replicate.rows import (
    AdaptationRow,
    PracticeReportsRow,
    RegionAndCompetencesRow,
    RequestedCompetenceRow,
)
from resolvers.fields.replication_country.effects import reported_effect


def region_and_competences(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the first statement: one `RegionAndCompetencesRow`."""
    del variable
    found = f"MATCH (region:Region) WHERE region.code = {parameter('region')} AND {visible('Region', 'region')}"
    region = f"head(COLLECT {{ {found} RETURN region.id }})"
    bordering = f"""COLLECT {{
  {found} MATCH (region)-[:BORDERS]-(other:Region) WHERE {visible("Region", "other")} RETURN DISTINCT other.id
}}"""
    parts = f"""COLLECT {{
    MATCH (part:Competence)
      (()-[:PART_OF]->(above:Competence WHERE {visible("Competence", "above")})){{0,}} (competence)
    WHERE {visible("Competence", "part")}
    RETURN DISTINCT part.id
  }}"""
    known = f"""COLLECT {{
  MATCH (competence:Competence) WHERE competence.code IN coalesce({parameter("forCompetences")}, [])
    AND {visible("Competence", "competence")}
  RETURN {returned(RequestedCompetenceRow, code="competence.code", parts=parts)}
}}"""
    filtered = condition("where", "candidate")
    matching = f"""COLLECT {{
  MATCH (candidate:Practice) WHERE {visible("Practice", "candidate")} AND ({filtered}) RETURN candidate.id
}}"""
    row = returned(
        RegionAndCompetencesRow,
        region=region,
        known=known,
        bordering=bordering,
        matching="null" if filtered == "true" else matching,
    )
    return f"RETURN {row}"


STATEMENT = FieldStatement(RegionAndCompetencesRow, region_and_competences)


def reports_on_practices(visible: Visible) -> str:
    """Write the statement for the `chosen` practices, by global id: a `PracticeReportsRow` each."""
    return f"""
MATCH (practice:Practice) WHERE practice.id IN $chosen AND {visible("Practice", "practice")}
WITH collect(practice) AS chosen
WITH {reports(visible)} AS rows
UNWIND rows AS row
RETURN {", ".join(f"row[{place}]" for place, _ in enumerate(PracticeReportsRow._fields))}
""".strip()


def reports(visible: Visible) -> str:
    """Write the chosen practices with the reports of their adoptions: a `PracticeReportsRow` each."""
    adoption = visible("Adoption", "adoption")
    row = returned(PracticeReportsRow, id="practice.id", effects="effects", adaptations="adaptations")
    effect = reported_effect("effect", "adopter")
    return f"""COLLECT {{
  UNWIND chosen AS practice
  WITH practice, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:ACHIEVED]->(effect:Effect)
    WHERE {adoption} AND {visible("Effect", "effect")}
    MATCH (adoption)-[:BY]->(adopter:Organisation) WHERE {visible("Organisation", "adopter")}
    RETURN {effect} ORDER BY effect.id
  }} AS effects, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:ADAPTED_IN]->(change:Adaptation)
    WHERE {adoption} AND {visible("Adaptation", "change")}
    WITH change.kind AS kind, count(*) AS adoptions, sum(CASE WHEN change.keepsCore THEN 1 ELSE 0 END) AS kept
    RETURN {returned(AdaptationRow, kind="kind", adoptions="adoptions", kept_core="kept")}
  }} AS adaptations
  RETURN {row}
}}"""


REPORTS = FurtherStatement(PracticeReportsRow, reports_on_practices)
