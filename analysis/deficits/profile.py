"""What the people of a territory lack: how many have an open deficit in which competence, small groups withheld.

All tables of a region are made together, whichever of its places is asked for, so that the answers for all of its
places fit together: what is withheld in one cannot be computed from another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from analysis.answers import Completeness, Method
from analysis.deficits import wording
from analysis.deficits.suppression import SMALLEST_GROUP, Table, Tree, splits_shown
from graph_model.kinds.people_terms import DeficitSeverity

SEVERITIES = tuple(DeficitSeverity)
METHOD = Method(
    name="deficit profile",
    version="1",
    parameters={"smallestGroup": SMALLEST_GROUP},
    reference="Hundepool et al. (2012), Statistical Disclosure Control, chapter 4: suppression of small groups",
)


class Likes(NamedTuple):
    """People who are alike: where in the region they work now, and in which competence they lack how much.

    `deficits` holds each competence once, with the gravest of its open deficits. `only_there`: they work nowhere else.
    """

    organisations: tuple[str, ...]
    deficits: Mapping[str, DeficitSeverity]
    only_there: bool
    people: int


class SeverityCount(NamedTuple):
    """How many people have their gravest open deficit of a competence at a severity."""

    severity: DeficitSeverity
    people: int


@dataclass(frozen=True)
class CompetenceDeficit:
    """One competence; `people` is None where it is withheld."""

    competence: str
    people: int | None
    by_severity: tuple[SeverityCount, ...] | None

    @property
    def suppressed(self) -> bool:
        """Whether the number of people is withheld."""
        return self.people is None


@dataclass(frozen=True)
class DeficitProfile:
    """The profile of one place; all of it is withheld where `people` is None."""

    people: int | None
    competences: tuple[CompetenceDeficit, ...]
    completeness: Completeness
    method: Method = METHOD

    @property
    def suppressed(self) -> int:
        """How many numbers of people are withheld."""
        return (self.people is None) + sum(each.suppressed for each in self.competences)


@dataclass(frozen=True)
class RegionTables:
    """All figures of one region: `municipalities` by organisation, where it has one, and its people by likeness."""

    region: str
    municipalities: Mapping[str, str | None]
    people: Sequence[Likes]
    _places: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, compare=False)

    @cached_property
    def tree(self) -> Tree:
        """The region, its municipalities with their organisations, and organisations without a municipality."""
        parts: dict[str, list[str]] = {self.region: []}
        for organisation, municipality in sorted(self.municipalities.items()):
            if municipality is not None and municipality not in parts:
                parts[self.region].append(municipality)
            parts.setdefault(municipality or self.region, []).append(organisation)
        return Tree(self.region, parts)

    @cached_property
    def by_competence(self) -> dict[str, list[Likes]]:
        """The people who lack each competence, competences in order."""
        found: dict[str, list[Likes]] = {}
        for each in self.people:
            for competence in each.deficits:
                found.setdefault(competence, []).append(each)
        return dict(sorted(found.items()))

    @cached_property
    def everybody(self) -> Counter[str]:
        """How many people with an open deficit each place has."""
        return self.counted(self.people)

    @cached_property
    def figures(self) -> dict[str, Counter[str]]:
        """How many people lack each competence in each place."""
        return {competence: self.counted(people) for competence, people in self.by_competence.items()}

    @cached_property
    def withheld(self) -> tuple[frozenset[str], dict[str, Table]]:
        """The places whose whole profile is withheld, and for each competence its table, settled.

        A withheld number that the others of its place would tell closes its place.
        """
        movable = self.counted(each for each in self.people if each.only_there)
        room, stuck, closed = frozenset(self.everybody), frozenset[str](), frozenset[str]()
        while True:
            closed = Table(self.tree, self.everybody, movable, room=room, closed=stuck).suppressed()
            tables = {each: self.table(each, closed) for each in self.figures}
            more = frozenset(place for each in tables.values() for place in each.stuck())
            if not more:
                return closed, tables
            stuck |= more

    def table(self, competence: str, closed: frozenset[str]) -> Table:
        """How many people lack a competence, with what of it is withheld."""
        figures, people = self.figures[competence], [each for each in self.by_competence[competence] if each.only_there]
        # who lacks something else too could as well not lack this, and would still be counted among everybody
        movable = self.counted(each for each in people if len(each.deficits) > 1)
        room = frozenset(place for place, number in self.everybody.items() if number > figures[place])
        table = Table(self.tree, figures, movable, self.counted(people), room, closed)
        table.suppressed()
        return table

    def splits(self, competence: str) -> dict[str, list[int]]:
        """How many people lack a competence in each place, by severity."""
        found: dict[str, list[int]] = {}
        for each in self.by_competence[competence]:
            at = SEVERITIES.index(each.deficits[competence])
            for place in self.places_of(each.organisations):
                found.setdefault(place, [0] * len(SEVERITIES))[at] += each.people
        return found

    def counted(self, people: Iterable[Likes]) -> Counter[str]:
        """How many people each place has."""
        found: Counter[str] = Counter()
        for each in people:
            for place in self.places_of(each.organisations):
                found[place] += each.people
        return found

    def places_of(self, organisations: tuple[str, ...]) -> frozenset[str]:
        """The places that count the people of some organisations: each once, wherever in it they work."""
        known = self._places.get(organisations)
        if known is None:
            around = (each for one in organisations if (each := self.municipalities.get(one)))
            known = self._places[organisations] = frozenset({self.region, *around, *organisations})
        return known

    def profile(self, place: str, day: date) -> DeficitProfile:
        """The profile of a place of the region."""
        if place in self.withheld[0]:
            return DeficitProfile(None, (), Completeness(day, gaps=(wording.all_withheld(),)))
        found = [self.deficit(place, each) for each, figures in self.figures.items() if figures[place]]
        ordered = sorted(found, key=lambda each: (each.suppressed, -(each.people or 0), each.competence))
        hidden = sum(each.suppressed for each in ordered)
        gaps = (wording.withheld(hidden),) if hidden else ()
        return DeficitProfile(self.everybody[place], tuple(ordered), Completeness(day, gaps=gaps))

    def deficit(self, place: str, competence: str) -> CompetenceDeficit:
        """One competence in the profile of a place."""
        withheld = frozenset(self.withheld[1][competence].withheld)
        if place in withheld:
            return CompetenceDeficit(competence, None, None)
        splits = self.splits(competence)
        shown = set(splits_shown(self.tree, splits, withheld))
        counts = tuple(map(SeverityCount, SEVERITIES, splits[place])) if place in shown else None
        return CompetenceDeficit(competence, self.figures[competence][place], counts)
