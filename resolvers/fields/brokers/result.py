"""The result of brokers: pages of brokers, pages of groups without a link, and the mixing of the groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.answers import Completeness, Method
from analysis.brokerage.missing_links import BridgeSearch, ProposedBridge, UnlinkedGroups, unlinked_groups
from analysis.brokerage.mixing import Mixing
from analysis.brokerage.network import GroupedOrganisations, OrganisationGroup
from analysis.brokerage.ranking import Broker, BrokerList, NetworkFigures, method_of
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.compiling.listing import Listing, Page, Paged
from resolvers.requests.limits import limited

# each pair of groups needs a search for the organisations that could link them
DEFAULT_BRIDGES, MOST_BRIDGES = 20, 100
# the number of digits of every count in the keys of cursors
DIGITS = 12


def requested_bridges(given: ArgumentValues) -> int:
    """Return the requested number of pairs of groups. Raises a `RequestError` outside the limits."""
    return limited("groupsWithoutLink.first", given.get("first"), DEFAULT_BRIDGES, MOST_BRIDGES)


@dataclass(frozen=True, eq=False)
class KeptNetwork:
    """A network with its figures and its brokers, which several pages use."""

    network: GroupedOrganisations
    figures: NetworkFigures
    brokers: BrokerList

    @cached_property
    def bridges(self) -> BridgeSearch:
        """The search for the organisations that could link two groups."""
        return BridgeSearch(self.network.pairs, self.network.groups, self.figures.effective_size)

    @cached_property
    def groups(self) -> Sequence[OrganisationGroup]:
        """The groups in the order of their numbers."""
        return self.network.described_groups()

    @cached_property
    def unlinked(self) -> Sequence[UnlinkedGroups]:
        """The pairs of groups without a link."""
        return unlinked_groups(self.network.pairs, self.network.groups, self.network.sizes)


@dataclass(frozen=True, eq=False)
class GroupsWithoutLink:
    """Two groups without a link between them. The organisations that could link them are searched when requested."""

    kept: KeptNetwork
    pair: UnlinkedGroups

    @property
    def one(self) -> OrganisationGroup:
        """The first group."""
        return self.kept.groups[self.pair.one]

    @property
    def other(self) -> OrganisationGroup:
        """The second group."""
        return self.kept.groups[self.pair.other]

    @property
    def common_groups(self) -> int:
        """The number of groups that have links with both."""
        return self.pair.common_groups

    @cached_property
    def _bridge(self) -> ProposedBridge:
        return self.kept.bridges.between(self.pair.one, self.pair.other)

    @property
    def one_organisation(self) -> str | None:
        """The organisation of the first group that could make the link, by global id."""
        return self._named(self._bridge.one)

    @property
    def other_organisation(self) -> str | None:
        """The organisation of the second group that could make the link, by global id."""
        return self._named(self._bridge.other)

    @property
    def common_partners(self) -> int:
        """The number of common partners of the two organisations."""
        return self._bridge.common_partners

    def _named(self, number: int | None) -> str | None:
        return None if number is None else self.kept.network.organisations.ids[number]


@dataclass(frozen=True, eq=False)
class Brokers(Paged[Broker]):
    """A page of the brokers of a network: at most `first` brokers after the cursor `after`."""

    first: int | None
    after: str | None
    kept: KeptNetwork
    completeness: Completeness

    @cached_property
    def page(self) -> Page[Broker]:
        """The page."""
        return Listing(self.kept.brokers, key_of_broker, 3, f"brokers {self._signed}").page(self.first, self.after)

    @property
    def _signed(self) -> str:
        scope = self.kept.network.scope
        return f"{scope.between} {' '.join(scope.through)} {scope.day}"

    @property
    def mixing(self) -> Mixing:
        """The links within and between groups."""
        return self.kept.figures.mixing

    @property
    def method(self) -> Method:
        """The method."""
        return method_of(self.kept.network.scope)

    def groups_without_link(self, first: int | None = None, after: str | None = None) -> Page[GroupsWithoutLink]:
        """Return a page of the pairs of groups without a link."""
        items = [GroupsWithoutLink(self.kept, each) for each in self.kept.unlinked]
        listing = Listing(items, key_of_groups, 3, f"groups without a link {self._signed}")
        return listing.page(DEFAULT_BRIDGES if first is None else first, after)


def key_of_broker(broker: Broker) -> tuple[str, str, str]:
    """Return the key of a broker: texts that sort the largest counts first, then the id."""
    return descending(broker.between_groups), descending(broker.total), broker.organisation


def key_of_groups(groups: GroupsWithoutLink) -> tuple[str, str, str]:
    """Return the key of a pair of groups: a text that sorts the largest count first, then the numbers of the groups."""
    one, other = (f"{each:0{DIGITS}}" for each in groups.pair[:2])
    return descending(groups.common_groups), one, other


def descending(count: int) -> str:
    """Return a text for a count; the texts of larger counts sort before those of smaller ones."""
    return f"{10**DIGITS - 1 - count:0{DIGITS}}"
