"""Roles of brokers between groups (Gould and Fernandez 1989, "Structures of Mediation", Sociological Methodology 19).

A node v is a broker for each ordered pair (a, c) of other nodes with links a -> v and v -> c and without a link a -> c.
The groups of the three nodes determine the role. The counts equal those of `brokerage` in the R package sna. In a
network whose links hold in both directions, each pair of nodes counts in both orders, and a node is as often gatekeeper
as representative.
"""

from __future__ import annotations

from enum import IntEnum
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from analysis.brokerage.pairs import Integers, LinkedPairs, Truths
from analysis.brokerage.triangles import Triangles

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class BrokerRole(IntEnum):
    """Role of a broker v between a and c, with the symbol of Gould and Fernandez; the value is the column of counts."""

    COORDINATOR = 0  # w_I: a, v and c belong to one group
    ITINERANT = 1  # w_O: a and c belong to one group, v to another
    GATEKEEPER = 2  # b_OI: v and c belong to one group, a to another
    REPRESENTATIVE = 3  # b_IO: a and v belong to one group, c to another
    LIAISON = 4  # b_O: all three belong to different groups


# the roles whose ends a and c belong to different groups
BETWEEN_GROUPS = (BrokerRole.GATEKEEPER, BrokerRole.REPRESENTATIVE, BrokerRole.LIAISON)


class Brokerages:
    """The number of brokerages of each node in each role, from which closed triples are subtracted part by part.

    The open triples are all triples a -> v -> c, less those with a = c, less those with a link a -> c. `counts` [n, 5]
    is complete after each triangle of the network was subtracted. `groups` [n] are numbers from 0.
    """

    def __init__(self, pairs: LinkedPairs, groups: Integers) -> None:
        """Count all triples a -> v -> c of different nodes."""
        self._pairs, self._groups = pairs, groups
        self.counts = all_triples(pairs, groups) - returning(pairs, groups)

    def subtract(self, found: Triangles) -> None:
        """Subtract the triples with a link a -> c."""
        self.counts -= closed_triples(self._pairs, found, self._groups)


def all_triples(pairs: LinkedPairs, groups: Integers) -> Integers:
    """Return the number of triples a -> v -> c of each v in each role [n, 5], including those with a = c."""
    starts, ends = pairs.arcs
    shape = pairs.nodes, int(groups.max(initial=0)) + 1
    sources, targets = by_group(ends, groups[starts], shape), by_group(starts, groups[ends], shape)
    into, out = (np.bincount(each, minlength=pairs.nodes) for each in (ends, starts))
    own = groups[starts] == groups[ends]
    into_own, out_own = (np.bincount(each[own], minlength=pairs.nodes) for each in (ends, starts))
    coordinator = into_own * out_own
    same_group = np.asarray(sources.multiply(targets).sum(axis=1)).ravel()
    gatekeeper, representative = (into - into_own) * out_own, into_own * (out - out_own)
    liaison = into * out - same_group - gatekeeper - representative
    return np.column_stack([coordinator, same_group - coordinator, gatekeeper, representative, liaison])


def by_group(nodes: Integers, groups: Integers, shape: tuple[int, int]) -> csr_array:
    """Return the number of neighbours of each node in each group as a sparse matrix of the shape [n, g]."""
    from scipy.sparse import coo_array

    return coo_array((np.ones(len(nodes), dtype=np.int64), (nodes, groups)), shape=shape).tocsr()


def returning(pairs: LinkedPairs, groups: Integers) -> Integers:
    """Return the number of triples a -> v -> a of each v in each role [n, 5]."""
    mutual = pairs.up & pairs.down
    low, high = pairs.low[mutual], pairs.high[mutual]
    roles = np.where(groups[low] == groups[high], BrokerRole.COORDINATOR, BrokerRole.ITINERANT)
    return counted(np.concatenate([low, high]), np.concatenate([roles, roles]), pairs.nodes)


def closed_triples(pairs: LinkedPairs, found: Triangles, groups: Integers) -> Integers:
    """Return the number of triples a -> v -> c with a link a -> c of each v in each role [n, 5]."""
    counts = np.zeros((pairs.nodes, len(BrokerRole)), dtype=np.int64)
    for a, v, c in permutations(range(3)):
        closed = linked(pairs, found, a, v) & linked(pairs, found, v, c) & linked(pairs, found, a, c)
        nodes = found.nodes[closed]
        roles = roles_of(*(groups[nodes[:, each]] for each in (a, v, c)))
        counts += counted(nodes[:, v], roles, pairs.nodes)
    return counts


def linked(pairs: LinkedPairs, found: Triangles, start: int, end: int) -> Truths:
    """Return for each triangle [t] whether the node in column `start` has a link to the node in column `end`."""
    pair = found.opposite[:, 3 - start - end]
    return np.where(found.nodes[:, start] < found.nodes[:, end], pairs.up[pair], pairs.down[pair])


def roles_of(source: Integers, broker: Integers, target: Integers) -> Integers:
    """Return the role of each triple [t] from the groups of its nodes."""
    return np.select(
        [(source == target) & (source == broker), source == target, broker == target, broker == source],
        [BrokerRole.COORDINATOR, BrokerRole.ITINERANT, BrokerRole.GATEKEEPER, BrokerRole.REPRESENTATIVE],
        BrokerRole.LIAISON,
    )


def counted(nodes: Integers, roles: Integers, count: int) -> Integers:
    """Return how often each node occurs with each role [n, 5]."""
    width = len(BrokerRole)
    return np.bincount(nodes * width + roles, minlength=count * width).reshape(count, width)
