"""Stored analyses of the network of organisations, and the positions of organisations in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import BrokerGrouping
    from schema.derived import Connection
    from schema.types.organisations import Organisation


@stored
class NetworkAnalysis(Node, Record):
    """A stored analysis of the network of organisations (анализ сети организаций).

    It is computed by `metodgraph analyse network --store`, not reported. A later run replaces it. `Query.brokers` does
    not read it, but computes the figures of the requested day from the current data.
    """

    code: str = described("Code (код).")
    scope: str = described("The grouping and the kinds of links (область анализа).")
    name: str = described("Name of the method (метод).")
    version: str = described("Version of the method (версия).")
    as_of: date = described("The day on which the links hold (на дату).")
    data_version: int = described(
        "The version of the data when the result was stored (версия данных). The data have not changed since if "
        "`extensions.dataVersion` of a response is the same."
    )
    between: BrokerGrouping = described("The groups between which brokers were sought (группы).")
    through: list[str] = described("The kinds of links, as codes of `LinkKind` (виды связей).")
    seed: int = described("The random seed of the search for communities (начальное значение генератора).")
    organisations: int = described("Number of organisations that exist on the day (число организаций).")
    isolated: int = described("Number of these organisations without a link (без связей).")
    links_within: int = described("Number of linked pairs of organisations of one group (связи внутри групп).")
    links_between: int = described("Number of linked pairs of organisations of different groups (связи между ними).")
    e_i_index: float | None = described("The E-I index of Krackhardt and Stern; null without links (индекс E-I).")
    assortativity: float | None = described(
        "Newman's assortativity by group; null if it is not defined (ассортативность)."
    )
    components: int = described("Number of components with at least two organisations (связные компоненты).")
    largest_component: int = described("Number of organisations of the largest component (наибольшая компонента).")
    communities: int = described("Number of communities with at least two organisations (сообщества).")
    largest_community: int = described("Number of organisations of the largest community (наибольшее сообщество).")
    modularity: float | None = described("Modularity of the communities; null without links (модулярность).")
    brokers: int = described("Number of organisations with at least one brokerage (число посредников).")
    groups_without_link: int = described("Number of pairs of groups without a link (пары групп без связи).")
    large_projects: int = described(
        "Number of projects that are not counted as a link because they have too many participants (крупные проекты)."
    )
    without_group: int = described(
        "Number of organisations that are left out because their group is unknown (без известной группы)."
    )
    positions: Connection[NetworkPosition] = described("The positions of the linked organisations (положения).")


@stored
class NetworkPosition(Node, Record):
    """The stored position of an organisation in an analysed network (положение в сети).

    It is computed, not reported. Organisations without a link have no position.
    """

    code: str = described("Code (код).")
    degree: int = described("Number of partners (число партнёров).")
    constraint: float = described("Burt's constraint (ограничение по Бёрту).")
    effective_size: float = described("Effective size of the network around the organisation (эффективный размер).")
    coordinator: int = described("Number of brokerages as coordinator, as in `Broker` (координатор).")
    itinerant: int = described("Number of brokerages as itinerant broker (консультант).")
    gatekeeper: int = described("Number of brokerages as gatekeeper (привратник).")
    representative: int = described("Number of brokerages as representative (представитель).")
    liaison: int = described("Number of brokerages as liaison (связной).")
    between_groups: int = described("Number of brokerages between different groups (между группами).")
    component: int = described("Number of the component, the largest is 0 (компонента).")
    community: int = described("Number of the community, the largest is 0 (сообщество).")
    organisation: Organisation = described("The organisation (организация).")
    analysis: NetworkAnalysis = described("The analysis (анализ).")
