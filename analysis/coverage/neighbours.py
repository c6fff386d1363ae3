"""The help that the organisations of bordering regions can lend to a region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.coverage.records import CoveredRegion

# the number of organisations of a neighbour that are named
MOST_NAMED = 10


@dataclass(frozen=True)
class NeighbourOffer:
    """A bordering region with the first of its organisations that perform or offer something, and their number."""

    region: str
    organisations: tuple[str, ...]
    total_count: int


def offers_of_neighbours(
    region: CoveredRegion, organisations_of: Callable[[str], Sequence[str]]
) -> tuple[NeighbourOffer, ...]:
    """Return the offers of the bordering regions with any organisations, the most organisations first, then by id."""
    found = [(each, organisations_of(each)) for each in region.neighbours]
    offers = (NeighbourOffer(each, tuple(some[:MOST_NAMED]), len(some)) for each, some in found if some)
    return tuple(sorted(offers, key=lambda each: (-each.total_count, each.region)))
