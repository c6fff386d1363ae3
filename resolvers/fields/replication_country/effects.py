"""The statement of the measured effects of a practice."""

from __future__ import annotations

from analysis.replication.evidence.pooling import ReportedEffect
from resolvers.compiling.computed_field import FurtherStatement, returned
from resolvers.fields.cypher import Visible


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
    """Write the statement for the effects of the practice `$practice`, by global id: a `ReportedEffect` each."""
    return f"""
MATCH (practice:Practice {{id: $practice}})<-[:OF]-(adoption:Adoption)-[:ACHIEVED]->(effect:Effect)
WHERE {visible("Practice", "practice")} AND {visible("Adoption", "adoption")} AND {visible("Effect", "effect")}
MATCH (adoption)-[:BY]->(adopter:Organisation) WHERE {visible("Organisation", "adopter")}
WITH effect, adopter ORDER BY effect.id
RETURN effect.outcome, adopter.id, effect.size, effect.low, effect.high, effect.level, effect.participants
""".strip()


EFFECTS = FurtherStatement(ReportedEffect, effects)
