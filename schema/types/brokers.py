"""Brokers: organisations that link others, and groups of organisations without a link."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import LinkKind
from schema.promises import Argument, computed, described, optional, request
from schema.types.interfaces import Completeness, Method, PageInfo

if TYPE_CHECKING:
    from graph_model.terms import BrokerGrouping, Level, OrganisationKind
    from schema.types.organisations import Organisation
    from schema.types.territory import Region


@request
class BrokerScope:
    """The network in which brokers are sought (в какой сети)."""

    between: BrokerGrouping = described("The groups between which brokers are sought (между какими группами).")
    through: list[LinkKind] | None = optional(
        "The kinds of links of the network (по каким связям). Default: PARTNERSHIP and PROJECT. ADOPTION and "
        "LEARNED_FROM lead in one direction, in which a practice passes; all other links lead in both. REGION and "
        "BORDER are refused."
    )
    as_of: date | None = optional("The day on which the links hold (на дату). Default: today.")


@computed
class OrganisationGroup:
    """A group of organisations: a region, a level or a kind (группа организаций). Only one of the three is not null."""

    name: str = described("Name of the group in Russian (название).")
    organisations: int = described("Number of organisations of the group that exist on the day (число организаций).")
    region: Region | None = described("The region (субъект).")
    level: Level | None = described("The level (уровень).")
    kind: OrganisationKind | None = described("The kind (вид).")


@computed
class Broker:
    """An organisation that links two others that are not linked themselves (организация-посредник).

    The organisation is a broker for each ordered pair of others with a link from the first to the organisation and from
    the organisation to the second. If links lead in both directions, a pair therefore counts twice, and the numbers of
    gatekeeper and representative are equal.
    """

    organisation: Organisation = described("The organisation (организация).")
    coordinator: int = described("Number of pairs in which all three belong to one group (координатор).")
    itinerant: int = described(
        "Number of pairs in which the two others belong to one group, and the organisation to another (консультант)."
    )
    gatekeeper: int = described(
        "Number of pairs that lead from another group to the own group of the organisation (привратник)."
    )
    representative: int = described(
        "Number of pairs that lead from the own group of the organisation to another group (представитель)."
    )
    liaison: int = described("Number of pairs in which all three belong to different groups (связной).")
    between_groups: int = described(
        "Number of pairs of different groups: gatekeeper, representative and liaison together (между группами)."
    )
    total: int = described("Number of pairs in all five roles (всего).")
    constraint: float = described(
        "Burt's constraint (ограничение по Бёрту): small if the partners of the organisation are many and not linked "
        "to each other. Directions of links are ignored."
    )
    effective_size: float = described(
        "Effective size of the network around the organisation (эффективный размер): its number of partners, less "
        "their mean number of links to each other."
    )


@computed
class BrokerEdge:
    """A row of the list of brokers."""

    cursor: str = described("The position of this row, for `after`.")
    node: Broker = described("The broker.")


@computed
class GroupsWithoutLink:
    """Two groups without a link between them, and the organisations that could make it (группы без связи).

    The two organisations are those with the most common partners, then those with the largest sum of effective sizes.
    """

    one: OrganisationGroup = described("The first group (первая группа).")
    other: OrganisationGroup = described("The second group (вторая группа).")
    common_groups: int = described("Number of third groups that have links with both (число общих групп).")
    one_organisation: Organisation | None = described(
        "The organisation of the first group that could make the link; null if no organisation of the group has a "
        "partner (организация первой группы)."
    )
    other_organisation: Organisation | None = described(
        "The organisation of the second group that could make the link; null if no organisation of the group has a "
        "partner (организация второй группы)."
    )
    common_partners: int = described(
        "Number of common partners of the two organisations (число общих партнёров). If it is 0, each is the "
        "organisation of its group with the largest effective size."
    )


@computed
class GroupsWithoutLinkEdge:
    """A row of the list of groups without a link."""

    cursor: str = described("The position of this row, for `after`.")
    node: GroupsWithoutLink = described("The two groups.")


@computed
class GroupsWithoutLinkConnection:
    """A page of pairs of groups without a link; those with the most common groups come first (группы без связи)."""

    edges: list[GroupsWithoutLinkEdge] = described("The pairs of the page, each with its cursor.")
    nodes: list[GroupsWithoutLink] = described("The pairs of the page, without cursors.")
    page_info: PageInfo = described("Whether there are more pairs, and the cursors of the page.")
    total_count: int = described("Number of pairs of groups without a link over all pages.")


@computed
class GroupMixing:
    """Links within and between groups (связи внутри групп и между ними). A pair of organisations counts once."""

    within: int = described("Number of linked pairs of organisations of one group (внутри групп).")
    between: int = described("Number of linked pairs of organisations of different groups (между группами).")
    e_i_index: float | None = described(
        "The E-I index of Krackhardt and Stern: (between - within) / all, from -1 to 1 (индекс E-I). Null without "
        "links."
    )
    assortativity: float | None = described(
        "Newman's assortativity by group (ассортативность): 0 if links do not depend on groups, 1 if all links are "
        "within groups. Null without links, or if all links are within one group."
    )


@computed
class Brokers:
    """A page of brokers, and the groups without a link (посредники).

    The organisation with the most brokerages between different groups comes first. Equal ones are ordered by all
    brokerages, then by id. Organisations without any brokerage are not listed.
    """

    nodes: list[Broker] = described("The brokers of the page, without cursors (посредники).")
    edges: list[BrokerEdge] = described("The brokers of the page, each with its cursor.")
    page_info: PageInfo = described("Whether there are more brokers, and the cursors of the page.")
    total_count: int = described("Number of brokers over all pages.")
    groups_without_link: GroupsWithoutLinkConnection = described(
        "Pairs of groups without a link, and for each the organisations that could make it (группы без связи).",
        first=Argument("int", "The number of pairs, at most 100.", 20),
        after=Argument("str | None", "Return the pairs after this cursor."),
    )
    mixing: GroupMixing = described("Links within and between the groups (связи внутри групп и между ними).")
    method: Method = described("How the figures are computed (метод).")
    completeness: Completeness = described("Data that could not be taken into account (полнота).")


__all__ = ["Completeness", "LinkKind", "Method", "PageInfo"]
