"""Tests of the lazy greedy choice: its reach equals that of plain greedy choice and is close to the best."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import exp

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.replication.choosing import Chances, choose, choose_by_group, reach

SIZE = 7


@st.composite
def candidates(draw: st.DrawFn) -> list[Chances]:
    found = []
    for _ in range(draw(st.integers(1, 7))):
        nodes = draw(st.lists(st.integers(0, SIZE - 1), unique=True, max_size=4))
        chances = draw(st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=len(nodes), max_size=len(nodes)))
        found.append(Chances(np.array(nodes, dtype=np.int64), np.array(chances)))
    return found


def plain_greedy(of: Sequence[Chances], k: int) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < min(k, len(of)):
        left = [each for each in range(len(of)) if each not in chosen]
        now = reach(of, SIZE, chosen)
        chosen.append(max(left, key=lambda each: (round(reach(of, SIZE, [*chosen, each]) - now, 12), -each)))
    return chosen


@given(candidates(), st.integers(0, 4))
def test_lazy_choice_reaches_what_greedy_choice_reaches(of: list[Chances], k: int) -> None:
    chosen = choose(of, SIZE, k)
    assert len(chosen) == len(set(chosen)) == min(k, len(of))
    assert np.isclose(reach(of, SIZE, chosen), reach(of, SIZE, plain_greedy(of, k)))


@given(candidates(), st.integers(1, 3))
def test_the_choice_reaches_most_of_what_the_best_set_reaches(of: list[Chances], k: int) -> None:
    best = max(reach(of, SIZE, each) for each in combinations(range(len(of)), min(k, len(of))))
    assert reach(of, SIZE, choose(of, SIZE, k)) >= (1 - 1 / exp(1)) * best - 1e-9


@given(candidates())
def test_what_a_set_reaches_is_one_less_what_all_of_it_miss(of: list[Chances]) -> None:
    not_reached = np.ones(SIZE)
    for each in of:
        for node, chance in zip(each.nodes, each.chances, strict=True):
            not_reached[node] *= 1 - chance
    assert np.isclose(reach(of, SIZE, range(len(of))), (1 - not_reached).sum())


def test_the_next_one_comes_from_the_groups_that_are_named() -> None:
    of = [Chances(np.array([each]), np.array([chance])) for each, chance in enumerate([0.9, 0.8, 0.1, 0.2])]
    groups = {0: [0, 1], 1: [2, 3]}
    assert choose_by_group(of, SIZE, 3, groups, lambda chosen: [1] if len(chosen) < 2 else [0]) == [3, 2, 0]


def test_a_group_that_is_used_up_ends_the_choice() -> None:
    of = [Chances(np.array([0]), np.array([0.5]))]
    assert choose_by_group(of, SIZE, 3, {0: [0]}, lambda _: [0]) == [0]
