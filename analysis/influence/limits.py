"""Limits of memory, in proportion to the network up to a largest value."""

from __future__ import annotations

from analysis.influence.network import CascadeNetwork

# marks of a batch of walks, one byte for each pair of walk and node
MARKS, LEAST_MARKS, MARKS_PER_NODE = 20_000_000, 200_000, 500
# pairs of set and node, or of live graph and node, in memory: some ten bytes each in several arrays
MOST_PAIRS, LEAST_PAIRS, PAIRS_PER_END = 5_000_000, 400_000, 250


def walks_in_batch(size: int) -> int:
    """Return the number of walks in a batch over a network of `size` nodes."""
    return max(1, min(MARKS, LEAST_MARKS + MARKS_PER_NODE * size) // max(size, 1))


def most_pairs(network: CascadeNetwork) -> int:
    """Return the largest number of pairs of set and node in each half, and of live graph and node."""
    return min(MOST_PAIRS, LEAST_PAIRS + PAIRS_PER_END * (network.size + network.ties))
