"""The team as a result: its members with their topics, contributions, links and replacements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.teams.capacity import NO_LIMIT, Capacity
from analysis.teams.nearness import Nearness
from analysis.teams.problem import SCALE, TeamProblem, covered
from analysis.teams.search import FoundTeam
from analysis.teams.strength import TopicRecords
from analysis.ties.content import ContentColumns
from analysis.ties.country_links import NOWHERE, LinkColumns
from analysis.vocabulary import LinkKind

Integers = NDArray[np.int64]

# records that are named as the evidence of a coverage
MOST_EVIDENCE = 5


@dataclass(frozen=True)
class Replacement:
    """The best organisation (global id) in place of a member, and the objective that the team would lose."""

    organisation: str
    objective_lost: float


@dataclass(frozen=True, eq=False)
class Covering:
    """The coverage of a topic, given by its position, by a member: the strength and the records behind it."""

    topic: int
    strength: float
    rows: ContentColumns

    @property
    def evidence(self) -> ContentColumns:
        """Return the records that are named."""
        return self.rows.at(np.arange(min(len(self.rows), MOST_EVIDENCE)))


@dataclass(frozen=True, eq=False)
class StoredLink:
    """The strongest stored link of a lead to a member. `links` holds one record."""

    kind: LinkKind
    links: LinkColumns


@dataclass(frozen=True, eq=False)
class Assembly:
    """The data from which a team was chosen. `candidates` [n] are the numbers of the organisations of the problem."""

    ids: Sequence[str]
    candidates: Integers
    topics: Sequence[TopicRecords]
    nearness: Nearness
    capacity: Capacity
    found: FoundTeam

    @cached_property
    def members(self) -> list[int]:
        """Return the candidates of the team: the lead, then the others by their own strength."""
        others = sorted(self.found.others, key=self.problem.ranks.__getitem__)
        return [self.found.lead, *others]

    @property
    def problem(self) -> TeamProblem:
        """Return the problem, with the size of the team."""
        return self.found.problem

    def organisation(self, candidate: int) -> int:
        """Return the number of the organisation of a candidate."""
        return int(self.candidates[candidate])

    def identifier(self, candidate: int) -> str:
        """Return the global id of the organisation of a candidate."""
        return self.ids[self.organisation(candidate)]

    def coverings(self, candidate: int) -> list[Covering]:
        """Return the coverage of each topic on which a member has records, in the order of the topics."""
        strengths = self.problem.strengths[candidate].tolist()
        return [
            Covering(number, strength, self.topics[number].of(self.organisation(candidate)))
            for number, strength in enumerate(strengths)
            if strength > 0
        ]

    def uncovered(self) -> list[int]:
        """Return the positions of the topics on which no member has records."""
        return np.flatnonzero(self.problem.strengths[self.members].max(axis=0) == 0).tolist()

    def contribution(self, candidate: int) -> float:
        """Return the loss of the objective if the records and the closeness of a member no longer count.

        The closeness of the others to a lead that leaves still counts, since another member would lead the team.
        """
        rest = [each for each in self.members if each != candidate]
        gain = 0
        if candidate != self.found.lead:
            gain = int(self.problem.gains_of(self._closeness(self.found.lead, [candidate])).sum())
        best, second = self.problem.best, self.problem.second
        coverage = covered(best[rest], second[rest]) if rest else 0
        return (covered(best[self.members], second[self.members]) - coverage + gain) / SCALE

    def _closeness(self, candidate: int, others: Sequence[int]) -> NDArray[np.float64]:
        return self.problem.closeness(candidate, np.array(others, dtype=np.int64))

    def replacement(self, candidate: int) -> Replacement | None:
        """Return the best candidate in place of a member, or None if no other candidate is close enough.

        A replacement of the lead must be close to all other members. Equal candidates are chosen by id.
        """
        rest = [each for each in self.members if each != candidate]
        if not rest:
            return None
        possible, gains = self._possible(candidate, rest)
        if not len(possible):
            return None
        values = self._values_with(possible, rest) + gains
        position = int(values.argmax())
        return Replacement(self.identifier(int(possible[position])), (self.found.value - int(values[position])) / SCALE)

    def _possible(self, candidate: int, rest: Sequence[int]) -> tuple[Integers, Integers]:
        """Return the candidates that could replace a member, and the values of closeness in the changed team."""
        everyone = np.setdiff1d(np.arange(len(self.candidates)), self.members)
        lead = self.found.lead
        if candidate == lead:
            closeness = np.column_stack([self.problem.closeness(each, everyone) for each in rest])
            close = closeness.min(axis=1) > 0
            if self.problem.lead is None:
                close &= self.problem.ranks[everyone] < self.problem.ranks[rest].min()
            return everyone[close], self.problem.gains_of(closeness[close]).sum(axis=1)
        group = self.problem.group(lead)
        outside = np.isin(group.others, self.members, invert=True)
        others = [each for each in rest if each != lead]
        kept = int(self.problem.gains_of(self._closeness(lead, others)).sum())
        return group.others[outside], group.gains[outside] + kept

    def _values_with(self, possible: Integers, rest: Sequence[int]) -> Integers:
        """Return the coverage [m] of the rest of the team with each of some candidates."""
        best, second = self.problem.best, np.sort(self.problem.second[rest], axis=0)
        first = second[-1]
        reserve = second[-2] if len(rest) > 1 else np.zeros_like(first)
        covered_with = np.maximum(best[possible], best[rest].max(axis=0))
        seconds = np.maximum(reserve, np.minimum(first, self.problem.second[possible]))
        return np.asarray((covered_with + seconds).sum(axis=1))

    def kilometres(self, candidate: int) -> float | None:
        """Return the distance of a member to the lead, or None for the lead or an unknown place."""
        if candidate == self.found.lead:
            return None
        ends = self.organisation(self.found.lead), np.array([self.organisation(candidate)])
        distance = float(self.nearness.distances_km(*ends)[0])
        return None if np.isnan(distance) else distance

    def link(self, candidate: int) -> StoredLink | None:
        """Return the strongest link between the lead and another member: by kind, first day, last day and record.

        The result is None for the lead, and for a member that is near but not linked.
        """
        if candidate == self.found.lead:
            return None
        lead, member = self.organisation(self.found.lead), self.organisation(candidate)
        for kind, links in self.nearness.links_at(lead):
            between = links.chosen((links.one == member) | (links.other == member))
            if len(between):
                first = np.lexsort((between.records, between.until, between.since))[0]
                return StoredLink(kind, between.chosen(np.array([first])))
        return None

    def commitments(self, candidate: int) -> int:
        """Return the number of commitments of a member."""
        return int(self.capacity.commitments[self.organisation(candidate)])

    def limit(self, candidate: int) -> int | None:
        """Return the limit of commitments of the kind of a member, or None if it has none."""
        limit = int(self.capacity.limits[self.organisation(candidate)])
        return None if limit == NO_LIMIT else limit


__all__ = ["MOST_EVIDENCE", "NOWHERE", "Assembly", "Covering", "Replacement", "StoredLink"]
