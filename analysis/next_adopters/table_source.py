"""Adoption tables as a source of candidates and features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.feature_sources import AlignmentError, Candidates, FeatureDesign
from analysis.next_adopters.features import FeatureMaker, PlaceKernels
from analysis.next_adopters.history import History
from analysis.next_adopters.table import AdoptionTable

ORIGINS, MOST_PRACTICES = 10, 600
# in a dense table, an origin has fewer practices for learning: with all adoptions of these about MOST_ADOPTIONS, but at
# least FEWEST_PRACTICES
MOST_ADOPTIONS, FEWEST_PRACTICES = 20_000, 100
# the most cells (practices x places) for an origin and for an evaluation; features are computed for all places at once
MOST_CELLS, MOST_ASSESSED_CELLS = 5_000_000, 25_000_000
# a baseline ranks candidates by one feature
BASELINES = {
    "adopter_similarity": "adopter similarity",
    "popularity": "popularity",
    "distance": "distance to the nearest adopter",
    "exposure": "adopters among ties",
}


@dataclass(frozen=True)
class TableSource:
    """An adoption table with the neighbourhoods of its places."""

    table: AdoptionTable
    around: PlaceKernels

    @classmethod
    def of(cls, table: AdoptionTable) -> Self:
        """Return the source of a table."""
        return cls(table, PlaceKernels.of(table))

    @cached_property
    def practices(self) -> Sequence[str]:
        """Return the names of all practices."""
        return [str(each) for each in self.table.practices]

    @cached_property
    def places(self) -> Sequence[str]:
        """Return the names of all places."""
        return [str(each) for each in self.table.places]

    @property
    def first(self) -> int:
        """Return the period of the first adoption."""
        return int(self.table.period[0])

    @property
    def origins(self) -> int:
        """Return the number of earlier periods used as origins."""
        return ORIGINS

    @property
    def most_learned(self) -> int:
        """Return the number of practices drawn at an origin for learning."""
        each = len(self.table.period) / len(self.table.practices)
        by_adoptions = max(FEWEST_PRACTICES, int(MOST_ADOPTIONS / each))
        return min(MOST_PRACTICES, max(20, MOST_CELLS // len(self.table.places)), by_adoptions)

    @property
    def most_assessed(self) -> int:
        """Return the number of practices drawn for an evaluation."""
        return max(1, MOST_ASSESSED_CELLS // len(self.table.places))

    @property
    def most_proposed(self) -> float:
        """Return infinity: all candidates are proposed, since their features are computed together."""
        return np.inf

    def known_by(self, period: int) -> int:
        """Return the number of adoptions up to a period."""
        return self.table.known_by(period)

    def refuse(self, until: int, horizon: int) -> None:
        """Raise `AlignmentError` if the period or the horizon does not fit the table."""
        first, last = self.first, int(self.table.period[-1])
        if horizon < 1:
            msg = f"The horizon is {horizon}. Choose a horizon of one period or more."
            raise AlignmentError(msg)
        if until > last:
            msg = f"The table ends in {last}: adoptions up to {until} are not known. Forecast from {last}."
            raise AlignmentError(msg)
        if until <= first:
            msg = (
                f"By {until} there is nothing to learn from: the first period is {first}. "
                f"Choose a later one, up to {last}."
            )
            raise AlignmentError(msg)

    def at(self, period: int, window: int, horizon: int) -> TableOrigin:
        """Return the table at the end of a period."""
        maker = FeatureMaker(self.table, self.around, History.of(self.table, period, window))
        return TableOrigin(self.table, maker, period, horizon)


@dataclass(frozen=True)
class TableOrigin:
    """A table at the end of a period, with the outcomes within the horizon after the period."""

    table: AdoptionTable
    maker: FeatureMaker
    period: int
    horizon: int

    @cached_property
    def names(self) -> Sequence[str]:
        """Return the names of the features."""
        return self.maker.names

    @property
    def design(self) -> FeatureDesign:
        """Return the groups of the features."""
        return FeatureDesign(self.names, self.maker.groups)

    @property
    def practices(self) -> Integers:
        """Return the practices that at least one place had adopted."""
        return np.unique(self.table.practice[: self.table.known_by(self.period)])

    def candidates(self, practices: Integers) -> Iterator[Candidates]:
        """Yield the candidates of each practice; features are computed for a block of practices at a time."""
        outcomes = self._outcomes
        for block in self.maker.in_blocks(practices):
            adopting = outcomes[block.practices].toarray()
            for number, practice in enumerate(block.practices.tolist()):
                places = np.flatnonzero(block.open[number])
                features = block.features[number][places]
                adopters = len(self.table.places) - len(places)
                yield Candidates(practice, adopters, places, adopting[number][places], features.__getitem__)

    def baselines(self, features: Floats) -> dict[str, Floats]:
        """Return the scores of the baselines that the table supports."""
        known = {name: feature for name, feature in BASELINES.items() if feature in self.names}
        return {name: features[:, self.names.index(feature)] for name, feature in known.items()}

    @cached_property
    def _outcomes(self) -> csr_matrix:
        """Return a matrix [m, n] that is 1 if a place adopts a practice within the horizon."""
        table = self.table
        known, then = table.known_by(self.period), table.known_by(self.period + self.horizon)
        cells = table.practice[known:then], table.place[known:then]
        return csr_matrix((np.ones(then - known), cells), shape=(len(table.practices), len(table.places)))
