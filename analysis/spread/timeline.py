"""The timeline of a practice: the organisations at risk, the adopters and the censored organisations of each period.

docs/diffusion.md defines each figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from analysis.answers import ALWAYS
from analysis.answers import ValidityPeriod as Life
from analysis.diffusion.curve import curve
from analysis.diffusion.sample import Integers
from analysis.spread.calendar import Calendar
from graph_model.terms import OrganisationKind


@dataclass(frozen=True)
class RiskSet:
    """Organisations that could adopt a practice: those of the kinds of its adopters.

    `lives` counts the organisations by their first and last day. `adopters` holds these days for the adopters that have
    any.
    """

    kinds: Sequence[OrganisationKind] = ()
    lives: Sequence[tuple[Life, int]] = ()
    adopters: Mapping[str, Life] = field(default_factory=dict)

    def life(self, organisation: str) -> Life:
        """Return the period in which an adopter exists."""
        return self.adopters.get(organisation, ALWAYS)


@dataclass(frozen=True)
class Starts:
    """The first known start of each adopter, and the adopters whose start is not known."""

    known: Mapping[str, date]
    unknown: Sequence[str] = ()


@dataclass(frozen=True)
class SpreadPeriod:
    """One period of the timeline.

    `at_risk` counts the organisations at risk at its beginning and those that begin in it. `new_adopters` are the ones
    that adopted the practice.
    """

    period: str
    since: date
    until: date
    new_adopters: int
    cumulative: int
    share: float | None
    hazard: float | None
    at_risk: int
    censored: int
    unfinished: bool


def timeline(calendar: Calendar, starts: Starts, risk: RiskSet) -> list[SpreadPeriod]:
    """Return the periods of a calendar. The observation ends with the last period."""
    length = len(calendar)
    steps = {each: calendar.step(day) for each, day in starts.known.items()}
    adopters = np.bincount(np.array([*steps.values()], dtype=np.int64), minlength=length).astype(np.int64)
    at_risk, leaving = at_risk_and_leaving(calendar, steps, starts, risk)
    found = curve(adopters, at_risk)
    # organisations that have not adopted by the end are censored in the last period
    leaving[-1:] = at_risk[-1:] - adopters[-1:]
    population = found.cumulative - adopters + at_risk
    return [
        SpreadPeriod(
            period=calendar.label(step),
            since=calendar.since(step),
            until=calendar.until(step),
            new_adopters=int(adopters[step]),
            cumulative=int(found.cumulative[step]),
            share=int(found.cumulative[step]) / int(population[step]) if population[step] else None,
            hazard=None if np.isnan(found.hazard[step]) else float(found.hazard[step]),
            at_risk=int(at_risk[step]),
            censored=int(leaving[step]),
            unfinished=not calendar.finished(step),
        )
        for step in range(length)
    ]


def at_risk_and_leaving(
    calendar: Calendar, steps: Mapping[str, int], starts: Starts, risk: RiskSet
) -> tuple[Integers, Integers]:
    """Return the number at risk in each period [t], and the number of these that ended in it without adopting [t].

    An organisation is at risk in every period in which it exists, unless it adopted before or its start is not known.
    An adopter counts as existing in the period of its adoption, regardless of its stored days.
    """
    present, leaving = np.zeros(len(calendar), dtype=np.int64), np.zeros(len(calendar), dtype=np.int64)
    for life, number in risk.lives:
        add(calendar, life, present, leaving, number)
    for organisation in starts.unknown:
        add(calendar, risk.life(organisation), present, leaving, -1)
    # most adopters have neither a first nor a last day, and are at risk until they adopt
    lasting = np.array([step for each, step in steps.items() if each not in risk.adopters], dtype=np.int64)
    present[1:] -= np.cumsum(np.bincount(lasting, minlength=len(present)))[:-1]
    for organisation, life in risk.adopters.items():
        if organisation not in steps:
            continue
        step = steps[organisation]
        without = (np.zeros_like(present), np.zeros_like(present))
        add(calendar, life, *without, 1)
        # an adopter is not at risk after the period of its adoption
        without[0][: step + 1], without[1][:step] = 0, 0
        present -= without[0]
        leaving -= without[1]
        present[step] += 0 if exists(calendar, life, step) else 1
    return present, leaving


def add(calendar: Calendar, life: Life, present: Integers, leaving: Integers, number: int) -> None:
    """Add a number of organisations to the periods in which they exist, and to the one in which they end."""
    since, until = life
    begin = 0 if since is None else max(calendar.step(since), 0)
    end = len(present) - 1 if until is None else min(calendar.step(until), len(present) - 1)
    present[begin : max(end + 1, begin)] += number
    if until is not None and begin <= end and until <= calendar.last:
        leaving[end] += number


def exists(calendar: Calendar, life: Life, step: int) -> bool:
    """Return whether an organisation with this life exists in a period."""
    since, until = life
    return (since is None or calendar.step(since) <= step) and (until is None or calendar.step(until) >= step)
