"""Whom to begin with, against greedy choice on simulations: `python -m benchmarks.seeds --nodes N -k K`.

The other side is the method of the field before sketches: greedy choice with 10,000 simulations of each candidate,
lazily (CELF: Leskovec, Krause, Guestrin, Faloutsos, VanBriesen, Glance 2007, KDD). Both choices are simulated anew.
"""

import argparse
import heapq
import time

import numpy as np

from analysis.influence.cascades import Walker, simulated
from analysis.influence.choosing import choose
from analysis.influence.network import Floats, Network, network_of, weighted_cascade

SIMULATIONS = 10_000
CHECKED = 20_000


def main() -> None:
    """Choose both ways and print spreads and seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--ties", type=int, default=5, help="of each new node to earlier ones")
    parser.add_argument("--probability", type=float, help="left out: weighted cascade")
    parser.add_argument("-k", type=int, default=50)
    chosen = parser.parse_args()
    network = preferential_attachment(chosen.nodes, chosen.ties, chosen.probability)
    began = time.monotonic()
    ours = choose(network, chosen.k, np.random.default_rng(1))
    between = time.monotonic()
    theirs = lazy_greedy(network, chosen.k, np.random.default_rng(2))
    ended = time.monotonic()
    check = np.random.default_rng(3)
    spreads = [
        simulated(network, np.array(each), CHECKED, check) for each in ([step.node for step in ours.steps], theirs)
    ]
    print(f"{network.size:,} nodes, {network.ties:,} ties, {chosen.k} chosen; {CHECKED:,} simulations of each choice")
    print("| choice | expected spread | standard error | seconds |\n| --- | --- | --- | --- |")
    for name, spread, seconds in zip(
        ("reverse reachable sets", f"greedy, {SIMULATIONS:,} simulations"),
        spreads,
        (between - began, ended - between),
        strict=True,
    ):
        print(f"| {name} | {spread.mean():.2f} | {spread.std() / CHECKED**0.5:.2f} | {seconds:.1f} |")
    print(f"ratio {spreads[0].mean() / spreads[1].mean():.4f}, certain share of the best {ours.guarantee:.3f}")


def preferential_attachment(nodes: int, ties: int, probability: float | None) -> Network:
    """A network in which new nodes tie to earlier ones the more often the more ties those have (Barabasi, Albert 1999);
    ties work both ways.
    """
    random, ends = np.random.default_rng(7), list(range(ties))
    pairs = []
    for node in range(ties, nodes):
        others = {ends[place] for place in random.integers(len(ends), size=ties)}
        pairs += [(node, other) for other in others]
        ends += [*others, *[node] * len(others)]
    one, other = np.array(pairs, dtype=np.int64).T
    sources, targets = np.concatenate([one, other]), np.concatenate([other, one])
    given = weighted_cascade(targets) if probability is None else np.full(len(sources), probability)
    return network_of(sources, targets, given, nodes)


def lazy_greedy(network: Network, k: int, random: np.random.Generator) -> list[int]:
    """The nodes in the order of choice: a gain is looked at again only when it could still be the largest."""
    spreads = each_alone(network, random)
    queue = [(-float(spread), node, 0) for node, spread in enumerate(spreads)]
    heapq.heapify(queue)
    taken: list[int] = []
    reached = 0.0
    while len(taken) < k:
        gain, node, known_at = heapq.heappop(queue)
        if known_at == len(taken):
            taken.append(node)
            reached -= gain
        else:
            spread = simulated(network, np.array([*taken, node]), SIMULATIONS, random).mean()
            heapq.heappush(queue, (reached - float(spread), node, len(taken)))
    return taken


def each_alone(network: Network, random: np.random.Generator) -> Floats:
    """The mean spread of each node alone."""
    walker = Walker(network.forward, network.size)
    totals = np.zeros(network.size)
    starts = np.repeat(np.arange(network.size), SIMULATIONS)
    for begun in range(0, len(starts), walker.batch):
        nodes = starts[begun : begun + walker.batch]
        reached = walker.walk(np.arange(len(nodes)), nodes, random)
        totals += np.bincount(nodes[reached // network.size], minlength=network.size)
    return totals / SIMULATIONS


if __name__ == "__main__":
    main()
