"""The rows of the statements of coverage, and their conversion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from analysis.coverage.country import CountryCoverage
from analysis.coverage.records import (
    CompetenceOffer,
    CoverageRecords,
    CoverageRequirements,
    CoveredRegion,
    KindCount,
    Performers,
    RegionalDocument,
    RegionalFunction,
)

DAY, REGION, FUNCTION, PERFORMERS, KIND, DOCUMENT, OFFER = (
    "DAY",
    "REGION",
    "FUNCTION",
    "PERFORMERS",
    "KIND",
    "DOCUMENT",
    "OFFER",
)


class CoveragePlaceRow(NamedTuple):
    """The region with the field (global id); None for the root."""

    region: str | None


class CoverageRow(NamedTuple):
    """A record of the statement of the country; `part` names the only column that is given."""

    part: str
    day: date | None
    region: CoveredRegion | None
    function: RegionalFunction | None
    performers: Performers | None
    kind: KindCount | None
    document: RegionalDocument | None
    offer: CompetenceOffer | None


def country_of(rows: Sequence[CoverageRow], requirements: CoverageRequirements) -> CountryCoverage:
    """Return the coverage that the records of the statement contain."""
    (day,) = (each.day for each in rows if each.day)
    records = CoverageRecords(
        day=day,
        requirements=requirements,
        regions=sorted((each.region for each in rows if each.region), key=lambda each: each.code),
        functions=sorted((each.function for each in rows if each.function), key=lambda each: each.code),
        performers=[each.performers for each in rows if each.performers],
        counts=[each.kind for each in rows if each.kind],
        documents=[each.document for each in rows if each.document],
        offers=[each.offer for each in rows if each.offer],
    )
    return CountryCoverage(records)
