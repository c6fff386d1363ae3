"""The statement for an organisation and the organisations around it."""

from __future__ import annotations

from analysis.geography import Place
from analysis.partners.neighbourhood import Body, Performance, RegionNearness, SecondPartner
from analysis.ties.links import Tie
from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import RELATIONS, Condition, Sent, Visible, last_day, period, record
from resolvers.fields.partner_suggestions.rows import NearbyRegionRow, NeighbourhoodRow


def neighbourhood(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `NeighbourhoodRow`.

    The filter `where` applies only to the candidates. All patterns start at the organisation, so that the cost depends
    on its surroundings and not on the size of the country.
    """
    del parameter
    row = returned(
        NeighbourhoodRow,
        asker=organisation_row(variable, f"{variable}_functions"),
        functions_assigned=f"{variable}.functionsAssigned",
        functions_known=f"{variable}_known",
        ties=f"{variable}_ties",
        second_partners=f"{variable}_seconds",
        regions=f"{variable}_regions",
    )
    return f"""
WITH {variable}, {performances(variable, visible)} AS {variable}_functions,
{function_count(variable, visible)} AS {variable}_known,
{ties(variable, visible)} AS {variable}_ties,
{second_partners(variable, visible)} AS {variable}_seconds,
{regions(variable, condition, visible)} AS {variable}_regions
RETURN {row}
""".strip()


def organisation_row(organisation: str, functions: str) -> str:
    """Write an organisation: a `Body`; `functions` is the variable of its functions."""
    location = f"{organisation}.location"
    place = returned(Place, lat=f"{location}.latitude", lon=f"{location}.longitude")
    return returned(
        Body,
        id=f"{organisation}.id",
        kind=f"{organisation}.kind",
        last_day=last_day(organisation),
        place=f"CASE WHEN {location} IS NOT NULL THEN {place} END",
        functions=functions,
    )


def performances(organisation: str, visible: Visible) -> str:
    """Write the functions of an organisation: a list of `Performance`."""
    relation, function = f"{organisation}_performs", f"{organisation}_function"
    row = returned(Performance, function=f"{function}.id", period=period(relation))
    return (
        f"COLLECT {{ MATCH ({organisation})-[{relation}:PERFORMS]->({function}:Function) "
        f"WHERE {visible('Function', function)} RETURN {row} }}"
    )


def function_count(asker: str, visible: Visible) -> str:
    """Write the number of functions that are performed by at least one organisation of the country."""
    function = f"{asker}_function"
    return f"""COUNT {{
  MATCH ({function}:Function)
  WHERE {visible("Function", function)} AND EXISTS {{ ({function})<-[:PERFORMS]-(:Organisation) }}
}}"""


def ties(asker: str, visible: Visible) -> str:
    """Write the relations of an organisation with other organisations: a list of `Tie`."""
    tie, other = f"{asker}_tie", f"{asker}_other"
    kinds = " ".join(f"WHEN '{relation}' THEN '{kind}'" for kind, relation in RELATIONS.items())
    row = returned(
        Tie,
        kind=f"CASE type({tie}) {kinds} END",
        start=f"startNode({tie}).id",
        end=f"endNode({tie}).id",
        record=record(tie),
        period=period(tie),
    )
    return f"""COLLECT {{
  MATCH ({asker})-[{tie}:{"|".join(RELATIONS.values())}]-({other}:Organisation)
  WHERE {visible("Organisation", other)}
  RETURN {row}
}}"""


def second_partners(asker: str, visible: Visible) -> str:
    """Write the partners of partners: a list of `SecondPartner`."""
    other, partner, second = f"{asker}_other", f"{asker}_partner", f"{asker}_second"
    row = returned(SecondPartner, other=f"{other}.id", partner=f"{partner}.id", period=period(second))
    return f"""COLLECT {{
  MATCH ({asker})-[:PARTNER_OF]-({partner}:Organisation)-[{second}:PARTNER_OF]-({other}:Organisation)
  WHERE {other} <> {asker} AND ({visible("Organisation", partner)}) AND ({visible("Organisation", other)})
  RETURN {row}
}}"""


def regions(asker: str, condition: Condition, visible: Visible) -> str:
    """Write the region of an organisation and the bordering regions: a list of `NearbyRegionRow`."""
    home, region, seat, borders, nearness, candidate = (
        f"{asker}_{each}" for each in ("home", "region", "seat", "borders", "nearness", "candidate")
    )
    performed, candidates = f"{asker}_performances", f"{asker}_candidates"
    near = returned(
        RegionNearness, home=f"{home}.id", region=f"{region}.id", name=f"{region}.name", record=record(nearness)
    )
    row = returned(NearbyRegionRow, nearness=near, organisations=candidates)
    return f"""COLLECT {{
  MATCH ({asker})-[{seat}:LOCATED_IN]->({home}:Region)-[{borders}:BORDERS*0..1]-({region}:Region)
  WHERE ({visible("Region", home)}) AND ({visible("Region", region)})
  MATCH ({region})<-[:LOCATED_IN]-({candidate}:Organisation)
  WHERE {candidate} <> {asker} AND ({visible("Organisation", candidate)}) AND ({condition("where", candidate)})
  WITH {home}, {region}, coalesce(head({borders}), {seat}) AS {nearness},
    {candidate}, {performances(candidate, visible)} AS {performed}
  WITH {home}, {region}, {nearness}, collect({organisation_row(candidate, performed)}) AS {candidates}
  RETURN {row}
}}"""


STATEMENT = FieldStatement(NeighbourhoodRow, neighbourhood)
