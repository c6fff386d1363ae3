"""Thresholds and tests on ties that begin and end, against a plain reference implementation."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.diffusion.rewiring import repeats
from analysis.spread.calendar import Calendar
from analysis.spread.contagion import Adopters, contagion_test, threshold_summary
from analysis.spread.ties import FOREVER, TieTable, tie_table
from analysis.spread.vocabulary import Period, SpreadNetwork
from tests.profiles import examples

FIRST, DAYS = date(2020, 1, 1), 900
LAST = FIRST + timedelta(days=DAYS)
names = st.sampled_from("ABCDEFGH")
days = st.integers(-100, DAYS + 100).map(lambda each: FIRST + timedelta(days=each))
ties = st.lists(st.tuples(names, names, st.none() | days, st.none() | days), max_size=14)
adoptions = st.dictionaries(names, st.integers(0, DAYS).map(lambda each: FIRST + timedelta(days=each)))
Tie = tuple[str, str, date | None, date | None]


def table(given_ties: list[Tie], kinds: dict[str, int] | None = None) -> TieTable:
    since = [begun.toordinal() if begun else 0 for _, _, begun, _ in given_ties]
    until = [ended.toordinal() if ended else FOREVER for *_, ended in given_ties]
    return tie_table(([one for one, *_ in given_ties], [other for _, other, *_ in given_ties]), since, until, kinds)


def partners(given_ties: list[Tie], name: str, first: date, last: date, left_out: set[str]) -> set[str]:
    """Return the units that a unit is tied to on some day from the first to the last."""
    return {
        other
        for one, two, since, until in given_ties
        for start, other in ((one, two), (two, one))
        if start == name
        and one != two
        and not {one, two} & left_out
        and (since is None or since <= last)
        and (until is None or until >= first)
    }


def shares(starts: dict[str, date], tied: dict[str, set[str]]) -> list[float]:
    """Return the thresholds by year of the adopters that have ties."""
    return [
        sum(other in starts and starts[other].year <= day.year for other in tied[each]) / len(tied[each])
        for each, day in starts.items()
        if tied[each]
    ]


@given(ties, adoptions, st.sets(names))
@examples(300)
def test_a_threshold_counts_the_ties_of_the_day_of_adoption(
    given_ties: list[Tie], starts: dict[str, date], unknown: set[str]
) -> None:
    starts = {each: day for each, day in starts.items() if each not in unknown}
    calendar = Calendar(Period.YEAR, min(starts.values(), default=date.max), LAST)
    found = threshold_summary(
        calendar, SpreadNetwork.PARTNERSHIP, Adopters(starts, frozenset(unknown)), table(given_ties)
    )
    expected = shares(starts, {each: partners(given_ties, each, day, day, unknown) for each, day in starts.items()})
    assert (found.adopters, found.without_ties) == (len(starts), len(starts) - len(expected))
    assert found.mean == (pytest.approx(np.mean(expected)) if expected else None)
    assert found.median == (pytest.approx(np.median(expected)) if expected else None)


@given(ties, adoptions, st.sets(names), st.dictionaries(names, st.sampled_from([1, 2, 3])))
@examples(150)
def test_tests_stand_on_the_ties_since_the_first_adoption_among_the_kinds_at_risk(
    given_ties: list[Tie], starts: dict[str, date], unknown: set[str], kinds: dict[str, int]
) -> None:
    starts = {each: day for each, day in starts.items() if each not in unknown}
    first = min(starts.values(), default=date.max)
    adopters = Adopters(starts, frozenset(unknown))
    calendar = Calendar(Period.YEAR, first, LAST)
    found = contagion_test(calendar, SpreadNetwork.PROJECT, adopters, table(given_ties, kinds), 1, (3, 1))
    others = unknown | {each for each in "ABCDEFGH" if not kinds.get(each, 0) & 1}
    tied = {each: partners(given_ties, each, first, LAST, others) for each in "ABCDEFGH"}
    if not starts:
        assert (found.ties, found.morans_i, found.rewiring) == (0, (), None)
        return
    assert (found.units, found.ties) == (sum(map(bool, tied.values())), sum(map(len, tied.values())) // 2)
    if found.rewiring:
        assert found.rewiring.observed == pytest.approx(np.mean(shares(starts, tied)))


@given(st.lists(st.integers(0, 60) | st.integers(0, 2**60), max_size=80))
@examples(300)
def test_values_that_stand_more_than_once_are_found(values: list[int]) -> None:
    times = Counter(values)
    assert repeats(np.array(values, dtype=np.int64)).tolist() == [times[each] > 1 for each in values]
