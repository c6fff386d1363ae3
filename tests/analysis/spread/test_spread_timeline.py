"""The timeline: calendar periods, and the organisations at risk and censored in each, against a plain reference."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.answers import ValidityPeriod as Life
from analysis.spread.calendar import Calendar
from analysis.spread.timeline import RiskSet, Starts, timeline
from analysis.spread.vocabulary import Period
from tests.analysis.spread.naive_timeline import Figures
from tests.analysis.spread.naive_timeline import timeline as expected
from tests.profiles import examples

DAYS = st.dates(date(2019, 1, 1), date(2023, 12, 31))
LIFETIMES = st.builds(Life, st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        (Period.YEAR, ["2021", "2022"]),
        (Period.HALF_YEAR, ["2021-H2", "2022-H1"]),
        (Period.QUARTER, ["2021-Q3", "2021-Q4", "2022-Q1"]),
        (Period.MONTH, ["2021-09", "2021-10", "2021-11", "2021-12", "2022-01", "2022-02"]),
    ],
)
def test_periods_follow_the_calendar(period: Period, labels: list[str]) -> None:
    calendar = Calendar(period, date(2021, 9, 15), date(2022, 2, 1))
    assert [calendar.label(step) for step in range(len(calendar))] == labels
    assert [calendar.finished(step) for step in range(len(calendar))] == [True] * (len(labels) - 1) + [False]
    for step in range(1, len(calendar)):
        assert (calendar.since(step) - calendar.until(step - 1)).days == 1
    assert Calendar(period, date(2021, 9, 15), date(2021, 9, 30)).finished(0) == (
        period in (Period.MONTH, Period.QUARTER)
    )


def test_there_is_no_period_before_the_first_adoption() -> None:
    assert len(Calendar(Period.YEAR, date(2021, 9, 15), date(2021, 9, 14))) == 0
    assert timeline(Calendar(Period.YEAR, date.max, date(2021, 1, 1)), Starts({}), RiskSet()) == []


@given(st.data())
@examples(200)
def test_everybody_is_at_risk_until_adopting_or_ending(data: st.DataObject) -> None:
    lifetimes = dict(enumerate(data.draw(st.lists(LIFETIMES, min_size=1, max_size=12))))
    organisations = {str(each): life for each, life in lifetimes.items()}
    adopting = data.draw(st.lists(st.sampled_from([*organisations]), max_size=6, unique=True))
    starts = {each: data.draw(DAYS) for each in adopting}
    unknown = data.draw(st.lists(st.sampled_from([*organisations]), max_size=2, unique=True))
    unknown = [each for each in unknown if each not in starts]
    last = data.draw(DAYS)
    starts = {each: day for each, day in starts.items() if day <= last}
    calendar = Calendar(data.draw(st.sampled_from(Period)), min(starts.values(), default=date.max), last)
    bounds = [(calendar.since(step), calendar.until(step)) for step in range(len(calendar))]
    mortal = {each: life for each, life in organisations.items() if any(life) and each in {*starts, *unknown}}
    risk = RiskSet((), [*Counter(organisations.values()).items()], mortal)
    found = timeline(calendar, Starts(starts, unknown), risk)
    # an end after the observation is not observed
    shown = {
        each: Life(*(day if day and day <= last else None for day in (life.since, life.until)))
        for each, life in organisations.items()
    }
    shown = {each: Life(organisations[each].since, life.until) for each, life in shown.items()}
    assert [Figures(each.new_adopters, each.at_risk, each.censored) for each in found] == expected(
        shown, starts, set(unknown), bounds
    )
    for step, each in enumerate(found):
        assert each.cumulative == sum(before.new_adopters for before in found[: step + 1])
        assert each.hazard == (each.new_adopters / each.at_risk if step and each.at_risk else None)
        population = each.cumulative - each.new_adopters + each.at_risk
        assert each.share == (each.cumulative / population if population else None)
        assert each.unfinished == (each.until > last)
