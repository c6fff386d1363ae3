"""Cypher expressions for the open deficits of a person on a day."""

from __future__ import annotations

from analysis.routes.records import OpenDeficit
from graph_model.kinds.people_terms import DeficitSeverity
from resolvers.compiling.computed_field import returned
from resolvers.fields.cypher import Visible


def lacking(person: str, day: str, visible: Visible) -> str:
    """Write the competences in which a person has an open deficit on a day: lists of the node and the gravest rank."""
    deficit, competence = f"{person}_deficit", f"{person}_competence"
    return f"""COLLECT {{
  MATCH ({person})-[:HAS_DEFICIT|OVERCAME]->({deficit}:Deficit)-[:IN_COMPETENCE]->({competence}:Competence)
  WHERE {open_on(deficit, day)}
    AND {visible("Deficit", deficit)} AND {visible("Competence", competence)}
  WITH {competence}, {gravest(deficit)} AS gravest
  RETURN [{competence}, gravest]
}}"""


def open_on(deficit: str, day: str) -> str:
    """Write the condition that a deficit is open on a day. A deficit without a day counts from the beginning."""
    return f"coalesce({deficit}.foundOn <= {day}, true) AND coalesce({deficit}.closedOn > {day}, true)"


def gravest(deficit: str) -> str:
    """Write the rank of the gravest of several deficits, 0 for the lowest severity."""
    ranks = " ".join(f"WHEN '{each.value}' THEN {rank}" for rank, each in enumerate(DeficitSeverity))
    return f"max(CASE {deficit}.severity {ranks} END)"


def deficits(lacks: str, visible: Visible) -> str:
    """Write an `OpenDeficit` for each pair that `lacking` returns."""
    severities = [each.value for each in DeficitSeverity]
    row = returned(
        OpenDeficit,
        competence="competence.id",
        code="competence.code",
        name="competence.name",
        severity=f"{severities}[lack[1]]",
        programs=developing("Program", "DEVELOPS", visible),
        practices=developing("Practice", "ADDRESSES", visible),
        internships=developing("Internship", "DEVELOPS", visible),
    )
    return f"COLLECT {{ UNWIND {lacks} AS lack WITH lack, lack[0] AS competence RETURN {row} }}"


def developing(kind: str, relation: str, visible: Visible) -> str:
    """Write the number of nodes of a kind that develop the competence."""
    return f"COUNT {{ MATCH (competence)<-[:{relation}]-(item:{kind}) WHERE {visible(kind, 'item')} }}"
