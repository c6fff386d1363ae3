"""The rows of the statements of deficit profiles."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.deficits.counts import LackCount, RegionalWorkplace, RegionCounts, ResultCount, SubjectLackCount
from analysis.deficits.profile import DeficitProfile, profile


class HomeRow(NamedTuple):
    """The node with the field, its region, and the requested school subject (None: no such subject); global ids."""

    asker: str
    region: str
    subject: str | None


class CountsOfRegion(NamedTuple):
    """A region by global id, the day, its organisations, and the numbers of their people on that day."""

    region: str
    day: date
    organisations: list[RegionalWorkplace]
    lacks: list[LackCount]
    subject_lacks: list[SubjectLackCount]
    results: list[ResultCount]

    def counts(self) -> RegionCounts:
        """Return the numbers for the analysis."""
        return RegionCounts(self.region, self.organisations, self.lacks, self.subject_lacks, self.results)

    def profile(self) -> DeficitProfile:
        """Return the profile of the region."""
        return profile(self.counts(), self.region, self.day)
