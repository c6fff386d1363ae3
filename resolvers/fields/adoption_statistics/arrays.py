"""The shared arrays for counting adoptions: all adoptions, and the members of regions and themes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.spread.adoption_counts import NO_YEAR, NOWHERE, STAGES, Members
from analysis.vocabulary import AdoptionGroup
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.fields.adoption_statistics.rows import (
    STAGE_PLACES,
    YEARS,
    AdoptionsRow,
    GroupMembersRow,
    adoptions_of,
    members,
)
from resolvers.fields.cypher import Visible

# the number of organisations whose adoptions are one record
TOGETHER = 1000


def all_adoptions(visible: Visible) -> str:
    """Write the statement for all adoptions: an `AdoptionsRow` for each `TOGETHER` organisations.

    A single record would take too much memory of the statement, and many records take long to receive.
    """
    return f"""
MATCH (organisation:Organisation) WHERE {visible("Organisation", "organisation")}
WITH collect(organisation) AS organisations
UNWIND range(0, size(organisations) - 1, {TOGETHER}) AS start
CALL (organisations, start) {{
  UNWIND organisations[start..start + {TOGETHER}] AS organisation
  MATCH (organisation)<-[:BY]-(adoption:Adoption) WHERE {visible("Adoption", "adoption")}
  OPTIONAL MATCH (adoption)-[:OF]->(practice:Practice) WHERE {visible("Practice", "practice")}
  RETURN collect({packed("adoption")}) AS adoptions, collect(id(organisation)) AS by_organisations,
    collect(coalesce(id(practice), {NOWHERE})) AS practices
}}
RETURN adoptions, by_organisations, practices
""".strip()


def packed(adoption: str) -> str:
    """Write an adoption, its year and its stage as one number."""
    stages = " ".join(f"WHEN '{stage}' THEN {place}" for place, stage in enumerate(STAGES))
    return (
        f"(id({adoption}) * {YEARS} + coalesce({adoption}.startedOn.year, {NO_YEAR})) * {STAGE_PLACES}"
        f" + CASE {adoption}.stage {stages} ELSE {len(STAGES)} END"
    )


def members_statement(kind: str, relation: str, member: str) -> Callable[[Visible], str]:
    """Return the writer of the statement for the members of each node of a kind: `GroupMembersRow`."""

    def text(visible: Visible) -> str:
        return f"""
MATCH (one:{kind})<-[:{relation}]-(member:{member}) WHERE {visible(kind, "one")} AND {visible(member, "member")}
RETURN one.id, collect(id(member))
""".strip()

    return text


ADOPTIONS = SharedArrays("adoptions", FurtherStatement(AdoptionsRow, all_adoptions), adoptions_of)
MEMBERS: Mapping[AdoptionGroup, SharedArrays[Members]] = {
    AdoptionGroup.REGION: SharedArrays(
        "organisations of regions",
        FurtherStatement(GroupMembersRow, members_statement("Region", "LOCATED_IN", "Organisation")),
        members,
    ),
    AdoptionGroup.THEME: SharedArrays(
        "practices of themes",
        FurtherStatement(GroupMembersRow, members_statement("Theme", "ABOUT", "Practice")),
        members,
    ),
}
