"""Tests of the comparison of results with their targets and of the stored results."""

from pathlib import Path

from benchmarks.answers.case import Case
from benchmarks.answers.measuring import Measured, rounds
from benchmarks.answers.results import SHORT, Result, read, save


def result(ours: list[float], floor: list[float], rates: tuple[float, float] = (100.0, 100.0)) -> Result:
    measured = Measured("node", {"ours": ours, "floor": floor}, dict(zip(("ours", "floor"), rates, strict=True)))
    return Result(Case("node"), measured)


def test_a_median_within_a_tenth_and_a_little_more_is_not_short() -> None:
    assert SHORT not in result([1.14] * 9, [1.0] * 9).to_floor()


def test_a_median_beyond_that_is_short() -> None:
    assert SHORT in result([1.16] * 9, [1.0] * 9).to_floor()


def test_a_long_tail_is_short_though_the_median_is_not() -> None:
    slow = result([1.0] * 18 + [2.0] * 2, [1.0] * 20)
    assert SHORT not in slow.to_floor()
    assert SHORT in slow.tails()


def test_less_than_85_percent_of_the_throughput_is_short() -> None:
    assert SHORT in result([1.0], [1.0], (84.0, 100.0)).throughput("floor")
    assert SHORT not in result([1.0], [1.0], (86.0, 100.0)).throughput("floor")


def test_a_service_that_was_not_measured_has_no_figures() -> None:
    missing = result([1.0], [1.0])
    assert (missing.median("peer"), missing.ratio("peer", "ours"), missing.throughput("peer")) == ("", None, "")


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    kept = result([1.0, 2.0], [3.0, 4.0])
    save(tmp_path / "run.json", 10, [kept])
    assert read(tmp_path / "run.json") == (10, {"node": kept.measured})


def test_a_few_rounds_are_measured_however_long_they_take() -> None:
    assert len([*rounds(100, 0.0)]) == 5
    assert len([*rounds(3, 60.0)]) == 3
