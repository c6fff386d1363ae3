"""A practice and a network: thresholds of its adopters, and whether adoption is associated with ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis import spread_statistics_wording as wording
from analysis.answers import Wording
from analysis.diffusion.autocorrelation import autocorrelations, nearness
from analysis.diffusion.exposure import thresholds
from analysis.diffusion.network import Network, network_of
from analysis.diffusion.rewiring import rewiring_test
from analysis.diffusion.sample import Sample, sample_of
from analysis.spread_calendar import Calendar
from analysis.spread_vocabulary import SpreadNetwork
from analysis.vocabulary import Language

Pairs = Iterable[tuple[str, str]]
PERMUTATIONS, MOST_PERMUTATIONS, SEED = 99, 1999, 1
# a request has seconds for a network of tens of thousands: two rounds leave a correlation of 0.03, and fewer pairs make
# fewer steps where all are near to each other
ROUNDS, MOST_PAIRS = 2, 3_000_000


@dataclass(frozen=True)
class Estimated:
    """An estimate with its interval."""

    value: float
    low: float
    high: float
    level: float


@dataclass(frozen=True)
class ThresholdSummary:
    """The thresholds of adopters: the share of those tied to them that had taken the practice up by then."""

    adopters: int
    without_ties: int
    mean: float | None
    median: float | None
    said: Wording

    def note(self, language: str = Language.RU) -> str:
        """How to read it."""
        return self.said.text(language)


@dataclass(frozen=True)
class PeriodAutocorrelation:
    """Moran's I in one period; the value is None where all or none have adopted."""

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
    """Whether adoption is associated with ties: who is in the network, and two tests."""

    units: int
    ties: int
    steps: int
    morans_i: Sequence[PeriodAutocorrelation]
    rewiring: RewiringSummary | None
    said: Wording

    def note(self, language: str = Language.RU) -> str:
        """How to read it."""
        return self.said.text(language)


@dataclass(frozen=True)
class Ties:
    """The units of a network and when each took the practice up; `unknown` did on a day that is not known."""

    kind: SpreadNetwork
    pairs: Sequence[tuple[str, str]]
    starts: Mapping[str, date]
    unknown: frozenset[str] = frozenset()

    def read(self, calendar: Calendar, units: Iterable[str]) -> tuple[Sample, Network]:
        """The sample of some units and the network among them; who took it up on an unknown day is left out."""
        names = sorted({*units} - self.unknown)
        known = {each for each in names if each in self.starts}
        steps = [calendar.step(self.starts[each]) if each in known else np.nan for each in names]
        sample = sample_of(names, steps, first=0, last=len(calendar) - 1)
        places = sample.places
        kept = [pair for pair in self.pairs if pair[0] in places and pair[1] in places]
        return sample, network_of(sample, [start for start, _ in kept], [end for _, end in kept], mutual=True)


def threshold_summary(calendar: Calendar, ties: Ties) -> ThresholdSummary:
    """The thresholds of those who have taken the practice up and are tied to somebody."""
    said = wording.thresholds(ties.kind)
    if not ties.starts:
        return ThresholdSummary(0, 0, None, None, said)
    tied = {each for pair in ties.pairs for each in pair}
    sample, network = ties.read(calendar, tied | {*ties.starts})
    with_ties = network.tied() & sample.adopted
    found = thresholds(sample, network)[with_ties]
    return ThresholdSummary(
        adopters=int(sample.adopted.sum()),
        without_ties=int((sample.adopted & ~with_ties).sum()),
        mean=float(found.mean()) if len(found) else None,
        median=float(np.median(found)) if len(found) else None,
        said=said,
    )


def contagion_test(calendar: Calendar, ties: Ties, permutations: int, seed: int) -> ContagionTest:
    """The tests on all units that are tied to somebody."""
    tied = {each for pair in ties.pairs if ties.unknown.isdisjoint(pair) for each in pair}
    if not ties.starts or not tied:
        return ContagionTest(len(tied), 0, 0, (), None, wording.nothing_to_test())
    sample, network = ties.read(calendar, tied)
    near = nearness(network, most_pairs=MOST_PAIRS)
    values = autocorrelations(sample, near)
    tested = rewiring_test(sample, network, permutations, seed, ROUNDS)
    rewiring = None
    if tested.permutations:
        rewiring = RewiringSummary(tested.observed, tested.null_mean, tested.p_value, tested.permutations, seed)
    return ContagionTest(
        units=len(sample),
        ties=len(network),
        steps=near.steps,
        morans_i=[
            PeriodAutocorrelation(calendar.label(step), known(each.value), each.expected, known(each.p_value))
            for step, each in enumerate(values)
        ],
        rewiring=rewiring,
        said=wording.contagion(ties.kind, near.steps),
    )


def known(value: float) -> float | None:
    """A figure, None where there is none."""
    return None if np.isnan(value) else value
