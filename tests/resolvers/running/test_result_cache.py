"""Tests that results are cached for one engine (and so for one database), one viewer and one data version."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count
from typing import NamedTuple

import pytest

from graph_model.visibility import ANYONE, Viewer
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.running.result_cache import MOST_DAYS, MOST_PARTS, MOST_RESULTS, ResultCache

OTHER = Viewer("other")


class NumberRow(NamedTuple):
    """A row of arrays that are not read."""

    number: int


ARRAYS: SharedArrays[int] = SharedArrays("numbers", FurtherStatement(NumberRow, lambda _: ""), len)


@pytest.mark.parametrize(
    ("viewer", "version", "same_engine"),
    [(OTHER, 1, True), (ANYONE, 2, True), (ANYONE, 1, False), (ANYONE, None, True)],
)
def test_a_result_is_not_given_to_another_viewer_version_or_database(
    viewer: Viewer, version: int | None, same_engine: bool
) -> None:
    one = ResultCache()
    other = one if same_engine else ResultCache()
    assert one.results(ANYONE, 1)("key", lambda: "first") == "first"
    assert other.results(viewer, version)("key", lambda: "second") == "second"
    assert one.results(ANYONE, 1)("key", lambda: "third") == "first"


def test_without_a_version_of_the_data_nothing_is_kept() -> None:
    keep, numbers = ResultCache().results(ANYONE, None), count()
    assert [keep("key", lambda: next(numbers)) for _ in range(3)] == [0, 1, 2]


def test_a_result_of_none_is_kept_too() -> None:
    keep, worked = ResultCache().results(ANYONE, 1), []
    assert [keep("key", lambda: worked.append("once")) for _ in range(3)] == [None] * 3
    assert worked == ["once"]


def test_the_result_that_was_not_used_for_longest_makes_room() -> None:
    keep = ResultCache().results(ANYONE, 1)
    keys: list[Hashable] = [*range(MOST_RESULTS)]
    for key in keys:
        keep(key, lambda: "kept")
    assert keep(0, lambda: "anew") == "kept"
    keep("one more", lambda: "kept")
    assert (keep(0, lambda: "anew"), keep(1, lambda: "anew")) == ("kept", "anew")


def test_arrays_of_regions_do_not_evict_those_of_the_country_on_a_day() -> None:
    cache = ResultCache()
    cache.keep_shared(ARRAYS, {"day": 0}, ANYONE, 1, 7)
    for region in range(MOST_PARTS + 1):
        cache.keep_shared(ARRAYS, {"day": 0, "region": region}, ANYONE, 1, region)
    assert cache.shared(ARRAYS, {"day": 0, "region": 0}, ANYONE, 1) is None
    for day in range(1, MOST_DAYS):
        cache.keep_shared(ARRAYS, {"day": day}, ANYONE, 1, day)
    found = cache.shared(ARRAYS, {"day": 0}, ANYONE, 1)
    assert found is not None
    assert found.arrays == 7
