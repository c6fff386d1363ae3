"""What the account of a practice's spread reads, and its rows as the analysis takes them.

What is brought follows from what is asked: the cascade needs adoptions alone, the timeline who was at risk beside
them, thresholds the ties of adopters; tests of contagion stand on a whole network, which is kept (`spread_ties`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.answers import Period as Life
from analysis.spread_forest import Source, Uptake
from analysis.spread_timeline import RiskSet
from analysis.spread_vocabulary import SpreadNetwork
from graph_model.read_tree import Body
from graph_model.terms import LearningCertainty, OrganisationKind, Provenance
from resolvers.array_rows import day_of
from resolvers.arrays import Condition, Seen, Sent, last_day
from resolvers.spread_ties import OWN_TIES

Row = list[Any]

# fields of the answer by what they need beside the adoptions
OF_POPULATION = frozenset({"timeline", "riskSet", "growth"})
OF_OWN_TIES = frozenset({"thresholds"})
OF_NETWORK = frozenset({"contagion"})
# what comes behind the adoptions where any of them is asked for
STATISTICS = ("kinds", "population", "lives", "ties", "version")
VERSION = "COLLECT { MATCH (state:DataState) RETURN state.dataVersion }"


def statement(arguments: Mapping[str, Any], selected: frozenset[str]) -> Body:
    """The statement for the fields that are selected: [practice, adoptions] and, where needed, what `STATISTICS` names.

    The version is read before anything else, so that what is kept under it is never older than it says.
    """
    network = network_asked(arguments)
    risk, ties = bool(selected & OF_POPULATION), bool(selected & OF_OWN_TIES)

    def body(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
        del condition, parameter
        rows = adoptions(variable, seen)
        if not selected & (OF_POPULATION | OF_OWN_TIES | OF_NETWORK):
            return f"RETURN [{variable}.id, {rows}]"
        more = {
            "population": population(variable, seen) if risk else "null",
            "lives": lives(variable, seen) if risk else "null",
            "ties": OWN_TIES[network](variable, seen) if ties else "null",
        }
        first = {"version": VERSION, "adoptions": rows, "kinds": kinds(variable, seen)}
        bound = ", ".join(f"{text} AS {variable}_{name}" for name, text in first.items() if name != "version")
        carried = ", ".join(f"{variable}_{name}" for name in first)
        brought = ", ".join(f"{text} AS {variable}_{name}" for name, text in more.items())
        returned = ", ".join(f"{variable}_{name}" for name in ("adoptions", *STATISTICS))
        return (
            f"WITH {variable}, {VERSION} AS {variable}_version\n"
            f"WITH {variable}, {variable}_version, {bound}\n"
            f"WITH {variable}, {carried}, {brought}\n"
            f"RETURN [{variable}.id, {returned}]"
        )

    return body


def network_asked(arguments: Mapping[str, Any]) -> SpreadNetwork:
    """The network that is asked for."""
    return SpreadNetwork[arguments.get("network") or SpreadNetwork.PARTNERSHIP]


def adoptions(variable: str, seen: Seen) -> str:
    """The adoptions of a practice: one row each, with where the adopter is and what it learned through.

    A source that the record no longer has says nothing. Reached from the practice, so that the cost is that of its
    own adoptions.
    """
    # every variable begins with the one at hand, so that none is one of the statement around
    adoption, adopter, region, municipality, source, parent = (
        f"{variable}_{each}" for each in ("adoption", "adopter", "region", "municipality", "source", "parent")
    )
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-({adoption}:Adoption)-[:BY]->({adopter}:Organisation)-[:LOCATED_IN]->({region}:Region)
  WHERE {" AND ".join(seen(*each) for each in (("Adoption", adoption), ("Organisation", adopter), ("Region", region)))}
  OPTIONAL MATCH ({adopter})-[:LOCATED_IN]->({municipality}:Municipality)
  WITH {variable}, {adoption}, {adopter}, {region}, {municipality}, COLLECT {{
    MATCH ({adoption})-[:LEARNED_THROUGH]->({source}:LearningSource)
    WHERE {source}.removedOn IS NULL AND {seen("LearningSource", source)}
    OPTIONAL MATCH ({source})-[:LEARNED_FROM]->({parent}:Adoption)
    RETURN [{source}.certainty, {parent}.id, {source}.probability]
  }} AS {variable}_sources
  RETURN [{adoption}.id, {adopter}.id, {region}.id, {municipality}.id, toString({adoption}.startedOn),
    {adoption}.provenance, toString({adoption}.removedOn), {variable}_sources]
}}"""


def kinds(variable: str, seen: Seen) -> str:
    """The kinds of the organisations that took a practice up."""
    adopter = f"{variable}_kin"
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->({adopter}:Organisation)
  WHERE {seen("Organisation", adopter)}
  RETURN DISTINCT {adopter}.kind
}}"""


def population(variable: str, seen: Seen) -> str:
    """How many organisations of these kinds there are, by their first and last day."""
    organisation = f"{variable}_other"
    return f"""COLLECT {{
  MATCH ({organisation}:Organisation)
  WHERE {organisation}.kind IN {variable}_kinds AND {seen("Organisation", organisation)}
  WITH {organisation}.validFrom AS {variable}_since, {last_day(organisation)} AS {variable}_until,
    count(*) AS {variable}_number
  RETURN [toString({variable}_since), {variable}_until, {variable}_number]
}}"""


def lives(variable: str, seen: Seen) -> str:
    """The first and last day of the adopters that have any."""
    adopter = f"{variable}_mortal"
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->({adopter}:Organisation)
  WHERE {seen("Organisation", adopter)} AND ({adopter}.validFrom IS NOT NULL OR {adopter}.validTo IS NOT NULL
    OR {adopter}.removedOn IS NOT NULL)
  RETURN DISTINCT [{adopter}.id, toString({adopter}.validFrom), {last_day(adopter)}]
}}"""


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
        sources=[Source(LearningCertainty[certainty], *rest) for certainty, *rest in sources],
    )


def risk_set_of(kinds_: list[str], population_: list[Row], lives_: list[Row]) -> RiskSet:
    """Who could take the practice up."""
    return RiskSet(
        kinds=sorted((OrganisationKind[each] for each in kinds_), key=[*OrganisationKind].index),
        lives=[(Life(day_of(since), day_of(until)), number) for since, until, number in population_],
        adopters={each: Life(day_of(since), day_of(until)) for each, since, until in lives_},
    )
