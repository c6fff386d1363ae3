"""Plain reference implementation of the statistics of spread, person by person, and random samples to compare on."""

from __future__ import annotations

import math
from collections import deque
from typing import NamedTuple

from hypothesis import strategies as st


class Case(NamedTuple):
    """A table of adopters (None: has not adopted) and a table of ties with weights, some of them to people outside."""

    periods: dict[str, int | None]
    ties: list[tuple[str, str, float]]
    mutual: bool


def matrix(case: Case) -> dict[str, dict[str, float]]:
    """Return the weight of every tie that is used, by its start and end."""
    summed: dict[tuple[str, str], float] = {}
    for start, end, weight in case.ties:
        if start in case.periods and end in case.periods and start != end and weight > 0:
            pair = (min(start, end), max(start, end)) if case.mutual else (start, end)
            summed[pair] = summed.get(pair, 0) + weight
    found: dict[str, dict[str, float]] = {each: {} for each in case.periods}
    for (start, end), weight in summed.items():
        found[start][end] = weight
        if case.mutual:
            found[end][start] = weight
    return found


def span(case: Case) -> range:
    """Return the periods."""
    known = [each for each in case.periods.values() if each is not None]
    return range(min(known), max(known) + 1) if known else range(0)


def adopted_by(case: Case, person: str, period: int) -> bool:
    """Return whether a person has adopted by the end of a period."""
    when = case.periods[person]
    return when is not None and when <= period


def exposure(case: Case, person: str, period: int) -> float:
    """Return the share of a person's ties that lead to adopters."""
    ties = matrix(case)[person]
    total = sum(ties.values())
    return sum(weight for end, weight in ties.items() if adopted_by(case, end, period)) / total if total else 0.0


def thresholds(case: Case) -> dict[str, float]:
    """Return the exposure of every adopter at adoption."""
    return {each: exposure(case, each, when) for each, when in case.periods.items() if when is not None}


def infectiousness(case: Case) -> dict[str, float]:
    """Return the share of the later adopters naming a person that adopted in the next period, per adopter of it."""
    ties, found = matrix(case), {}
    for person, when in case.periods.items():
        if when is not None:
            later = [each for each in case.periods if person in ties[each] and not_none(case, each) > when]
            found[person] = ratio([not_none(case, each) == when + 1 for each in later], adopters(case, when + 1))
    return found


def susceptibility(case: Case) -> dict[str, float]:
    """Return the share of the earlier adopters named by a person that adopted one period before, per adopter of it."""
    ties, found = matrix(case), {}
    for person, when in case.periods.items():
        if when is not None:
            earlier = [each for each in ties[person] if adopted_by(case, each, when - 1)]
            found[person] = ratio([not_none(case, each) == when - 1 for each in earlier], adopters(case, when - 1))
    return found


def not_none(case: Case, person: str) -> float:
    """Return the period of adoption of a person, or minus infinity for a person who has not adopted."""
    when = case.periods[person]
    return -math.inf if when is None else when


def ratio(which: list[bool], by: int) -> float:
    """Return the share of True values divided by a number, or 0 if there are no values or the number is 0."""
    return sum(which) / len(which) / by if which and by else 0.0


def adopters(case: Case, period: int) -> int:
    """Return how many people adopted in a period."""
    return sum(when == period for when in case.periods.values())


def distances(case: Case, start: str) -> dict[str, int]:
    """Return the number of steps along the ties from a person to each person who can be reached."""
    ties, found, waiting = matrix(case), {start: 0}, deque([start])
    while waiting:
        current = waiting.popleft()
        for each in ties[current]:
            if each not in found:
                found[each] = found[current] + 1
                waiting.append(each)
    return {each: steps for each, steps in found.items() if steps}


def nearness(case: Case, steps: int) -> dict[tuple[str, str], float]:
    """Return 1 / distance up to a number of steps, each row divided by its sum."""
    found: dict[tuple[str, str], float] = {}
    for person in case.periods:
        near = {end: 1 / away for end, away in distances(case, person).items() if away <= steps}
        found |= {(person, end): weight / sum(near.values()) for end, weight in near.items()}
    return found


def moran(case: Case, period: int, steps: int) -> float | None:
    """Return Moran's I by its definition, or None if there is nothing to correlate."""
    states = {each: float(adopted_by(case, each, period)) for each in case.periods}
    mean = sum(states.values()) / len(states)
    square = sum((each - mean) ** 2 for each in states.values())
    near = nearness(case, steps)
    if not near or square < 1e-12:
        return None
    cross = sum(weight * (states[a] - mean) * (states[b] - mean) for (a, b), weight in near.items())
    return len(states) / sum(near.values()) * cross / square


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw small tables with names in any alphabet, periods with any origin, and ties of every excluded sort.

    These are ties to people outside, to oneself, repeated ones, and ties of weight 0.
    """
    names = draw(st.lists(st.text("абвxyz01-", min_size=1, max_size=4), min_size=1, max_size=8, unique=True))
    first = draw(st.sampled_from([1, 0, -3, 2015]))
    when = st.one_of(st.none(), st.integers(first, first + 5))
    periods = {name: draw(when) for name in names}
    anyone = st.sampled_from([*names, "чужой", "outsider"])
    weights = st.sampled_from([0.0, 0.5, 1.0, 2.0, 7.0])
    ties = draw(st.lists(st.tuples(anyone, anyone, weights), max_size=20))
    return Case(periods, ties, draw(st.booleans()))
