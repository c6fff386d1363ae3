"""The numbers of a region on a day by organisation, and their rounding along the chain of its organisations.

In the chain, organisations of a municipality are neighbours, so that a municipality too is rounded well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analysis.deficits.rounding import RoundedPeople, RoundedResults, round_people, round_results, round_within
from analysis.models.numbers import Integers
from graph_model.kinds.people_terms import DiagnosticKind


class RegionalWorkplace(NamedTuple):
    """An organisation of the region and its municipality, if known; both are global ids."""

    organisation: str
    municipality: str | None


class LackCount(NamedTuple):
    """People of an organisation with an open deficit in a competence (None: in any), the gravest of a severity.

    `medium` and `high` count the people with at least this severity.
    """

    organisation: str
    competence: str | None
    people: int
    medium: int
    high: int


class SubjectLackCount(NamedTuple):
    """People of an organisation with an open deficit in a competence that a diagnostic of a subject revealed."""

    organisation: str
    competence: str
    subject: str
    people: int


class Measured(NamedTuple):
    """What results measure: a kind of diagnostic and a school subject by global id (None: no subject)."""

    kind: DiagnosticKind
    subject: str | None


class ResultCount(NamedTuple):
    """People of an organisation with a result, their attempts, and the sum of their latest results in percent."""

    organisation: str
    kind: DiagnosticKind
    subject: str | None
    people: int
    attempts: int
    percents: int


@dataclass(frozen=True, eq=False)
class RegionCounts:
    """The numbers of a region on a day. Each person counts in one organisation."""

    region: str
    workplaces: Sequence[RegionalWorkplace]
    lacks: Sequence[LackCount]
    subject_lacks: Sequence[SubjectLackCount]
    results: Sequence[ResultCount]

    @cached_property
    def chain(self) -> Mapping[str, int]:
        """Return the organisations in their order, with their numbers in it."""
        ordered = sorted((each.municipality or "", each.organisation) for each in self.workplaces)
        return {organisation: number for number, (_, organisation) in enumerate(ordered)}

    @cached_property
    def competences(self) -> Sequence[str]:
        """Return the competences in which people have open deficits, in their order."""
        return sorted({each.competence for each in self.lacks if each.competence is not None})

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {each: number for number, each in enumerate(self.competences)}

    def places_in(self, place: str) -> Integers:
        """Return the organisations of a place of the region, as numbers in the chain."""
        if place == self.region:
            return np.arange(len(self.chain))
        parts = [each.organisation for each in self.workplaces if place in each]
        return np.array(sorted(self.chain[each] for each in parts), dtype=np.int64)

    @cached_property
    def rounded(self) -> RoundedPeople:
        """Return the rounded numbers of people with open deficits."""
        everyone = np.zeros(len(self.chain), dtype=np.int64)
        for each in self.lacks:
            if each.competence is None:
                everyone[self.chain[each.organisation]] = each.people
        return round_people(everyone, self._table((each, each.people) for each in self.lacks))

    @cached_property
    def rounded_severities(self) -> tuple[Integers, Integers, Integers]:
        """Return the groups of five by severity, each by organisation and competence [o, c]."""
        lacking = self.rounded.lacking
        medium = round_within(self._table((each, each.medium) for each in self.lacks), lacking)
        high = round_within(self._table((each, each.high) for each in self.lacks), medium)
        return lacking - medium, medium - high, high

    def rounded_in(self, subject: str) -> Integers:
        """Return the groups of five of a school subject by organisation and competence [o, c]."""
        lacks = (each for each in self.subject_lacks if each.subject == subject)
        return round_within(self._table((each, each.people) for each in lacks), self.rounded.lacking)

    @cached_property
    def rounded_results(self) -> Mapping[Measured, RoundedResults]:
        """Return the rounded results of each kind of diagnostic and subject."""
        found: dict[Measured, Integers] = {}
        for each in self.results:
            numbers = found.setdefault(Measured(each.kind, each.subject), np.zeros((3, len(self.chain)), np.int64))
            numbers[:, self.chain[each.organisation]] = each.people, each.attempts, each.percents
        return {measured: round_results(*numbers) for measured, numbers in found.items()}

    def _table(self, numbers: Iterable[tuple[LackCount | SubjectLackCount, int]]) -> Integers:
        found = np.zeros((len(self.chain), len(self.competences)), dtype=np.int64)
        for each, number in numbers:
            if each.competence is not None:
                found[self.chain[each.organisation], self._columns[each.competence]] = number
        return found
