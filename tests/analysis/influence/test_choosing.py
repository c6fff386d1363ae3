"""Seed selection: as good as exact greedy choice, with correct figures."""

from dataclasses import replace
from math import e

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.influence.cascades import reverse_reachable, simulated
from analysis.influence.choosing import ExpectedSpread, choose, chosen, fresh_spread
from analysis.influence.choosing import greedy as greedy_choice
from analysis.influence.covering import covered_by, covering
from analysis.influence.limits import most_pairs, walks_in_batch
from analysis.influence.network import CascadeNetwork, NetworkError, network_of, weighted_cascade
from tests.analysis.influence.naive import Tie, best, expected_spread, greedy
from tests.profiles import examples

SIZE = 6


def network(ties: list[Tie], size: int = SIZE) -> CascadeNetwork:
    sources, targets, probabilities = zip(*ties, strict=True) if ties else ((), (), ())
    return network_of(np.array(sources, int), np.array(targets, int), np.array(probabilities, float), size)


@st.composite
def some_ties(draw: st.DrawFn) -> list[Tie]:
    pairs = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))
    kept = draw(st.lists(pairs.filter(lambda pair: pair[0] != pair[1]), unique=True, max_size=9))
    return [(*pair, draw(st.sampled_from([0.1, 0.5, 1.0]))) for pair in kept]


def random_network(size: int, ties: int, probability: float, seed: int) -> CascadeNetwork:
    random = np.random.default_rng(seed)
    sources, targets = random.integers(size, size=(2, ties))
    return network_of(sources, targets, np.full(ties, probability), size)


@examples(25)
@given(some_ties())
def test_the_simulated_spread_is_the_exact_one(ties: list[Tie]) -> None:
    exact = expected_spread([0, 1], ties)
    counts = simulated(network(ties), np.array([0, 1]), 4_000, np.random.default_rng(7))
    assert abs(counts.mean() - exact) < 5 * max(counts.std(), 0.05) / 4_000**0.5


@examples(25)
@given(some_ties())
def test_the_sets_tell_the_exact_spread(ties: list[Tie]) -> None:
    exact = expected_spread([0, 1], ties)
    sets = reverse_reachable(network(ties), 4_000, np.random.default_rng(7))
    share = covered_by(sets, SIZE, np.array([0, 1])) / sets.count
    assert abs(share * SIZE - exact) < 5 * SIZE * 0.5 / 4_000**0.5


@examples(25)
@given(some_ties())
def test_the_choice_is_as_good_as_exact_greedy_choice_and_its_guarantee_holds(ties: list[Tie]) -> None:
    found = choose(network(ties), 2, np.random.default_rng(3))
    reaches = expected_spread([each.node for each in found.steps], ties)
    assert reaches >= 0.97 * expected_spread(greedy(SIZE, ties, 2), ties)
    assert reaches >= found.guarantee * best(SIZE, ties, 2) - 1e-9
    assert found.guarantee >= 1 - 1 / e


def test_a_larger_network_is_served_as_well_as_by_greedy_choice_on_simulations() -> None:
    net, random = random_network(300, 900, 0.15, 5), np.random.default_rng(6)
    taken: list[int] = []
    for _ in range(3):
        spreads = [simulated(net, np.array([*taken, node]), 400, random).mean() for node in range(net.size)]
        taken.append(int(np.argmax(spreads)))
    ours = [each.node for each in choose(net, 3, np.random.default_rng(8)).steps]
    check = np.random.default_rng(9)
    theirs = simulated(net, np.array(taken), 20_000, check).mean()
    assert simulated(net, np.array(ours), 20_000, check).mean() > 0.99 * theirs


def test_the_interval_holds_what_simulations_find() -> None:
    net = random_network(2_000, 8_000, 0.08, 1)
    found = choose(net, 10, np.random.default_rng(2))
    spread = simulated(net, np.array([each.node for each in found.steps]), 4_000, np.random.default_rng(4)).mean()
    slack = 0.01 * found.spread.value
    assert found.spread.low - slack < spread < found.spread.high + slack


