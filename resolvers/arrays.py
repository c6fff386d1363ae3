"""What the analyses read: named Cypher statements. `resolvers.array_rows` reads the rows that they return.

A statement is the inside of a COLLECT subquery. Times leave as text; a relation is known by the global id of the first
of its sources.
"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent

from graph_model.catalogue import DataSource
from graph_model.declarations import global_id
from graph_model.organisations import FoundedBy, PartnerOf, UnitOf

Condition = Callable[[str, str], str]
Sent = Callable[[str], str]

KINDS = {"UNIT": UnitOf.type, "FOUNDER": FoundedBy.type, "PARTNERSHIP": PartnerOf.type}


def record(relation: str) -> str:
    """The global id of the data source of a relation."""
    return f"'{global_id(DataSource, '')}' + head({relation}.sourceIds)"


def period(relation: str) -> str:
    """From when until when a relation holds: two columns."""
    return f"toString({relation}.since), toString({relation}.until)"


def last_day(organisation: str) -> str:
    """The last day of an organisation; one that its source no longer has was there for the last time the day before."""
    return f"toString(coalesce({organisation}.removedOn - duration('P1D'), {organisation}.validTo))"


def body(organisation: str) -> str:
    """What counts of an organisation: five columns."""
    place = f"{organisation}.location.latitude, {organisation}.location.longitude"
    return f"{organisation}.id, {organisation}.kind, {last_day(organisation)}, {place}"


def performances(organisation: str) -> str:
    """The functions of an organisation: [function, since, until] for each."""
    relation, function = f"{organisation}_performs", f"{organisation}_function"
    return (
        f"COLLECT {{ MATCH ({organisation})-[{relation}:PERFORMS]->({function}:Function) "
        f"RETURN [{function}.id, {period(relation)}] }}"
    )


# `asker` stands for the variable at hand; every variable begins with it, so that none is one of the statement around.
# A region comes with the seat of the asker (its own region) or with the border that it shares with that region.
NEIGHBOURHOOD = f"""
WITH asker, {performances("asker")} AS asker_functions,
COUNT {{ MATCH (asker_function:Function) WHERE EXISTS {{ (asker_function)<-[:PERFORMS]-() }} }} AS asker_known,
COLLECT {{
  MATCH (asker)-[asker_tie:{"|".join(KINDS.values())}]-(asker_other:Organisation)
  RETURN [type(asker_tie), startNode(asker_tie).id, endNode(asker_tie).id,
    {record("asker_tie")}, {period("asker_tie")}]
}} AS asker_ties,
COLLECT {{
  MATCH (asker)-[:PARTNER_OF]-(asker_partner:Organisation)-[asker_second:PARTNER_OF]-(asker_other:Organisation)
  WHERE asker_other <> asker
  RETURN [asker_other.id, asker_partner.id, {period("asker_second")}]
}} AS asker_seconds,
COLLECT {{
  MATCH (asker)-[asker_seat:LOCATED_IN]->(asker_home:Region)-[asker_borders:BORDERS*0..1]-(asker_region:Region)
  MATCH (asker_region)<-[:LOCATED_IN]-(asker_candidate:Organisation)
  WHERE asker_candidate <> asker AND (FILTER)
  WITH asker_home, asker_region, coalesce(head(asker_borders), asker_seat) AS asker_nearness,
    asker_candidate, {performances("asker_candidate")} AS asker_performances
  WITH asker_home, asker_region, asker_nearness,
    collect([{body("asker_candidate")}, asker_performances]) AS asker_candidates
  RETURN [asker_home.id, asker_region.id, asker_region.name, {record("asker_nearness")}, asker_candidates]
}} AS asker_regions
RETURN [[{body("asker")}, asker_functions], asker.functionsAssigned, asker_known,
  asker_ties, asker_seconds, asker_regions]
"""


def neighbourhood(variable: str, condition: Condition, parameter: Sent) -> str:
    """An organisation, its functions and ties, and the organisations of its region and of those that border it.

    One row. Of the organisations, only those that pass the filter `where` come. Everything is reached from the
    organisation itself, so that the cost is that of its surroundings, not of the country. Where regions hold
    thousands of organisations (schools), the statement has to keep those of the asker's kind and those that perform
    a function that it lacks, and to bring only the number of the others.
    """
    del parameter
    text = NEIGHBOURHOOD.replace("asker", variable)
    return text.replace("FILTER", condition("where", f"{variable}_candidate")).strip()


def network(variable: str, condition: Condition, parameter: Sent) -> str:
    """The links of the kinds asked for between all organisations, and who of them has ended.

    One row of four lists: [organisation, last day] of the two ends and of whoever has a last day; [region, record,
    organisations] of the seats; [record, pairs of regions] of the borders; [kind, record, since, until, pairs of
    organisations] of the ties. Grouped by record, which few sources share, this is half as long as link by link.

    A kind that is not asked for is not read. For a country with 40,000 schools the whole network is too much to
    bring: there the statement has to start from both ends and to bring, link by link, what lies within half of
    `maxLength` around each, the regions as regions and not with their organisations.
    """
    del variable, condition
    through, ends = parameter("through"), f"[{parameter('from')}, {parameter('to')}]"
    return f"""
WITH COLLECT {{
  MATCH (organisation:Organisation)
  WHERE organisation.id IN {ends} OR organisation.validTo IS NOT NULL OR organisation.removedOn IS NOT NULL
  RETURN [organisation.id, {last_day("organisation")}]
}} AS endings, COLLECT {{
  {wanted(through, "REGION", "BORDER")}
  MATCH (region:Region)<-[seat:LOCATED_IN]-(organisation:Organisation)
  WITH region.id AS region, {record("seat")} AS record, collect(organisation.id) AS organisations
  RETURN [region, record, organisations]
}} AS seats, COLLECT {{
  {wanted(through, "BORDER")}
  MATCH (region:Region)-[border:BORDERS]->(other:Region)
  WITH {record("border")} AS record, collect([region.id, other.id]) AS pairs
  RETURN [record, pairs]
}} AS borders, COLLECT {{
{indent(" UNION ALL ".join(ties(through, kind) for kind in KINDS), "  ")}
}} AS ties
RETURN [endings, seats, borders, ties]
""".strip()


def ties(through: str, kind: str) -> str:
    """The ties of one kind, grouped by what they have in common."""
    return f"""{wanted(through, kind)}
MATCH (start:Organisation)-[tie:{KINDS[kind]}]->(end:Organisation)
WITH {record("tie")} AS record, toString(tie.since) AS since, toString(tie.until) AS until,
  collect([start.id, end.id]) AS pairs
RETURN ['{kind}', record, since, until, pairs] AS row
"""


def wanted(through: str, *kinds: str) -> str:
    """A clause that lets the next one run once where one of the kinds is asked for (null: all are), else never."""
    asked = " OR ".join(f"'{kind}' IN {through}" for kind in kinds)
    return f"UNWIND CASE WHEN {through} IS NULL OR {asked} THEN [1] ELSE [] END AS wanted"
