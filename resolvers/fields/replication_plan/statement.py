"""The statements of `replicationPlan`: the requested objects, and the effects of the practices."""

from __future__ import annotations

from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.replication_country.effects import reported_effect
from resolvers.fields.replication_plan.rows import CodedRow, EffectsRow, RequestedRow, ThemeRow


def requested(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the first statement: one `RequestedRow`."""
    del variable, condition
    about = f"""COLLECT {{
    MATCH (theme)<-[:ABOUT]-(practice:Practice) WHERE {visible("Practice", "practice")} RETURN DISTINCT practice.id
  }}"""
    themes = f"""COLLECT {{
  MATCH (theme:Theme) WHERE theme.code IN coalesce({parameter("themes")}, []) AND {visible("Theme", "theme")}
  RETURN {returned(ThemeRow, code="theme.code", practices=about)}
}}"""
    row = returned(
        RequestedRow,
        practices=coded("Practice", parameter("practices"), visible),
        themes=themes,
        regions=coded("Region", parameter("regions"), visible),
    )
    return f"RETURN {row}"


def coded(kind: str, codes: str, visible: Visible) -> str:
    """Write the nodes of a kind with the given codes: a `CodedRow` each."""
    row = returned(CodedRow, code="one.code", id="one.id")
    return f"""COLLECT {{
  MATCH (one:{kind}) WHERE one.code IN coalesce({codes}, []) AND {visible(kind, "one")} RETURN {row}
}}"""


STATEMENT = FieldStatement(RequestedRow, requested)


def effects(visible: Visible) -> str:
    """Write the statement for the effects of the `chosen` practices (global ids) until a day: an `EffectsRow` each."""
    return f"""
MATCH (practice:Practice) WHERE practice.id IN $chosen AND {visible("Practice", "practice")}
RETURN practice.id, COLLECT {{
  MATCH (practice)<-[:OF]-(adoption:Adoption)-[:ACHIEVED]->(effect:Effect)
  WHERE {visible("Adoption", "adoption")} AND {visible("Effect", "effect")}
    AND coalesce(effect.measuredOn <= $day, true)
  MATCH (adoption)-[:BY]->(adopter:Organisation) WHERE {visible("Organisation", "adopter")}
  RETURN {reported_effect("effect", "adopter")} ORDER BY effect.id
}}
""".strip()


EFFECTS = FurtherStatement(EffectsRow, effects)
