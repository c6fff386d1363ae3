"""The statements of paths: the ends, the ties of a level, the regions, the first organisations of regions.

A level begins at organisations, and at regions that stand for all their organisations. Links that do not hold on the
day, and organisations that have ended (unless they are an end of the search), are left out by the statements.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.vocabulary import LinkKind
from resolvers.computed import FurtherStatement, returned
from resolvers.fields.cypher import RELATIONS, Condition, Seen, Sent, last_day, record, since, until
from resolvers.fields.paths.rows import Beginning, EndRow, MemberRow, RegionRow, SeatRow, TieRow, TiesRow

RANKED = "{" + ", ".join(f"{relation}: '{kind.name}'" for kind, relation in RELATIONS.items()) + "}"
DIRECT = "|".join(RELATIONS.values())


def beginning(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
    """Write the first statement: one `Beginning`."""
    del variable, condition
    ends, through = f"[{parameter('from')}, {parameter('to')}]", parameter("through")
    end = returned(EndRow, id="organisation.id", last_day=last_day("organisation"), seat=seat("organisation", seen))
    exists = " + ".join(
        f"CASE WHEN ({through} IS NULL OR '{kind.name}' IN {through}) AND EXISTS {{ {pattern} }} "
        f"THEN ['{kind.name}'] ELSE [] END"
        for kind, pattern in stored(seen)
    )
    return f"""
