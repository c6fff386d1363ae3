"""Groups without a link between them, and the two organisations that could link them.

Pairs of groups are ordered by the number of third groups with which both have links, the largest first, because such
groups already deal with the same others. The proposed organisations are the two with the most common partners, which
could introduce them to each other (closure of a structural hole: Burt 1992, chapter 1). Of equal candidates, the two
with the largest sum of effective sizes are proposed, then the first by id. If no two organisations of the groups have a
common partner, the organisation with the largest effective size of each group is proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.brokerage.mixing import links_between
from analysis.brokerage.pairs import Floats, Integers, LinkedPairs


class UnlinkedGroups(NamedTuple):
    """Two groups without a link between them, and the number of third groups that have links with both."""

    one: int
    other: int
    common_groups: int


class ProposedBridge(NamedTuple):
    """The two organisations that could link two groups, and the number of their common partners.

    An organisation is None if no organisation of its group has a partner.
    """

    one: int | None
    other: int | None
    common_partners: int


def unlinked_groups(pairs: LinkedPairs, groups: Integers, sizes: Integers) -> list[UnlinkedGroups]:
    """Return all pairs of groups without a link, in the order of the module; `sizes` [g] are numbers of members.

    Groups without members are left out. Of equal pairs, the first by the numbers of the groups comes first.
    """
    linked = links_between(pairs, groups, len(sizes)) > 0
    np.fill_diagonal(linked, val=False)
    common = linked.astype(np.int64) @ linked.astype(np.int64)
    present = sizes > 0
    one, other = np.nonzero(np.triu(~linked & present & present[:, np.newaxis], 1))
    order = np.lexsort((other, one, -common[one, other]))
    found = zip(one[order].tolist(), other[order].tolist(), common[one, other][order].tolist(), strict=True)
    return [UnlinkedGroups(*each) for each in found]


@dataclass(frozen=True, eq=False)
class BridgeSearch:
    """The search for the organisations that could link two groups; `effective_size` [n] is NaN without partners.

    `groups` [n] is the group of each organisation; organisations that are no members have no pairs.
    """

    pairs: LinkedPairs
    groups: Integers
    effective_size: Floats

    def between(self, one: int, other: int) -> ProposedBridge:
        """Return the proposed organisations of two groups without a link between them."""
        members, others = self._linked_members(one), self._linked_members(other)
        if not len(members) or not len(others):
            return ProposedBridge(self._largest(members), self._largest(others), 0)
        adjacency = self.pairs.adjacency
        common = (adjacency[members] @ adjacency[others].T).tocoo()
        if not common.nnz:
            return ProposedBridge(self._largest(members), self._largest(others), 0)
        first, second = members[common.row], others[common.col]
        sizes = self.effective_size[first] + self.effective_size[second]
        best = np.lexsort((second, first, -sizes.round(9), -common.data))[0]
        return ProposedBridge(int(first[best]), int(second[best]), int(common.data[best]))

    def _linked_members(self, group: int) -> Integers:
        return np.flatnonzero((self.groups == group) & (self.pairs.degrees > 0))

    def _largest(self, members: Integers) -> int | None:
        return int(members[np.argmax(self.effective_size[members].round(9))]) if len(members) else None
