"""Tables of adoptions as a source of candidates and features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.feature_sources import AlignmentError, Candidates
from analysis.next_adopters.features import FeatureMaker, PlaceKernels
from analysis.next_adopters.history import History
from analysis.next_adopters.table import AdoptionTable

ORIGINS, MOST_PRACTICES = 10, 600
# all features of a practice are made for all places: cells of practices and places for an origin, and an evaluation
MOST_CELLS, MOST_ASSESSED_CELLS = 5_000_000, 25_000_000
# a baseline is the order that one feature gives
BASELINES = {
    "adopter_similarity": "adopter similarity",
    "popularity": "popularity",
    "distance": "distance to the nearest adopter",
    "exposure": "adopters among ties",
}


@dataclass(frozen=True)
class TableSource:
    """A table of adoptions with the surroundings of its places."""

    table: AdoptionTable
    around: PlaceKernels

    @classmethod
    def of(cls, table: AdoptionTable) -> Self:
        """The source of a table."""
        return cls(table, PlaceKernels.of(table))

    @cached_property
    def practices(self) -> Sequence[str]:
        """The names of all practices."""
        return [str(each) for each in self.table.practices]

    @cached_property
    def places(self) -> Sequence[str]:
        """The names of all places."""
        return [str(each) for each in self.table.places]

    @property
    def first(self) -> int:
        """The period of the first adoption."""
        return int(self.table.period[0])

    @property
    def origins(self) -> int:
        """How many earlier periods are repeated."""
        return ORIGINS

    @property
    def most_learned(self) -> int:
        """How many practices are drawn at an origin to learn from."""
        return min(MOST_PRACTICES, max(20, MOST_CELLS // len(self.table.places)))

    @property
    def most_assessed(self) -> int:
        """How many practices are drawn for an evaluation."""
        return max(1, MOST_ASSESSED_CELLS // len(self.table.places))

    @property
    def most_proposed(self) -> float:
        """All candidates, since their features are there."""
        return np.inf

    def known_by(self, period: int) -> int:
        """How many adoptions had taken place by a period."""
        return self.table.known_by(period)

    def refuse(self, until: int, horizon: int) -> None:
        """Raise an `AlignmentError` where the periods asked for make no sense for the table."""
        first, last = self.first, int(self.table.period[-1])
        if horizon < 1:
            msg = f"The horizon is {horizon}. Look ahead for one period or more."
            raise AlignmentError(msg)
        if until > last:
            msg = f"The table ends in {last}: what happened up to {until} is not known. Forecast from {last}."
            raise AlignmentError(msg)
        if until <= first:
            msg = (
                f"By {until} there is nothing to learn from: the first period is {first}. "
                f"Choose a later one, up to {last}."
            )
            raise AlignmentError(msg)

    def at(self, period: int, window: int, horizon: int) -> TableOrigin:
        """The table at the end of a period."""
        maker = FeatureMaker(self.table, self.around, History.of(self.table, period, window))
        return TableOrigin(self.table, maker, period, horizon)


@dataclass(frozen=True)
class TableOrigin:
    """A table at the end of a period, with the outcomes of the horizon after it."""

    table: AdoptionTable
    maker: FeatureMaker
    period: int
    horizon: int

    @cached_property
    def names(self) -> Sequence[str]:
        """The names of the features."""
        return self.maker.names

    @property
    def groups(self) -> Sequence[str]:
        """The group of each feature."""
        return self.maker.groups

    @property
    def practices(self) -> Integers:
        """The practices that a place had adopted."""
        return np.unique(self.table.practice[: self.table.known_by(self.period)])

    def candidates(self, practices: Integers) -> Iterator[Candidates]:
        """The candidates of each practice; features are made for a block of practices at a time."""
        outcomes = self._outcomes
        for block in self.maker.in_blocks(practices):
            adopting = outcomes[block.practices].toarray()
            for number, practice in enumerate(block.practices.tolist()):
                places = np.flatnonzero(block.open[number])
                features = block.features[number][places]
                adopters = len(self.table.places) - len(places)
                yield Candidates(practice, adopters, places, adopting[number][places], features.__getitem__)

    def baselines(self, features: Floats) -> dict[str, Floats]:
        """The scores of single features."""
        known = {name: feature for name, feature in BASELINES.items() if feature in self.names}
        return {name: features[:, self.names.index(feature)] for name, feature in known.items()}

    @cached_property
    def _outcomes(self) -> csr_matrix:
        """1 where a practice is adopted by a place [m, n] within the horizon."""
        table = self.table
        known, then = table.known_by(self.period), table.known_by(self.period + self.horizon)
        cells = table.practice[known:then], table.place[known:then]
        return csr_matrix((np.ones(then - known), cells), shape=(len(table.practices), len(table.places)))
