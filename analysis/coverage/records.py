"""The records from which coverage is computed. Nodes are represented by their global ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.vocabulary import OfferSource
from graph_model.terms import DocumentKind, DocumentStatus, OrganisationKind


class CoveredRegion(NamedTuple):
    """A region with the regions that border it.

    `unserved` is the number of its `municipalities` that have neither a method service nor a methodist.
    """

    id: str
    code: str
    in_scope: bool
    neighbours: list[str]
    municipalities: int
    unserved: int


class RegionalFunction(NamedTuple):
    """A function of the regional level, with the kind of organisations or the level to which the order gives it."""

    id: str
    code: str
    actor: str


class Performers(NamedTuple):
    """The organisations of a region that perform a function on the day."""

    function: str
    region: str
    organisations: list[str]


class KindCount(NamedTuple):
    """The number of organisations of a kind that exist in a region on the day."""

    region: str
    kind: OrganisationKind
    present: int


class RegionalDocument(NamedTuple):
    """A document of a region that is in force, or a draft."""

    region: str
    kind: DocumentKind
    status: DocumentStatus
    document: str


class CompetenceOffer(NamedTuple):
    """The number of records that develop a competence, offered by organisations of a region.

    `region` is None for records of no organisation that exists.
    """

    competence: str
    region: str | None
    source: OfferSource
    records: int
    organisations: list[str]


class RegionMentorCounts(NamedTuple):
    """The number of mentors of a region with free places, and of those whose number of places is unknown."""

    region: str
    free: int
    unknown: int


@dataclass(frozen=True)
class CoverageRequirements:
    """The requirements of the order for a region.

    It requires one organisation of each of the kinds `required`, and one of the kind `in_municipalities` (or a
    methodist) in each municipality. It names the kinds `named` without a number. It requires the `documents`.
    """

    required: tuple[OrganisationKind, ...]
    in_municipalities: OrganisationKind
    named: tuple[OrganisationKind, ...]
    documents: tuple[DocumentKind, ...]

    @property
    def kinds(self) -> tuple[OrganisationKind, ...]:
        """All kinds of organisations."""
        return (*self.required, self.in_municipalities, *self.named)


@dataclass(frozen=True, eq=False)
class CoverageRecords:
    """The records of the country on a day. Regions and functions are in the order of their codes."""

    day: date
    requirements: CoverageRequirements
    regions: Sequence[CoveredRegion]
    functions: Sequence[RegionalFunction]
    performers: Sequence[Performers]
    counts: Sequence[KindCount]
    documents: Sequence[RegionalDocument]
    offers: Sequence[CompetenceOffer]
