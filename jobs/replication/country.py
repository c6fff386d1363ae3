"""The whole graph in arrays, and what of it was known on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np

from analysis.replication.graph_features import NEEDING, YEAR, features
from analysis.replication.surroundings import NOWHERE, EarlierAdopters, Floats, Integers, Standing, Surroundings, Truths
from jobs.country.tables import PracticeTable


@dataclass(frozen=True)
class Uptakes:
    """Adoptions, those of one practice together: who, from when until when, whether it was given up."""

    practices: Integers
    organisations: Integers
    began: Floats
    left: Floats
    failed: Truths

    @cached_property
    def latest(self) -> float:
        """The last day on which one began; minus infinity where none did."""
        return float(np.nanmax(self.began)) if (~np.isnan(self.began)).any() else -np.inf

    def of(self, practice: int) -> slice:
        """The adoptions of a practice."""
        first, last = np.searchsorted(self.practices, [practice, practice + 1])
        return slice(int(first), int(last))


@dataclass(frozen=True)
class Needs:
    """Who lacks what where: by competence municipalities, people (numbers), and [d, 4] days found, closed, at work
    since and until.
    """

    by_competence: dict[str, tuple[Integers, Integers, Floats]]

    @classmethod
    def of(cls, competences: Sequence[str], municipalities: Integers, people: Integers, spans: Floats) -> Self:
        """From columns of one length."""
        names, places = np.unique(np.array(competences, dtype=np.str_), return_inverse=True)
        found = {}
        for number, name in enumerate(names.tolist()):
            mine = places == number
            found[name] = (municipalities[mine], people[mine], spans[mine])
        return cls(found)

    def needing(self, competence: str, day: float, count: int) -> Truths:
        """The municipalities [count] in which on a day enough people lacked a competence."""
        if competence not in self.by_competence:
            return np.zeros(count, dtype=np.bool_)
        municipalities, people, spans = self.by_competence[competence]
        found, closed, since, until = spans.T
        there = (found <= day) & (closed > day) & (since <= day) & (until >= day)
        each_once = np.unique(municipalities[there] * (people.max() + 1) + people[there]) // (people.max() + 1)
        enough: Truths = np.bincount(each_once, minlength=count) >= NEEDING
        return enough


@dataclass(frozen=True)
class Day:
    """What organisations had done by a day [n], and [n, s] by set of themes; by competence the municipalities that
    lacked it.
    """

    busy: Floats
    begun: Floats
    by_themes: Floats
    needing: Mapping[str, Truths]


@dataclass(frozen=True)
class Country:
    """Everything; organisations and municipalities are known by their places among `ids` and `municipalities`."""

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
        """The sets of themes that there are, and the number of that of each practice."""
        sets = sorted(set(self.practices.themes), key=sorted)
        numbers = {each: number for number, each in enumerate(sets)}
        return sets, np.array([numbers[each] for each in self.practices.themes], dtype=np.int64)

    def day(self, day: float) -> Day:
        """What organisations had done by a day; that of the last day asked for is kept."""
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
        """By competence the municipalities in which enough people lacked it on a day."""
        count = len(self.municipalities)
        return {each: self.needs.needing(each, day, count) for each in self.needs.by_competence}

    def standing(self, practice: int, day: float) -> Standing:
        """What organisations had done by a day, as a practice sees it."""
        then, (sets, _) = self.day(day), self.theme_sets
        shared = np.array([bool(each & self.practices.themes[practice]) for each in sets])
        enough = np.zeros(len(self.municipalities) + 1, dtype=np.bool_)
        for each in self.practices.competences[practice] & then.needing.keys():
            enough[:-1] |= then.needing[each]
        # the last place is for organisations without a municipality, whose number is -1
        needing = enough[self.around.organisations.municipalities]
        return Standing(then.busy, then.begun, then.by_themes @ shared.astype(float), needing)

    def adopters(self, practice: int) -> EarlierAdopters:
        """Who took a practice up; an author without an adoption of its own knows it from its publication."""
        uptakes, mine = self.uptakes, self.uptakes.of(practice)
        own = EarlierAdopters(
            uptakes.organisations[mine], uptakes.began[mine], uptakes.left[mine], uptakes.failed[mine]
        )
        author = int(self.practices.authors[practice])
        return own.with_author(author, float(self.practices.published[practice]))

    def features(self, practice: int, day: float, rows: Integers) -> Floats:
        """The features of organisations for a practice on a day."""
        published = float(self.practices.published[practice])
        return features(self.around, self.adopters(practice), self.standing(practice, day), published, day, rows)

    def eligible(self, practice: int, day: float) -> Integers:
        """Who had not taken a practice up by a day, and was there."""
        known = self.adopters(practice).before(day)
        there = ~(self.last_days < day)
        there[known.organisations] = False
        if self.practices.authors[practice] != NOWHERE:
            there[self.practices.authors[practice]] = False
        return np.flatnonzero(there)

    def taken_up(self, practice: int, day: float, until: float) -> Integers:
        """Who began with a practice after a day, up to another."""
        mine = self.uptakes.of(practice)
        began = self.uptakes.began[mine]
        return np.unique(self.uptakes.organisations[mine][(began > day) & (began <= until)])

    def known_on(self, day: float) -> Integers:
        """The practices that were published by a day, or had been taken up by then."""
        published = self.practices.published <= day
        taken = self.uptakes.practices[self.uptakes.began <= day]
        published[taken] = True
        return np.flatnonzero(published)
