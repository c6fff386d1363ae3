"""The statements of `replicationPlan`: the requested practices and regions, and the effects of the practices."""

from __future__ import annotations

from typing import NamedTuple

from analysis.replication.evidence.pooling import ReportedEffect
from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.replication_country.effects import reported_effect


class PlanRow(NamedTuple):
    """The requested practices, themes and regions that exist, by code.

    `practices` and `regions` hold pairs of a code and a global id. `on_themes` holds the practices on the themes.
    """

    practices: list[tuple[str, str]]
    themes: list[str]
    on_themes: list[str]
    regions: list[tuple[str, str]]


class PracticeEffects(NamedTuple):
    """A practice by global id with its measured effects."""

    practice: str
    effects: list[ReportedEffect]


def requested(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the first statement: one `PlanRow`."""
    del variable, condition
    row = returned(
        PlanRow,
        practices=f"""COLLECT {{
  MATCH (one:Practice) WHERE one.code IN coalesce({parameter("practices")}, []) AND {visible("Practice", "one")}
  RETURN [one.code, one.id]
}}""",
        themes=f"""COLLECT {{
  MATCH (one:Theme) WHERE one.code IN coalesce({parameter("themes")}, []) AND {visible("Theme", "one")}
  RETURN one.code
}}""",
        on_themes=f"""COLLECT {{
  MATCH (theme:Theme)<-[:ABOUT]-(one:Practice)
  WHERE theme.code IN coalesce({parameter("themes")}, [])
    AND {visible("Theme", "theme")} AND {visible("Practice", "one")}
  RETURN DISTINCT one.id
}}""",
        regions=f"""COLLECT {{
  MATCH (one:Region) WHERE one.code IN coalesce({parameter("regions")}, []) AND {visible("Region", "one")}
  RETURN [one.code, one.id]
}}""",
    )
    return f"RETURN {row}"


STATEMENT = FieldStatement(PlanRow, requested)


def effects(visible: Visible) -> str:
    """Write the statement for the effects of the `$practices`, by global id: `PracticeEffects` each."""
    return f"""
MATCH (practice:Practice)<-[:OF]-(adoption:Adoption)-[:ACHIEVED]->(effect:Effect)
WHERE practice.id IN $practices AND {visible("Practice", "practice")} AND {visible("Adoption", "adoption")}
  AND {visible("Effect", "effect")}
MATCH (adoption)-[:BY]->(adopter:Organisation) WHERE {visible("Organisation", "adopter")}
WITH practice, effect, adopter ORDER BY effect.id
RETURN practice.id, collect({reported_effect("effect", "adopter")})
""".strip()


EFFECTS = FurtherStatement(PracticeEffects, effects)
