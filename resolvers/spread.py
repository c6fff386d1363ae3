"""`Practice.dissemination`: how a practice has spread, as of a day. What is not asked for is not worked out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from analysis import spread_statistics_wording as wording
from analysis.answers import Completeness, Wording
from analysis.spread import RegionSpread, Spread, SpreadStep, SpreadSummary, spread_of
from analysis.spread_calendar import Calendar
from analysis.spread_contagion import (
    MOST_PERMUTATIONS,
    PERMUTATIONS,
    SEED,
    Adopters,
    ContagionTest,
    ThresholdSummary,
    contagion_test,
    threshold_summary,
)
from analysis.spread_forest import Uptake
from analysis.spread_growth import GrowthModel, growth_model
from analysis.spread_ties import TieTable, tie_table
from analysis.spread_timeline import RiskSet, SpreadPeriod, Starts, timeline
from analysis.spread_vocabulary import Period, SpreadNetwork
from analysis.vocabulary import Language
from graph_model.practices import Practice
from graph_model.terms import OrganisationKind
from resolvers.computed import WHOLE, Computed, Shaped, Whole
from resolvers.days import day_asked, today
from resolvers.errors import bad_input
from resolvers.pages import Key, Listing, Page
from resolvers.spread_arrays import OF_NETWORK, network_asked, risk_set_of, statement, uptakes_of
from resolvers.spread_ties import NETWORKS, bits_of, table_of
from resolvers.workshop import Workshop

MOST_PERIODS = 600
LARGEST_SEED = 2**31 - 1
# tests of significance by practice, version of the data and parameters
TESTS: Workshop[ContagionTest] = Workshop(kept=500, waiting=20)
NO_TIES = tie_table(((), ()), (), ())


@dataclass(frozen=True)
class SpreadRiskSet:
    """Who could take the practice up: their kinds, and how many exist in the last period."""

    kinds: Sequence[OrganisationKind]
    organisations: int
    said: Wording

    def note(self, language: str = Language.RU) -> str:
        """The same in words."""
        return self.said.text(language)


@dataclass(frozen=True)
class Asked:
    """For what the statistics were asked."""

    as_of: date
    period: Period
    network: SpreadNetwork


@dataclass(frozen=True)
class Dissemination:
    """What is said of the spread of a practice (by global id).

    `risk` and `own` (the ties of adopters) are None where not brought. `whole` is the network with units of all kinds;
    those of the adopters' `kinds` (bits) are in it. `version` is that of the data, None where the graph has none.
    """

    practice: str
    spread: Spread
    listing: Listing[SpreadStep]
    asked: Asked
    starts: Starts = field(default_factory=lambda: Starts({}))
    places: Mapping[str, str | None] = field(default_factory=dict)
    risk: RiskSet | None = None
    own: TieTable | None = None
    whole: TieTable | None = None
    kinds: int = 0
    version: int | None = None
    tests: dict[Hashable, Future[ContagionTest]] = field(default_factory=dict)

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

    def steps(self, first: int | None = None, after: str | None = None) -> Page[SpreadStep]:
        """A page of the cascade."""
        return self.listing.page(first, after)

    @property
    def observed_until(self) -> date:
        """The day on which the observation ends: what is still to come was not observed."""
        return min(self.as_of, today())

    @cached_property
    def calendar(self) -> Calendar:
        """The periods from the first adoption to the end of observation; raises a `RequestError` for too many."""
        first = min(self.starts.known.values(), default=date.max)
        found = Calendar(self.asked.period, first, self.observed_until)
        if len(found) > MOST_PERIODS:
            msg = f"period: {found.period} makes {len(found)} periods since {found.first}; the limit is {MOST_PERIODS}."
            raise bad_input(f"{msg} Choose a longer one, such as YEAR.")
        return found

    @cached_property
    def timeline(self) -> Sequence[SpreadPeriod]:
        """The spread by period."""
        return timeline(self.calendar, self.starts, self.risk or RiskSet())

    @property
    def risk_set(self) -> SpreadRiskSet:
        """Who could take the practice up."""
        if not self.timeline or self.risk is None:
            return SpreadRiskSet((), 0, wording.nobody_at_risk())
        last = self.timeline[-1]
        everybody = last.cumulative - last.new_adopters + last.at_risk
        return SpreadRiskSet(self.risk.kinds, everybody, wording.risk_set(self.risk.kinds, everybody))

    @cached_property
    def growth(self) -> GrowthModel | None:
        """The model of growth."""
        return growth_model(self.timeline)

    @cached_property
    def adopters(self) -> Adopters:
        """When the units of the network took the practice up: organisations, or municipalities with the first one."""
        starts, unknown = self.starts.known, frozenset(self.starts.unknown)
        if self.asked.network is not SpreadNetwork.BORDER:
            return Adopters(starts, unknown)
        places = {each: place for each, place in self.places.items() if place is not None}
        first = firsts((places[each], day) for each, day in starts.items() if each in places)
        return Adopters(first, frozenset(places[each] for each in unknown if each in places) - first.keys())

    @cached_property
    def thresholds(self) -> ThresholdSummary:
        """The thresholds of the adopters."""
        return threshold_summary(self.calendar, self.asked.network, self.adopters, self.own or NO_TIES)

    def contagion(self, permutations: int | None = None, seed: int | None = None) -> Future[ContagionTest]:
        """The tests of significance, kept for as long as the data stay; raises a `RequestError` outside of limits."""
        number = within("permutations", permutations, PERMUTATIONS, MOST_PERMUTATIONS)
        draws = number, within("seed", seed, SEED, LARGEST_SEED)
        if draws not in self.tests:
            key = (
                self.practice,
                self.asked,
                self.observed_until,
                object() if self.version is None else self.version,
                draws,
            )
            ties = self.whole or NO_TIES
            work = partial(contagion_test, self.calendar, self.asked.network, self.adopters, ties, self.kinds, draws)
            self.tests[draws] = TESTS.ask(key, work, keep=self.version is not None)
        return self.tests[draws]

    @property
    def completeness(self) -> Completeness:
        """What is not known, and what must be known to read the statistics that were asked for."""
        if self.risk is None and self.own is None and self.whole is None:
            return self.spread.completeness
        return replace(self.spread.completeness, notes=(*self.spread.completeness.notes, *self.notes()))

    def notes(self) -> list[Wording]:
        """What must be known to read the statistics."""
        said = [wording.not_in_timeline(len(self.starts.unknown))] if self.starts.unknown else []
        if self.observed_until < self.as_of:
            said.append(wording.observed_until(self.observed_until))
        return [*said, *([] if self.risk is None else [self.risk_set.said])]


def dissemination(arrays: list[Any], arguments: Mapping[str, Any]) -> Dissemination:
    """`Practice.dissemination`."""
    ((practice, rows, *statistics),) = arrays
    uptakes = uptakes_of(rows)
    spread = spread_of(uptakes, day_asked(arguments.get("asOf")))
    signed = f"steps of {practice} as of {spread.as_of}"
    asked = Asked(spread.as_of, Period[arguments.get("period") or Period.YEAR], network_asked(arguments))
    found = Dissemination(practice, spread, Listing(spread.steps, key_of, 2, signed), asked, whole=arguments.get(WHOLE))
    return with_statistics(found, uptakes, *statistics) if statistics else found


def with_statistics(
    found: Dissemination,
    uptakes: Sequence[Uptake],
    kinds: list[str],
    population: list[Any] | None,
    lives: list[Any] | None,
    ties: list[Any] | None,
    version: list[int] | None = None,
) -> Dissemination:
    """The same with what statistics are made of."""
    shown = {each.adoption for each in found.spread.steps}
    here = [each for each in uptakes if each.id in shown]
    return replace(
        found,
        starts=starts_of(here, found.observed_until),
        places={each.organisation: each.municipality for each in here},
        risk=None if population is None or lives is None else risk_set_of(kinds, population, lives),
        own=None if ties is None else table_of(found.asked.network, ties),
        kinds=bits_of(kinds),
        version=next(iter(version or ()), None),
    )


def starts_of(uptakes: Sequence[Uptake], until: date) -> Starts:
    """When each organisation first took the practice up; what lies ahead of the observed time is not there yet."""
    known = firsts((each.organisation, each.started_on) for each in uptakes if each.started_on is not None)
    unknown = dict.fromkeys(each.organisation for each in uptakes if each.organisation not in known)
    return Starts({each: day for each, day in known.items() if day <= until}, [*unknown])


def firsts(days: Iterable[tuple[str, date]]) -> dict[str, date]:
    """The first day of each."""
    found: dict[str, date] = {}
    for each, day in days:
        found[each] = min(day, found.get(each, day))
    return found


def within(argument: str, value: int | None, default: int, most: int) -> int:
    """The value of an argument from 1 to `most`; raises a `RequestError` outside."""
    if value is None:
        return default
    if not 1 <= value <= most:
        msg = f"{argument} is {value}. Ask for 1 to {most:,}."
        raise bad_input(msg)
    return value


def key_of(step: SpreadStep) -> Key:
    """Where a step stands in the order of starts."""
    return step.started_on.isoformat() if step.started_on else None, step.adoption


def whole_network(arguments: Mapping[str, Any], selected: frozenset[str]) -> Whole | None:
    """The network on which the tests stand, where they are asked for."""
    return NETWORKS[network_asked(arguments)] if selected & OF_NETWORK else None


DISSEMINATION = Computed(
    Practice.__name__,
    "dissemination",
    body=Shaped(("network",), statement),
    compute=dissemination,
    whole=whole_network,
    heavy=OF_NETWORK,
)
