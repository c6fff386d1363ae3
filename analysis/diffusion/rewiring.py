"""The rewiring test: whether thresholds depend on who is tied to whom, beyond how many ties each has.

Ties exchange their ends at random, so that everybody keeps the number of ties (Maslov and Sneppen 2002, Science 296);
the statistic is the mean threshold (structure dependence test, Vega Yon and Valente, netdiffuseR `struct_test`).

Whole rounds of exchanges are made at once. Ties are paired at random; a pair exchanges its ends where no tie becomes
one to oneself and where the four ties that it has or would have are those of no other pair. That condition is the same
before and after, so that every round is as probable as its reverse, and all networks with these degrees that can be
reached are equally probable in the long run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from analysis.diffusion.exposure import mean_threshold
from analysis.diffusion.network import Network
from analysis.diffusion.sample import Booleans, Floats, Integers, Sample

# rounds between two networks that are looked at: one leaves a correlation of 0.13 on the anchor, five none to be seen
ROUNDS = 5
# a p-value is the share of so many networks; Phipson and Smyth 2010, Statistical Applications in Genetics 9(1)
PERMUTATIONS = 1999
SEED = 1

Progress = Callable[[int], None]


@dataclass(frozen=True)
class RewiringTest:
    """The mean threshold observed and over rewired networks, with its two-sided p-value; NaN where there is none."""

    observed: float
    null_mean: float
    p_value: float
    permutations: int
    seed: int


def rewiring_test(
    sample: Sample,
    network: Network,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    rounds: int = ROUNDS,
    progress: Progress | None = None,
) -> RewiringTest:
    """The test; the p-value counts the observed network among the rewired ones, so that it is never 0."""
    observed = mean_threshold(sample, network)
    if np.isnan(observed) or len(network) < 2:
        return RewiringTest(observed, np.nan, np.nan, 0, seed)
    null = np.empty(permutations)
    for number, rewired in enumerate(rewirings(network, np.random.default_rng(seed), permutations, rounds)):
        null[number] = mean_threshold(sample, rewired)
        if progress:
            progress(number + 1)
    return RewiringTest(observed, float(null.mean()), p_value(observed, null), permutations, seed)


def p_value(observed: float, null: Floats) -> float:
    """Twice the smaller tail, the observed value in both, at most 1."""
    # sums of the same shares in another order differ in their last digits
    close = 1e-12
    tails = (null <= observed + close).sum(), (null >= observed - close).sum()
    return float(min(1.0, 2 * (min(tails) + 1) / (len(null) + 1)))


def rewirings(network: Network, random: np.random.Generator, number: int, rounds: int = ROUNDS) -> Iterator[Network]:
    """Networks with the degrees of a network, each so many rounds of exchanges from the last."""
    every = slice(None, None, 2 if network.mutual else 1)
    starts, ends = network.starts[every].copy(), network.ends[every].copy()
    for place in range(number):
        # the first one shall have forgotten the network that it comes from
        for _ in range(rounds if place else max(rounds, ROUNDS)):
            exchange(starts, ends, network.size, random, network.mutual)
        yield with_ends(network, starts, ends)


def with_ends(network: Network, starts: Integers, ends: Integers) -> Network:
    """The network with other ends of its ties: mutual ones in both directions."""
    if not network.mutual:
        return replace(network, starts=starts.copy(), ends=ends.copy())
    both = np.stack([starts, ends]), np.stack([ends, starts])
    return replace(network, starts=both[0].T.ravel(), ends=both[1].T.ravel())


def exchange(starts: Integers, ends: Integers, size: int, random: np.random.Generator, mutual: bool) -> None:
    """One round of exchanges, in place."""
    order = random.permutation(len(starts))
    if mutual:
        # a tie without a direction can be exchanged either way round
        turned = random.random(len(starts)) < 0.5
        starts[turned], ends[turned] = ends[turned], starts[turned]
    # a pair less every other time: else two ties would exchange in every round, and half of the networks never come
    half = max(len(order) // 2 - int(random.integers(2)), 0)
    one, other, rest = order[:half], order[half : 2 * half], order[2 * half :]
    ties = [(one, one), (other, other), (one, other), (other, one)]
    keys = np.stack([keyed(starts[begin], ends[end], size, mutual) for begin, end in ties])
    alone = unique_to_pair(keys, keyed(starts[rest], ends[rest], size, mutual))
    loops = (starts[one] == ends[other]) | (starts[other] == ends[one])
    chosen = alone & ~loops
    one, other = one[chosen], other[chosen]
    ends[one], ends[other] = ends[other], ends[one]


def keyed(starts: Integers, ends: Integers, size: int, mutual: bool) -> Integers:
    """One number for each tie; the same both ways round where ties are mutual."""
    if mutual:
        return np.minimum(starts, ends) * size + np.maximum(starts, ends)
    return starts * size + ends


def unique_to_pair(keys: Integers, rest: Integers) -> Booleans:
    """Which pairs (columns of `keys`) have four ties that stand nowhere else, those of no pair (`rest`) included."""
    repeated = repeats(np.concatenate([keys.ravel(), rest]))
    return np.asarray(~repeated[: keys.size].reshape(keys.shape).any(axis=0))


def repeats(values: Integers) -> Booleans:
    """Which values stand more than once. Sorting all of them would take most of the time of a test: only those that
    share a cell of a table of remainders can be the same.
    """
    cells = 1 << max(4 * len(values) - 1, 1).bit_length()
    cell = values & (cells - 1)
    shared = np.asarray(np.bincount(cell, minlength=cells)[cell] > 1)
    found = values[shared]
    _, place, times = np.unique(found, return_inverse=True, return_counts=True)
    repeated = np.zeros(len(values), dtype=bool)
    repeated[shared] = times[place] > 1
    return repeated
