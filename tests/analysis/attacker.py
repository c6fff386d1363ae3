"""An attacker who has every profile of a region and knows how many people work at several of its organisations.

From the shown figures and the constraints between figures, the attacker computes the bounds of each withheld figure
with an integer linear program (Hundepool et al. 2012, chapter 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from analysis.deficits.profile import SEVERITIES, DeficitProfile, RegionTables

# a figure: a place, a competence (None: people with any deficit) and a severity (None: all of them)
Figure = tuple[str, str | None, str | None]
DAY = date(2026, 1, 1)
MOST = 500.0


def true_figures(tables: RegionTables) -> dict[Figure, int]:
    """Return all true figures of a region."""
    places = tables.tree.places()
    found: dict[Figure, int] = {}
    for place in places:
        found[place, None, None] = tables.all_people[place]
        for competence in tables.figures:
            split = tables.splits(competence).get(place, [0] * len(SEVERITIES))
            found[place, competence, None] = sum(split)
            found |= {(place, competence, each): number for each, number in zip(SEVERITIES, split, strict=True)}
    return found


@dataclass
class Attacker:
    """The knowledge of the attacker: bounds of single figures, and sums of figures."""

    tables: RegionTables
    profiles: Mapping[str, DeficitProfile]
    true: Mapping[Figure, int]
    lows: dict[Figure, float] = field(default_factory=dict)
    highs: dict[Figure, float] = field(default_factory=dict)
    sums: list[tuple[dict[Figure, float], float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the profiles, then add the constraints between figures."""
        self.columns = {figure: index for index, figure in enumerate(self.true)}
        for place, profile in self.profiles.items():
            self.read(place, profile)
        for place in self.profiles:
            self.within(place)
        for figure in self.true:
            self.over_parts(*figure)

    def read(self, place: str, profile: DeficitProfile) -> None:
        """Record the figures of one profile. A withheld profile shows only that the place has people."""
        if profile.people is None:
            self.lows[place, None, None] = 1
            return
        self.known((place, None, None), profile.people)
        listed = {each.competence: each for each in profile.competences}
        for competence in self.tables.figures:
            found = listed.get(competence)
            if found is None:
                self.known((place, competence, None), 0)
            elif found.people is None:
                self.lows[place, competence, None] = 1
            else:
                self.known((place, competence, None), found.people)
            for severity, people in (found.by_severity or ()) if found else ():
                self.known((place, competence, severity), people)

    def known(self, figure: Figure, value: int) -> None:
        self.lows[figure] = self.highs[figure] = value

    def within(self, place: str) -> None:
        """Add the constraints within a place.

        The severities add up to a competence. Each person has a deficit in at least one competence and counts once in
        the total.
        """
        all_people: Figure = (place, None, None)
        for each in self.tables.figures:
            parts: dict[Figure, float] = {(place, each, severity): 1.0 for severity in SEVERITIES}
            self.sums.append(({(place, each, None): -1.0, **parts}, 0, 0))
            self.sums.append(({all_people: 1.0, (place, each, None): -1.0}, 0, MOST))
        figures: dict[Figure, float] = {(place, each, None): 1.0 for each in self.tables.figures}
        self.sums.append(({all_people: -1.0, **figures}, 0, MOST))

    def over_parts(self, place: str, competence: str | None, severity: str | None) -> None:
        """Add the constraint that parts add up to a place, less the known number of people in several parts."""
        parts: list[Figure] = [(part, competence, severity) for part in self.tables.tree.parts.get(place, ())]
        if parts:
            surplus = sum(self.true[each] for each in parts) - self.true[place, competence, severity]
            self.sums.append(({(place, competence, severity): -1.0, **dict.fromkeys(parts, 1.0)}, surplus, surplus))

    def bounds(self, figure: Figure) -> tuple[int, int]:
        """Return the smallest and the largest possible value of a figure."""
        return self._end(figure, 1), self._end(figure, -1)

    def _end(self, figure: Figure, sign: int) -> int:
        target = np.zeros(len(self.columns))
        target[self.columns[figure]] = sign
        low = [self.lows.get(each, 0) for each in self.columns]
        high = [self.highs.get(each, MOST) for each in self.columns]
        found: Any = milp(target, integrality=np.ones_like(target), bounds=Bounds(low, high), constraints=self._linear)
        assert found.success, found.message
        value: float = found.fun
        return sign * round(value)

    @cached_property
    def _linear(self) -> LinearConstraint:
        entries = [
            (row, self.columns[figure], value)
            for row, (terms, _, _) in enumerate(self.sums)
            for figure, value in terms.items()
        ]
        rows, columns, values = zip(*entries, strict=True)
        matrix = coo_matrix((values, (rows, columns)), shape=(len(self.sums), len(self.columns)))
        return LinearConstraint(matrix.tocsc(), [low for _, low, _ in self.sums], [high for *_, high in self.sums])

    def secrets(self) -> Iterator[Figure]:
        """Return the figures of groups of people that no profile shows."""
        return (each for each, value in self.true.items() if value and each not in self.highs)


def attack(tables: RegionTables) -> Attacker:
    """Return the attacker of a region with all profiles published."""
    profiles = {place: tables.profile(place, DAY) for place in tables.tree.places()}
    return Attacker(tables, profiles, true_figures(tables))
