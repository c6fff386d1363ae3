"""The result of partner suggestions: the suggestions, and the exclusions as a connection with counts by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.partners.suggestions import Excluded, PartnerSuggestions
from analysis.vocabulary import ReasonCode
from resolvers.compiling.listing import Edge, Listing, Page, PageInfo


@dataclass(frozen=True)
class ReasonCount:
    """The number of organisations that are excluded for a reason."""

    reason: ReasonCode
    count: int


@dataclass(frozen=True)
class Exclusions:
    """A page of exclusions. `by_reason` counts all exclusions, the most frequent reason first."""

    page: Page[Excluded]
    by_reason: tuple[ReasonCount, ...]

    @property
    def edges(self) -> list[Edge[Excluded]]:
        """The rows with their cursors."""
        return self.page.edges

    @property
    def nodes(self) -> Sequence[Excluded]:
        """The rows."""
        return self.page.nodes

    @property
    def page_info(self) -> PageInfo:
        """The cursors of the page, and whether other pages follow or precede it."""
        return self.page.page_info

    @property
    def total_count(self) -> int:
        """The number of rows of all pages."""
        return self.page.total_count


@dataclass(frozen=True)
class SuggestedPartners(PartnerSuggestions):
    """Partner suggestions for one organisation (`asker`, a global id)."""

    asker: str

    def exclusions(
        self, first: int | None = None, after: str | None = None, reason: ReasonCode | None = None
    ) -> Exclusions:
        """Return a page of the exclusions, or of those with one reason, in the order of the ids of organisations."""
        chosen = [each for each in self.excluded if reason is None or each.reason == reason]
        listing = Listing(chosen, lambda each: (each.organisation,), 1, f"exclusions of {self.asker}")
        counts = Counter(each.reason for each in self.excluded)
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        return Exclusions(listing.page(first, after), tuple(ReasonCount(*each) for each in ordered))


def suggested_partners(asker: str, found: PartnerSuggestions) -> SuggestedPartners:
    """Return the result for an organisation, by its global id."""
    return SuggestedPartners(found.nodes, found.excluded, found.method, found.completeness, asker)
