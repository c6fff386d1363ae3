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
from graph_model.terms import LearningCertainty
from resolvers.compiling.computed_field import FurtherStatement, returned
from resolvers.fields.cypher import RELATIONS, Condition, Sent, Visible, held, includes, last_day, record
from resolvers.fields.paths.rows import (
    Beginning,
    BorderingRegionRow,
    EndRow,
    MemberRow,
    NameRow,
    OrganisationTiesRow,
    SeatRow,
    TieRow,
)

RANKED = "{" + ", ".join(f"{relation}: '{kind.name}'" for kind, relation in RELATIONS.items()) + "}"
DIRECT = "|".join(RELATIONS.values())
# the degree is stored, so the size of a project is read without its participants
PARTICIPANTS = "COUNT { (project)<-[:TAKES_PART]-() }"
FROM_ONES = "UNWIND ones AS one"
TIE_COLUMNS = "kind, start, end, record, since, until"
ADOPTED = "adoption.id AS record, adoption.startedOn AS since, adoption.endedOn AS until"
LEARNING = (
    "{learner}<-[:BY]-(adoption:Adoption)-[:LEARNED_THROUGH]->(source:LearningSource)"
    "-[:LEARNED_FROM]->(earlier:Adoption)-[:BY]->{teacher}"
)


