"""The row of the statement of partner suggestions, and its conversion to a neighbourhood.

Organisations, ties and partners of partners are decoded directly into the tuples of the analysis.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.partners.neighbourhood import Body, Candidate, Neighbourhood, RegionNearness, SecondPartner
from analysis.ties.links import Tie


class NearbyRegionRow(NamedTuple):
    """The region of the organisation with the field, or a bordering region, with the organisations in it."""

    nearness: RegionNearness
    organisations: list[Body]

    def candidates(self) -> list[Candidate]:
        """Return the organisations as candidates."""
        return [Candidate(each, self.nearness) for each in self.organisations]


class NeighbourhoodRow(NamedTuple):
    """The surroundings of the organisation with the field (`asker`)."""

    asker: Body
    functions_assigned: bool
    functions_known: int
    ties: list[Tie]
    second_partners: list[SecondPartner]
    regions: list[NearbyRegionRow]

    def neighbourhood(self) -> Neighbourhood:
        """Return the surroundings for the analysis."""
        return Neighbourhood(
            asker=self.asker,
            functions_assigned=self.functions_assigned,
            functions_known=self.functions_known,
            candidates=[each for region in self.regions for each in region.candidates()],
            ties=self.ties,
            second_partners=self.second_partners,
        )
