"""Compare the choice of seeds with greedy choice on simulations: `python -m benchmarks.seeds --nodes N -k K`.

The reference is greedy choice with 10,000 simulations of each candidate (`greedy`). Both choices are evaluated on the
same new simulations, so that the difference is paired.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from analysis.influence.choosing import choose
from benchmarks.greedy import Simulations, lazy_greedy, reached_by
from benchmarks.networks import KINDS, network

SIMULATIONS = 10_000
CHECKED = 20_000
HEADER = (
    "| network | probability | k | greedy | ours | ours / greedy (95 percent) | certain | seconds: ours, greedy |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


def main() -> None:
    """Choose seeds by both methods and print the spreads and seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=sorted(KINDS), nargs="*", default=["preferential"])
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--ties", type=int, default=5, help="number of ties per node")
    parser.add_argument("--probability", type=float, nargs="*", help="probability of ties; default: weighted cascade")
    parser.add_argument("-k", type=int, default=50)
    parser.add_argument(
        "--simulations", type=int, default=SIMULATIONS, help="number per candidate; 0: no greedy choice"
    )
    options = parser.parse_args()
    print(HEADER, flush=True)
    for kind in options.kind:
        for probability in options.probability or [None]:
            print(row(kind, options.nodes, options.ties, probability, options.k, options.simulations), flush=True)


def row(kind: str, nodes: int, ties: int, probability: float | None, k: int, simulations: int) -> str:
    """Return the row of a comparison."""
    over = network(kind, nodes, ties, probability)
    began = time.monotonic()
    ours = choose(over, k, np.random.default_rng(1))
    mine = time.monotonic() - began
    name = f"{kind}, {over.size:,} nodes, {over.ties:,} ties | {probability or 'weighted cascade'} | {k}"
    certain = f"{ours.guarantee:.2f}"
    if not simulations:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return f"| {name} | - | {ours.spread.value:.2f} | - | {certain} | {mine:.1f}, - ({memory} MB) |"
    began = time.monotonic()
    theirs = lazy_greedy(Simulations(over, simulations, np.random.default_rng(2), alone=True), k)
    other = time.monotonic() - began
    chosen = [each.node for each in ours.steps]
    one, two = reached_by(over, [chosen, theirs], CHECKED, np.random.default_rng(3))
    ratio, half = one.mean() / two.mean(), 1.96 * (one - two).std() / CHECKED**0.5 / two.mean()
    return (
        f"| {name} | {two.mean():.2f} | {one.mean():.2f} | {ratio:.4f} ({ratio - half:.4f} to {ratio + half:.4f}) | "
        f"{certain} | {mine:.1f}, {other:.0f} |"
    )


if __name__ == "__main__":
    main()
