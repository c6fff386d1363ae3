"""`Query.practicesToReplicate`: practices that fit what a region lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.replication.effects import ReportedEffect
from analysis.replication.recommending import (
    AdaptationCount,
    PracticeFigures,
    Ranking,
    Recommendations,
    RegionFigures,
    RegionNeeds,
    recommend,
)
from analysis.suppression import SMALLEST_GROUP
from graph_model.competences import Competence
from graph_model.declarations import global_id
from graph_model.terms import AdaptationKind, EvidenceTier, PracticeStage
from graph_model.territory import Region
from resolvers.arrays import Condition, Seen, Sent
from resolvers.computed import Computed
from resolvers.days import today
from resolvers.errors import bad_input
from resolvers.limits import limited
from resolvers.profiles import now, people_of_region, profile_of
from resolvers.region_arrays import around_region, region_around
from resolvers.replication_arrays import model_of

DEFAULT_PRACTICES, MOST_PRACTICES = 10, 100
# so many practices, those that cover most, are candidates
LOOKED_AT = 40
Row = list[Any]


def needs_and_practices(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
    """A region with its profile, all regions, and the practices that cover most of what its people lack. One row.

    Practices are cut by how many people lack what they address, groups that are too small to be told left out, and
    then by the number of their adoptions. What is long comes last: it would count against the memory of whatever is
    sorted while it is at hand.
    """
    del variable
    wanted = parameter("forCompetences")
    profile = people_of_region(Region)("region", condition, parameter, seen)
    fits = f"""practice.removedOn IS NULL AND {seen("Practice", "practice")} AND ({wanted} IS NULL OR EXISTS {{
    MATCH (practice)-[:ADDRESSES]->(one:Competence) WHERE one.code IN {wanted}
  }})"""
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
  WHERE {now("job")} AND {seen("Person", "person")} AND {seen("Deficit", "deficit")}
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
WITH *, COLLECT {{
{profile}
}} AS profile
{around_region(seen)}
RETURN [region.id, head(profile), known, practices, regions, bordering, figures, brought]
""".strip()


def regions(seen: Seen) -> str:
    """All regions: what they are compared by, and how many organisations they have."""
    return f"""COLLECT {{
  MATCH (each:Region) WHERE {seen("Region", "each")}
  RETURN [each.id, each.name, each.population, each.federalDistrict, each.regionType, COUNT {{
    (each)<-[:LOCATED_IN]-(one:Organisation) WHERE {seen("Organisation", "one")}
  }}]
}}"""


def figures(seen: Seen) -> str:
    """The chosen practices with adopters by region, reported effects and adaptations."""
    adoption = f"adoption.removedOn IS NULL AND {seen('Adoption', 'adoption')}"
    return f"""COLLECT {{
  UNWIND chosen AS practice
  WITH practice, COLLECT {{ MATCH (practice)-[:ADDRESSES]->(one:Competence) RETURN one.id }} AS competences, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(adopter:Organisation)-[:LOCATED_IN]->(place:Region)
    WHERE {adoption} AND {seen("Organisation", "adopter")} AND coalesce(adoption.startedOn <= date(), true)
    WITH place.id AS place, count(DISTINCT adopter) AS adopters,
      count(DISTINCT CASE adoption.stage WHEN 'ABANDONED' THEN adopter END) AS abandoned
    RETURN [place, adopters, abandoned]
  }} AS adopters, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:ACHIEVED]->(effect:Effect)
    WHERE {adoption} AND effect.removedOn IS NULL AND {seen("Effect", "effect")}
    RETURN [effect.size, effect.low, effect.high, effect.level] ORDER BY effect.id
  }} AS effects, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:ADAPTED_IN]->(change:Adaptation)
    WHERE {adoption} AND change.removedOn IS NULL AND {seen("Adaptation", "change")}
    WITH change.kind AS kind, count(*) AS adoptions, sum(CASE WHEN change.keepsCore THEN 1 ELSE 0 END) AS kept
    RETURN [kind, adoptions, kept]
  }} AS adaptations
  RETURN [practice.id, practice.stage, practice.evidence, competences, adopters, effects, adaptations]
}}"""


def practices_to_replicate(arrays: list[Any], arguments: Mapping[str, Any]) -> Recommendations:
    """`Query.practicesToReplicate`; raises a `RequestError` where region, competences or `first` cannot be used."""
    first = limited("first", arguments.get("first"), DEFAULT_PRACTICES, MOST_PRACTICES)
    ((region, profile, known, practices, all_regions, bordering, rows, brought),) = arrays
    if region is None:
        raise bad_input(f"There is no region with the code {arguments['region']!r}. Find codes with regions.")
    wanted = competences_asked(arguments.get("forCompetences"), known)
    needs = needs_of(region, profile, all_regions, bordering, wanted)
    cut = practices if practices > len(rows) else None
    ranking = Ranking(needs, model_of(brought), region_around(brought, today()))
    return recommend(ranking, [practice_of(each) for each in rows], first, today(), cut)


def competences_asked(codes: Sequence[str] | None, known: Sequence[str]) -> frozenset[str] | None:
    """The competences by global id, None for all; raises a `RequestError` where there is no such competence."""
    if codes is None:
        return None
    if not codes:
        raise bad_input("forCompetences is empty. Name at least one competence, or leave it out to take all.")
    unknown = [each for each in codes if each not in known]
    if unknown:
        raise bad_input(f"There is no competence with the code {unknown[0]!r}. Find codes with competences.")
    return frozenset(global_id(Competence, each) for each in codes)


def needs_of(
    region: str, profile: Row, all_regions: Sequence[Row], bordering: Sequence[str], wanted: frozenset[str] | None
) -> RegionNeeds:
    """What a region lacks, and the regions that it is compared with."""
    by_id = {each[0]: RegionFigures(*each) for each in all_regions}
    others = [each for each in by_id.values() if each.id != region and each.organisations]
    return RegionNeeds(by_id[region], others, frozenset(bordering), profile_of(profile), wanted)


def practice_of(row: Row) -> PracticeFigures:
    """A practice with its figures."""
    identifier, stage, evidence, competences, adopters, effects, adaptations = row
    return PracticeFigures(
        id=identifier,
        stage=PracticeStage[stage],
        evidence=EvidenceTier[evidence],
        competences=frozenset(competences),
        adopters={region: count for region, count, _ in adopters},
        abandoned={region: count for region, _, count in adopters if count},
        effects=[ReportedEffect(*each) for each in effects],
        adaptations=[AdaptationCount(AdaptationKind[kind], count, kept) for kind, count, kept in adaptations],
    )


PRACTICES_TO_REPLICATE = Computed(
    "Query",
    "practicesToReplicate",
    body=needs_and_practices,
    compute=practices_to_replicate,
    sent=("region", "forCompetences"),
)
