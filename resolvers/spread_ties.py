"""The ties over which practices spread: the statements of those of adopters and of whole networks, and their rows.

A row of ties is [unit, units, since, until] with lists beside each other, or without the first for those who are all
tied to each other; days are ordinals. A tie holds no longer than both its ends exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from analysis.spread_ties import FOREVER, TieTable, project_table, tie_table
from analysis.spread_vocabulary import SpreadNetwork
from graph_model.cypher.days import ordinal
from graph_model.terms import OrganisationKind
from resolvers.arrays import Condition, Seen, Sent
from resolvers.computed import Whole

Row = list[Any]
Tie = tuple[str, str, int, int]


def own_partnerships(variable: str, seen: Seen) -> str:
    """The partners of each adopter."""
    start, end, tie = f"{variable}_start", f"{variable}_end", f"{variable}_tie"
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->({start}:Organisation)
  WITH DISTINCT {start}
  MATCH ({start})-[{tie}:PARTNER_OF]-({end}:Organisation)
  WHERE {seen("Organisation", start)} AND {seen("Organisation", end)} AND {end}.kind IN {variable}_kinds
  {grouped(start, end, partnership(tie, start, end))}
}}"""


def all_partnerships(seen: Seen) -> tuple[str, str]:
    """Who is of which kind, and all partnerships, each once."""
    units = f"""MATCH (unit:Organisation) WHERE {seen("Organisation", "unit")} AND EXISTS {{ (unit)-[:PARTNER_OF]-() }}
  RETURN [unit.id, [unit.kind]]"""
    ties = f"""MATCH (start:Organisation)-[tie:PARTNER_OF]->(end:Organisation)
  WHERE {seen("Organisation", "start")} AND {seen("Organisation", "end")}
  {grouped("start", "end", partnership("tie", "start", "end"))}"""
    return units, ties


