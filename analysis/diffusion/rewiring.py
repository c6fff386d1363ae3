"""The rewiring test: whether thresholds depend on the pattern of ties, beyond the number of ties of each person.

Ties exchange their ends at random, so that each person keeps the number of ties (Maslov and Sneppen 2002, Science 296).
The statistic is the mean threshold (structure dependence test, Vega Yon and Valente, netdiffuseR `struct_test`).

Exchanges are made in whole rounds. Ties are paired at random. A pair exchanges its ends if no tie becomes one to
oneself and if the four ties that it has or would have are not those of another pair. That condition is the same before
and after the exchange, so that every round is as probable as its reverse, and all reachable networks with these degrees
are equally probable in the long run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.diffusion.exposure import mean_threshold
from analysis.diffusion.network import ExposureNetwork
from analysis.diffusion.sample import Booleans, Floats, Sample

# rounds between two networks of the test: on the reference data one round leaves a correlation of 0.13, five leave none
ROUNDS = 5
# networks of more ties have fewer rounds between them: two leave a correlation of 0.03
MANY_TIES, FEWER_ROUNDS = 10_000, 2
# number of networks for a p-value; Phipson and Smyth 2010, Statistical Applications in Genetics 9(1)
PERMUTATIONS = 1999
SEED = 1

Progress = Callable[[int], None]
Places = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class RewiringTest:
    """The observed mean threshold, its mean over rewired networks, and the two-sided p-value.

    `null_mean` and `p_value` are NaN if there are no adopters or fewer than two ties.
    """

    observed: float
    null_mean: float
    p_value: float
    permutations: int
    seed: int


def rewiring_test(
    sample: Sample,
    network: ExposureNetwork,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    rounds: int | None = None,
    progress: Progress | None = None,
) -> RewiringTest:
    """Return the test. The p-value counts the observed network among the rewired ones, so that it is never 0.

    `rounds` is the number of rounds between two networks; by default it depends on the number of ties. `progress` is
    called with the number of finished permutations.
    """
    between = rounds or (ROUNDS if len(network) <= MANY_TIES else FEWER_ROUNDS)
    observed = mean_threshold(sample, network)
    if np.isnan(observed) or len(network) < 2:
        return RewiringTest(observed, np.nan, np.nan, 0, seed)
    null = np.empty(permutations)
    for number, rewired in enumerate(rewirings(network, np.random.default_rng(seed), permutations, between)):
        null[number] = mean_threshold(sample, rewired)
        if progress:
            progress(number + 1)
    return RewiringTest(observed, float(null.mean()), p_value(observed, null), permutations, seed)


def p_value(observed: float, null: Floats) -> float:
    """Return twice the smaller tail, at most 1. Both tails contain the observed value."""
    # the order of addition changes the last digits of a sum
    close = 1e-12
    tails = (null <= observed + close).sum(), (null >= observed - close).sum()
    return float(min(1.0, 2 * (min(tails) + 1) / (len(null) + 1)))


def rewirings(
    network: ExposureNetwork, random: np.random.Generator, number: int, rounds: int = ROUNDS
) -> Iterator[ExposureNetwork]:
    """Yield networks with the degrees of a network, each some rounds of exchanges from the previous one."""
    every = slice(None, None, 2 if network.mutual else 1)
    # moving and sorting short integers takes half the time
    short: type[np.integer[Any]] = np.uint32 if network.size**2 <= np.iinfo(np.uint32).max else np.int64
    starts, ends = (each[every].astype(short) for each in (network.starts, network.ends))
    for place in range(number):
        # the first network must be independent of the observed one
        for _ in range(rounds if place else max(rounds, ROUNDS)):
            exchange(starts, ends, network.size, random, network.mutual)
        yield with_ends(network, starts, ends)


def with_ends(network: ExposureNetwork, starts: Places, ends: Places) -> ExposureNetwork:
    """Return the network with other ends of its ties, in both directions if the ties are mutual."""
    if not network.mutual:
        return replace(network, starts=starts.astype(np.int64), ends=ends.astype(np.int64))
    pairs = np.empty((len(starts), 2), dtype=np.int64)
    pairs[:, 0], pairs[:, 1] = starts, ends
    return replace(network, starts=pairs.ravel(), ends=pairs[:, ::-1].ravel())


def exchange(starts: Places, ends: Places, size: int, random: np.random.Generator, mutual: bool) -> None:
    """Make one round of exchanges in place."""
    order = random.permutation(len(starts))
    if mutual:
        # a tie without a direction can be exchanged in either direction
        turned = (starts ^ ends) * (random.random(len(starts)) < 0.5)
        starts ^= turned
        ends ^= turned
    # one pair less with probability 1/2: otherwise a network of two ties would exchange them in every round, so
    # that half of the networks would never occur
    half = max(len(order) // 2 - int(random.integers(2)), 0)
    begin, end = starts[order], ends[order]
    other_begin, other_end = begin[half : 2 * half], end[half : 2 * half]
    proposed = [(begin[:half], other_end), (other_begin, end[:half])]
    keys = np.concatenate([keyed(*each, size, mutual) for each in [*proposed, (begin, end)]])
    # column i of the rows holds the four ties of pair i; ties without a pair come last
    repeated = repeats(keys)[: 4 * half].reshape(4, half).any(axis=0)
    loops = (begin[:half] == other_end) | (other_begin == end[:half])
    chosen = np.flatnonzero(~repeated & ~loops)
    ends[order[chosen]], ends[order[half + chosen]] = other_end[chosen], end[chosen]


def keyed(starts: Places, ends: Places, size: int, mutual: bool) -> Places:
    """Return one number for each tie: the same in both directions if ties are mutual."""
    if mutual:
        starts, ends = np.minimum(starts, ends), np.maximum(starts, ends)
    return starts * starts.dtype.type(size) + ends


def repeats(values: Places) -> Booleans:
    """Return a mask of the values that occur more than once.

    Few values do, so that a table of remainders excludes most of the others.
    """
    ordered = np.sort(values)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    cells = 1 << max(64 * len(twice) - 1, 1).bit_length()
    possible = np.zeros(cells, dtype=bool)
    possible[remainders(twice, cells)] = True
    places = np.flatnonzero(possible[remainders(values, cells)])
    repeated = np.zeros(len(values), dtype=bool)
    repeated[places] = np.isin(values[places], twice)
    return repeated


def remainders(values: Places, cells: int) -> Places:
    """Return the remainders of values by a power of two."""
    return values & values.dtype.type(cells - 1)
