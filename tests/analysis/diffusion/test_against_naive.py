"""The statistics agree with a plain reference implementation on random tables."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.diffusion.autocorrelation import moran, nearness
from analysis.diffusion.curve import curve_of
from analysis.diffusion.exposure import exposure, thresholds
from analysis.diffusion.infection import infectiousness, susceptibility
from analysis.diffusion.network import ExposureNetwork, network_of
from analysis.diffusion.sample import Floats, InputRefusedError, Sample, sample_of
from tests.analysis.diffusion import naive
from tests.analysis.diffusion.naive import Case, cases
from tests.profiles import examples


def read(case: Case) -> tuple[Sample, ExposureNetwork]:
    """Return the sample and the network of a case. A case whose ties all lead outside is refused and no example."""
    sample = sample_of(list(case.periods), [np.nan if each is None else each for each in case.periods.values()])
    starts, ends = [start for start, _, _ in case.ties], [end for _, end, _ in case.ties]
    weights = [weight for _, _, weight in case.ties]
    try:
        return sample, network_of(sample, starts, ends, weights, case.mutual)
    except InputRefusedError:
        assume(False)
        raise


def by_name(case: Case, values: Floats) -> dict[str, float]:
    """Return the values of adopters by their names."""
    return {name: value for name, value in zip(case.periods, values.tolist(), strict=True) if not math.isnan(value)}


def same(one: dict[str, float], other: dict[str, float]) -> bool:
    """Return whether two tables of figures agree up to rounding errors."""
    return one.keys() == other.keys() and all(math.isclose(one[each], other[each], abs_tol=1e-12) for each in one)


@given(cases())
@examples(150)
def test_every_period_has_its_adopters_and_those_at_risk(case: Case) -> None:
    sample, _ = read(case)
    curve, periods = curve_of(sample), naive.span(case)
    assert list(range(sample.first, sample.last + 1))[: len(periods)] == list(periods)
    assert curve.adopters.tolist() == [naive.adopters(case, period) for period in periods]
    for step, period in enumerate(periods):
        waiting = sum(not naive.adopted_by(case, each, period - 1) for each in case.periods)
        assert curve.at_risk[step] == waiting
        if step and waiting:
            assert math.isclose(curve.hazard[step], naive.adopters(case, period) / waiting)


@given(cases())
@examples(150)
def test_the_network_holds_each_usable_pair_once(case: Case) -> None:
    sample, network = read(case)
    ties = {
        (sample.ids[start], sample.ids[end]): weight
        for start, end, weight in zip(network.starts, network.ends, network.weights, strict=True)
    }
    expected = {(start, end): weight for start, row in naive.matrix(case).items() for end, weight in row.items()}
    assert len(network.starts) == len(ties)
    assert ties == expected
    left = network.left_out
    excluded = left.outside_sample + left.self_ties + left.without_weight + left.repeated
    assert excluded + len(network) == len(case.ties)


@given(cases())
@examples(150)
def test_exposure_and_thresholds(case: Case) -> None:
    sample, network = read(case)
    assert same(by_name(case, thresholds(sample, network)), naive.thresholds(case))
    found = exposure(sample, network)
    for step, period in enumerate(naive.span(case)):
        exposed = {name: naive.exposure(case, name, period) for name in case.periods}
        assert same(dict(zip(case.periods, found[:, step].tolist(), strict=True)), exposed)


@given(cases())
@examples(150)
def test_infectiousness_and_susceptibility(case: Case) -> None:
    sample, network = read(case)
    assert same(by_name(case, infectiousness(sample, network)), naive.infectiousness(case))
    assert same(by_name(case, susceptibility(sample, network)), naive.susceptibility(case))


@given(cases(), st.integers(1, 4))
@examples(150)
def test_morans_i(case: Case, steps: int) -> None:
    sample, network = read(case)
    # the limit counts pairs: with all pairs of people it never acts
    near = nearness(network, steps, most_pairs=len(sample) * (len(sample) - 1))
    assert near.steps == steps
    for step, period in enumerate(naive.span(case)):
        expected = naive.moran(case, period, steps)
        found = moran(sample.state(step), near).value
        assert math.isnan(found) if expected is None else math.isclose(found, expected, abs_tol=1e-9)
