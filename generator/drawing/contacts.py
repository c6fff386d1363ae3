"""Contacts of organisations and their need for practices: the input of the simulated spread."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from generator.country import Country
from generator.drawing.diagnostics import Attempts
from generator.drawing.ground import Floats, Ground
from generator.drawing.organisations import Bodies
from generator.drawing.partnerships import NO_PARTNERS, Partnerships
from generator.drawing.people import People
from generator.drawing.practices import Practices
from generator.drawing.subjects import Subjects
from generator.record_making import number_of
from generator.streams import stream


class Group:
    """A group of organisations, one of which is drawn in proportion to its capacity."""

    def __init__(self, members: Sequence[int], capacity: Floats) -> None:
        self.members = members
        self.cumulative = list(accumulate(capacity[list(members)].tolist()))
        self.total = self.cumulative[-1] if self.cumulative else 0.0

    def at(self, draw: float) -> int:
        """Return the member at a position between 0 and 1."""
        return self.members[min(bisect_right(self.cumulative, draw * self.total), len(self.members) - 1)]


class Contacts:
    """The contacts of each organisation, and its deficits and themes."""

    def __init__(
        self, country: Country, ground: Ground, bodies: Bodies, people: People, partnerships: Partnerships,
        attempts: Attempts, practices: Practices,
    ) -> None:  # fmt: skip
        self.today = number_of(country.today)
        self.municipality = bodies.municipality.tolist()
        self.region = bodies.region.tolist()
        self.neighbours = [each.tolist() for each in ground.neighbours]
        able = [place for place, each in enumerate(bodies.all) if each.kind not in NO_PARTNERS]
        self.country = Group(able, bodies.capacity)
        inside: dict[int, list[int]] = defaultdict(list)
        by_region: dict[int, list[int]] = defaultdict(list)
        for place in able:
            inside[self.municipality[place]].append(place)
            by_region[self.region[place]].append(place)
        self.groups = {home: Group(members, bodies.capacity) for home, members in inside.items() if home >= 0}
        self.regions = {region: Group(members, bodies.capacity) for region, members in by_region.items()}
        self.around = {home: self._around(home) for home in self.groups}
        self.partners = self._partners(bodies, partnerships, set(able))
        self.moves = self._moves(people)
        self.competences = {each.code: 1 << at for at, each in enumerate(ground.competences)}
        self.themes = {each.code: 1 << at for at, each in enumerate(ground.themes)}
        self.deficits = self._deficits(people, attempts, len(bodies.all))
        self.interests = self._interests(country, ground, practices, len(bodies.all))

    def _around(self, home: int) -> tuple[list[int], list[float]]:
        near = [each for each in self.neighbours[home] if each in self.groups]
        return near, list(accumulate(self.groups[each].total for each in near))

    def _partners(
        self, bodies: Bodies, partnerships: Partnerships, able: set[int]
    ) -> dict[int, tuple[Group, list[tuple[int, int]]]]:
        found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        rows = zip(partnerships.pairs.tolist(), partnerships.since.tolist(), partnerships.until.tolist(), strict=True)
        for (left, right), since, until in rows:
            span = (since, until if until >= 0 else self.today)
            found[left].append((right, *span))
            found[right].append((left, *span))
        kept = {place: [each for each in partners if each[0] in able] for place, partners in found.items()}
        return {
            place: (Group([each[0] for each in partners], bodies.capacity), [each[1:] for each in partners])
            for place, partners in kept.items()
            if partners
        }

    def _moves(self, people: People) -> dict[int, list[tuple[int, int]]]:
        """Return the departures of people from each organisation, with day and destination."""
        jobs, found = people.jobs, defaultdict(list)
        for place in np.flatnonzero((jobs.until >= 0) & (jobs.until < self.today)).tolist():
            person = int(jobs.person[place])
            found[int(jobs.organisation[place])].append((int(jobs.until[place]), int(people.home[person])))
        return found

    def _deficits(self, people: People, attempts: Attempts, count: int) -> list[int]:
        """Return the competences with deficits of the people of each organisation, as bits."""
        masks = [0] * count
        homes = people.home.tolist()
        persons = attempts.person.tolist()
        for attempt, competence in zip(attempts.deficit_attempt, attempts.deficit_competence, strict=True):
            masks[homes[persons[attempt]]] |= self.competences[competence]
        return masks

    def _interests(self, country: Country, ground: Ground, practices: Practices, count: int) -> list[int]:
        """Return the themes of each organisation as bits: two drawn ones, and those of its own practices."""
        random, subjects = stream(country.seed, "interests"), Subjects(ground)
        masks = [self.themes[subjects.theme(random)] | self.themes[subjects.theme(random)] for _ in range(count)]
        for place, author in enumerate(practices.authors.tolist()):
            for theme in practices.themes[place]:
                masks[author] |= self.themes[theme]
        return masks
