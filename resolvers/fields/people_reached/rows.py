"""The rows of the statement of people reached."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.replication.people_reached import ReportedReach


class ReachRow(NamedTuple):
    """An adoption with its first day and its report of reach; None if unknown."""

    started_on: date | None
    people: int | None
    measured_on: date | None

    def report(self) -> ReportedReach:
        """Return the report."""
        return ReportedReach(self.people, self.measured_on)
