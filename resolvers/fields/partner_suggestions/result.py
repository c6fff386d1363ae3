"""The result of partner suggestions: the suggestions, and the exclusions as a connection with counts by reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from analysis.partners.suggestions import Excluded, PartnerSuggestions
from analysis.vocabulary import ReasonCode
from resolvers.compiling.listing import Item, Listing, Page


@dataclass(frozen=True)
class ReasonCount:
    """The number of organisations that are excluded for a reason."""

    reason: ReasonCode
    count: int


@dataclass(frozen=True)
class CountedPage(Page[Item]):
    """A page of a list. `by_reason` counts the rows of the list without a filter, the most frequent reason first."""

    by_reason: tuple[ReasonCount, ...]


@dataclass(frozen=True)
class SuggestedPartners(PartnerSuggestions):
    """Partner suggestions for one organisation (`asker`, a global id)."""

    asker: str

    def exclusions(
        self, first: int | None = None, after: str | None = None, reason: ReasonCode | None = None
    ) -> CountedPage[Excluded]:
        """Return a page of the exclusions, or of those with one reason, in the order of the ids of organisations."""
        chosen = [each for each in self.excluded if reason is None or each.reason == reason]
        listing = Listing(chosen, lambda each: (each.organisation,), 1, f"exclusions of {self.asker}")
        counts = Counter(each.reason for each in self.excluded)
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        page, by_reason = listing.page(first, after), tuple(ReasonCount(*each) for each in ordered)
        return CountedPage(page.listing, page.start, page.end, by_reason)


def suggested_partners(asker: str, found: PartnerSuggestions) -> SuggestedPartners:
    """Return the result for an organisation, by its global id."""
    return SuggestedPartners(found.nodes, found.excluded, found.method, found.completeness, asker)
