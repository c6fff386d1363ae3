"""Exposures of the regression agree with a plain reference: attributes, groups, lags, structural equivalence."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.diffusion import structural_equivalence
from analysis.diffusion.exposure import exposure_at
from analysis.diffusion.exposure_terms import ExposureTerm, WithinGroups, attribute_of
from analysis.diffusion.network import network_of
from analysis.diffusion.person_periods import at_risk
from analysis.diffusion.sample import InputRefusedError, sample_of
from analysis.diffusion.structural_equivalence import EquivalenceNetwork, equivalence_network
from tests.analysis.diffusion import naive
from tests.analysis.diffusion.naive import Case, cases
from tests.analysis.diffusion.test_against_naive import read
from tests.profiles import examples


@given(cases(), st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.0]), min_size=8, max_size=8))
@examples(100)
def test_exposure_weighted_by_an_attribute(case: Case, values: list[float]) -> None:
    sample, network = read(case)
    attribute = np.array(values[: len(sample)])
    of = dict(zip(case.periods, values, strict=False))
    ties = naive.matrix(case)
    for step, period in enumerate(naive.span(case)):
        found = exposure_at(sample, network, step, attribute)
        for place, person in enumerate(case.periods):
            weights = {end: weight * of[end] for end, weight in ties[person].items()}
            exposed = sum(weight for end, weight in weights.items() if naive.adopted_by(case, end, period))
            total = sum(weights.values())
            assert math.isclose(found[place], exposed / total if total else 0.0, abs_tol=1e-12)


@given(cases())
@examples(60)
def test_exposure_within_a_group_leaves_out_all_other_ties(case: Case) -> None:
    sample, network = read(case)
    groups = [str(place % 2) for place in range(len(sample))]
    same = dict(zip(case.periods, groups, strict=True))
    kept = [tie for tie in case.ties if tie[0] in same and tie[1] in same and same[tie[0]] == same[tie[1]]]
    assume(kept)
    other, expected = read(Case(case.periods, kept, case.mutual))
    for step in range(sample.length):
        found = exposure_at(sample, WithinGroups(network, groups).at(step), step)
        assert np.allclose(found, exposure_at(other, expected, step))


@given(cases(), st.integers(1, 3))
@examples(60)
def test_rows_have_the_exposure_of_some_periods_before(case: Case, lag: int) -> None:
    sample, network = read(case)
    rows, _ = at_risk(sample, lag)
    found = ExposureTerm(network, lag=lag).of_rows(sample, rows)
    people, first = [*case.periods], naive.span(case)[0] if sample.length else 0
    for person, step, value in zip(rows.people, rows.steps, found, strict=True):
        assert math.isclose(value, naive.exposure(case, people[person], first + int(step) - lag), abs_tol=1e-12)


def equivalence_by_definition(case: Case) -> dict[tuple[str, str], float]:
    """Return the structural equivalence of all pairs from the formulas, with unreachable people at the distance 0."""
    people = [*case.periods]
    away = {start: naive.distances(case, start) for start in people}
    largest = max((each for row in away.values() for each in row.values()), default=1)
    steps = {pair: away[pair[0]].get(pair[1], 0) / largest for pair in itertools.product(people, repeat=2)}

    def distance(one: str, other: str) -> float:
        others = [each for each in people if each not in (one, other)]
        square = (steps[one, other] - steps[other, one]) ** 2
        square += sum((steps[one, each] - steps[other, each]) ** 2 for each in others)
        square += sum((steps[each, one] - steps[each, other]) ** 2 for each in others)
        return math.sqrt(square)

    found: dict[tuple[str, str], float] = {}
    for one in people:
        apart = {other: distance(one, other) for other in people if other != one}
        closeness = {other: max(apart.values()) - each for other, each in apart.items()}
        total = sum(closeness.values())
        found |= {(one, other): each / total for other, each in closeness.items() if total > 1e-9}
    return {pair: value for pair, value in found.items() if value > 1e-9}


@given(cases())
@examples(100)
def test_structural_equivalence_is_that_of_the_definition(case: Case) -> None:
    sample, network = read(case)
    found = equivalence_network(network)
    pairs = zip(found.starts.tolist(), found.ends.tolist(), found.weights.tolist(), strict=True)
    values = {(sample.ids[start], sample.ids[end]): weight for start, end, weight in pairs if weight > 1e-9}
    expected = equivalence_by_definition(case)
    assert values.keys() == expected.keys()
    assert all(math.isclose(values[pair], expected[pair], abs_tol=1e-9) for pair in expected)


def test_equivalent_people_expose_each_other_within_their_group() -> None:
    # two stars: the leaves of a star name its hub and are equivalent to each other
    sample = sample_of(range(8), [1, 1, 1, 2, 1, 3, 3, 3])
    network = network_of(sample, [1, 2, 3, 5, 6, 7], [0, 0, 0, 4, 4, 4])
    groups = ["one"] * 4 + ["other"] * 4
    within = EquivalenceNetwork(network, groups)
    assert exposure_at(sample, within.at(0), 0).tolist() == [0, 1 / 2, 1 / 2, 1, 0, 0, 0, 0]
    assert within.at(0) is within.at(1)
    whole = exposure_at(sample, EquivalenceNetwork(network).whole, 0)
    assert 0 < whole[5] < 1


def test_too_many_people_for_structural_equivalence_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structural_equivalence, "MOST_PEOPLE", 3)
    sample = sample_of(range(4), [1, 1, 1, 1])
    network = network_of(sample, [0], [1])
    with pytest.raises(InputRefusedError, match=r"at most 3 people; the table has 4\. .* equivalence:COLUMN"):
        equivalence_network(network)
    with pytest.raises(InputRefusedError, match="the group 'a' has 4"):
        equivalence_network(network, ["a"] * 4)
    assert equivalence_network(network, ["a", "a", "b", "b"]).size == 4


def test_an_attribute_has_no_negative_values() -> None:
    assert attribute_of(np.array([1.0, np.nan]), "age").tolist() == [1, 0]
    with pytest.raises(InputRefusedError, match="The attribute age has the value -2"):
        attribute_of(np.array([-2.0]), "age")
