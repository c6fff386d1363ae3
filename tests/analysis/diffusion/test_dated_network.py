"""Ties that hold for a part of the periods: every figure uses the ties of the right period."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.diffusion.autocorrelation import autocorrelations_over_time
from analysis.diffusion.dated_network import DatedNetwork, dated_network_of
from analysis.diffusion.exposure import thresholds
from analysis.diffusion.exposure_terms import ExposureTerm
from analysis.diffusion.infection import infectiousness, susceptibility
from analysis.diffusion.person_periods import at_risk
from analysis.diffusion.sample import InputRefusedError, Sample, sample_of
from tests.analysis.diffusion import naive
from tests.analysis.diffusion.naive import Case, cases
from tests.analysis.diffusion.test_against_naive import by_name, same
from tests.profiles import examples


class DatedCase(NamedTuple):
    """A case whose ties have a first and a last period (None: not limited)."""

    case: Case
    held: list[tuple[int | None, int | None]]

    def at(self, period: int) -> Case:
        """Return the case with the ties of a period."""
        ties = [tie for tie, held in zip(self.case.ties, self.held, strict=True) if holds(held, period)]
        return self.case._replace(ties=ties)


def holds(held: tuple[int | None, int | None], period: int) -> bool:
    """Return whether a tie holds in a period."""
    since, until = held
    return (since is None or since <= period) and (until is None or period <= until)


@st.composite
def dated_cases(draw: st.DrawFn) -> DatedCase:
    """Draw cases with ties that begin and end around the periods of adoption."""
    case = draw(cases())
    first = naive.span(case)[0] if naive.span(case) else 0
    bound = st.one_of(st.none(), st.integers(first - 1, first + 6))
    pairs = [(draw(bound), draw(bound)) for _ in case.ties]
    ordered = [
        (min(pair), max(pair)) if None not in pair else pair  # type: ignore[type-var]
        for pair in pairs
    ]
    return DatedCase(case, ordered)


def read(dated: DatedCase) -> tuple[Sample, DatedNetwork]:
    """Return the sample and the network of a case. A case whose ties all lead outside is refused and no example."""
    case = dated.case
    sample = sample_of([*case.periods], [np.nan if each is None else each for each in case.periods.values()])
    starts, ends = [tie[0] for tie in case.ties], [tie[1] for tie in case.ties]
    since, until = (
        np.array([np.nan if pair[end] is None else pair[end] for pair in dated.held], float) for end in (0, 1)
    )
    try:
        return sample, dated_network_of(
            sample, (starts, ends), np.array([tie[2] for tie in case.ties]), (since, until), case.mutual
        )
    except InputRefusedError:
        assume(False)
        raise


@given(dated_cases())
@examples(150)
def test_thresholds_and_exposure_use_the_ties_of_the_period(dated: DatedCase) -> None:
    sample, network = read(dated)
    periods = dated.case.periods
    expected = {each: naive.exposure(dated.at(when), each, when) for each, when in periods.items() if when is not None}
    assert same(by_name(dated.case, thresholds(sample, network)), expected)
    rows, _ = at_risk(sample)
    people = [*periods]
    for person, step, value in zip(rows.people, rows.steps, ExposureTerm(network).of_rows(sample, rows), strict=True):
        before = sample.first + int(step) - 1
        assert math.isclose(value, naive.exposure(dated.at(before), people[person], before), abs_tol=1e-12)


@given(dated_cases())
@examples(100)
def test_infection_uses_the_ties_of_the_later_period(dated: DatedCase) -> None:
    sample, network = read(dated)
    adopters = {each: when for each, when in dated.case.periods.items() if when is not None}
    infectious = {each: naive.infectiousness(dated.at(when + 1))[each] for each, when in adopters.items()}
    susceptible = {each: naive.susceptibility(dated.at(when))[each] for each, when in adopters.items()}
    assert same(by_name(dated.case, infectiousness(sample, network)), infectious)
    assert same(by_name(dated.case, susceptibility(sample, network)), susceptible)


@given(dated_cases())
@examples(60)
def test_morans_i_uses_the_ties_of_the_period(dated: DatedCase) -> None:
    sample, network = read(dated)
    found, _ = autocorrelations_over_time(sample, network)
    for each, period in zip(found, naive.span(dated.case), strict=False):
        expected = naive.moran(dated.at(period), period, 6)
        assert math.isnan(each.value) if expected is None else math.isclose(each.value, expected, abs_tol=1e-9)


def test_ties_outside_of_the_periods_are_left_out_and_counted() -> None:
    sample = sample_of(["a", "b", "c"], [2015, 2016, 2018])
    since, until = np.array([2010, np.nan, 2017, 2019]), np.array([2014, 2015, np.nan, np.nan])
    network = dated_network_of(sample, (["a", "a", "b", "c"], ["b", "c", "a", "a"]), None, (since, until))
    assert (len(network.whole), network.left_out.outside_window) == (2, 2)
    assert [len(network.at(step)) for step in range(4)] == [1, 0, 1, 1]
    assert network.at(2) is network.at(3)


def test_a_renewed_tie_holds_once_at_a_time() -> None:
    sample = sample_of(["a", "b"], [1, 4])
    ends, weights = (["a", "a"], ["b", "b"]), np.array([1.0, 2.0])
    network = dated_network_of(sample, ends, weights, (np.array([1.0, 2]), np.array([2.0, 3])))
    assert [network.at(step).weights.tolist() for step in range(4)] == [[1], [3], [2], []]
    plain = dated_network_of(sample, ends, None, (np.array([1.0, 2]), np.array([2.0, 3])))
    assert plain.at(1).weights.tolist() == [1]


def test_a_tie_that_ends_before_it_begins_is_refused() -> None:
    sample = sample_of(["a", "b"], [1, 4])
    with pytest.raises(InputRefusedError, match="1 ties end before they begin; the first is tie 1 of the table"):
        dated_network_of(sample, (["a"], ["b"]), None, (np.array([3.0]), np.array([2.0])))
