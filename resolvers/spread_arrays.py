"""What the account of a practice's spread reads, and its rows as the analysis takes them.

What is brought follows from what is asked: the cascade needs adoptions alone, the timeline who was at risk beside
them, thresholds the ties of adopters, and tests of contagion the whole network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from analysis.answers import Period as Life
from analysis.spread_forest import Source, Uptake
from analysis.spread_timeline import RiskSet
from analysis.spread_vocabulary import SpreadNetwork
from graph_model.read_tree import Body
from graph_model.terms import LearningCertainty, OrganisationKind, Provenance
from resolvers.array_rows import day_of
from resolvers.arrays import Condition, Seen, Sent, last_day

Row = list[Any]

# fields of the answer by what they need beside the adoptions
OF_OWN_TIES = frozenset({"thresholds"})
OF_NETWORK = frozenset({"contagion"})


def statement(arguments: Mapping[str, Any], selected: frozenset[str]) -> Body:
    """The statement for the fields that are selected: [practice, adoptions] and, where needed, [risk, ties]."""
    network = SpreadNetwork[arguments.get("network") or SpreadNetwork.PARTNERSHIP]
    risk, ties = bool(selected & {"timeline", "riskSet", "growth"}), bool(selected & (OF_OWN_TIES | OF_NETWORK))

    def body(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
        del condition
        rows = adoptions(variable, seen)
        if not risk and not ties:
            return f"RETURN [{variable}.id, {rows}]"
        parts = [f"{rows} AS {variable}_adoptions", f"{kinds(variable, seen)} AS {variable}_kinds"]
        more = [
            f"{population(variable, seen)} AS {variable}_population" if risk else f"null AS {variable}_population",
            f"{lives(variable, seen)} AS {variable}_lives" if risk else f"null AS {variable}_lives",
            f"{TIES[network](variable, parameter('asOf'), seen, bool(selected & OF_NETWORK))} AS {variable}_ties"
            if ties
            else f"null AS {variable}_ties",
        ]
        names = ", ".join(f"{variable}_{each}" for each in ("adoptions", "kinds", "population", "lives", "ties"))
        return (
            f"WITH {variable}, {parts[0]}, {parts[1]}\n"
            f"WITH {variable}, {variable}_adoptions, {variable}_kinds, {', '.join(more)}\n"
            f"RETURN [{variable}.id, {names}]"
        )

    return body


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


def partnerships(variable: str, as_of: str, seen: Seen, whole: bool) -> str:
    """Partners of each organisation of the kinds of adopters: of adopters alone, or of all (each pair once)."""
    start, end, tie = f"{variable}_start", f"{variable}_end", f"{variable}_tie"
    ends = f"{seen('Organisation', start)} AND {seen('Organisation', end)} AND {end}.kind IN {variable}_kinds"
    way = f"({variable})<-[:OF]-(:Adoption)-[:BY]->({start}:Organisation)-[{tie}:PARTNER_OF]-({end}:Organisation)"
    if whole:
        way = f"({start}:Organisation)-[{tie}:PARTNER_OF]->({end}:Organisation)"
        ends = f"{start}.kind IN {variable}_kinds AND {ends}"
    return f"""COLLECT {{
  MATCH {way}
  WHERE {ends} AND {begun(tie, as_of)}
  WITH {start}, collect(DISTINCT {end}.id) AS {variable}_ends
  RETURN [{start}.id, {variable}_ends]
}}"""


def projects(variable: str, as_of: str, seen: Seen, whole: bool) -> str:
    """The participants of each project that are of the kinds of adopters."""
    del whole
    project, participant, part = f"{variable}_project", f"{variable}_participant", f"{variable}_part"
    return f"""COLLECT {{
  MATCH ({project}:NetworkProject)<-[{part}:TAKES_PART]-({participant}:Organisation)
  WHERE {seen("NetworkProject", project)} AND {seen("Organisation", participant)}
    AND {participant}.kind IN {variable}_kinds AND {begun(part, as_of)}
  WITH {project}, collect(DISTINCT {participant}.id) AS {variable}_participants
  RETURN {variable}_participants
}}"""


def borders(variable: str, as_of: str, seen: Seen, whole: bool) -> str:
    """The municipalities that each one borders, each border once, where both hold organisations of these kinds."""
    del as_of, whole
    one, other, organisation = f"{variable}_one", f"{variable}_neighbour", f"{variable}_resident"
    held = " AND ".join(
        f"EXISTS {{ MATCH ({each})<-[:LOCATED_IN]-({organisation}:Organisation) "
        f"WHERE {organisation}.kind IN {variable}_kinds AND {seen('Organisation', organisation)} }}"
        for each in (one, other)
    )
    return f"""COLLECT {{
  MATCH ({one}:Municipality)-[:BORDERS]->({other}:Municipality)
  WHERE {seen("Municipality", one)} AND {seen("Municipality", other)} AND {held}
  WITH {one}, collect({other}.id) AS {variable}_neighbours
  RETURN [{one}.id, {variable}_neighbours]
}}"""


def begun(relation: str, as_of: str) -> str:
    """Whether a relation had begun by the day; one whose beginning is not known had."""
    return f"coalesce({relation}.since <= coalesce({as_of}, date()), true)"


TIES: Mapping[SpreadNetwork, Callable[[str, str, Seen, bool], str]] = {
    SpreadNetwork.PARTNERSHIP: partnerships,
    SpreadNetwork.PROJECT: projects,
    SpreadNetwork.BORDER: borders,
}


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


def pairs_of(network: SpreadNetwork, rows: list[Row]) -> list[tuple[str, str]]:
    """The ties of a network as pairs of ids."""
    if network is SpreadNetwork.PROJECT:
        return [(one, other) for each in rows for number, one in enumerate(each) for other in each[:number]]
    return [(one, other) for one, others in rows for other in others]
