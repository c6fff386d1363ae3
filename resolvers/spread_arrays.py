"""What the account of a practice's spread reads, and its rows as the analysis takes them."""

from __future__ import annotations

from typing import Any

from analysis.spread_forest import Source, Uptake
from graph_model.terms import LearningCertainty, Provenance
from resolvers.array_rows import day_of
from resolvers.arrays import Condition, Seen, Sent

Row = list[Any]


def adoptions(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
    """A practice and its adoptions: one row each, with where the adopter is and what it learned through.

    A source that the record no longer has says nothing. Reached from the practice, so that the cost is that of its
    own adoptions.
    """
    del condition, parameter
    # every variable begins with the one at hand, so that none is one of the statement around
    adoption, adopter, region, municipality, source, parent = (
        f"{variable}_{each}" for each in ("adoption", "adopter", "region", "municipality", "source", "parent")
    )
    return f"""
RETURN [{variable}.id, COLLECT {{
  MATCH ({variable})<-[:OF]-({adoption}:Adoption)-[:BY]->({adopter}:Organisation)-[:LOCATED_IN]->({region}:Region)
  WHERE {" AND ".join(seen(*each) for each in (("Adoption", adoption), ("Organisation", adopter), ("Region", region)))}
  OPTIONAL MATCH ({adopter})-[:LOCATED_IN]->({municipality}:Municipality)
  WITH {variable}, {adoption}, {adopter}, {region}, {municipality}, COLLECT {{
    MATCH ({adoption})-[:LEARNED_THROUGH]->({source}:LearningSource)
    WHERE {source}.removedOn IS NULL AND {seen("LearningSource", source)}
    OPTIONAL MATCH ({source})-[:LEARNED_FROM]->({parent}:Adoption)
    RETURN [{source}.certainty, {parent}.id]
  }} AS {variable}_sources
  RETURN [{adoption}.id, {adopter}.id, {region}.id, {municipality}.id, toString({adoption}.startedOn),
    {adoption}.provenance, toString({adoption}.removedOn), {variable}_sources]
}}]
""".strip()


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
