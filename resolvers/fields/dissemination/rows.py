"""The rows of the statements of dissemination, and their conversion for the analysis.

Ties are read as columns (parallel lists), because there are many. Their days are ordinals, with 0 for an unknown day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from analysis.answers import ValidityPeriod as Life
from analysis.spread.forest import CascadeStep, Source
from analysis.spread.ties import FOREVER, TieTable, project_table, tie_table
from analysis.spread.timeline import RiskSet
from graph_model.terms import LearningCertainty, OrganisationKind, Provenance

KINDS = tuple(OrganisationKind)


class AdoptionRow(NamedTuple):
    """An adoption of the practice with one of its sources and one place of its adopter.

    The first six fields are those of `CascadeStep`, the others those of `Source`. Without a source, `certainty` is
    null. Values that no selected field needs are null.
    """

    id: str
    organisation: str | None
    region: str | None
    municipality: str | None
    started_on: date | None
    provenance: Provenance
    certainty: LearningCertainty | None
    source: str | None
    probability: float | None


class LifeRow(NamedTuple):
    """The number of organisations with the same first and last day."""

    since: date | None
    until: date | None
    organisations: int


class AdopterLifeRow(NamedTuple):
    """The first and last day of an adopter, at least one of which is known."""

    adopter: str
    since: date | None
    until: date | None


class UnitTiesRow(NamedTuple):
    """The ties of one unit: the other ends, and the first and last day of each tie."""

    unit: str
    ends: list[str]
    since: list[int]
    until: list[int]


class ProjectMembersRow(NamedTuple):
    """The participants of one project, the first and last day of each, and whether there are too many of them."""

    members: list[str]
    since: list[int]
    until: list[int]
    too_large: bool


class DisseminationRow(NamedTuple):
    """A practice and its adoptions. The other fields are read for selected statistics, and are null or empty otherwise.

    `kinds` are the kinds of the adopters. `population` counts all organisations of these kinds. `lives` are the first
    and last days of the adopters. The ties of adopters are `ties`, or `projects` if these are the network.
    """

    practice: str
    adoptions: list[AdoptionRow]
    kinds: list[OrganisationKind]
    population: list[LifeRow] | None
    lives: list[AdopterLifeRow] | None
    ties: list[UnitTiesRow] | None
    projects: list[ProjectMembersRow] | None

    def uptakes(self) -> list[CascadeStep]:
        """Return the adoptions without duplicates. An adopter with several places has the first one by id."""
        sources: dict[str, list[Source]] = {}
        for row in self.adoptions:
            if row.certainty is not None:
                sources.setdefault(row.id, []).append(Source._make(row[6:]))
        placed = any(row.region is not None for row in self.adoptions[:1])
        rows = sorted(self.adoptions, key=place, reverse=True) if placed else self.adoptions
        first = {row.id: row for row in rows}
        return [CascadeStep._make((*row[:6], sources.get(each, ()))) for each, row in first.items()]

    def risk_set(self) -> RiskSet | None:
        """Return the organisations that can adopt the practice, or None if they were not read."""
        if self.population is None or self.lives is None:
            return None
        return RiskSet(
            kinds=sorted(self.kinds, key=KINDS.index),
            lives=[(Life(each.since, each.until), each.organisations) for each in self.population],
            adopters={each.adopter: Life(each.since, each.until) for each in self.lives},
        )

    def own_ties(self) -> TieTable | None:
        """Return the ties of adopters, or None if they were not read."""
        if self.projects is not None:
            return members_table(self.projects)
        return None if self.ties is None else ties_table(self.ties)


def place(row: AdoptionRow) -> tuple[str, str]:
    """Return the sort key of the places of an adopter."""
    return row.region or "", row.municipality or ""


class UnitRow(NamedTuple):
    """A unit of a whole network, and its kind or the kinds of the organisations in it."""

    unit: str
    kinds: list[OrganisationKind]


class NetworkRow(NamedTuple):
    """A whole network of partnerships or borders."""

    units: list[UnitRow]
    ties: list[UnitTiesRow]

    def table(self) -> TieTable:
        """Return the ties of the network."""
        return ties_table(self.ties, bits_by_unit(self.units))


class ProjectNetworkRow(NamedTuple):
    """The whole network of common projects."""

    units: list[UnitRow]
    projects: list[ProjectMembersRow]

    def table(self) -> TieTable:
        """Return the ties of the network."""
        return members_table(self.projects, bits_by_unit(self.units))


def ties_table(rows: Sequence[UnitTiesRow], kinds: Mapping[str, int] | None = None) -> TieTable:
    """Return the table of ties without duplicates."""
    starts = [row.unit for row in rows for _ in row.ends]
    ends = [each for row in rows for each in row.ends]
    since = [day for row in rows for day in row.since]
    until = [day or FOREVER for row in rows for day in row.until]
    return tie_table((starts, ends), since, until, kinds)


def members_table(rows: Sequence[ProjectMembersRow], kinds: Mapping[str, int] | None = None) -> TieTable:
    """Return the table of ties between the participants of projects, with the number of too large projects."""
    linking = [row for row in rows if not row.too_large]
    members = [(row.members, row.since, [day or FOREVER for day in row.until]) for row in linking]
    return replace(project_table(members, kinds), left_out=len(rows) - len(linking))


def bits_by_unit(units: Sequence[UnitRow]) -> dict[str, int]:
    """Return the kinds of each unit as bits."""
    return {each.unit: bits_of(each.kinds) for each in units}


def bits_of(kinds: Sequence[OrganisationKind]) -> int:
    """Return kinds of organisations as bits."""
    return sum(1 << KINDS.index(each) for each in kinds)
