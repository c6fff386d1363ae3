"""The statement of the load of experts: a row for each region, and one with all people who signed in the period.

Signatures are read from the conclusions of the period, since a region has many people and few experts.
"""

from __future__ import annotations

from analysis.certification.load import LoadRow, SignerRow
from graph_model.kinds.people_terms import PersonRole
from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible, signed_by_hidden


def load(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: the `LoadRow`s."""
    del condition
    region, regions = f"{variable}_region", parameter("regions")
    row = returned(
        LoadRow,
        region=f"{region}.id",
        code=f"{region}.code",
        experts=experts(region, visible),
        signers="[]",
        undated="0",
        hidden="false",
    )
    signers = returned(
        LoadRow,
        region="null",
        code="null",
        experts="[]",
        signers=signed(variable, parameter, visible),
        undated=undated(f"{variable}_conclusion", visible),
        hidden=hidden(f"{variable}_conclusion", parameter, visible),
    )
    return f"""
MATCH ({region}:Region)
WHERE ({regions} IS NULL OR {region}.code IN {regions}) AND {visible("Region", region)}
RETURN {row} AS row
UNION ALL
RETURN {signers} AS row
""".strip()


def signed(variable: str, parameter: Sent, visible: Visible) -> str:
    """Write a `SignerRow` for each expert who signed in the period."""
    conclusion, expert, home = (f"{variable}_{each}" for each in ("conclusion", "expert", "home"))
    row = returned(
        SignerRow,
        region=f"""head(COLLECT {{
    MATCH ({expert})-[:BELONGS_TO]->({home}:Region) WHERE {visible("Region", home)} RETURN {home}.id
  }})""",
        expert=f"id({expert})",
        conclusions=f"{expert}_signed",
    )
    return f"""COLLECT {{
  MATCH ({conclusion}:ExpertConclusion)-[:SIGNED_BY]->({expert}:Person)
  WHERE {in_period(conclusion, parameter, visible)} AND {visible("Person", expert)}
  WITH {expert}, collect(DISTINCT id({conclusion})) AS {expert}_signed
  RETURN {row}
}}"""


def in_period(conclusion: str, parameter: Sent, visible: Visible) -> str:
    """Write the condition that a conclusion is visible and was given in the period."""
    days = f"{parameter('from')} <= {conclusion}.concludedOn AND {conclusion}.concludedOn <= {parameter('until')}"
    return f"{days} AND {visible('ExpertConclusion', conclusion)}"


def hidden(conclusion: str, parameter: Sent, visible: Visible) -> str:
    """Write whether an expert whom the viewer may not see signed a conclusion in the period."""
    return f"""EXISTS {{
    MATCH ({conclusion}:ExpertConclusion) WHERE {in_period(conclusion, parameter, visible)}
    {signed_by_hidden(conclusion, visible)}
  }}"""


def experts(region: str, visible: Visible) -> str:
    """Write the internal numbers of the people of a region with the role of an expert."""
    expert = f"{region}_expert"
    return f"""COLLECT {{
    MATCH ({region})<-[:BELONGS_TO]-({expert}:Person)
    WHERE '{PersonRole.EXPERT.value}' IN {expert}.roles AND {visible("Person", expert)} RETURN id({expert})
  }}"""


def undated(conclusion: str, visible: Visible) -> str:
    """Write the number of conclusions without a day."""
    return f"""COUNT {{
    MATCH ({conclusion}:ExpertConclusion)
    WHERE {conclusion}.concludedOn IS NULL AND {visible("ExpertConclusion", conclusion)}
  }}"""


STATEMENT = FieldStatement(LoadRow, load)
