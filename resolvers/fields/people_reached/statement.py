"""The statement of people reached: the adoptions of a practice with their reports."""

from __future__ import annotations

from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.people_reached.rows import ReachRow


def reports(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: a `ReachRow` for each adoption. An adoption has at most one report."""
    del condition, parameter
    adoption, adopter, reach, first = (f"{variable}_{each}" for each in ("adoption", "adopter", "reach", "report"))
    row = returned(
        ReachRow,
        started_on=f"toString({adoption}.startedOn)",
        people=f"{first}.people",
        measured_on=f"toString({first}.measuredOn)",
    )
    return f"""
MATCH ({variable})<-[:OF]-({adoption}:Adoption)-[:BY]->({adopter}:Organisation)
WHERE {visible("Adoption", adoption)} AND {visible("Organisation", adopter)}
WITH {adoption}, head(COLLECT {{
  MATCH ({adoption})-[:REACHED]->({reach}:Reach) WHERE {visible("Reach", reach)}
  RETURN {reach} ORDER BY {reach}.id LIMIT 1
}}) AS {first}
RETURN {row}
""".strip()


STATEMENT = FieldStatement(ReachRow, reports)
