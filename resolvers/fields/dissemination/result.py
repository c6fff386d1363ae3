"""The result of dissemination. Only selected fields are computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from analysis.answers import Completeness, Wording
from analysis.spread import statistics_wording as wording
from analysis.spread.calendar import Calendar
from analysis.spread.cascade import PracticeSpread, RegionSpread, SpreadStep, SpreadSummary
from analysis.spread.contagion import Adopters, ContagionTest, ThresholdSummary, contagion_test, threshold_summary
from analysis.spread.growth import GrowthModel, growth_model
from analysis.spread.ties import TieTable, tie_table
from analysis.spread.timeline import RiskSet, SpreadPeriod, Starts, timeline
from analysis.spread.vocabulary import Period, SpreadNetwork
from analysis.vocabulary import Language
from graph_model.terms import OrganisationKind
from resolvers.compiling.computed_field import Keep
from resolvers.compiling.listing import Listing, Page
from resolvers.fields.days import today
from resolvers.fields.dissemination.draws import requested_draws
from resolvers.fields.dissemination.parts import firsts, listing_of, starts_of
from resolvers.requests.errors import bad_input

MOST_PERIODS = 600
NO_TIES = tie_table(((), ()), (), ())


@dataclass(frozen=True)
class SpreadRiskSet:
    """The organisations that can adopt the practice: their kinds, and their number in the last period."""

    kinds: Sequence[OrganisationKind]
    organisations: int
    explanation: Wording

    def note(self, language: str = Language.RU) -> str:
        """Return the description of the risk set in a language."""
        return self.explanation.text(language)


@dataclass(frozen=True)
class StatisticsRequest:
    """The arguments of the statistics."""

    as_of: date
    period: Period
    network: SpreadNetwork


@dataclass(frozen=True)
class FullNetwork:
    """The data for tests of significance: all ties, the kinds of the adopters (bits), and the cache of the results."""

    ties: TieTable
    kinds: int
    keep: Keep


@dataclass(frozen=True)
class Dissemination:
    """The spread of a practice (by global id). Each field is computed when it is read.

    `risk`, `own` (the ties of adopters) and `full_network` are None if no selected field needs them.
    """

    practice: str
    spread: PracticeSpread
    request: StatisticsRequest
    risk: RiskSet | None = None
    own: TieTable | None = None
    full_network: FullNetwork | None = None

    @property
    def as_of(self) -> date:
        """The day of the result."""
        return self.spread.as_of

    @property
    def summary(self) -> SpreadSummary:
        """The summary of the spread."""
        return self.spread.summary

    @property
    def by_region(self) -> Sequence[RegionSpread]:
        """The spread by region."""
        return self.spread.by_region

    @cached_property
    def listing(self) -> Listing[SpreadStep]:
        """The cascade as a list with pages."""
        return listing_of(self.practice, self.spread)

    def steps(self, first: int | None = None, after: str | None = None) -> Page[SpreadStep]:
        """Return a page of the cascade."""
        return self.listing.page(first, after)

    @cached_property
    def starts(self) -> Starts:
        """The first day of adoption of each adopter."""
        return starts_of(self.spread.forest.uptakes, self.observed_until)

    @property
    def observed_until(self) -> date:
        """The last observed day: `as_of`, but not later than today."""
        return min(self.as_of, today())

    @cached_property
    def calendar(self) -> Calendar:
        """The periods from the first adoption to the last observed day. Raises a `RequestError` for too many."""
        first = min(self.starts.known.values(), default=date.max)
        found = Calendar(self.request.period, first, self.observed_until)
        if len(found) > MOST_PERIODS:
            msg = f"period: {found.period} gives {len(found)} periods since {found.first}; the limit is {MOST_PERIODS}."
            raise bad_input(f"{msg} Choose a longer one, such as YEAR.")
        return found

    @cached_property
    def timeline(self) -> Sequence[SpreadPeriod]:
        """The spread by period."""
        return timeline(self.calendar, self.starts, self.risk or RiskSet())

    @property
    def risk_set(self) -> SpreadRiskSet:
        """The organisations that can adopt the practice."""
        if not self.timeline or self.risk is None:
            return SpreadRiskSet((), 0, wording.none_at_risk())
        last = self.timeline[-1]
        population = last.cumulative - last.new_adopters + last.at_risk
        return SpreadRiskSet(self.risk.kinds, population, wording.risk_set(self.risk.kinds, population))

    @cached_property
    def growth(self) -> GrowthModel | None:
        """The model of growth."""
        return growth_model(self.timeline)

    @cached_property
    def adopters(self) -> Adopters:
        """The first adoption of each unit of the network: an organisation, or a municipality with its organisations."""
        starts, unknown = self.starts.known, frozenset(self.starts.unknown)
        if self.request.network is not SpreadNetwork.BORDER:
            return Adopters(starts, unknown)
        uptakes = self.spread.forest.uptakes
        places = {each.organisation: each.municipality for each in uptakes if each.organisation and each.municipality}
        first = firsts((places[each], day) for each, day in starts.items() if each in places)
        return Adopters(first, frozenset(places[each] for each in unknown if each in places) - first.keys())

    @cached_property
    def thresholds(self) -> ThresholdSummary:
        """The thresholds of the adopters."""
        return threshold_summary(self.calendar, self.request.network, self.adopters, self.own or NO_TIES)

    def contagion(self, permutations: int | None = None, seed: int | None = None) -> ContagionTest:
        """Return the tests of significance, which are cached for each version of the data."""
        if self.full_network is None:
            msg = "the network was not read, because the field was not selected"
            raise TypeError(msg)
        ties, kinds, draws = self.full_network.ties, self.full_network.kinds, requested_draws(permutations, seed)
        key = "contagion", self.practice, self.request, self.observed_until, draws
        work = partial(contagion_test, self.calendar, self.request.network, self.adopters, ties, kinds, draws)
        return self.full_network.keep(key, work)

    @property
    def completeness(self) -> Completeness:
        """The remarks on unknown values and on the interpretation of the selected statistics."""
        if self.risk is None and self.own is None and self.full_network is None:
            return self.spread.completeness
        return replace(self.spread.completeness, notes=(*self.spread.completeness.notes, *self.notes()))

    def notes(self) -> list[Wording]:
        """Return remarks on the interpretation of the statistics."""
        all_notes = [wording.not_in_timeline(len(self.starts.unknown))] if self.starts.unknown else []
        if self.observed_until < self.as_of:
            all_notes.append(wording.observed_until(self.observed_until))
        return [*all_notes, *([] if self.risk is None else [self.risk_set.explanation])]
