"""The statement of the measured effects of practices."""

from __future__ import annotations

from analysis.replication.evidence.pooling import ReportedEffect
from resolvers.compiling.computed_field import FurtherStatement, returned
from resolvers.fields.cypher import Visible
from resolvers.fields.replication_country.rows import EffectsRow


def reported_effect(effect: str, adopter: str) -> str:
    """Write an effect at an adopter: a `ReportedEffect`."""
    return returned(
        ReportedEffect,
        outcome=f"{effect}.outcome",
        organisation=f"{adopter}.id",
        size=f"{effect}.size",
        low=f"{effect}.low",
        high=f"{effect}.high",
        level=f"{effect}.level",
        participants=f"{effect}.participants",
    )


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
