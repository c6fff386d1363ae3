"""The statement that narrows adoptions by the filter; without a filter it reads nothing."""

from __future__ import annotations

from resolvers.computed import FieldStatement, returned
from resolvers.fields.adoption_statistics.rows import NarrowedRow
from resolvers.fields.cypher import Condition, Seen, Sent


def narrowed(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
    """Write the statement: one `NarrowedRow`.

    Conditions on the practice are put to practices, which are far fewer than adoptions.
    """
    del variable, parameter
    of_practice, of_adoption = condition("where.practice", "practice"), condition("where", "adoption")
    by_practice, by_adoption = of_practice != "true", of_adoption != "true"
    practices = f"MATCH (practice:Practice) WHERE {seen('Practice', 'practice')} AND ({of_practice}) RETURN practice"
    way = "UNWIND practices AS practice MATCH (practice)<-[:OF]-(adoption:Adoption)"
    adoptions = f"""{way if by_practice else "MATCH (adoption:Adoption)"}
  WHERE {seen("Adoption", "adoption")} AND ({of_adoption})
  RETURN id(adoption)"""
    row = returned(
        NarrowedRow,
        adoptions=f"COLLECT {{ {adoptions} }}" if by_adoption else "null",
        practices="[practice IN practices | id(practice)]" if by_practice else "null",
    )
    return f"WITH {f'COLLECT {{ {practices} }}' if by_practice else 'null'} AS practices\nRETURN {row}"


STATEMENT = FieldStatement(NarrowedRow, narrowed)