def own_projects(variable: str, seen: Seen) -> str:
    """The participants of the projects of adopters."""
    start, project, other, part = (f"{variable}_{each}" for each in ("start", "project", "participant", "part"))
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->({start}:Organisation)-[:TAKES_PART]->({project}:NetworkProject)
  WITH DISTINCT {project}
  MATCH ({project})<-[{part}:TAKES_PART]-({other}:Organisation)
  WHERE {seen("NetworkProject", project)} AND {seen("Organisation", other)} AND {other}.kind IN {variable}_kinds
  {together(project, other, participation(part, project, other))}
}}"""


def all_projects(seen: Seen) -> tuple[str, str]:
    """Who is of which kind, and the participants of all projects."""
    units = f"""MATCH (unit:Organisation) WHERE {seen("Organisation", "unit")} AND EXISTS {{ (unit)-[:TAKES_PART]->() }}
  RETURN [unit.id, [unit.kind]]"""
    ties = f"""MATCH (project:NetworkProject)<-[part:TAKES_PART]-(other:Organisation)
  WHERE {seen("NetworkProject", "project")} AND {seen("Organisation", "other")}
  {together("project", "other", participation("part", "project", "other"))}"""
    return units, ties


def own_borders(variable: str, seen: Seen) -> str:
    """The neighbours of each municipality of an adopter that hold organisations of the kinds of adopters."""
    one, other, resident = (f"{variable}_{each}" for each in ("one", "neighbour", "resident"))
    return f"""COLLECT {{
  MATCH ({variable})<-[:OF]-(:Adoption)-[:BY]->(:Organisation)-[:LOCATED_IN]->({one}:Municipality)
  WITH DISTINCT {one}
  MATCH ({one})-[:BORDERS]-({other}:Municipality)
  WHERE {seen("Municipality", one)} AND {seen("Municipality", other)} AND EXISTS {{
    MATCH ({other})<-[:LOCATED_IN]-({resident}:Organisation)
    WHERE {resident}.kind IN {variable}_kinds AND {seen("Organisation", resident)}
  }}
  {grouped(one, other, ("null", "null"))}
}}"""


def all_borders(seen: Seen) -> tuple[str, str]:
    """Which kinds of organisations municipalities hold, and all borders, each once."""
    units = f"""MATCH (unit:Municipality)<-[:LOCATED_IN]-(resident:Organisation)
  WHERE {seen("Municipality", "unit")} AND {seen("Organisation", "resident")}
  WITH unit, collect(DISTINCT resident.kind) AS kinds
  RETURN [unit.id, kinds]"""
    ties = f"""MATCH (one:Municipality)-[:BORDERS]->(other:Municipality)
  WHERE {seen("Municipality", "one")} AND {seen("Municipality", "other")}
  {grouped("one", "other", ("null", "null"))}"""
    return units, ties


def partnership(tie: str, *ends: str) -> tuple[str, str]:
    """From when until when a partnership holds: not beyond the time of either of its ends."""
    since = latest(f"{tie}.since", *(f"{each}.validFrom" for each in ends))
    return since, earliest(f"{tie}.until", *map(last, ends))


def participation(part: str, project: str, participant: str) -> tuple[str, str]:
    """From when until when an organisation takes part in a project: not beyond the time of either."""
    since = latest(f"coalesce({part}.since, {project}.beganOn)", f"{participant}.validFrom")
    until = f"coalesce({part}.until, {project}.removedOn - duration('P1D'), {project}.endedOn)"
    return since, earliest(until, last(participant))


def last(node: str) -> str:
    """The last day of a node, as a date."""
    return f"coalesce({node}.removedOn - duration('P1D'), {node}.validTo)"


def latest(*days: str) -> str:
    """The latest of some days, of which any may be unknown."""
    return f"reduce(far = null, day IN [{', '.join(days)}] | CASE WHEN far >= day THEN far ELSE coalesce(day, far) END)"


def earliest(*days: str) -> str:
    """The earliest of some days, of which any may be unknown."""
    return latest(*days).replace(">=", "<=")


def grouped(start: str, end: str, days: tuple[str, str]) -> str:
    """The ties of one unit as a row."""
    return f"{collected(start, end, days)}\n  RETURN [{start}.id, {start}_ends, {start}_since, {start}_until]"


def together(group: str, member: str, days: tuple[str, str]) -> str:
    """The members of a group as a row."""
    return f"{collected(group, member, days)}\n  RETURN [{group}_ends, {group}_since, {group}_until]"


def collected(one: str, other: str, days: tuple[str, str]) -> str:
    """Lists of ids and days by `one`; an unknown day is 0, since null would vanish from its list."""
    since, until = (f"collect(coalesce({ordinal(each)}, 0))" for each in days)
    return f"WITH {one}, collect({other}.id) AS {one}_ends, {since} AS {one}_since, {until} AS {one}_until"


def table_of(network: SpreadNetwork, rows: list[Row], kinds: Mapping[str, int] | None = None) -> TieTable:
    """The ties of rows."""
    if network is SpreadNetwork.PROJECT:
        return project_table([(ids, since, [day or FOREVER for day in until]) for ids, since, until in rows], kinds)
    ties = [*single_ties(rows)]
    starts, ends, since, until = zip(*ties, strict=True) if ties else ((), (), (), ())
    return tie_table((starts, ends), since, until, kinds)


def single_ties(rows: list[Row]) -> Iterator[Tie]:
    """One tie for each end of a unit."""
    for start, *columns in rows:
        for end, since, until in zip(*columns, strict=True):
            yield start, end, since, until or FOREVER


def bits_of(kinds: list[str]) -> int:
    """Kinds of organisations as bits."""
    order = [each.value for each in OrganisationKind]
    return sum(1 << order.index(each) for each in kinds)


def whole_network(network: SpreadNetwork, parts: Callable[[Seen], tuple[str, str]]) -> Whole:
    """A whole network as it is kept; `parts` are the statements of its units with their kinds, and of its ties."""

    def body(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
        del variable, condition, parameter
        units, ties = parts(seen)
        return f"WITH COLLECT {{\n  {units}\n}} AS units, COLLECT {{\n  {ties}\n}} AS ties\nRETURN [units, ties]"

    def read(row: Row) -> TieTable:
        units, ties = row
        return table_of(network, ties, {unit: bits_of(kinds) for unit, kinds in units})

    return Whole(f"{network.value.lower()}s", body, read)


OWN_TIES: Mapping[SpreadNetwork, Callable[[str, Seen], str]] = {
    SpreadNetwork.PARTNERSHIP: own_partnerships,
    SpreadNetwork.PROJECT: own_projects,
    SpreadNetwork.BORDER: own_borders,
}
NETWORKS: Mapping[SpreadNetwork, Whole] = {
    SpreadNetwork.PARTNERSHIP: whole_network(SpreadNetwork.PARTNERSHIP, all_partnerships),
    SpreadNetwork.PROJECT: whole_network(SpreadNetwork.PROJECT, all_projects),
    SpreadNetwork.BORDER: whole_network(SpreadNetwork.BORDER, all_borders),
}
