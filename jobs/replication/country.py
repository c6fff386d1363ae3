"""The whole graph as arrays, and the part that was known on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np

from analysis.replication.graph_features import NEEDING, YEAR, features
from analysis.replication.surroundings import (
    NOWHERE,
    EarlierAdopters,
    Floats,
    Integers,
    OrganisationStates,
    Surroundings,
    Truths,
)
from jobs.country.tables import PracticeTable


@dataclass(frozen=True)
class Uptakes:
    """Adoptions grouped by practice: organisation, first and last day, and whether the adoption was abandoned."""

    practices: Integers
    organisations: Integers
    began: Floats
    left: Floats
    failed: Truths

    @cached_property
    def latest(self) -> float:
        """The last day on which an adoption began; minus infinity for none."""
        return float(np.nanmax(self.began)) if (~np.isnan(self.began)).any() else -np.inf

    def of(self, practice: int) -> slice:
        """Return the slice of the adoptions of a practice."""
        first, last = np.searchsorted(self.practices, [practice, practice + 1])
        return slice(int(first), int(last))


@dataclass(frozen=True)
class Needs:
    """Deficits by competence: municipalities, people (as numbers), and days [d, 4].

    The days are when the deficit was found and closed, and when the person began and stopped working there.
    """

    by_competence: dict[str, tuple[Integers, Integers, Floats]]

    @classmethod
    def of(cls, competences: Sequence[str], municipalities: Integers, people: Integers, spans: Floats) -> Self:
        """Return the needs of columns of one length."""
        names, places = np.unique(np.array(competences, dtype=np.str_), return_inverse=True)
        found = {}
        for number, name in enumerate(names.tolist()):
            mine = places == number
            found[name] = (municipalities[mine], people[mine], spans[mine])
        return cls(found)

    def needing(self, competence: str, day: float, count: int) -> Truths:
        """Return which municipalities [count] had enough people who lacked a competence on a day."""
        if competence not in self.by_competence:
            return np.zeros(count, dtype=np.bool_)
        municipalities, people, spans = self.by_competence[competence]
        found, closed, since, until = spans.T
        open_ = (found <= day) & (closed > day) & (since <= day) & (until >= day)
        each_once = np.unique(municipalities[open_] * (people.max() + 1) + people[open_]) // (people.max() + 1)
        enough: Truths = np.bincount(each_once, minlength=count) >= NEEDING
        return enough


@dataclass(frozen=True)
class Day:
    """The activity of organisations until a day: [n], and [n, s] by set of themes; and the needs by competence."""

    busy: Floats
    begun: Floats
    by_themes: Floats
    needing: Mapping[str, Truths]


@dataclass(frozen=True)
class Country:
    """All data; organisations and municipalities are indices in `ids` and `municipalities`."""

    ids: Sequence[str]
    municipalities: Sequence[str]
    regions: Sequence[str | None]
    last_days: Floats
    around: Surroundings
    practices: PracticeTable
    uptakes: Uptakes
    needs: Needs
    data_version: int
    _days: dict[float, Day] = field(default_factory=dict, compare=False)

    @cached_property
    def theme_sets(self) -> tuple[list[frozenset[str]], Integers]:
        """The distinct sets of themes, and the index of the set of each practice."""
        sets = sorted(set(self.practices.themes), key=sorted)
        numbers = {each: number for number, each in enumerate(sets)}
        return sets, np.array([numbers[each] for each in self.practices.themes], dtype=np.int64)

    def day(self, day: float) -> Day:
        """Return the activity of organisations until a day; the result for the latest requested day is cached."""
        if day not in self._days:
            self._days.clear()
            self._days[day] = self._found(day)
        return self._days[day]

    def _found(self, day: float) -> Day:
        uptakes, size = self.uptakes, len(self.ids)
        begun = uptakes.began <= day
        busy = begun & (uptakes.began > day - YEAR) & ~(uptakes.left <= day)
        sets, of_practice = self.theme_sets
        by_themes = np.zeros((size, len(sets)))
        np.add.at(by_themes, (uptakes.organisations[begun], of_practice[uptakes.practices[begun]]), 1.0)
        counts = [np.bincount(uptakes.organisations[each], minlength=size).astype(float) for each in (busy, begun)]
        return Day(counts[0], counts[1], by_themes, self.needing(day))

    def needing(self, day: float) -> dict[str, Truths]:
        """Return, by competence, which municipalities had enough people who lacked it on a day."""
        count = len(self.municipalities)
        return {each: self.needs.needing(each, day, count) for each in self.needs.by_competence}

    def states(self, practice: int, day: float) -> OrganisationStates:
        """Return the activity of organisations until a day, with respect to a practice."""
        then, (sets, _) = self.day(day), self.theme_sets
        shared = np.array([bool(each & self.practices.themes[practice]) for each in sets])
        enough = np.zeros(len(self.municipalities) + 1, dtype=np.bool_)
        for each in self.practices.competences[practice] & then.needing.keys():
            enough[:-1] |= then.needing[each]
        # the last element is for organisations without a municipality, whose index is -1
        needing = enough[self.around.organisations.municipalities]
        return OrganisationStates(then.busy, then.begun, then.by_themes @ shared.astype(float), needing)

    def adopters(self, practice: int) -> EarlierAdopters:
        """Return the adopters of a practice; an author without an adoption counts from the publication."""
        uptakes, mine = self.uptakes, self.uptakes.of(practice)
        own = EarlierAdopters(
            uptakes.organisations[mine], uptakes.began[mine], uptakes.left[mine], uptakes.failed[mine]
        )
        author = int(self.practices.authors[practice])
        return own.with_author(author, float(self.practices.published[practice]))

    def features(self, practice: int, day: float, rows: Integers) -> Floats:
        """Return the features of organisations for a practice on a day."""
        published = float(self.practices.published[practice])
        return features(self.around, self.adopters(practice), self.states(practice, day), published, day, rows)

    def eligible(self, practice: int, day: float) -> Integers:
        """Return the organisations that existed on a day and had not adopted a practice."""
        known = self.adopters(practice).before(day)
        active = ~(self.last_days < day)
        active[known.organisations] = False
        if self.practices.authors[practice] != NOWHERE:
            active[self.practices.authors[practice]] = False
        return np.flatnonzero(active)

    def new_adopters(self, practice: int, day: float, until: float) -> Integers:
        """Return the organisations that began with a practice after a day, up to another day."""
        mine = self.uptakes.of(practice)
        began = self.uptakes.began[mine]
        return np.unique(self.uptakes.organisations[mine][(began > day) & (began <= until)])

    def known_on(self, day: float) -> Integers:
        """Return the practices that were published or adopted until a day."""
        published = self.practices.published <= day
        adopted = self.uptakes.practices[self.uptakes.began <= day]
        published[adopted] = True
        return np.flatnonzero(published)
