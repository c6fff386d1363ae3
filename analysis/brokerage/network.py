"""The network in which brokers are sought: the links of a day between organisations in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.brokerage.pairs import Integers, LinkedPairs, Truths, linked_pairs
from analysis.ties.country_links import NOWHERE, NUMBER_OF_KIND, CountryLinks, CountryOrganisations
from analysis.vocabulary import LinkKind
from graph_model.terms import BrokerGrouping, Level, OrganisationKind

# the kinds of links over which a practice passes in one direction; links of all other kinds hold in both directions
DIRECTED = (LinkKind.ADOPTION, LinkKind.LEARNED_FROM)
# the kinds of links that are stored without days
WITHOUT_DAYS = (LinkKind.UNIT, LinkKind.FOUNDER)


@dataclass(frozen=True)
class BrokerageScope:
    """The network of brokerage: the grouping of organisations, the kinds of links without duplicates, and the day."""

    between: BrokerGrouping
    through: tuple[LinkKind, ...]
    day: date


@dataclass(frozen=True)
class OrganisationGroup:
    """A group of organisations: a region (global id), a level or a kind, with its Russian name and its size."""

    name: str
    organisations: int
    region: str | None = None
    level: Level | None = None
    kind: OrganisationKind | None = None


@dataclass(frozen=True, eq=False)
class GroupedOrganisations:
    """The network of a scope.

    `groups` [n] is the group of each organisation of the country, as an index into the regions, levels or kinds.
    `members` [n] marks the organisations that exist on the day and whose group is known; only they have links.
    `without_group` counts the organisations that exist on the day and whose group is unknown. `undated` counts the
    records of links without a known first day, which hold until their last day.
    """

    scope: BrokerageScope
    organisations: CountryOrganisations
    pairs: LinkedPairs
    groups: Integers
    members: Truths
    without_group: int
    undated: int

    @property
    def sizes(self) -> Integers:
        """The number of members of each group [g], also of those without members."""
        return np.bincount(self.groups[self.members], minlength=self.group_count)

    def described_groups(self) -> Sequence[OrganisationGroup]:
        """Return all groups, in the order of their numbers, also those without members."""
        sizes = self.sizes.tolist()
        match self.scope.between:
            case BrokerGrouping.REGIONS:
                named = zip(self.organisations.region_names, sizes, self.organisations.region_ids, strict=True)
                return [OrganisationGroup(name, size, region=id_) for name, size, id_ in named]
            case BrokerGrouping.LEVELS:
                levels = zip(Level, sizes, strict=True)
                return [OrganisationGroup(each.russian, size, level=each) for each, size in levels]
            case BrokerGrouping.KINDS:
                kinds = zip(OrganisationKind, sizes, strict=True)
                return [OrganisationGroup(each.russian, size, kind=each) for each, size in kinds]

    @property
    def group_count(self) -> int:
        """The number of groups, including those without members."""
        match self.scope.between:
            case BrokerGrouping.REGIONS:
                return len(self.organisations.region_ids)
            case BrokerGrouping.LEVELS:
                return len(Level)
            case BrokerGrouping.KINDS:
                return len(OrganisationKind)


def network_of(country: CountryLinks, scope: BrokerageScope) -> GroupedOrganisations:
    """Return the network of a scope. Organisations that do not exist on the day, or without a group, have no links."""
    day, organisations = float(scope.day.toordinal()), country.organisations
    groups = groups_of(organisations, scope.between)
    existing = organisations.existing(day)
    members = existing & (groups != NOWHERE)
    links = country.between(scope.through, day)
    both_ways = ~np.isin(links.kinds, [NUMBER_OF_KIND[each] for each in DIRECTED])
    pairs = linked_pairs(len(organisations), links.one, links.other, both_ways).among(members)
    dated = ~np.isin(links.kinds, [NUMBER_OF_KIND[each] for each in WITHOUT_DAYS])
    undated = dated & np.isneginf(links.since) & members[links.one] & members[links.other]
    without_group = int((existing & ~members).sum())
    return GroupedOrganisations(scope, organisations, pairs, groups, members, without_group, int(undated.sum()))


def groups_of(organisations: CountryOrganisations, between: BrokerGrouping) -> Integers:
    """Return the group of each organisation [n], or `NOWHERE`."""
    match between:
        case BrokerGrouping.REGIONS:
            return organisations.regions
        case BrokerGrouping.LEVELS:
            return organisations.levels
        case BrokerGrouping.KINDS:
            return organisations.kinds
