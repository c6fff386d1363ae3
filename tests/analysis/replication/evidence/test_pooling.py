"""Tests of pooled effects: outcomes stay separate, and measurements that are left out are counted."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.replication.evidence.pooling import PooledEffect, ReportedEffect, mean_of, pooled

Z = 1.959963984540054
OUTCOMES = st.sampled_from(["reading", "mathematics", "science"])
EFFECTS = st.lists(st.tuples(OUTCOMES, st.floats(-2, 2), st.floats(0.05, 1.0)), max_size=12)


def reported(outcome: str, size: float, error: float | None, participants: int | None = 20) -> ReportedEffect:
    """Return an effect with the interval of a standard error, or without an interval."""
    low, high = (None, None) if error is None else (size - Z * error, size + Z * error)
    return ReportedEffect(outcome, "organisation", size, low, high, 0.95, participants)


def only(*effects: ReportedEffect) -> PooledEffect:
    """Return the one pooled effect."""
    (found,) = pooled(effects)
    return found


@given(EFFECTS)
def test_each_outcome_has_the_mean_of_its_own_measurements(rows: list[tuple[str, float, float]]) -> None:
    found = pooled(reported(*each) for each in rows)
    assert {each.outcome for each in found} == {outcome for outcome, _, _ in rows}
    for each in found:
        own = [(size, error**2) for outcome, size, error in rows if outcome == each.outcome]
        sizes, variances = np.array(own).T
        assert each.mean is not None
        assert each.mean == pytest.approx(mean_of(sizes, variances), abs=1e-6)
        assert each.measurements == len(own)


def test_the_most_measured_outcome_comes_first() -> None:
    found = pooled([reported("a", 0.1, 0.1), reported("b", 0.1, 0.1), reported("b", 0.2, 0.1), reported("c", 0, None)])
    assert [each.outcome for each in found] == ["b", "a", "c"]


def test_an_interval_of_another_level_counts_with_its_own_error() -> None:
    narrow = ReportedEffect("a", "o", 0.4, 0.4 - 1.6448536269514722 * 0.1, 0.4 + 1.6448536269514722 * 0.1, 0.90, 5)
    assert only(narrow).mean == pytest.approx((0.4, 0.4 - Z * 0.1, 0.4 + Z * 0.1, 0.95, inf))


@pytest.mark.parametrize("bounds", [(None, None), (0.1, None), (0.4, 0.4), (0.5, 0.3)])
def test_a_measurement_without_a_usable_interval_is_left_out_and_counted(
    bounds: tuple[float | None, float | None],
) -> None:
    broken = ReportedEffect("a", "o", 0.9, *bounds, 0.95, 100)
    found = only(reported("a", 0.1, 0.1), reported("a", 0.3, 0.1), broken, reported("a", 0.2, 0.1))
    assert (found.measurements, found.unusable, found.participants) == (3, 1, 60)
    assert found.mean is not None
    assert found.mean.value == pytest.approx(0.2)
    assert found.note("EN") == "1 measurement without an interval is left out."


def test_an_outcome_without_any_interval_is_reported_without_a_mean() -> None:
    found = only(reported("a", 0.1, None), reported("a", 0.2, None))
    assert (found.measurements, found.unusable, found.mean, found.prediction) == (0, 2, None, None)
    assert found.note() == "Не учтены 2 измерения без доверительного интервала."


def test_one_measurement_has_no_prediction_and_a_note() -> None:
    found = only(reported("a", 0.4, 0.1))
    assert found.mean == pytest.approx((0.4, 0.4 - Z * 0.1, 0.4 + Z * 0.1, 0.95, inf))
    assert (found.prediction, found.between, found.inconsistency) == (None, None, None)
    assert "one measurement" in (found.note("EN") or "")


def test_a_prediction_is_wider_than_the_interval_of_the_mean() -> None:
    found = only(*(reported("a", size, 0.1) for size in (0.0, 0.3, 0.6, 0.9)))
    assert found.mean is not None
    assert found.prediction is not None
    assert found.prediction.low < found.mean.low < found.mean.high < found.prediction.high
    assert found.prediction.value == found.mean.value
    assert found.note() is None


def test_measurements_that_do_not_report_participants_are_counted() -> None:
    found = only(reported("a", 0.0, 0.1), reported("a", 0.1, 0.1, None), reported("a", 0.3, 0.1))
    assert (found.participants, found.participants_unknown) == (40, 1)
    assert found.note() == "Число участников не указано у 1 измерения."


def test_measurements_that_agree_too_closely_have_a_note() -> None:
    found = only(*(reported("a", size, 0.2) for size in (0.3, 0.31, 0.3)))
    assert found.note() == (
        "Измерения совпали теснее, чем допускают их погрешности: интервал среднего может быть слишком узким."
    )


def test_no_effects_give_no_outcomes() -> None:
    assert pooled([]) == ()
