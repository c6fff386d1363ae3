"""Profiles of deficits: the number of people with an open deficit in each competence, with small groups withheld.

All tables of a region are computed together, for any of its places, so that the profiles of its places are consistent:
a figure that is withheld in one profile cannot be computed from another.
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
    """A group of people with the same current organisations in the region and the same deficits.

    `deficits` holds each competence once, with the highest severity of its open deficits. `only_there` says that these
    people work in no other organisation.
    """

    organisations: tuple[str, ...]
    deficits: Mapping[str, DeficitSeverity]
    only_there: bool
    people: int


class SeverityCount(NamedTuple):
    """The number of people whose most severe open deficit of a competence has this severity."""

    severity: DeficitSeverity
    people: int


@dataclass(frozen=True)
class CompetenceDeficit:
    """The deficits of one competence. `people` is None if the number is withheld."""

    competence: str
    people: int | None
    by_severity: tuple[SeverityCount, ...] | None

    @property
    def suppressed(self) -> bool:
        """Return whether the number of people is withheld."""
        return self.people is None


@dataclass(frozen=True)
class DeficitProfile:
    """The profile of one place. If `people` is None, the whole profile is withheld."""

    people: int | None
    competences: tuple[CompetenceDeficit, ...]
    completeness: Completeness
    method: Method = METHOD

    @property
    def suppressed(self) -> int:
        """Return how many numbers of people are withheld."""
        return (self.people is None) + sum(each.suppressed for each in self.competences)


@dataclass(frozen=True)
class RegionTables:
    """All figures of one region.

    `municipalities` holds the municipality of each organisation, or None. `people` holds groups of people with the same
    organisations and deficits.
    """

    region: str
    municipalities: Mapping[str, str | None]
    people: Sequence[Likes]
    _places: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, compare=False)

    @cached_property
    def tree(self) -> Tree:
        """Return the region, its municipalities with their organisations, and organisations without a municipality."""
        parts: dict[str, list[str]] = {self.region: []}
        for organisation, municipality in sorted(self.municipalities.items()):
            if municipality is not None and municipality not in parts:
                parts[self.region].append(municipality)
            parts.setdefault(municipality or self.region, []).append(organisation)
        return Tree(self.region, parts)

    @cached_property
    def by_competence(self) -> dict[str, list[Likes]]:
        """Return the people with a deficit in each competence, in the order of the competences."""
        found: dict[str, list[Likes]] = {}
        for each in self.people:
            for competence in each.deficits:
                found.setdefault(competence, []).append(each)
        return dict(sorted(found.items()))

    @cached_property
    def all_people(self) -> Counter[str]:
        """Return the number of people with an open deficit in each place."""
        return self.counted(self.people)

    @cached_property
    def figures(self) -> dict[str, Counter[str]]:
        """Return the number of people with a deficit in each competence and place."""
        return {competence: self.counted(people) for competence, people in self.by_competence.items()}

    @cached_property
    def withheld(self) -> tuple[frozenset[str], dict[str, Table]]:
        """Return the places whose whole profile is withheld, and the table of each competence after suppression.

        The whole profile of a place is withheld if its other figures would disclose a withheld one.
        """
        movable = self.counted(each for each in self.people if each.only_there)
        room, stuck, closed = frozenset(self.all_people), frozenset[str](), frozenset[str]()
        while True:
            closed = Table(self.tree, self.all_people, movable, room=room, closed=stuck).suppressed()
            tables = {each: self.table(each, closed) for each in self.figures}
            more = frozenset(place for each in tables.values() for place in each.stuck())
            if not more:
                return closed, tables
            stuck |= more

    def table(self, competence: str, closed: frozenset[str]) -> Table:
        """Return the table of a competence after suppression."""
        figures, people = self.figures[competence], [each for each in self.by_competence[competence] if each.only_there]
        # people with another deficit would be counted in the total of the place even without this deficit
        movable = self.counted(each for each in people if len(each.deficits) > 1)
        room = frozenset(place for place, number in self.all_people.items() if number > figures[place])
        table = Table(self.tree, figures, movable, self.counted(people), room, closed)
        table.suppressed()
        return table

    def splits(self, competence: str) -> dict[str, list[int]]:
        """Return the numbers of people with a deficit in a competence by place and severity."""
        found: dict[str, list[int]] = {}
        for each in self.by_competence[competence]:
            at = SEVERITIES.index(each.deficits[competence])
            for place in self.places_of(each.organisations):
                found.setdefault(place, [0] * len(SEVERITIES))[at] += each.people
        return found

    def counted(self, people: Iterable[Likes]) -> Counter[str]:
        """Return the number of people in each place."""
        found: Counter[str] = Counter()
        for each in people:
            for place in self.places_of(each.organisations):
                found[place] += each.people
        return found

    def places_of(self, organisations: tuple[str, ...]) -> frozenset[str]:
        """Return the places that count the people of some organisations. Each place counts a person once."""
        known = self._places.get(organisations)
        if known is None:
            around = (each for one in organisations if (each := self.municipalities.get(one)))
            known = self._places[organisations] = frozenset({self.region, *around, *organisations})
        return known

    def profile(self, place: str, day: date) -> DeficitProfile:
        """Return the profile of a place of the region."""
        if place in self.withheld[0]:
            return DeficitProfile(None, (), Completeness(day, gaps=(wording.all_withheld(),)))
        found = [self.deficit(place, each) for each, figures in self.figures.items() if figures[place]]
        ordered = sorted(found, key=lambda each: (each.suppressed, -(each.people or 0), each.competence))
        hidden = sum(each.suppressed for each in ordered)
        gaps = (wording.withheld(hidden),) if hidden else ()
        return DeficitProfile(self.all_people[place], tuple(ordered), Completeness(day, gaps=gaps))

    def deficit(self, place: str, competence: str) -> CompetenceDeficit:
        """Return the figures of one competence in the profile of a place."""
        withheld = frozenset(self.withheld[1][competence].withheld)
        if place in withheld:
            return CompetenceDeficit(competence, None, None)
        splits = self.splits(competence)
        shown = set(splits_shown(self.tree, splits, withheld))
        counts = tuple(map(SeverityCount, SEVERITIES, splits[place])) if place in shown else None
        return CompetenceDeficit(competence, self.figures[competence][place], counts)
