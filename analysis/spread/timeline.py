"""The timeline of a practice: who was at risk in each period, who took it up, and who is censored.

What each figure means stands in docs/diffusion.md.
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
    """Organisations that could take a practice up: those of the kinds of its adopters.

    `lives` counts them by their first and last day; `adopters` holds those days of adopters that have any.
    """

    kinds: Sequence[OrganisationKind] = ()
    lives: Sequence[tuple[Life, int]] = ()
    adopters: Mapping[str, Life] = field(default_factory=dict)

    def life(self, organisation: str) -> Life:
        """From when until when an adopter exists."""
        return self.adopters.get(organisation, ALWAYS)


@dataclass(frozen=True)
class Starts:
    """The first known start of each adopter, and who took it up on a day that is not known."""

    known: Mapping[str, date]
    unknown: Sequence[str] = ()


@dataclass(frozen=True)
class SpreadPeriod:
    """One period of the timeline: `at_risk` at its beginning or joining in it, of whom some took the practice up."""

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
    """The periods of a calendar, of which the last ends the observation."""
    length = len(calendar)
    steps = {each: calendar.step(day) for each, day in starts.known.items()}
    adopters = np.bincount(np.array([*steps.values()], dtype=np.int64), minlength=length).astype(np.int64)
    at_risk, leaving = at_risk_and_leaving(calendar, steps, starts, risk)
    found = curve(adopters, at_risk)
    # who has not taken it up by the end is censored then
    leaving[-1:] = at_risk[-1:] - adopters[-1:]
    everybody = found.cumulative - adopters + at_risk
    return [
        SpreadPeriod(
            period=calendar.label(step),
            since=calendar.since(step),
            until=calendar.until(step),
            new_adopters=int(adopters[step]),
            cumulative=int(found.cumulative[step]),
            share=int(found.cumulative[step]) / int(everybody[step]) if everybody[step] else None,
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
    """How many were at risk in each period, and how many of them ended in it without taking the practice up.

    Everybody who exists in the period, but for those who have taken it up before and those of whom it is not known
    when. An adopter counts as existing when it adopts, whatever its days say.
    """
    there, leaving = np.zeros(len(calendar), dtype=np.int64), np.zeros(len(calendar), dtype=np.int64)
    for life, number in risk.lives:
        add(calendar, life, there, leaving, number)
    for organisation in starts.unknown:
        add(calendar, risk.life(organisation), there, leaving, -1)
    # most adopters have neither a first nor a last day: they leave those at risk when they adopt
    lasting = np.array([step for each, step in steps.items() if each not in risk.adopters], dtype=np.int64)
    there[1:] -= np.cumsum(np.bincount(lasting, minlength=len(there)))[:-1]
    for organisation, life in risk.adopters.items():
        if organisation not in steps:
            continue
        step = steps[organisation]
        without = (np.zeros_like(there), np.zeros_like(there))
        add(calendar, life, *without, 1)
        # from the period after its own on it is at risk no more
        without[0][: step + 1], without[1][:step] = 0, 0
        there -= without[0]
        leaving -= without[1]
        there[step] += 0 if exists(calendar, life, step) else 1
    return there, leaving


def add(calendar: Calendar, life: Life, there: Integers, leaving: Integers, number: int) -> None:
    """Add a number of organisations to the periods in which they exist, and to the one in which they end."""
    since, until = life
    begin = 0 if since is None else max(calendar.step(since), 0)
    end = len(there) - 1 if until is None else min(calendar.step(until), len(there) - 1)
    there[begin : max(end + 1, begin)] += number
    if until is not None and begin <= end and until <= calendar.last:
        leaving[end] += number


def exists(calendar: Calendar, life: Life, step: int) -> bool:
    """Whether something exists in a period."""
    since, until = life
    return (since is None or calendar.step(since) <= step) and (until is None or calendar.step(until) >= step)
