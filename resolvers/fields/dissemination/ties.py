"""Cypher for the ties over which practices spread: the ties of adopters, and whole networks.

A tie is valid only while both its ends exist. Days are returned as ordinals, with 0 for an unknown day, because
`collect` would drop a null from its list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.spread.ties import TieTable
from analysis.spread.vocabulary import SpreadNetwork
from graph_model.cypher.days import ordinal
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Visible, first_date_in, last_date, last_date_in, too_large
from resolvers.fields.dissemination.rows import NetworkRow, ProjectMembersRow, ProjectNetworkRow, UnitRow, UnitTiesRow

Days = tuple[str, str]


def adopter_partnerships(variable: str, visible: Visible) -> str:
    """Write the partners of each adopter: a `UnitTiesRow` each."""
    start, end, tie = f"{variable}_start", f"{variable}_end", f"{variable}_tie"
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->({start}:Organisation)
  WITH DISTINCT {start}
  MATCH ({start})-[{tie}:PARTNER_OF]-({end}:Organisation)
  WHERE {visible("Organisation", start)} AND {visible("Organisation", end)} AND {end}.kind IN {variable}_kinds
  {ties_of(start, end, partnership(tie, start, end))}
}}"""


def adopter_projects(variable: str, visible: Visible) -> str:
    """Write the participants of the projects of adopters: a `ProjectMembersRow` for each project."""
    start, project, other, part = (f"{variable}_{each}" for each in ("start", "project", "participant", "part"))
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->({start}:Organisation)-[:TAKES_PART]->({project}:NetworkProject)
  WITH DISTINCT {project}
  MATCH ({project})<-[{part}:TAKES_PART]-({other}:Organisation)
  WHERE {visible("NetworkProject", project)} AND {visible("Organisation", other)} AND {other}.kind IN {variable}_kinds
  {members_of(project, other, participation(part, project, other), visible)}
}}"""


def adopter_borders(variable: str, visible: Visible) -> str:
    """Write the neighbours, with organisations of these kinds, of each adopter's municipality: a `UnitTiesRow` each."""
    one, other, resident = (f"{variable}_{each}" for each in ("one", "neighbour", "resident"))
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->(:Organisation)-[:LOCATED_IN]->({one}:Municipality)
  WITH DISTINCT {one}
  MATCH ({one})-[:BORDERS]-({other}:Municipality)
  WHERE {visible("Municipality", one)} AND {visible("Municipality", other)} AND EXISTS {{
    MATCH ({other})<-[:LOCATED_IN]-({resident}:Organisation)
    WHERE {resident}.kind IN {variable}_kinds AND {visible("Organisation", resident)}
  }}
  {ties_of(one, other, ("null", "null"))}
}}"""


def all_partnerships(visible: Visible) -> str:
    """Write the statement for all partnerships, without duplicates, and the kinds of their ends: a `NetworkRow`."""
    return f"""
WITH {tied_organisations("(unit)-[:PARTNER_OF]-()", visible)} AS units, COLLECT {{
  MATCH (start:Organisation)-[tie:PARTNER_OF]->(end:Organisation)
  WHERE {visible("Organisation", "start")} AND {visible("Organisation", "end")}
  {ties_of("start", "end", partnership("tie", "start", "end"))}
}} AS ties
RETURN units, ties
""".strip()


def all_projects(visible: Visible) -> str:
    """Write the statement for the participants of all projects, and their kinds: a `ProjectNetworkRow`."""
    return f"""
WITH {tied_organisations("(unit)-[:TAKES_PART]->()", visible)} AS units, COLLECT {{
  MATCH (project:NetworkProject)<-[part:TAKES_PART]-(other:Organisation)
  WHERE {visible("NetworkProject", "project")} AND {visible("Organisation", "other")}
  {members_of("project", "other", participation("part", "project", "other"), visible)}
}} AS projects
RETURN units, projects
""".strip()


def all_borders(visible: Visible) -> str:
    """Write the statement for all borders, without duplicates, and the kinds in municipalities: a `NetworkRow`."""
    return f"""
