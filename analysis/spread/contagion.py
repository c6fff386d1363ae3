"""Contagion of a practice over a network: thresholds of its adopters, and tests of association with ties."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from analysis.answers import Wording
from analysis.diffusion.autocorrelation import autocorrelations, nearness
from analysis.diffusion.exposure import thresholds
from analysis.diffusion.network import ExposureNetwork, network_of_places
from analysis.diffusion.rewiring import rewiring_test
from analysis.diffusion.sample import Booleans, Floats, Integers, Sample, sample_of
from analysis.spread import statistics_wording as wording
from analysis.spread.calendar import Calendar
from analysis.spread.ties import TieTable
from analysis.spread.vocabulary import SpreadNetwork
from analysis.vocabulary import Language

PERMUTATIONS, MOST_PERMUTATIONS, SEED = 99, 1999, 1
# a request has seconds for a network of tens of thousands of units: two rounds leave a correlation of 0.03, and the
# limit on pairs reduces the number of steps in dense networks
ROUNDS, MOST_PAIRS = 2, 3_000_000


@dataclass(frozen=True)
class ContagionEstimate:
    """An estimate with its interval."""

    value: float
    low: float
    high: float
    level: float


@dataclass(frozen=True)
class ThresholdSummary:
    """The thresholds of adopters: the share of their neighbours that had adopted the practice by the same time."""

    adopters: int
    without_ties: int
    mean: float | None
    median: float | None
    explanation: Wording

    def note(self, language: str = Language.RU) -> str:
        """Return an explanation of the thresholds."""
        return self.explanation.text(language)


@dataclass(frozen=True)
class PeriodAutocorrelation:
    """Moran's I in one period. The value is None if all or none have adopted."""

    period: str
    value: float | None
    expected: float
    p_value: float | None


@dataclass(frozen=True)
class RewiringSummary:
    """The rewiring test of the mean threshold."""

    observed: float
    null_mean: float
    p_value: float
    permutations: int
    seed: int


@dataclass(frozen=True)
class ContagionTest:
    """Two tests of the association of adoption with ties, and the size of the tested network."""

    units: int
    ties: int
    steps: int
    morans_i: Sequence[PeriodAutocorrelation]
    rewiring: RewiringSummary | None
    explanation: Wording

    def note(self, language: str = Language.RU) -> str:
        """Return an explanation of the tests."""
        return self.explanation.text(language)


@dataclass(frozen=True)
class Adopters:
    """The days on which units adopted the practice, by id. The days of the units in `unknown` are not known."""

    starts: Mapping[str, date]
    unknown: frozenset[str] = frozenset()

    def sample(self, calendar: Calendar, units: Sequence[str]) -> Sample:
        """Return the sample of some units."""
        finite_or_none = {each for each in units if each in self.starts}
        steps = [calendar.step(self.starts[each]) if each in finite_or_none else np.nan for each in units]
        return sample_of(units, steps, first=0, last=len(calendar) - 1)

    def days(self, units: Sequence[str]) -> Integers:
        """Return the day of adoption of each unit as an ordinal, 0 for units that have not adopted."""
        days = (self.starts.get(each) for each in units)
        return np.array([day.toordinal() if day else 0 for day in days], dtype=np.int64)

    def datable(self, units: Sequence[str]) -> Booleans:
        """Return a mask of the units that are not in `unknown`. All statistics exclude the units in `unknown`."""
        return np.array([each not in self.unknown for each in units], dtype=bool)


def threshold_summary(
    calendar: Calendar, network: SpreadNetwork, adopters: Adopters, ties: TieTable
) -> ThresholdSummary:
    """Return the thresholds of adopters over the ties that each adopter had on the day of its adoption."""
    explanation = wording.thresholds(network, ties.left_out)
    if not adopters.starts:
        return ThresholdSummary(0, 0, None, None, explanation)
    found = thresholds_at_adoption(calendar, adopters, ties.both_directions())
    return ThresholdSummary(
        adopters=len(adopters.starts),
        without_ties=len(adopters.starts) - len(found),
        mean=float(found.mean()) if len(found) else None,
        median=float(np.median(found)) if len(found) else None,
        explanation=explanation,
    )


def thresholds_at_adoption(calendar: Calendar, adopters: Adopters, ties: TieTable) -> Floats:
    """Return the threshold of each adopter that had ties on the day of its adoption. `ties` contain both directions."""
    begun = adopters.days(ties.units)[ties.pairs[:, 0]]
    held = (begun > 0) & (ties.since <= begun) & (begun <= ties.until)
    pairs = ties.pairs[held & adopters.datable(ties.units)[ties.pairs].all(axis=1)]
    if not len(pairs):
        return np.empty(0)
    sample, inside = within(calendar, adopters, ties, pairs)
    network = network_of_places(len(sample), inside)
    return thresholds(sample, network)[network.tied()]


def within(calendar: Calendar, adopters: Adopters, ties: TieTable, pairs: Integers) -> tuple[Sample, Integers]:
    """Return the sample of the units of some pairs, and the pairs [k, 2] as indices in the sample."""
    places, inside = np.unique(pairs, return_inverse=True)
    sample = adopters.sample(calendar, [ties.units[place] for place in places.tolist()])
    return sample, inside.reshape(pairs.shape)


def contagion_test(
    calendar: Calendar, network: SpreadNetwork, adopters: Adopters, ties: TieTable, kinds: int, draws: tuple[int, int]
) -> ContagionTest:
    """Test all units of some `kinds` (bits) that have a tie. `draws` holds the number of permutations and the seed.

    The tests assume constant ties. They use the ties that held on some day from the first adoption on.
    """
    chosen = ties.among(kinds) & ties.between(calendar.first, calendar.last)
    pairs = ties.pairs[chosen & adopters.datable(ties.units)[ties.pairs].all(axis=1)]
    if not adopters.starts or not len(pairs):
        return ContagionTest(len(np.unique(pairs)), 0, 0, (), None, wording.nothing_to_test(ties.left_out))
    sample, inside = within(calendar, adopters, ties, pairs)
    explain = partial(wording.contagion, network, left_out=ties.left_out)
    return tested(calendar, sample, network_of_places(len(sample), inside, mutual=True), draws, explain)


def tested(
    calendar: Calendar,
    sample: Sample,
    network: ExposureNetwork,
    draws: tuple[int, int],
    explain: Callable[[int], Wording],
) -> ContagionTest:
    """Test a network. `explain` returns the explanation of tests with a given number of steps."""
    near = nearness(network, most_pairs=MOST_PAIRS)
    values = autocorrelations(sample, near)
    found = rewiring_test(sample, network, *draws, ROUNDS)
    rewiring = None
    if found.permutations:
        rewiring = RewiringSummary(found.observed, found.null_mean, found.p_value, *draws)
    return ContagionTest(
        units=len(sample),
        ties=len(network),
        steps=near.steps,
        morans_i=[
            PeriodAutocorrelation(
                calendar.label(step), finite_or_none(each.value), each.expected, finite_or_none(each.p_value)
            )
            for step, each in enumerate(values)
        ],
        rewiring=rewiring,
        explanation=explain(near.steps),
    )


def finite_or_none(value: float) -> float | None:
    """Return a figure, or None if it is NaN."""
    return None if np.isnan(value) else value
