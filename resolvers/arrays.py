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
Seen = Callable[[str, str], str]

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


def performances(organisation: str, seen: Seen) -> str:
    """The functions of an organisation: [function, since, until] for each."""
    relation, function = f"{organisation}_performs", f"{organisation}_function"
    return (
        f"COLLECT {{ MATCH ({organisation})-[{relation}:PERFORMS]->({function}:Function) "
        f"WHERE {seen('Function', function)} RETURN [{function}.id, {period(relation)}] }}"
    )


def neighbourhood(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
    """An organisation, its functions and ties, and the organisations of its region and of those that border it.

    One row. Of the organisations, only those that pass the filter `where` come. Everything is reached from the
    organisation itself, so that the cost is that of its surroundings, not of the country. Where regions hold
    thousands of organisations (schools), the statement has to keep those of the asker's kind and those that perform
    a function that it lacks, and to bring only the number of the others. A region comes with the seat of the asker
    (its own region) or with the border that it shares with that region.
    """
    del parameter
    # every variable begins with the one at hand, so that none is one of the statement around
    asker = variable
    other, partner, home, region, candidate = (
        f"{asker}_{each}" for each in ("other", "partner", "home", "region", "candidate")
    )
    return f"""
WITH {asker}, {performances(asker, seen)} AS {asker}_functions,
COUNT {{
  MATCH ({asker}_function:Function)
  WHERE {seen("Function", f"{asker}_function")} AND EXISTS {{ ({asker}_function)<-[:PERFORMS]-() }}
}} AS {asker}_known,
COLLECT {{
  MATCH ({asker})-[{asker}_tie:{"|".join(KINDS.values())}]-({other}:Organisation)
  WHERE {seen("Organisation", other)}
  RETURN [type({asker}_tie), startNode({asker}_tie).id, endNode({asker}_tie).id,
    {record(f"{asker}_tie")}, {period(f"{asker}_tie")}]
}} AS {asker}_ties,
COLLECT {{
  MATCH ({asker})-[:PARTNER_OF]-({partner}:Organisation)-[{asker}_second:PARTNER_OF]-({other}:Organisation)
  WHERE {other} <> {asker} AND ({seen("Organisation", partner)}) AND ({seen("Organisation", other)})
  RETURN [{other}.id, {partner}.id, {period(f"{asker}_second")}]
}} AS {asker}_seconds,
COLLECT {{
  MATCH ({asker})-[{asker}_seat:LOCATED_IN]->({home}:Region)-[{asker}_borders:BORDERS*0..1]-({region}:Region)
  WHERE ({seen("Region", home)}) AND ({seen("Region", region)})
  MATCH ({region})<-[:LOCATED_IN]-({candidate}:Organisation)
  WHERE {candidate} <> {asker} AND ({seen("Organisation", candidate)}) AND ({condition("where", candidate)})
  WITH {home}, {region}, coalesce(head({asker}_borders), {asker}_seat) AS {asker}_nearness,
    {candidate}, {performances(candidate, seen)} AS {asker}_performances
  WITH {home}, {region}, {asker}_nearness,
    collect([{body(candidate)}, {asker}_performances]) AS {asker}_candidates
  RETURN [{home}.id, {region}.id, {region}.name, {record(f"{asker}_nearness")}, {asker}_candidates]
}} AS {asker}_regions
RETURN [[{body(asker)}, {asker}_functions], {asker}.functionsAssigned, {asker}_known,
  {asker}_ties, {asker}_seconds, {asker}_regions]
""".strip()


def network(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
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
  WHERE ({seen("Organisation", "organisation")})
    AND (organisation.id IN {ends} OR organisation.validTo IS NOT NULL OR organisation.removedOn IS NOT NULL)
  RETURN [organisation.id, {last_day("organisation")}]
}} AS endings, COLLECT {{
  {wanted(through, "REGION", "BORDER")}
  MATCH (region:Region)<-[seat:LOCATED_IN]-(organisation:Organisation)
  WHERE ({seen("Region", "region")}) AND ({seen("Organisation", "organisation")})
  WITH region.id AS region, {record("seat")} AS record, collect(organisation.id) AS organisations
  RETURN [region, record, organisations]
}} AS seats, COLLECT {{
  {wanted(through, "BORDER")}
  MATCH (region:Region)-[border:BORDERS]->(other:Region)
  WHERE ({seen("Region", "region")}) AND ({seen("Region", "other")})
  WITH {record("border")} AS record, collect([region.id, other.id]) AS pairs
  RETURN [record, pairs]
}} AS borders, COLLECT {{
{indent(" UNION ALL ".join([*(ties(through, kind, seen) for kind in KINDS), *works(through, seen)]), "  ")}
}} AS ties
RETURN [endings, seats, borders, ties]
""".strip()


def ties(through: str, kind: str, seen: Seen) -> str:
    """The ties of one kind, grouped by what they have in common."""
    return f"""{wanted(through, kind)}
MATCH (start:Organisation)-[tie:{KINDS[kind]}]->(end:Organisation)
WHERE ({seen("Organisation", "start")}) AND ({seen("Organisation", "end")})
WITH {record("tie")} AS record, toString(tie.since) AS since, toString(tie.until) AS until,
  collect([start.id, end.id]) AS pairs
RETURN ['{kind}', record, since, until, pairs] AS row
"""


def works(through: str, seen: Seen) -> list[str]:
    """The ties that rest on a record of its own, each alone: a common project, and a practice that was taken up.

    Two organisations are linked by a project for as long as both take part; the author of a practice is linked to
    whoever took it up.
    """
    ends = f"({seen('Organisation', 'start')}) AND ({seen('Organisation', 'end')})"
    return [
        f"""{wanted(through, "PROJECT")}
MATCH (start:Organisation)-[one:TAKES_PART]->(record:NetworkProject)<-[other:TAKES_PART]-(end:Organisation)
WHERE start.id < end.id AND {ends} AND ({seen("NetworkProject", "record")})
WITH start, end, record, [day IN [one.since, other.since] WHERE day IS NOT NULL] AS begun,
  [day IN [one.until, other.until] WHERE day IS NOT NULL] AS ended
RETURN ['PROJECT', record.id, toString(reduce(last = null, day IN begun | CASE WHEN last > day THEN last ELSE day END)),
  toString(reduce(first = null, day IN ended | CASE WHEN first < day THEN first ELSE day END)),
  [[start.id, end.id]]] AS row
""",
        f"""{wanted(through, "ADOPTION")}
MATCH (start:Organisation)<-[:AUTHORED_BY]-(practice:Practice)<-[:OF]-(record:Adoption)-[:BY]->(end:Organisation)
WHERE start <> end AND {ends} AND ({seen("Practice", "practice")}) AND ({seen("Adoption", "record")})
RETURN ['ADOPTION', record.id, toString(record.startedOn), toString(record.endedOn), [[start.id, end.id]]] AS row
""",
    ]


def wanted(through: str, *kinds: str) -> str:
    """A clause that lets the next one run once where one of the kinds is asked for (null: all are), else never."""
    asked = " OR ".join(f"'{kind}' IN {through}" for kind in kinds)
    return f"UNWIND CASE WHEN {through} IS NULL OR {asked} THEN [1] ELSE [] END AS wanted"
