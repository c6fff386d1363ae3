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
from numpy.typing import NDArray

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
        starts[:], ends[:] = np.where(turned, ends, starts), np.where(turned, starts, ends)
    # a pair less every other time: else two ties would exchange in every round, and half of the networks never come
    half = max(len(order) // 2 - int(random.integers(2)), 0)
    (begin, begin_other, begin_rest), (end, end_other, end_rest) = (
        np.split(each[order], [half, 2 * half]) for each in (starts, ends)
    )
    ties = [(begin, end), (begin_other, end_other), (begin, end_other), (begin_other, end)]
    keys = np.stack([keyed(*each, size, mutual) for each in ties])
    alone = unique_to_pair(keys, keyed(begin_rest, end_rest, size, mutual))
    loops = (begin == end_other) | (begin_other == end)
    chosen = np.flatnonzero(alone & ~loops)
    ends[order[chosen]], ends[order[half + chosen]] = end_other[chosen], end[chosen]


def keyed(starts: Integers, ends: Integers, size: int, mutual: bool) -> NDArray[np.integer]:
    """One number for each tie; the same both ways round where ties are mutual. Short numbers are sorted faster."""
    short = np.uint32 if size**2 <= np.iinfo(np.uint32).max else np.int64
    if mutual:
        starts, ends = np.minimum(starts, ends), np.maximum(starts, ends)
    return (starts * size + ends).astype(short)


def unique_to_pair(keys: NDArray[np.integer], rest: NDArray[np.integer]) -> Booleans:
    """Which pairs (columns of `keys`) have four ties that stand nowhere else, those of no pair (`rest`) included."""
    repeated = repeats(np.concatenate([keys.ravel(), rest]))
    return np.asarray(~repeated[: keys.size].reshape(keys.shape).any(axis=0))


def repeats(values: NDArray[np.integer]) -> Booleans:
    """Which values stand more than once.

    A table of remainders leaves few values that can be one of the repeated ones; looking all of them up would take
    most of the time of a test.
    """
    ordered = np.sort(values)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    cells = 1 << max(8 * len(twice) - 1, 1).bit_length()
    possible = np.zeros(cells, dtype=bool)
    possible[twice & (cells - 1)] = True
    places = np.flatnonzero(possible[values & (cells - 1)])
    repeated = np.zeros(len(values), dtype=bool)
    repeated[places] = np.isin(values[places], twice)
    return repeated
