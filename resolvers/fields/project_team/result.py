"""The result of project teams: the members with global ids in place of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.answers import Completeness, Method
from analysis.teams.composing import Composition
from analysis.teams.result import Assembly, Covering, Replacement, StoredLink
from analysis.ties.country_links import NOWHERE, RECORDED_BY_NODES, CountryLinks
from analysis.ties.links import GraphLink

Named = Mapping[int, str]


@dataclass(frozen=True)
class TeamCoverage:
    """The strength of a member in a theme or in a competence (global ids), with records as evidence."""

    theme: str | None
    competence: str | None
    strength: float
    records: int
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class TeamMember:
    """A member of a team (a global id)."""

    organisation: str
    is_lead: bool
    covers: tuple[TeamCoverage, ...]
    contribution: float
    link_to_lead: GraphLink | None
    km_to_lead: float | None
    commitments: int
    capacity_limit: int | None
    replacement: Replacement | None


@dataclass(frozen=True)
class ProjectTeam:
    """The team, the lead first, with the objective and its bound. Themes and competences are global ids."""

    members: tuple[TeamMember, ...]
    objective: float
    bound: float
    optimal: bool
    uncovered_themes: tuple[str, ...]
    uncovered_competences: tuple[str, ...]
    method: Method
    completeness: Completeness


def named_nodes(found: Composition) -> list[int]:
    """Return the internal numbers of the records that the result names."""
    return sorted(set(nodes_of(found.assembly))) if found.assembly else []


def nodes_of(team: Assembly) -> Iterator[int]:
    """Yield the internal numbers of the evidence, and of the records of the links to the lead."""
    for member in team.members:
        for covering in team.coverings(member):
            yield from covering.evidence.records.tolist()
        link = team.link(member)
        if link is not None and link.kind in RECORDED_BY_NODES:
            yield int(link.links.records[0])


def team_of(found: Composition, named: Named) -> ProjectTeam:
    """Return the result; `named` maps internal numbers of records to global ids."""
    themes = len(found.request.themes)
    uncovered = found.uncovered()
    team = found.assembly
    return ProjectTeam(
        members=tuple(member_of(found, team, each, named) for each in team.members) if team else (),
        objective=found.objective,
        bound=found.bound,
        optimal=found.optimal,
        uncovered_themes=tuple(found.topics[each].topic for each in uncovered if each < themes),
        uncovered_competences=tuple(found.topics[each].topic for each in uncovered if each >= themes),
        method=found.method(),
        completeness=found.completeness(),
    )


def member_of(found: Composition, team: Assembly, member: int, named: Named) -> TeamMember:
    """Return a member of a team."""
    link = team.link(member)
    return TeamMember(
        organisation=team.identifier(member),
        is_lead=member == team.found.lead,
        covers=tuple(coverage_of(found, each, named) for each in team.coverings(member)),
        contribution=team.contribution(member),
        link_to_lead=None if link is None else graph_link(found.country, team, member, link, named),
        km_to_lead=team.kilometres(member),
        commitments=team.commitments(member),
        capacity_limit=team.limit(member),
        replacement=team.replacement(member),
    )


def coverage_of(found: Composition, covering: Covering, named: Named) -> TeamCoverage:
    """Return the coverage of a topic by a member."""
    topic, is_theme = found.topics[covering.topic].topic, covering.topic < len(found.request.themes)
    return TeamCoverage(
        theme=topic if is_theme else None,
        competence=None if is_theme else topic,
        strength=covering.strength,
        records=len(covering.rows),
        evidence=tuple(named[each] for each in covering.evidence.records.tolist() if each in named),
    )


def graph_link(country: CountryLinks, team: Assembly, member: int, link: StoredLink, named: Named) -> GraphLink:
    """Return the link from the lead to a member."""
    record = int(link.links.records[0])
    if link.kind in RECORDED_BY_NODES:
        document = named.get(record)
    else:
        document = None if record == NOWHERE else country.sources[record]
    return GraphLink(
        link.kind,
        team.identifier(team.found.lead),
        team.identifier(member),
        document,
        since=day_of(float(link.links.since[0])),
        until=day_of(float(link.links.until[0])),
    )


def day_of(ordinal: float) -> date | None:
    """Return the day of an ordinal, or None for an open end."""
    return date.fromordinal(int(ordinal)) if np.isfinite(ordinal) else None
