"""Choice on live graphs: ties are live with their probabilities, and the choice is better if the spread is small."""

import numpy as np

from analysis.influence.cascades import reverse_reachable, simulated
from analysis.influence.choosing import choose
from analysis.influence.covering import covering
from analysis.influence.live_graphs import LiveGraphs
from analysis.influence.refining import Refining, bounds, refined
from tests.analysis.influence.naive import reached
from tests.analysis.influence.test_choosing import network, random_network

GRAPHS = 40


def live_ties(graphs: LiveGraphs, number: int) -> list[tuple[int, int]]:
    """Return the live ties of one graph."""
    size = graphs.network.size
    owners, ends, _ = graphs.onward(np.full(size, number), np.arange(size))
    return list(zip(owners.tolist(), ends.tolist(), strict=True))


def test_a_tie_is_live_as_often_as_it_passes_on() -> None:
    net = network([(0, 1, 0.3), (1, 2, 1.0), (2, 3, 0.01)])
    graphs, count = np.repeat(np.arange(20_000), 3), 20_000
    live = LiveGraphs(net, 5).live(graphs, np.tile(np.arange(3), count)).reshape(-1, 3).mean(axis=0)
    assert live[1] == 1.0
    assert abs(live[0] - 0.3) < 4 * (0.21 / count) ** 0.5
    assert abs(live[2] - 0.01) < 4 * (0.0099 / count) ** 0.5


def test_ties_of_a_graph_and_graphs_of_a_seed_are_live_independently() -> None:
    net = network([(0, 1, 0.5), (1, 2, 0.5)])
    one = LiveGraphs(net, 1).live(np.repeat(np.arange(4_000), 2), np.tile([0, 1], 4_000)).reshape(-1, 2)
    other = LiveGraphs(net, 2).live(np.repeat(np.arange(4_000), 2), np.tile([0, 1], 4_000)).reshape(-1, 2)
    assert abs((one[:, 0] & one[:, 1]).mean() - 0.25) < 0.03
    assert abs((one[1:, 0] & one[:-1, 0]).mean() - 0.25) < 0.03
    assert abs((one[:, 0] & other[:, 0]).mean() - 0.25) < 0.03


def test_candidates_reach_whom_the_live_ties_lead_to_beside_those_of_the_base() -> None:
    net = random_network(30, 90, 0.4, 2)
    graphs = LiveGraphs(net, 7)
    pool = np.array([3, 8, 21])
    found, looked = Refining(graphs, np.array([5]), pool).reached(4, 4 + GRAPHS)
    pairs = set(zip(found.walks.tolist(), found.nodes.tolist(), strict=True))
    expected = set()
    for number in range(4, 4 + GRAPHS):
        ties = live_ties(graphs, number)
        for place, node in enumerate(pool.tolist()):
            expected |= {(number * 30 + each, place) for each in reached([node], ties) - reached([5], ties)}
    assert pairs == expected
    assert len(pairs) == len(found.walks)
    assert looked > 0


def test_where_little_spreads_the_choice_is_better_than_that_of_the_sets() -> None:
    net, random = random_network(2_000, 8_000, 0.05, 3), np.random.default_rng(4)
    sets = reverse_reachable(net, 100_000, random)
    coverage = covering(sets, net.size, 20)
    better = refined(net, sets, coverage, random)
    assert better is not None
    one, other = (
        simulated(net, each, 4_000, np.random.default_rng(5)).mean() for each in (better.nodes, coverage.nodes)
    )
    assert one > 1.03 * other
    assert abs(better.gains.sum() - one) < 0.03 * one


def test_where_much_spreads_the_first_are_kept_and_the_choice_reaches_more() -> None:
    net, random = random_network(1_000, 6_000, 0.4, 3), np.random.default_rng(4)
    sets = reverse_reachable(net, 4_000, random)
    coverage = covering(sets, net.size, 20)
    better = refined(net, sets, coverage, random)
    assert better is not None
    assert better.nodes[0] == coverage.nodes[0]
    one, other = (
        simulated(net, each, 2_000, np.random.default_rng(5)).mean() for each in (better.nodes, coverage.nodes)
    )
    assert one > other


def test_the_bound_is_exact_where_nothing_comes_together_again() -> None:
    line = network([(0, 1, 0.5), (1, 2, 0.5), (0, 3, 0.25)])
    assert bounds(line).tolist() == [1 + 0.5 + 0.25 + 0.25, 1.5, 1, 1, 1, 1]


def test_the_told_spread_holds_after_choosing_anew() -> None:
    net = random_network(2_000, 8_000, 0.05, 3)
    found = choose(net, 20, np.random.default_rng(6))
    truth = simulated(net, np.array([each.node for each in found.steps]), 20_000, np.random.default_rng(7)).mean()
    assert abs(found.spread.value - truth) < 0.01 * truth
    assert found.spread.low - 0.005 * truth < truth < found.spread.high + 0.005 * truth