def test_the_reported_spread_is_right_on_average() -> None:
    net, errors = random_network(80, 320, 0.3, 1), []
    for seed in range(16):
        found = choose(net, 4, np.random.default_rng(seed))
        counts = simulated(net, np.array([each.node for each in found.steps]), 5_000, np.random.default_rng(seed + 99))
        errors.append(found.spread.value / counts.mean() - 1)
        assert found.steps[-1].reached == pytest.approx(found.spread.value)
    assert abs(np.mean(errors)) < 3 * np.std(errors, ddof=1) / 4


def test_the_spread_comes_from_sets_that_did_not_end_the_search() -> None:
    net = random_network(80, 320, 0.3, 1)
    halves = [reverse_reachable(net, 500, np.random.default_rng(seed)) for seed in (1, 2)]
    coverage = covering(halves[0], net.size, 4)
    found = chosen(net, halves, coverage.most, greedy_choice(coverage, halves[0], net.size))
    wrong = replace(found, spread=ExpectedSpread(net.size, net.size, net.size))
    fresh = [fresh_spread(net, each, halves[1], np.random.default_rng(5)) for each in (found, wrong)]
    assert fresh[0] == fresh[1]
    assert fresh[0].sets == 1_500
    nodes = np.array([each.node for each in found.steps])
    truth = simulated(net, nodes, 20_000, np.random.default_rng(6)).mean()
    assert fresh[0].spread.low < truth < fresh[0].spread.high


def test_memory_is_limited_in_proportion_to_the_network() -> None:
    small, large = random_network(300, 1_500, 0.1, 1), random_network(50_000, 200_000, 0.1, 1)
    assert most_pairs(small) < 900_000
    assert most_pairs(large) == 5_000_000
    assert walks_in_batch(300) * 300 < 400_000
    assert walks_in_batch(50_000) * 50_000 <= 20_000_000


def test_the_same_seed_chooses_the_same() -> None:
    net = random_network(200, 600, 0.2, 1)
    assert choose(net, 5, np.random.default_rng(2)) == choose(net, 5, np.random.default_rng(2))


def test_gains_fall_and_add_up_to_what_is_reached() -> None:
    steps = choose(random_network(200, 600, 0.2, 1), 8, np.random.default_rng(2)).steps
    gains = [each.gain for each in steps]
    assert gains == sorted(gains, reverse=True)
    assert [each.reached for each in steps] == pytest.approx(np.cumsum(gains))


def test_all_nodes_are_chosen_where_there_are_no_more() -> None:
    found = choose(network([(0, 1, 0.5)]), 50, np.random.default_rng(1))
    assert sorted(each.node for each in found.steps) == list(range(SIZE))
    assert found.spread.value == SIZE


def test_what_any_nodes_cover_is_never_above_the_bound() -> None:
    sets = reverse_reachable(random_network(12, 30, 0.4, 2), 300, np.random.default_rng(1))
    coverage = covering(sets, 12, 2)
    every = [covered_by(sets, 12, np.array([one, other])) for one in range(12) for other in range(one)]
    assert coverage.gains.sum() <= max(every) <= coverage.most


def test_parallel_ties_act_independently_and_ties_to_oneself_do_nothing() -> None:
    net = network([(0, 1, 0.5), (0, 1, 0.5), (2, 2, 1.0)])
    assert net.forward.probabilities.tolist() == [0.75]
    assert (net.parallel, net.loops) == (1, 1)


def test_the_weighted_cascade_shares_one_among_all_ties_to_a_node() -> None:
    assert weighted_cascade(np.array([3, 3, 5, 3])).tolist() == pytest.approx([1 / 3, 1 / 3, 1, 1 / 3])


@pytest.mark.parametrize(
    ("tie", "says"),
    [((0, 1, 1.5), "between 0 and 1"), ((0, 1, -0.1), "between 0 and 1"), ((0, 9, 0.5), "outside 0 to 5")],
)
def test_ties_that_cannot_be_are_refused(tie: Tie, says: str) -> None:
    with pytest.raises(NetworkError, match=says):
        network([tie])


def test_arrays_of_different_lengths_are_refused() -> None:
    with pytest.raises(NetworkError, match="do not fit"):
        network_of(np.array([0, 1]), np.array([1]), np.array([0.5]), 3)


def test_nobody_cannot_be_chosen() -> None:
    with pytest.raises(NetworkError, match="cannot be chosen"):
        choose(network([]), 0, np.random.default_rng(1))