WITH COLLECT {{
  MATCH (unit:Municipality)<-[:LOCATED_IN]-(resident:Organisation)
  WHERE {visible("Municipality", "unit")} AND {visible("Organisation", "resident")}
  WITH unit, collect(DISTINCT resident.kind) AS kinds
  RETURN {returned(UnitRow, unit="unit.id", kinds="kinds")}
}} AS units, COLLECT {{
  MATCH (one:Municipality)-[:BORDERS]->(other:Municipality)
  WHERE {visible("Municipality", "one")} AND {visible("Municipality", "other")}
  {ties_of("one", "other", ("null", "null"))}
}} AS ties
RETURN units, ties
""".strip()


def tied_organisations(pattern: str, visible: Visible) -> str:
    """Write the organisations with a tie that matches a pattern: a `UnitRow` each."""
    return f"""COLLECT {{
  MATCH (unit:Organisation) WHERE {visible("Organisation", "unit")} AND EXISTS {{ {pattern} }}
  RETURN {returned(UnitRow, unit="unit.id", kinds="[unit.kind]")}
}}"""


def partnership(tie: str, *ends: str) -> Days:
    """Write the first and last day of a partnership, limited to the existence of both its ends."""
    since = latest(f"{tie}.since", *(f"{each}.validFrom" for each in ends))
    return since, earliest(f"{tie}.until", *map(last_date, ends))


def participation(part: str, project: str, participant: str) -> Days:
    """Write the first and last day of a participation, limited to the existence of the organisation."""
    since = latest(first_date_in(part, project), f"{participant}.validFrom")
    return since, earliest(last_date_in(part, project), last_date(participant))


def latest(*days: str) -> str:
    """Write the latest of some days, ignoring unknown ones."""
    return f"reduce(far = null, day IN [{', '.join(days)}] | CASE WHEN far >= day THEN far ELSE coalesce(day, far) END)"


def earliest(*days: str) -> str:
    """Write the earliest of some days, ignoring unknown ones."""
    return latest(*days).replace(">=", "<=")


def ties_of(start: str, end: str, days: Days) -> str:
    """Write the end of a subquery that returns the ties of each `start`: a `UnitTiesRow`."""
    ends, since, until = (f"{start}_{each}" for each in ("ends", "since", "until"))
    row = returned(UnitTiesRow, unit=f"{start}.id", ends=ends, since=since, until=until)
    return f"{collected(start, end, days)}\n  RETURN {row}"


def members_of(group: str, member: str, days: Days, visible: Visible) -> str:
    """Write the end of a subquery that returns the members of each `group`: a `ProjectMembersRow`."""
    members, since, until = (f"{group}_{each}" for each in ("ends", "since", "until"))
    row = returned(ProjectMembersRow, members=members, since=since, until=until, too_large=too_large(group, visible))
    return f"{collected(group, member, days)}\n  RETURN {row}"


def collected(one: str, other: str, days: Days) -> str:
    """Write the lists of ids and days for each `one`."""
    since, until = (f"collect(coalesce({ordinal(each)}, 0))" for each in days)
    return f"WITH {one}, collect({other}.id) AS {one}_ends, {since} AS {one}_since, {until} AS {one}_until"


OWN_TIES: Mapping[SpreadNetwork, Callable[[str, Visible], str]] = {
    SpreadNetwork.PARTNERSHIP: adopter_partnerships,
    SpreadNetwork.PROJECT: adopter_projects,
    SpreadNetwork.BORDER: adopter_borders,
}
NETWORKS: Mapping[SpreadNetwork, SharedArrays[TieTable]] = {
    SpreadNetwork.PARTNERSHIP: SharedArrays(
        "partnerships", FurtherStatement(NetworkRow, all_partnerships), lambda rows: rows[0].table()
    ),
    SpreadNetwork.PROJECT: SharedArrays(
        "projects", FurtherStatement(ProjectNetworkRow, all_projects), lambda rows: rows[0].table()
    ),
    SpreadNetwork.BORDER: SharedArrays(
        "borders", FurtherStatement(NetworkRow, all_borders), lambda rows: rows[0].table()
    ),
}
