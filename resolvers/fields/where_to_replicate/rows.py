"""The row of the statement of `whereToReplicate`."""

from __future__ import annotations

from typing import NamedTuple


class PlannedPracticeRow(NamedTuple):
    """A practice by global id.

    `matching` holds the global ids of the organisations that match the filter, None without a filter. `region_exists`
    is true unless a region is requested that does not exist.
    """

    id: str
    matching: list[str] | None
    region_exists: bool
