"""The statement of `replicationPlan`: the requested objects."""

from __future__ import annotations

from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.replication_plan.rows import CodedRow, RequestedRow, ThemeRow


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
