"""The statements of partner suggestions: the organisation with the field, and the borders of municipalities."""

from __future__ import annotations

from analysis.partners.stored_model import StoredModelText
from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Condition, Sent, Visible, held
from resolvers.fields.partner_suggestions.rows import AskerRow, BordersRow, LackingRow, PracticeGoalRow


def asker_itself(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the first statement: one `AskerRow`."""
    known = visible("Function", "any")
    return f"""
WITH {variable}, {lacking(variable, visible)} AS {variable}_lacking, {matching(variable, condition, visible)}
  AS {variable}_matching, {practice(variable, parameter, visible)} AS {variable}_goal, {stored_model()}
  AS {variable}_model
RETURN {
        returned(
            AskerRow,
            id=f"{variable}.id",
            functions_assigned=f"EXISTS {{ MATCH (any:Function) WHERE {assigned('any', variable)} AND {known} }}",
            lacking=f"{variable}_lacking",
            matching=f"{variable}_matching",
            practice=f"{variable}_goal",
            model=f"{variable}_model",
        )
    }
""".strip()


def assigned(function: str, organisation: str) -> str:
    """Write the condition that the order assigns a function to the kind or the level of an organisation."""
    return f"{function}.actor IN [{organisation}.kind, 'SYSTEM_' + {organisation}.level]"


def lacking(asker: str, visible: Visible) -> str:
    """Write the functions that the order assigns to an organisation and that it does not perform: `LackingRow`s."""
    function, mine, performs, performer = (f"{asker}_{each}" for each in ("function", "own", "performs", "performer"))
    row = returned(
        LackingRow,
        function=f"{function}.id",
        performers=f"""COLLECT {{
    MATCH ({function})<-[{performs}:PERFORMS]-({performer}:Organisation)
    WHERE {held(performs, "date()")} AND {visible("Organisation", performer)}
    RETURN {performer}.id
  }}""",
    )
    return f"""COLLECT {{
  MATCH ({function}:Function) WHERE {assigned(function, asker)} AND {visible("Function", function)}
    AND NOT EXISTS {{ MATCH ({asker})-[{mine}:PERFORMS]->({function}) WHERE {held(mine, "date()")} }}
  RETURN {row}
}}"""


def matching(asker: str, condition: Condition, visible: Visible) -> str:
    """Write the ids of the organisations that match the filter, or null without a filter."""
    candidate = f"{asker}_candidate"
    if (filtered := condition("where", candidate)) == "true":
        return "null"
    return f"""COLLECT {{
  MATCH ({candidate}:Organisation) WHERE {visible("Organisation", candidate)} AND ({filtered}) RETURN {candidate}.id
}}"""


def practice(asker: str, parameter: Sent, visible: Visible) -> str:
    """Write the practice of the goal: a `PracticeGoalRow`, or null if the goal is no practice or does not exist."""
    found, theme = f"{asker}_practice", f"{asker}_theme"
    row = returned(
        PracticeGoalRow,
        node=f"id({found})",
        title=f"{found}.title",
        themes=f"[({found})-[:ABOUT]->({theme}:Theme) WHERE {visible('Theme', theme)} | {theme}.id]",
    )
    return f"""head(COLLECT {{
  MATCH ({found}:Practice {{code: {parameter("goal")}.practice}}) WHERE {visible("Practice", found)} RETURN {row}
}})"""


def stored_model() -> str:
    """Write the stored model: a `StoredModelText`, or null if there is none."""
    version = "head(COLLECT { MATCH (state:DataState) RETURN state.dataVersion })"
    row = returned(
        StoredModelText,
        parameters="model.parameters",
        evaluation="model.evaluation",
        fitted_on="toString(model.fittedOn)",
        current=f"coalesce(model.dataVersion = {version}, false)",
    )
    return f"head(COLLECT {{ MATCH (model:FittedModel {{code: 'partners'}}) RETURN {row} }})"


def borders(visible: Visible) -> str:
    """Write the statement for the municipalities that border each other: one `BordersRow`."""
    return f"""
MATCH (one:Municipality)-[:BORDERS]->(other:Municipality)
WHERE {visible("Municipality", "one")} AND {visible("Municipality", "other")}
RETURN collect(one.id) AS one, collect(other.id) AS other
""".strip()


STATEMENT = FieldStatement(AskerRow, asker_itself)
BORDERS: SharedArrays[BordersRow] = SharedArrays(
    "borders of municipalities", FurtherStatement(BordersRow, borders), lambda rows: rows[0]
)
