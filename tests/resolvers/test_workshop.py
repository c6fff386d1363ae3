"""Values that take long: each is worked out once, whoever asks and whoever waits."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from resolvers.errors import RequestError
from resolvers.workshop import Workshop


def counting(made: list[str], name: str, go_on: threading.Event) -> Callable[[], str]:
    def work() -> str:
        made.append(name)
        assert go_on.wait(30)
        return name.upper()

    return work


def test_who_asks_for_what_is_under_way_joins() -> None:
    workshop, made, go_on = Workshop[str](kept=2, waiting=5), list[str](), threading.Event()
    one = [workshop.ask("a", counting(made, "a", go_on)) for _ in range(5)]
    other = workshop.ask("b", counting(made, "b", go_on))
    go_on.set()
    assert [each.result(30) for each in one] == ["A"] * 5
    assert other.result(30) == "B"
    assert workshop.ask("a", counting(made, "a", go_on)).result(30) == "A"
    assert made == ["a", "b"]


def test_the_last_ones_are_kept_and_the_others_are_worked_out_anew() -> None:
    workshop, made, go_on = Workshop[str](kept=2, waiting=5), list[str](), threading.Event()
    go_on.set()
    for name in ("a", "b", "c", "b", "c", "a"):
        assert workshop.ask(name, counting(made, name, go_on)).result(30) == name.upper()
    assert made == ["a", "b", "c", "a"]
    for _ in range(2):
        workshop.ask("d", counting(made, "d", go_on), keep=False).result(30)
    assert made[4:] == ["d", "d"]


def test_what_fails_is_told_and_tried_anew_by_the_next() -> None:
    workshop = Workshop[int](kept=2, waiting=5)
    with pytest.raises(ZeroDivisionError):
        workshop.ask("a", lambda: 1 // 0).result(30)
    assert workshop.ask("a", lambda: 1).result(30) == 1


def test_no_more_wait_than_can_be_worked_out_in_good_time() -> None:
    workshop, made, go_on = Workshop[str](kept=2, waiting=2), list[str](), threading.Event()
    begun = [workshop.ask(name, counting(made, name, go_on)) for name in "ab"]
    with pytest.raises(RequestError, match="2 tests of significance wait") as caught:
        workshop.ask("c", counting(made, "c", go_on))
    assert caught.value.code == "UNAVAILABLE"
    assert workshop.ask("b", counting(made, "b", go_on)) is begun[1]
    go_on.set()
    assert [each.result(30) for each in begun] == ["A", "B"]
    assert workshop.ask("c", counting(made, "c", go_on)).result(30) == "C"