def beginning(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the first statement: one `Beginning`."""
    del variable, condition
    ends, through = f"[{parameter('from')}, {parameter('to')}]", parameter("through")
    end = returned(EndRow, id="organisation.id", last_day=last_day("organisation"), seat=seat("organisation", visible))
    exists = " + ".join(
        f"CASE WHEN ({through} IS NULL OR '{kind.name}' IN {through}) AND EXISTS {{ {pattern} }} "
        f"THEN ['{kind.name}'] ELSE [] END"
        for kind, pattern in stored(visible)
    )
    return f"""
WITH COLLECT {{
  MATCH (organisation:Organisation)
  WHERE organisation.id IN {ends} AND ({visible("Organisation", "organisation")})
  RETURN {end}
}} AS ends, {exists} AS stored
RETURN {returned(Beginning, ends="ends", stored="stored")}
""".strip()


def stored(visible: Visible) -> Iterator[tuple[LinkKind, str]]:
    """Yield the pattern of each kind of link. It starts from a relation type, so an absent type costs nothing."""
    both = f"({visible('Organisation', 'start')}) AND ({visible('Organisation', 'end')})"
    for kind, relation in RELATIONS.items():
        yield kind, f"MATCH (start:Organisation)-[:{relation}]->(end:Organisation) WHERE {both}"
    participants = (
        f"COUNT {{ MATCH (project)<-[:TAKES_PART]-(end:Organisation) WHERE {visible('Organisation', 'end')} }}"
    )
    project = visible("NetworkProject", "project")
    yield LinkKind.PROJECT, f"MATCH (project:NetworkProject) WHERE ({project}) AND {participants} > 1"
    yield (
        LinkKind.ADOPTION,
        "MATCH (start:Organisation)<-[:AUTHORED_BY]-(practice:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->"
        f"(end:Organisation) WHERE start <> end AND ({visible('Practice', 'practice')}) "
        f"AND ({visible('Adoption', 'adoption')}) AND {both}",
    )
    yield (
        LinkKind.LEARNED_FROM,
        f"MATCH {LEARNING.format(learner='(end:Organisation)', teacher='(start:Organisation)')} "
        f"WHERE start <> end AND {declared(visible)} AND {both}",
    )
    yield (
        LinkKind.REGION,
        "MATCH (start:Organisation)-[:LOCATED_IN]->(region:Region) "
        f"WHERE ({visible('Organisation', 'start')}) AND ({visible('Region', 'region')})",
    )
    yield (
        LinkKind.BORDER,
        "MATCH (region:Region)-[:BORDERS]->(other:Region) "
        f"WHERE ({visible('Region', 'region')}) AND ({visible('Region', 'other')})",
    )


def seat(organisation: str, visible: Visible) -> str:
    """Write the seat of an organisation, which is the first one by id."""
    row = returned(SeatRow, region="region.id", record=record("seat"))
    return f"""head(COLLECT {{
  MATCH ({organisation})-[seat:LOCATED_IN]->(region:Region) WHERE {visible("Region", "region")}
  RETURN {row} ORDER BY region.id, {record("seat")} LIMIT 1
}})"""


def alive(organisation: str) -> str:
    """Write the condition that an organisation has not ended, or is an end of the search."""
    return f"(coalesce({organisation}.validTo >= $day, true) OR {organisation}.id IN $at.ends)"


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


def usable(organisation: str, visible: Visible) -> str:
    """Write the condition that a path may pass through an organisation. `$at.excluded` has hubs as its keys."""
    shown, excluded = visible("Organisation", organisation), f"$at.excluded[{organisation}.id]"
    return f"({shown}) AND {alive(organisation)} AND {excluded} IS NULL"


def level(visible: Visible) -> str:
    """Write the ties of the organisations of the side `$at.one`: one `OrganisationTiesRow`, at most `$most` ties."""
    every = [*patterns(visible), adoptions("one", "other", visible), adoptions("other", "one", visible)]
    return ties_row([ties(FROM_ONES, every, usable("other", visible))], visible)


def connecting_ties(visible: Visible) -> str:
    """Write the ties between the organisations of two sides: one `OrganisationTiesRow`, at most `$most` ties.

    A practice has few authors and can have thousands of adopters. Therefore adoptions are read from the adopters of one
    side and joined with the practices authored by the other side.
    """
    across = f"{usable('other', visible)} AND {among('other', 'other')}"
    joined = [
        f"""  WITH ones WHERE 'ADOPTION' IN $at.kinds
  MATCH (start:Organisation)<-[:AUTHORED_BY]-(practice:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->(end:Organisation)
  USING JOIN ON practice
  WHERE start.id IN $at.{author}.ids AND end.id IN $at.{adopter}.ids AND start <> end
    AND {adopted(visible)} AND {usable("start", visible)} AND {usable("end", visible)}
  WITH 'ADOPTION' AS kind, start, end, {ADOPTED}
  RETURN {TIE_COLUMNS}"""
        for author, adopter in (("one", "other"), ("other", "one"))
    ]
    return ties_row([ties(FROM_ONES, patterns(visible), across), *joined], visible)


def connecting_ties_of_regions(visible: Visible) -> str:
    """Write the statement of `connecting_ties` for sides with regions, which have too many organisations to list."""
    across, back = (f"{usable('other', visible)} AND {among('other', side)}" for side in ("other", "one"))
    from_adopters = adoptions("other", "one", visible)
    parts = [
        ties(FROM_ONES, [*patterns(visible), from_adopters], across),
        ties(usable_of("other", visible), [from_adopters], back),
    ]
    return ties_row(parts, visible)


def ties_row(parts: Iterable[str], visible: Visible) -> str:
    """Write the first `$most` ties of all parts together, and the large projects: one `OrganisationTiesRow`.

    One limit for all parts bounds the memory of the statement.
    """
    every = "\n  UNION ALL\n".join(parts)
    return f"""
{usable_of("one", visible)}
WITH collect(one) AS ones
RETURN COLLECT {{
  CALL (ones) {{
{every}
  }}
  WITH * LIMIT $most
  RETURN {tie_row(visible)}
}} AS ties, {large(visible)} AS large_projects
""".strip()


def usable_of(side: str, visible: Visible) -> str:
    """Write the organisations `one` of a side that a path may pass through."""
    return f"{organisations('one', side)}\n  WITH one WHERE {usable('one', visible)}"


def ties(source: str, parts: Iterable[str], condition: str) -> str:
    """Write the ties of each `one` of a source whose other end satisfies a condition."""
    every = "\n  UNION ALL\n".join(parts)
    return f"""  {source}
  CALL (one) {{
{every}
  }}
  WITH kind, start, end, other, record, since, until
  WHERE {condition}
  RETURN {TIE_COLUMNS}"""


def tie_row(visible: Visible) -> str:
    """Write the columns of a tie."""
    return returned(
        TieRow,
        kind="kind",
        start="start.id",
        end="end.id",
        record="record",
        since="toString(since)",
        until="toString(until)",
        start_seat=f"CASE WHEN $located THEN {seat('start', visible)} END",
        end_seat=f"CASE WHEN $located THEN {seat('end', visible)} END",
    )


def patterns(visible: Visible) -> Iterator[str]:
    """Yield the patterns of the ties of `one`, of all kinds except adoptions."""
    yield f"""    MATCH (one)-[tie:{DIRECT}]-(other:Organisation)
    WHERE {RANKED}[type(tie)] IN $at.kinds AND one <> other AND {held("tie")}
    RETURN {RANKED}[type(tie)] AS kind, startNode(tie) AS start, endNode(tie) AS end, other, {record("tie")} AS record,
      tie.since AS since, tie.until AS until"""
    yield common_projects(visible)
    yield learnings("other", "one", visible)
    yield learnings("one", "other", visible)


def adoptions(author: str, adopter: str, visible: Visible) -> str:
    """Write the pattern of the adoptions between `one` and `other`, read from `one`."""
    return f"""    WITH one WHERE 'ADOPTION' IN $at.kinds
    MATCH ({author})<-[:AUTHORED_BY]-(practice:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->({adopter})
    WHERE other:Organisation AND one <> other AND {adopted(visible)}
    RETURN 'ADOPTION' AS kind, {author} AS start, {adopter} AS end, other, {ADOPTED}"""


def adopted(visible: Visible) -> str:
    """Write the condition that an adoption links the author of its practice to the adopter."""
    return (
        f"({visible('Practice', 'practice')}) AND ({visible('Adoption', 'adoption')}) "
        f"AND {includes('adoption.startedOn', 'adoption.endedOn')}"
    )


def learnings(teacher: str, learner: str, visible: Visible) -> str:
    """Write the pattern of the adoptions that `learner` learned of from an adoption by `teacher`, read from `one`."""
    return f"""    WITH one WHERE '{LinkKind.LEARNED_FROM.name}' IN $at.kinds
    MATCH {LEARNING.format(learner=f"({learner})", teacher=f"({teacher})")}
    WHERE other:Organisation AND one <> other AND {declared(visible)}
      AND {includes("adoption.startedOn", "adoption.endedOn")}
    RETURN '{LinkKind.LEARNED_FROM.name}' AS kind, {teacher} AS start, {learner} AS end, other, {ADOPTED}"""


def declared(visible: Visible) -> str:
    """Write the condition that the adopter itself named the earlier adoption. Inferred sources make no link."""
    nodes = (("LearningSource", "source"), ("Adoption", "adoption"), ("Adoption", "earlier"))
    shown = " AND ".join(f"({visible(*each)})" for each in nodes)
    return f"source.certainty = '{LearningCertainty.DECLARED.name}' AND {shown}"


def common_projects(visible: Visible) -> str:
    """Write the ties by common projects, which are valid while both organisations participate."""
    days = {
        part: (f"coalesce({part}.since, project.beganOn)", f"coalesce({part}.until, project.endedOn)")
        for part in ("mine", "theirs")
    }
    begun, over = zip(*days.values(), strict=True)
    return f"""    WITH one WHERE 'PROJECT' IN $at.kinds
    MATCH (one)-[mine:TAKES_PART]->(project:NetworkProject)
    WHERE ({visible("NetworkProject", "project")}) AND {includes(*days["mine"])} AND {PARTICIPANTS} <= $largest
    MATCH (project)<-[theirs:TAKES_PART]-(other:Organisation)
    WHERE one <> other AND {includes(*days["theirs"])}
    WITH one, other, project, one.id < other.id AS first, [{", ".join(begun)}] AS begun, [{", ".join(over)}] AS over
    RETURN 'PROJECT' AS kind, CASE WHEN first THEN one ELSE other END AS start,
      CASE WHEN first THEN other ELSE one END AS end, other, project.id AS record,
      CASE WHEN begun[0] > begun[1] THEN begun[0] ELSE coalesce(begun[1], begun[0]) END AS since,
      CASE WHEN over[0] < over[1] THEN over[0] ELSE coalesce(over[1], over[0]) END AS until"""


def large(visible: Visible) -> str:
    """Write the projects of `ones` with too many participants to be traversed. A project can occur more than once.

    `DISTINCT` would hold `ones` with each of its rows, which exceeds the memory of a statement.
    """
    return f"""CASE WHEN 'PROJECT' IN $at.kinds THEN COLLECT {{
  UNWIND ones AS one
  MATCH (one)-[:TAKES_PART]->(project:NetworkProject)
  WHERE ({visible("NetworkProject", "project")}) AND {PARTICIPANTS} > $largest
  RETURN project.id
}} ELSE [] END"""


def regions(visible: Visible) -> str:
    """Write all regions with their borders: a `BorderingRegionRow` each."""
    row = returned(SeatRow, region="other.id", record=record("border"))
    return f"""
MATCH (region:Region) WHERE {visible("Region", "region")}
RETURN region.id AS id, COUNT {{ (region)<-[:LOCATED_IN]-() }} AS size, COLLECT {{
  MATCH (region)-[border:BORDERS]->(other:Region) WHERE $bordering AND ({visible("Region", "other")})
  RETURN {row}
}} AS borders
""".strip()


def members(visible: Visible) -> str:
    """Write the first `$most` organisations of each of `$at.regions` by penalty and id: a `MemberRow` each.

    `$at.penalties` holds the penalties of hubs by id.
    """
    return f"""
MATCH (region:Region) WHERE region.id IN $at.regions AND ({visible("Region", "region")})
CALL (region) {{
  MATCH (region)<-[seat:LOCATED_IN]-(organisation:Organisation)
  WHERE {usable("organisation", visible)}
  RETURN organisation.id AS organisation, {record("seat")} AS record
  ORDER BY coalesce($at.penalties[organisation], 0), organisation, record LIMIT $most
}}
RETURN region.id AS region, organisation, record
""".strip()


def names(visible: Visible) -> str:
    """Write the names of the organisations `$at.ids`: a `NameRow` each."""
    return f"""
MATCH (organisation:Organisation) WHERE organisation.id IN $at.ids AND ({visible("Organisation", "organisation")})
RETURN organisation.id AS id, organisation.name AS name
""".strip()


LEVEL = FurtherStatement(OrganisationTiesRow, level)
MEETING = FurtherStatement(OrganisationTiesRow, connecting_ties)
MEETING_OF_REGIONS = FurtherStatement(OrganisationTiesRow, connecting_ties_of_regions)
REGIONS = FurtherStatement(BorderingRegionRow, regions)
MEMBERS = FurtherStatement(MemberRow, members)
NAMES = FurtherStatement(NameRow, names)
