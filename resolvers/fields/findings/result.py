"""The result of `findings`: a page of findings, and the outcomes of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.answers import Completeness
from analysis.findings.results import CheckedRules, Finding, RuleOutcome
from graph_model.terms import Severity
from resolvers.compiling.listing import Edge, Listing, Page, PageInfo


@dataclass(frozen=True, eq=False)
class FindingPage:
    """A page of findings: at most `first` findings after the cursor `after`. `signed` identifies the list."""

    checked: CheckedRules
    first: int | None
    after: str | None
    signed: str

    @cached_property
    def _page(self) -> Page[Finding]:
        return Listing(self.checked.findings, key_of_finding, 3, self.signed).page(self.first, self.after)

    @property
    def nodes(self) -> Sequence[Finding]:
        """The findings of the page."""
        return self._page.nodes

    @property
    def edges(self) -> list[Edge[Finding]]:
        """The findings of the page with their cursors."""
        return self._page.edges

    @property
    def page_info(self) -> PageInfo:
        """The position of the page."""
        return self._page.page_info

    @property
    def total_count(self) -> int:
        """The number of all findings."""
        return self._page.total_count

    @property
    def rules(self) -> Sequence[RuleOutcome]:
        """The outcomes of the rules."""
        return self.checked.outcomes

    @property
    def completeness(self) -> Completeness:
        """The rules that could not be decided."""
        return self.checked.completeness()


def key_of_finding(finding: Finding) -> tuple[str, str, str]:
    """Return the key of a finding: the most severe first, then by rule and object."""
    return str([*Severity].index(finding.severity)), finding.rule, finding.object or ""
