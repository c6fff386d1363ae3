"""The arrays that adoptions are counted with: all adoptions, and the members of regions and themes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.adoption_counts import NO_YEAR, NOWHERE, STAGES, Members
from analysis.vocabulary import AdoptionGroup
from resolvers.computed import FurtherStatement, SharedArrays
from resolvers.fields.adoption_statistics.rows import (
    STAGE_PLACES,
    YEARS,
    MembersRow,
    PracticeRow,
    adoptions_of,
    members,
)
from resolvers.fields.cypher import Seen


def all_adoptions(seen: Seen) -> str:
    """Write the statement of all adoptions by practice, and of those without one: `PracticeRow`.

    Each practice is a record of its own, so that the database holds few adoptions in memory.
    """
    practice = seen("Practice", "practice")
    return f"""
MATCH (practice:Practice) WHERE {practice}
CALL (practice) {{
  MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(organisation:Organisation)
  {collected(seen)}
}}
RETURN id(practice) AS number, adoptions, organisations
UNION ALL
MATCH (adoption:Adoption)-[:BY]->(organisation:Organisation)
{collected(seen, f"NOT EXISTS {{ MATCH (adoption)-[:OF]->(practice:Practice) WHERE {practice} }}")}, {NOWHERE} AS number
""".strip()


def collected(seen: Seen, condition: str = "true") -> str:
    """Write the end of a query that collects adoptions, and the organisation of each."""
    return f"""WHERE {seen("Adoption", "adoption")} AND {seen("Organisation", "organisation")} AND {condition}
  RETURN collect({packed("adoption")}) AS adoptions, collect(id(organisation)) AS organisations"""


def packed(adoption: str) -> str:
    """Write an adoption with its year and stage as one number."""
    stages = " ".join(f"WHEN '{stage}' THEN {place}" for place, stage in enumerate(STAGES))
    return (
        f"(id({adoption}) * {YEARS} + coalesce({adoption}.startedOn.year, {NO_YEAR})) * {STAGE_PLACES}"
        f" + CASE {adoption}.stage {stages} ELSE {len(STAGES)} END"
    )


def members_statement(kind: str, way: str, member: str) -> Callable[[Seen], str]:
    """Return how the statement is written of the members of each node of a kind: `MembersRow`."""

    def text(seen: Seen) -> str:
        return f"""
MATCH (one:{kind})<-[:{way}]-(member:{member}) WHERE {seen(kind, "one")} AND {seen(member, "member")}
RETURN one.id, collect(id(member))
""".strip()

    return text


ADOPTIONS = SharedArrays("adoptions", FurtherStatement(PracticeRow, all_adoptions), adoptions_of)
MEMBERS: Mapping[AdoptionGroup, SharedArrays[Members]] = {
    AdoptionGroup.REGION: SharedArrays(
        "organisations of regions",
        FurtherStatement(MembersRow, members_statement("Region", "LOCATED_IN", "Organisation")),
        members,
    ),
    AdoptionGroup.THEME: SharedArrays(
        "practices of themes",
        FurtherStatement(MembersRow, members_statement("Theme", "ABOUT", "Practice")),
        members,
    ),
}