WITH COLLECT {{
  MATCH (organisation:Organisation)
  WHERE organisation.id IN {ends} AND ({seen("Organisation", "organisation")})
  RETURN {end}
}} AS ends, {exists} AS stored
RETURN {returned(Beginning, ends="ends", stored="stored")}
""".strip()


def stored(seen: Seen) -> Iterator[tuple[LinkKind, str]]:
    """Yield the pattern of each kind of link. It begins at a relation type, so that an absent one costs nothing."""
    both = f"({seen('Organisation', 'start')}) AND ({seen('Organisation', 'end')})"
    for kind, relation in RELATIONS.items():
        yield kind, f"MATCH (start:Organisation)-[:{relation}]->(end:Organisation) WHERE {both}"
    yield (
        LinkKind.PROJECT,
        "MATCH (start:Organisation)-[:TAKES_PART]->(project:NetworkProject)<-[:TAKES_PART]-(end:Organisation) "
        f"WHERE ({seen('NetworkProject', 'project')}) AND {both}",
    )
    yield (
        LinkKind.ADOPTION,
        "MATCH (start:Organisation)<-[:AUTHORED_BY]-(practice:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->"
        f"(end:Organisation) WHERE start <> end AND ({seen('Practice', 'practice')}) "
        f"AND ({seen('Adoption', 'adoption')}) AND {both}",
    )
    yield (
        LinkKind.REGION,
        "MATCH (start:Organisation)-[:LOCATED_IN]->(region:Region) "
        f"WHERE ({seen('Organisation', 'start')}) AND ({seen('Region', 'region')})",
    )
    yield (
        LinkKind.BORDER,
        "MATCH (region:Region)-[:BORDERS]->(other:Region) "
        f"WHERE ({seen('Region', 'region')}) AND ({seen('Region', 'other')})",
    )


def seat(organisation: str, seen: Seen) -> str:
    """Write the seat of an organisation; of several the first by id counts."""
    row = returned(SeatRow, region="region.id", record=record("seat"))
    return f"""head(COLLECT {{
  MATCH ({organisation})-[seat:LOCATED_IN]->(region:Region) WHERE {seen("Region", "region")}
  RETURN {row} ORDER BY region.id, {record("seat")} LIMIT 1
}})"""


def alive(organisation: str) -> str:
    """Write the condition that an organisation has not ended, or is an end of the search."""
    last = f"coalesce({organisation}.removedOn - duration('P1D'), {organisation}.validTo)"
    return f"(coalesce({last} >= $day, true) OR {organisation}.id IN $ends)"


def held(first: str, last: str) -> str:
    """Write the condition that a period includes the day."""
    return f"coalesce({first} <= $day, true) AND coalesce({last} >= $day, true)"


def sources(seen: Seen) -> str:
    """Write the organisations at which a level begins: those of `$ids`, and all of `$regions`."""
    return f"""CALL () {{
  MATCH (one:Organisation) WHERE one.id IN $ids RETURN one
  UNION
  MATCH (region:Region)<-[:LOCATED_IN]-(one:Organisation) WHERE region.id IN $regions RETURN one
}}
WITH one WHERE ({seen("Organisation", "one")}) AND {alive("one")}"""


def level(seen: Seen) -> str:
    """Write the ties of a level: one `TiesRow` with at most `$most` ties.

    Where `$meeting` holds, only ties to organisations of `$to_ids` or in `$to_regions` are returned.
    """
    parts = "\n  UNION ALL\n".join(patterns(seen))
    row = returned(
        TieRow,
        kind="kind",
        start="start.id",
        end="end.id",
        record="record",
        since="toString(since)",
        until="toString(until)",
        start_seat=f"CASE WHEN $located THEN {seat('start', seen)} END",
        end_seat=f"CASE WHEN $located THEN {seat('end', seen)} END",
    )
    columns = returned_columns(ties="ties", large_projects=f"CASE WHEN 'PROJECT' IN $kinds THEN {large(seen)} ELSE [] END")
    return f"""
{sources(seen)}
WITH collect(one) AS ones
WITH ones, COLLECT {{
  UNWIND ones AS one
  CALL (one) {{
{parts}
  }}
  WITH kind, start, end, other, record, since, until
  WHERE ({seen("Organisation", "other")}) AND {alive("other")} AND (NOT $meeting OR other.id IN $to_ids OR EXISTS {{
    MATCH (other)-[:LOCATED_IN]->(region:Region) WHERE region.id IN $to_regions
  }})
  WITH * LIMIT $most
  RETURN {row}
}} AS ties
RETURN {columns}
""".strip()


def returned_columns(**columns: str) -> str:
    """Write the columns of a `TiesRow`, each by its name."""
    returned(TiesRow, **columns)
    return ", ".join(f"{columns[each]} AS {each}" for each in TiesRow._fields)


def patterns(seen: Seen) -> Iterator[str]:
    """Yield the pattern of the ties of each kind at `one`."""
    yield f"""    MATCH (one)-[tie:{DIRECT}]-(other:Organisation)
    WHERE {RANKED}[type(tie)] IN $kinds AND one <> other AND {held("tie.since", "tie.until")}
    RETURN {RANKED}[type(tie)] AS kind, startNode(tie) AS start, endNode(tie) AS end, other, {record("tie")} AS record,
      tie.since AS since, tie.until AS until"""
    ended = "coalesce(project.removedOn - duration('P1D'), project.endedOn)"
    days = {
        part: (f"coalesce({part}.since, project.beganOn)", f"coalesce({part}.until, {ended})")
        for part in ("mine", "theirs")
    }
    begun, over = zip(*days.values(), strict=True)
    yield f"""    WITH one WHERE 'PROJECT' IN $kinds
    MATCH (one)-[mine:TAKES_PART]->(project:NetworkProject)
    WHERE ({seen("NetworkProject", "project")}) AND {held(*days["mine"])} AND {participants(seen)} <= $largest
    MATCH (project)<-[theirs:TAKES_PART]-(other:Organisation)
    WHERE one <> other AND {held(*days["theirs"])}
    WITH one, other, project, one.id < other.id AS first, [{", ".join(begun)}] AS begun, [{", ".join(over)}] AS over
    RETURN 'PROJECT' AS kind, CASE WHEN first THEN one ELSE other END AS start,
      CASE WHEN first THEN other ELSE one END AS end, other, project.id AS record,
      CASE WHEN begun[0] > begun[1] THEN begun[0] ELSE coalesce(begun[1], begun[0]) END AS since,
      CASE WHEN over[0] < over[1] THEN over[0] ELSE coalesce(over[1], over[0]) END AS until"""
    adopted = f"""({seen("Practice", "practice")}) AND ({seen("Adoption", "adoption")}) AND one <> other
      AND {held("adoption.startedOn", "adoption.endedOn")}"""
    for author, adopter in (("one", "other"), ("other", "one")):
        yield f"""    WITH one WHERE 'ADOPTION' IN $kinds
    MATCH ({author}{named(author)})<-[:AUTHORED_BY]-(practice:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->({adopter}{
            named(adopter)
        })
    WHERE {adopted}
    RETURN 'ADOPTION' AS kind, {author} AS start, {adopter} AS end, other, adoption.id AS record,
      adoption.startedOn AS since, adoption.endedOn AS until"""


def named(organisation: str) -> str:
    """Write the label of an organisation that is not bound yet."""
    return ":Organisation" if organisation == "other" else ""


def participants(seen: Seen) -> str:
    """Write the number of participants of a project."""
    return f"""COUNT {{
      MATCH (project)<-[:TAKES_PART]-(participant:Organisation) WHERE {seen("Organisation", "participant")}
    }}"""


def large(seen: Seen) -> str:
    """Write the projects of `ones` that have too many participants to be crossed."""
    return f"""COLLECT {{
  UNWIND ones AS one
  MATCH (one)-[:TAKES_PART]->(project:NetworkProject)
  WITH DISTINCT project
  WHERE ({seen("NetworkProject", "project")}) AND {participants(seen)} > $largest
  RETURN project.id
}}"""


def regions(seen: Seen) -> str:
    """Write all regions with their borders: a `RegionRow` each."""
    row = returned(SeatRow, region="other.id", record=record("border"))
    return f"""
MATCH (region:Region) WHERE {seen("Region", "region")}
RETURN region.id AS id, COUNT {{ (region)<-[:LOCATED_IN]-() }} AS size, COLLECT {{
  MATCH (region)-[border:BORDERS]->(other:Region) WHERE $bordering AND ({seen("Region", "other")})
  RETURN {row}
}} AS borders
""".strip()


def members(seen: Seen) -> str:
    """Write the first `$most` organisations of each of `$regions` by id: a `MemberRow` each."""
    return f"""
MATCH (region:Region) WHERE region.id IN $regions AND ({seen("Region", "region")})
CALL (region) {{
  MATCH (region)<-[seat:LOCATED_IN]-(organisation:Organisation)
  WHERE ({seen("Organisation", "organisation")}) AND {alive("organisation")}
  RETURN organisation.id AS organisation, {record("seat")} AS record ORDER BY organisation, record LIMIT $most
}}
RETURN region.id AS region, organisation, record
""".strip()


LEVEL = FurtherStatement(TiesRow, level)
REGIONS = FurtherStatement(RegionRow, regions)
MEMBERS = FurtherStatement(MemberRow, members)
