"""The statement for the adoptions that pass the filter. Without a filter it reads nothing."""

from __future__ import annotations

from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.adoption_statistics.rows import NarrowedRow
from resolvers.fields.cypher import Condition, Sent, Visible


def narrowed(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `NarrowedRow`.

    Conditions on the practice are tested for practices, since there are far fewer practices than adoptions.
    """
    del variable, parameter
    practices, of_adoption = narrowed_practices(condition, visible), condition("where", "adoption")
    match_clause = "UNWIND practices AS practice MATCH (practice)<-[:OF]-(adoption:Adoption)"
    adoptions = f"""COLLECT {{
  {match_clause if practices else "MATCH (adoption:Adoption)"}
  WHERE {visible("Adoption", "adoption")} AND ({of_adoption})
  RETURN id(adoption)
}}"""
    row = returned(
        NarrowedRow,
        adoptions="null" if of_adoption == "true" else adoptions,
        practices="[practice IN practices | id(practice)]" if practices else "null",
    )
    return f"WITH {practices or 'null'} AS practices\nRETURN {row}"


def narrowed_practices(condition: Condition, visible: Visible) -> str | None:
    """Write the list of practices that pass the filter; None without conditions on practices or themes."""
    of_practice, of_theme = condition("where.practice", "practice"), condition("where.practice.themes", "theme")
    if of_practice == of_theme == "true":
        return None
    theme = f"MATCH (theme:Theme) WHERE {visible('Theme', 'theme')} AND ({of_theme})\n  "
    return f"""COLLECT {{
  {theme if of_theme != "true" else ""}MATCH (practice:Practice){"-[:ABOUT]->(theme)" if of_theme != "true" else ""}
  WHERE {visible("Practice", "practice")} AND ({of_practice})
  RETURN DISTINCT practice
}}"""


STATEMENT = FieldStatement(NarrowedRow, narrowed)
