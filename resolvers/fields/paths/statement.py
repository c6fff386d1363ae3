"""The statements of paths: the ends, the ties of a level, the regions, and the first organisations of regions.

A level starts from organisations, and from regions that represent all their organisations. The statements exclude links
that are not valid on the day, and ended organisations unless they are an end of the search.

Lists are sent as the values of one map, `$at`, because Neo4j plans a statement again for each order of magnitude of a
list that is a separate parameter. `$at.one` and `$at.other` are sides. A side has the lists `ids` and `regions`, the
maps `has` and `in_region` with the same values as keys, and the flag `any_region`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.vocabulary import LinkKind
from resolvers.compiling.computed_field import FurtherStatement, returned
from resolvers.fields.cypher import RELATIONS, Condition, Seen, Sent, last_day, record
from resolvers.fields.paths.rows import (
    Beginning,
    BorderingRegionRow,
    EndRow,
    MemberRow,
    OrganisationTiesRow,
    SeatRow,
    TieRow,
)

RANKED = "{" + ", ".join(f"{relation}: '{kind.name}'" for kind, relation in RELATIONS.items()) + "}"
DIRECT = "|".join(RELATIONS.values())
# the degree is stored, so the size of a project is read without its participants
PARTICIPANTS = "COUNT { (project)<-[:TAKES_PART]-() }"
ADOPTED = "adoption.id AS record, adoption.startedOn AS since, adoption.endedOn AS until"


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
    """Yield the pattern of each kind of link. It starts from a relation type, so an absent type costs nothing."""
    both = f"({seen('Organisation', 'start')}) AND ({seen('Organisation', 'end')})"
    for kind, relation in RELATIONS.items():
        yield kind, f"MATCH (start:Organisation)-[:{relation}]->(end:Organisation) WHERE {both}"
    participants = f"COUNT {{ MATCH (project)<-[:TAKES_PART]-(end:Organisation) WHERE {seen('Organisation', 'end')} }}"
    visible = seen("NetworkProject", "project")
    yield LinkKind.PROJECT, f"MATCH (project:NetworkProject) WHERE ({visible}) AND {participants} > 1"
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
    """Write the seat of an organisation, which is the first one by id."""
    row = returned(SeatRow, region="region.id", record=record("seat"))
    return f"""head(COLLECT {{
  MATCH ({organisation})-[seat:LOCATED_IN]->(region:Region) WHERE {seen("Region", "region")}
  RETURN {row} ORDER BY region.id, {record("seat")} LIMIT 1
}})"""


def alive(organisation: str) -> str:
    """Write the condition that an organisation has not ended, or is an end of the search."""
    return f"(coalesce({organisation}.validTo >= $day, true) OR {organisation}.id IN $at.ends)"


def held(first: str, last: str) -> str:
    """Write the condition that a period includes the day."""
    return f"coalesce({first} <= $day, true) AND coalesce({last} >= $day, true)"


def organisations(variable: str, side: str) -> str:
    """Write the organisations of a side: by its ids, and all organisations of its regions."""
    return f"""CALL () {{
  MATCH ({variable}:Organisation) WHERE {variable}.id IN $at.{side}.ids RETURN {variable}
  UNION
  MATCH (region:Region)<-[:LOCATED_IN]-({variable}:Organisation) WHERE region.id IN $at.{side}.regions RETURN {variable}
}}"""


def among(variable: str, side: str) -> str:
    """Write the condition that an organisation belongs to a side. It uses maps, since lists are scanned."""
    located = f"MATCH ({variable})-[:LOCATED_IN]->(region:Region) WHERE $at.{side}.in_region[region.id]"
    return f"(coalesce($at.{side}.has[{variable}.id], false) OR $at.{side}.any_region AND EXISTS {{ {located} }})"


def usable(organisation: str, seen: Seen) -> str:
    """Write the condition that a path may pass through an organisation."""
    return f"({seen('Organisation', organisation)}) AND {alive(organisation)}"


def level(seen: Seen) -> str:
    """Write the ties of the organisations of the side `$at.one`: one `OrganisationTiesRow`, at most `$most` ties."""
    every = [*patterns(seen), adoptions("one", "other", seen), adoptions("other", "one", seen)]
    return f"""
{begun(seen)}
RETURN {ties("UNWIND ones AS one", every, usable("other", seen), seen)} AS ties, {large(seen)} AS large_projects
""".strip()


def connecting_ties(seen: Seen) -> str:
    """Write the ties between the organisations of two sides: one `OrganisationTiesRow`, at most `3 * $most` ties.

    A practice has few authors and can have thousands of adopters. Therefore adoptions are read from the adopters of one
    side and joined with the practices authored by the other side.
    """
    across = f"{usable('other', seen)} AND {among('other', 'other')}"
    joined = " + ".join(
        f"""COLLECT {{
  MATCH (start:Organisation)<-[:AUTHORED_BY]-(practice:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->(end:Organisation)
  USING JOIN ON practice
  WHERE 'ADOPTION' IN $at.kinds AND start.id IN $at.{author}.ids AND end.id IN $at.{adopter}.ids AND start <> end
    AND {adopted(seen)} AND {usable("start", seen)} AND {usable("end", seen)}
  WITH 'ADOPTION' AS kind, start, end, {ADOPTED} LIMIT $most
  RETURN {tie_row(seen)}
}}"""
        for author, adopter in (("one", "other"), ("other", "one"))
    )
    return f"""
{begun(seen)}
RETURN {ties("UNWIND ones AS one", patterns(seen), across, seen)} + {joined} AS ties, {large(seen)} AS large_projects
""".strip()


def connecting_ties_of_regions(seen: Seen) -> str:
    """Write the statement of `connecting_ties` for sides with regions, which have too many organisations to list."""
    across, back = (f"{usable('other', seen)} AND {among('other', side)}" for side in ("other", "one"))
    from_adopters = adoptions("other", "one", seen)
    return f"""
{begun(seen)}
RETURN {ties("UNWIND ones AS one", [*patterns(seen), from_adopters], across, seen)}
  + {ties(usable_of("other", seen), [from_adopters], back, seen)} AS ties, {large(seen)} AS large_projects
""".strip()


def usable_of(side: str, seen: Seen) -> str:
    """Write the organisations `one` of a side that a path may pass through."""
    return f"{organisations('one', side)}\n  WITH one WHERE {usable('one', seen)}"


def begun(seen: Seen) -> str:
    """Write the organisations `ones` from which a level starts."""
    return f"{usable_of('one', seen)}\nWITH collect(one) AS ones"


def ties(source: str, parts: Iterable[str], condition: str, seen: Seen) -> str:
    """Write the list of the ties of each `one` of a source whose other end satisfies a condition."""
    every = "\n  UNION ALL\n".join(parts)
    return f"""COLLECT {{
  {source}
  CALL (one) {{
{every}
  }}
  WITH kind, start, end, other, record, since, until
  WHERE {condition}
  WITH * LIMIT $most
  RETURN {tie_row(seen)}
}}"""


def tie_row(seen: Seen) -> str:
    """Write the columns of a tie."""
    return returned(
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


def patterns(seen: Seen) -> Iterator[str]:
    """Yield the patterns of the ties of `one`, of all kinds except adoptions."""
    yield f"""    MATCH (one)-[tie:{DIRECT}]-(other:Organisation)
    WHERE {RANKED}[type(tie)] IN $at.kinds AND one <> other AND {held("tie.since", "tie.until")}
    RETURN {RANKED}[type(tie)] AS kind, startNode(tie) AS start, endNode(tie) AS end, other, {record("tie")} AS record,
      tie.since AS since, tie.until AS until"""
    yield common_projects(seen)


def adoptions(author: str, adopter: str, seen: Seen) -> str:
    """Write the pattern of the adoptions between `one` and `other`, read from `one`."""
    return f"""    WITH one WHERE 'ADOPTION' IN $at.kinds
    MATCH ({author})<-[:AUTHORED_BY]-(practice:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->({adopter})
    WHERE other:Organisation AND one <> other AND {adopted(seen)}
    RETURN 'ADOPTION' AS kind, {author} AS start, {adopter} AS end, other, {ADOPTED}"""


def adopted(seen: Seen) -> str:
    """Write the condition that an adoption links the author of its practice to the adopter."""
    return (
        f"({seen('Practice', 'practice')}) AND ({seen('Adoption', 'adoption')}) "
        f"AND {held('adoption.startedOn', 'adoption.endedOn')}"
    )


def common_projects(seen: Seen) -> str:
    """Write the ties by common projects, which are valid while both organisations participate."""
    days = {
        part: (f"coalesce({part}.since, project.beganOn)", f"coalesce({part}.until, project.endedOn)")
        for part in ("mine", "theirs")
    }
    begun, over = zip(*days.values(), strict=True)
    return f"""    WITH one WHERE 'PROJECT' IN $at.kinds
    MATCH (one)-[mine:TAKES_PART]->(project:NetworkProject)
    WHERE ({seen("NetworkProject", "project")}) AND {held(*days["mine"])} AND {PARTICIPANTS} <= $largest
    MATCH (project)<-[theirs:TAKES_PART]-(other:Organisation)
    WHERE one <> other AND {held(*days["theirs"])}
    WITH one, other, project, one.id < other.id AS first, [{", ".join(begun)}] AS begun, [{", ".join(over)}] AS over
    RETURN 'PROJECT' AS kind, CASE WHEN first THEN one ELSE other END AS start,
      CASE WHEN first THEN other ELSE one END AS end, other, project.id AS record,
      CASE WHEN begun[0] > begun[1] THEN begun[0] ELSE coalesce(begun[1], begun[0]) END AS since,
      CASE WHEN over[0] < over[1] THEN over[0] ELSE coalesce(over[1], over[0]) END AS until"""


def large(seen: Seen) -> str:
    """Write the projects of `ones` with too many participants to be traversed."""
    return f"""CASE WHEN 'PROJECT' IN $at.kinds THEN COLLECT {{
  UNWIND ones AS one
  MATCH (one)-[:TAKES_PART]->(project:NetworkProject)
  WITH DISTINCT project
  WHERE ({seen("NetworkProject", "project")}) AND {PARTICIPANTS} > $largest
  RETURN project.id
}} ELSE [] END"""


def regions(seen: Seen) -> str:
    """Write all regions with their borders: a `BorderingRegionRow` each."""
    row = returned(SeatRow, region="other.id", record=record("border"))
    return f"""
MATCH (region:Region) WHERE {seen("Region", "region")}
RETURN region.id AS id, COUNT {{ (region)<-[:LOCATED_IN]-() }} AS size, COLLECT {{
  MATCH (region)-[border:BORDERS]->(other:Region) WHERE $bordering AND ({seen("Region", "other")})
  RETURN {row}
}} AS borders
""".strip()


def members(seen: Seen) -> str:
    """Write the first `$most` organisations of each of `$at.regions` by id: a `MemberRow` each."""
    return f"""
MATCH (region:Region) WHERE region.id IN $at.regions AND ({seen("Region", "region")})
CALL (region) {{
  MATCH (region)<-[seat:LOCATED_IN]-(organisation:Organisation)
  WHERE ({seen("Organisation", "organisation")}) AND {alive("organisation")}
  RETURN organisation.id AS organisation, {record("seat")} AS record ORDER BY organisation, record LIMIT $most
}}
RETURN region.id AS region, organisation, record
""".strip()


LEVEL = FurtherStatement(OrganisationTiesRow, level)
MEETING = FurtherStatement(OrganisationTiesRow, connecting_ties)
MEETING_OF_REGIONS = FurtherStatement(OrganisationTiesRow, connecting_ties_of_regions)
REGIONS = FurtherStatement(BorderingRegionRow, regions)
MEMBERS = FurtherStatement(MemberRow, members)
