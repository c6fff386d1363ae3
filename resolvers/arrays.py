"""What the analyses read: named Cypher statements. `resolvers.array_rows` reads the rows that they return.

A statement is the inside of a COLLECT subquery. Times leave as text; a relation is known by the global id of the first
of its sources.
"""

from __future__ import annotations

from textwrap import indent

from graph_model.organisations import FoundedBy, PartnerOf, UnitOf
from resolvers.fields.cypher import Condition, Seen, Sent, last_day, record

KINDS = {"UNIT": UnitOf.type, "FOUNDER": FoundedBy.type, "PARTNERSHIP": PartnerOf.type}


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
