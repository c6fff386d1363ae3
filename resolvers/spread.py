"""`Practice.dissemination`: how a practice has spread, as of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.answers import Completeness
from analysis.spread import RegionSpread, Spread, SpreadStep, SpreadSummary, spread_of
from graph_model.practices import Practice
from resolvers.computed import Computed
from resolvers.days import day_asked
from resolvers.pages import Key, Listing, Page
from resolvers.spread_arrays import adoptions, uptakes_of


@dataclass(frozen=True)
class Dissemination:
    """What is said of the spread of a practice (by global id)."""

    practice: str
    spread: Spread
    listing: Listing[SpreadStep]

    @property
    def as_of(self) -> date:
        """The day for which it holds."""
        return self.spread.as_of

    @property
    def summary(self) -> SpreadSummary:
        """The spread in a few numbers."""
        return self.spread.summary

    @property
    def by_region(self) -> Sequence[RegionSpread]:
        """The spread by region."""
        return self.spread.by_region

    @property
    def completeness(self) -> Completeness:
        """What is not known."""
        return self.spread.completeness

    def steps(self, first: int | None = None, after: str | None = None) -> Page[SpreadStep]:
        """A page of the cascade."""
        return self.listing.page(first, after)


def dissemination(arrays: list[Any], arguments: Mapping[str, Any]) -> Dissemination:
    """`Practice.dissemination`."""
    ((practice, rows),) = arrays
    spread = spread_of(uptakes_of(rows), day_asked(arguments.get("asOf")))
    signed = f"steps of {practice} as of {spread.as_of}"
    return Dissemination(practice, spread, Listing(spread.steps, key_of, 2, signed))


def key_of(step: SpreadStep) -> Key:
    """Where a step stands in the order of starts."""
    return step.started_on.isoformat() if step.started_on else None, step.adoption


DISSEMINATION = Computed(Practice.__name__, "dissemination", body=adoptions, compute=dissemination)
