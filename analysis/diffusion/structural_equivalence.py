"""Structural equivalence: people are equivalent if they have the same distances to and from all others.

Burt 1987, American Journal of Sociology 92(6); Valente 1995, Network Models of the Diffusion of Innovations, chapter 5.
Distances are geodesics along the direction of ties, divided by the largest one; the distance to a person who cannot be
reached counts as 0, as in netdiffuseR's `struct_equiv`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.diffusion.network import ExposureNetwork, TieNetwork
from analysis.diffusion.sample import Floats, InputRefusedError, Integers

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# the matrices of more people in one group do not fit into memory
MOST_PEOPLE = 3_000


class EquivalenceNetwork:
    """The network in which the weight of a tie is the structural equivalence of two people of the same group."""

    def __init__(self, network: TieNetwork, groups: Sequence[Hashable] | None = None) -> None:
        self._network, self._groups = network, groups
        self._latest: tuple[ExposureNetwork, ExposureNetwork] | None = None

    def at(self, step: int) -> ExposureNetwork:
        """Return the network at a step, from the ties that hold at this step."""
        return self._of(self._network.at(step))

    @property
    def whole(self) -> ExposureNetwork:
        """Return the network from the ties that hold at any step."""
        return self._of(self._network.whole)

    def _of(self, ties: ExposureNetwork) -> ExposureNetwork:
        if self._latest is None or self._latest[0] is not ties:
            self._latest = ties, equivalence_network(ties, self._groups)
        return self._latest[1]


def equivalence_network(network: ExposureNetwork, groups: Sequence[Hashable] | None = None) -> ExposureNetwork:
    """Return the network of structural equivalence within groups (None: one group).

    Raises `InputRefusedError` if a group has too many people.
    """
    named = ["all"] * network.size if groups is None else [str(each) for each in groups]
    starts, ends, weights = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0)]
    for name in sorted(set(named)):
        members = np.flatnonzero(np.asarray(named) == name)
        refuse_large(len(members), name, groups is not None)
        found = equivalence(network.matrix()[members][:, members])
        own_starts, own_ends = np.nonzero(found)
        starts.append(members[own_starts])
        ends.append(members[own_ends])
        weights.append(found[own_starts, own_ends])
    return ExposureNetwork(network.size, np.concatenate(starts), np.concatenate(ends), np.concatenate(weights))


def refuse_large(people: int, name: str, grouped: bool) -> None:
    """Raise `InputRefusedError` if a group has too many people."""
    if people > MOST_PEOPLE:
        whose = f"the group {name!r}" if grouped else "the table"
        msg = (
            f"Structural equivalence compares all pairs of people. It is computed for at most {MOST_PEOPLE:,} people; "
            f"{whose} has {people:,}. Compute it within smaller groups, as in equivalence:COLUMN."
        )
        raise InputRefusedError(msg)


def equivalence(ties: csr_array) -> Floats:
    """Return the structural equivalence [n, n] of people with the given ties.

    SE_ij = (m_i - d_ij) / sum over k of (m_i - d_ik), with d_ij the Euclidean distance of the geodesics of i and j, and
    m_i the largest d_ij. The row of a person who is equally far from all others is 0.
    """
    apart = separation(geodesics(ties))
    closeness = apart.max(axis=1, initial=0.0)[:, None] - apart
    np.fill_diagonal(closeness, 0.0)
    total = closeness.sum(axis=1)[:, None]
    shares: Floats = np.divide(closeness, total, out=np.zeros_like(closeness), where=total > 0)
    return shares


def geodesics(ties: csr_array) -> Integers:
    """Return the numbers of steps along the ties [n, n], 0 to people who cannot be reached."""
    from scipy.sparse.csgraph import shortest_path

    steps = shortest_path(ties, method="D", unweighted=True)
    return np.where(np.isfinite(steps), steps, 0.0).astype(np.int64)


def separation(steps: Integers) -> Floats:
    """Return the Euclidean distance [n, n] of the geodesics of two people to and from all others, and to each other.

    The geodesics are divided by the largest one.
    """
    whole = steps.astype(np.float64)
    squared = whole**2
    # sums of squares of whole numbers are exact, so that equal people have the distance 0
    among = (squared.sum(axis=1)[:, None] + squared.sum(axis=1)) - 2 * (whole @ whole.T)
    among += (squared.sum(axis=0)[:, None] + squared.sum(axis=0)) - 2 * (whole.T @ whole)
    # both sums leave out the two people themselves, whose distances to each other count once
    among += (whole - whole.T) ** 2 - 2 * (squared + squared.T)
    apart: Floats = np.sqrt(np.maximum(among, 0.0)) / max(float(whole.max(initial=0.0)), 1.0)
    return apart
