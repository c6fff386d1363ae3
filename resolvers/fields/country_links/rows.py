"""The rows of the statement of country links: columns of each kind of record.

Nodes are identified by the internal numbers of the database, which are valid for one version of the data. Days are
ordinals (`date.toordinal`), with 0 for an unknown day, because `collect` would drop a null from its list.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.vocabulary import LinkKind
from graph_model.terms import Level, OrganisationKind


class OrganisationColumns(NamedTuple):
    """Organisations: global ids, internal numbers, kinds, levels, coordinates in degrees, first and last days."""

    ids: list[str]
    nodes: list[int]
    kinds: list[OrganisationKind]
    levels: list[Level]
    latitudes: list[float | None]
    longitudes: list[float | None]
    first_days: list[int]
    last_days: list[int]


class PlaceColumns(NamedTuple):
    """A region or municipality with the organisations located in it; a region has no coordinates."""

    id: str
    name: str
    latitude: float | None
    longitude: float | None
    organisations: list[int]


class RelationColumns(NamedTuple):
    """Relations of one kind with one data source (global id, or None) between organisations."""

    kind: LinkKind
    source: str | None
    starts: list[int]
    ends: list[int]
    since: list[int]
    until: list[int]


class MembershipColumns(NamedTuple):
    """Participations of organisations in projects."""

    projects: list[int]
    organisations: list[int]
    since: list[int]
    until: list[int]


class AdoptionColumns(NamedTuple):
    """Adoptions: the adopting organisation, the practice, and the first and last day of each.

    `abandoned` are those adoptions that the organisation abandoned.
    """

    adoptions: list[int]
    organisations: list[int]
    practices: list[int]
    since: list[int]
    until: list[int]
    abandoned: list[int]


class PairColumns(NamedTuple):
    """Pairs of nodes."""

    starts: list[int]
    ends: list[int]


class CountryLinksRow(NamedTuple):
    """One part of the data; all other columns are None.

    `authors` are practices with their authors. `learned` are adoptions, each with the adoption that it declares to have
    learned from.
    """

    organisations: OrganisationColumns | None
    region: PlaceColumns | None
    municipality: PlaceColumns | None
    relations: RelationColumns | None
    participations: MembershipColumns | None
    adoptions: AdoptionColumns | None
    authors: PairColumns | None
    learned: PairColumns | None


class RecordColumns(NamedTuple):
    """Nodes: their internal numbers and global ids. Columns arrive faster than a row for each node."""

    nodes: list[int]
    ids: list[str]
