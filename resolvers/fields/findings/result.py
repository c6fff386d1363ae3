"""The result of `findings`: a page of findings, and the outcomes of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.answers import Completeness
from analysis.findings.results import CheckedRules, Finding, RuleOutcome, key_of_finding
from resolvers.compiling.listing import Listing, Page, Paged


@dataclass(frozen=True, eq=False)
class FindingPage(Paged[Finding]):
    """A page of findings: at most `first` findings after the cursor `after`. `signed` identifies the list."""

    checked: CheckedRules
    first: int | None
    after: str | None
    signed: str

    @cached_property
    def page(self) -> Page[Finding]:
        """The page."""
        return Listing(self.checked.findings, key_of_finding, 3, self.signed).page(self.first, self.after)

    @property
    def rules(self) -> Sequence[RuleOutcome]:
        """The outcomes of the rules."""
        return self.checked.outcomes

    @property
    def completeness(self) -> Completeness:
        """The rules that could not be decided."""
        return self.checked.completeness()
