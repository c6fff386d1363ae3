"""The statements of indicators: the area of a node, and all that the country counts on a day."""

from __future__ import annotations

from typing import Any

from analysis.indicators.country import Teams
from analysis.indicators.definitions import Indicator
from analysis.indicators.values import ReportedRow
from graph_model.declarations import Node
from graph_model.kinds.people_terms import DiagnosticKind
from graph_model.kinds.territory import Municipality, Region
from graph_model.read_tree import Body
from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Condition, Sent, Visible, part_columns, record
from resolvers.fields.indicators import rows
from resolvers.fields.indicators.people_statement import (
    SUPPORT,
    columns,
    graduates,
    literate,
    new,
    trained,
    workplaces,
)
from resolvers.fields.indicators.rows import AreaRow, Counted, CountedRow, RegionRow
from resolvers.fields.indicators.stored_statement import origin, stored, unless_stored


def area_of(kind: type[Node] | None) -> Body:
    """Write the area of a node of a kind, or the country if there is none: one `AreaRow`."""

    def body(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
        del condition, parameter
        if kind is Region:
            return f"RETURN {returned(AreaRow, region=f'{variable}.id', municipality='null')}"
        if kind is not Municipality:
            return f"RETURN {returned(AreaRow, region='null', municipality='null')}"
        home = f"{variable}_home"
        row = returned(AreaRow, region=f"{home}.id", municipality=f"{variable}.id")
        return f"MATCH ({variable})-[:IN_REGION]->({home}:Region) WHERE {visible('Region', home)} RETURN {row} LIMIT 1"

    return body


def counts(visible: Visible) -> str:
    """Write the statement for all that is counted on the day `$day`: `CountedRow`s."""
    parts = (origin, indicators, regions, teams, recorded, reported, stored)
    people = (workplaces, graduates, trained, literate, new, *SUPPORT)
    day = f"RETURN {columns(rows.DAY, 'toString($day)')}"
    unless = unless_stored(visible)
    counted = (f"{unless}\n{part(visible)}" for part in people)
    return "\nUNION ALL\n".join([day, *(part(visible) for part in parts), *counted])


def indicators(visible: Visible) -> str:
    """Write the part of the indicators with their targets."""
    stored = [each for each in Indicator._fields if each != "deadline"]
    one = returned(Indicator, deadline="toString(one.deadline)", **{each: f"one.{each}" for each in stored})
    return f"MATCH (one:KpiIndicator) WHERE {visible('KpiIndicator', 'one')}\nRETURN {columns(rows.INDICATOR, one)}"


def regions(visible: Visible) -> str:
    """Write the part of the regions."""
    return region_records(CountedRow, visible)


def region_records(record_type: type[tuple[Any, ...]], visible: Visible) -> str:
    """Write a part with the regions and their municipalities, except those that ended before the day."""
    row = returned(RegionRow, id="home.id", code="home.code", municipalities="municipalities")
    return f"""
MATCH (home:Region) WHERE {visible("Region", "home")}
WITH home, COLLECT {{
  MATCH (home)<-[:IN_REGION]-(place:Municipality)
  WHERE coalesce(place.validTo >= $day, true) AND {visible("Municipality", "place")}
  RETURN place.id ORDER BY place.oktmo, place.id
}} AS municipalities
RETURN {part_columns(record_type, rows.REGION, row)}""".strip()


def teams(visible: Visible) -> str:
    """Write the part of the management teams of each region."""
    row = returned(Teams, region="region", trained="trained")
    return f"""
MATCH (team:ManagementTeam) WHERE {visible("ManagementTeam", "team")}
OPTIONAL MATCH (team)-[:BELONGS_TO]->(home:Region) WHERE {visible("Region", "home")}
WITH home.id AS region, collect(CASE WHEN team.trainedOn <= $day THEN team.id END) AS trained
RETURN {columns(rows.TEAMS, row)}""".strip()


def recorded(visible: Visible) -> str:
    """Write the part of the indicators for which there are any records."""
    routes, diagnostics = recorded_kind("Route", visible), literacy_recorded(visible)
    supports = " OR ".join([routes, *(recorded_kind(each, visible) for each in ("Mentorship", "Placement"))])
    conditions = {
        "KPI1": f"{routes} AND {recorded_kind('Enrolment', visible)}",
        "KPI2a": diagnostics,
        "KPI2b": diagnostics,
        "KPI4": supports,
    }
    cases = ", ".join(f"CASE WHEN {each} THEN '{code}' END" for code, each in conditions.items())
    return f"RETURN {columns(rows.RECORDED, f'[code IN [{cases}] WHERE code IS NOT NULL]')}"


def recorded_kind(kind: str, visible: Visible) -> str:
    """Write the condition that the graph has a node of a kind."""
    return f"EXISTS {{ MATCH (any:{kind}) WHERE {visible(kind, 'any')} }}"


def literacy_recorded(visible: Visible) -> str:
    """Write the condition that the graph has an attempt at a diagnostic of functional literacy."""
    return f"""EXISTS {{
  MATCH (any:Attempt)-[:OF]->(diagnostic:Diagnostic)
  WHERE diagnostic.kind = '{DiagnosticKind.FUNCTIONAL_LITERACY.value}' AND {visible("Attempt", "any")}
    AND {visible("Diagnostic", "diagnostic")}
}}"""


def reported(visible: Visible) -> str:
    """Write the part of the values that were reported for the day."""
    row = returned(
        ReportedRow,
        id="value.id",
        indicator="indicator.id",
        area="area",
        numerator="value.numerator",
        denominator="value.denominator",
        source=record("value"),
    )
    return f"""
MATCH (value:KpiValue)-[:OF]->(indicator:KpiIndicator) WHERE value.measuredOn = $day
  AND {visible("KpiValue", "value")} AND {visible("KpiIndicator", "indicator")}
WITH value, indicator, head(COLLECT {{ MATCH (value)-[:FOR]->(area) RETURN area.id ORDER BY area.id }}) AS area
RETURN {columns(rows.REPORTED, row)}""".strip()


def statement_of(kind: type[Node] | None) -> FieldStatement[AreaRow]:
    """Return the first statement of the field of a kind, or of the root."""
    return FieldStatement(AreaRow, area_of(kind))


COUNTED: SharedArrays[Counted] = SharedArrays(
    "indicators of a day", FurtherStatement(CountedRow, counts), rows.counted_of
)
