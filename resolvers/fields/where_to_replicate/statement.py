"""The statement of `whereToReplicate`: a practice, and the organisations that match the filter.

All other data are shared arrays (`replication_country`).
"""

from __future__ import annotations

from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.where_to_replicate.rows import PlannedPracticeRow


def practice_itself(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `PlannedPracticeRow`."""
    region, candidate = f"{variable}_region", f"{variable}_candidate"
    code, filtered = parameter("region"), condition("where", candidate)
    matching = f"""COLLECT {{
  MATCH ({candidate}:Organisation) WHERE {visible("Organisation", candidate)} AND ({filtered}) RETURN {candidate}.id
}}"""
    row = returned(
        PlannedPracticeRow,
        id=f"{variable}.id",
        matching="null" if filtered == "true" else matching,
        region_exists=f"""{code} IS NULL OR EXISTS {{
  MATCH ({region}:Region {{code: {code}}}) WHERE {visible("Region", region)}
}}""",
    )
    return f"RETURN {row}"


STATEMENT = FieldStatement(PlannedPracticeRow, practice_itself)
