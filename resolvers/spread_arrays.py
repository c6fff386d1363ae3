"""What the account of a practice's spread reads, and its rows as the analysis takes them."""

from __future__ import annotations

from typing import Any

from analysis.spread_forest import Source, Uptake
from graph_model.terms import LearningCertainty, Provenance
from resolvers.array_rows import day_of
from resolvers.arrays import Condition, Sent

Row = list[Any]

ADOPTIONS = """
RETURN [practice.id, COLLECT {
MATCH (practice)<-[:OF]-(practice_adoption:Adoption)-[:BY]->(practice_adopter:Organisation)
MATCH (practice_adopter)-[:LOCATED_IN]->(practice_region:Region)
OPTIONAL MATCH (practice_adopter)-[:LOCATED_IN]->(practice_municipality:Municipality)
WITH practice, practice_adoption, practice_adopter, practice_region, practice_municipality, COLLECT {
  MATCH (practice_adoption)-[:LEARNED_THROUGH]->(practice_source:LearningSource)
  WHERE practice_source.removedOn IS NULL
  OPTIONAL MATCH (practice_source)-[:LEARNED_FROM]->(practice_parent:Adoption)
  RETURN [practice_source.certainty, practice_parent.id]
} AS practice_sources
RETURN [practice_adoption.id, practice_adopter.id, practice_region.id, practice_municipality.id,
  toString(practice_adoption.startedOn), practice_adoption.provenance, toString(practice_adoption.removedOn),
  practice_sources]
}]
"""


def adoptions(variable: str, condition: Condition, parameter: Sent) -> str:
    """A practice and its adoptions: one row each, with where the adopter is and what it learned through.

    A source that the record no longer has says nothing. Reached from the practice, so that the cost is that of its
    own adoptions.
    """
    del condition, parameter
    return ADOPTIONS.replace("practice", variable).strip()


def uptakes_of(rows: list[Row]) -> list[Uptake]:
    """The adoptions, each once: of several places of an adopter the first by id counts."""
    each_once = {row[0]: row for row in sorted(rows, key=lambda row: (row[2], row[3] or ""), reverse=True)}
    return [uptake_of(row) for row in each_once.values()]


def uptake_of(row: Row) -> Uptake:
    """One adoption."""
    identifier, organisation, region, municipality, started_on, provenance, removed_on, sources = row
    return Uptake(
        id=identifier,
        organisation=organisation,
        region=region,
        municipality=municipality,
        started_on=day_of(started_on),
        provenance=Provenance[provenance],
        removed_on=day_of(removed_on),
        sources=[Source(LearningCertainty[certainty], adoption) for certainty, adoption in sources],
    )
