"""Counts of adoptions by groups agree with a count one by one."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations, product
from random import Random
from typing import NamedTuple

import numpy as np
import pytest

from analysis.spread.adoption_counts import NO_YEAR, NOWHERE, STAGES, AdoptionArrays, Counting, members_of, numbered
from analysis.vocabulary import AdoptionGroup

COMBINATIONS = [each for size in range(1, 5) for each in permutations(AdoptionGroup, size)]
Groups = dict[str, list[int]]


class Line(NamedTuple):
    """An adoption with its organisation and its practice."""

    adoption: int
    organisation: int
    practice: int
    year: int
    stage: int


def lines(random: Random, count: int) -> list[Line]:
    """Draw adoptions: some have no practice or year, some have two practices or two organisations."""
    return [
        Line(
            random.randrange(10**9, 10**9 + count),
            random.randrange(900, 912),
            random.choice([NOWHERE, *range(50, 58)]),
            random.choice([2019, 2020, 2021, NO_YEAR]),
            random.randrange(len(STAGES) + 1),
        )
        for _ in range(count)
    ]


def groups(random: Random, names: str, nodes: range) -> Groups:
    """Draw the members of groups: a node is in none, one or several, or twice in one."""
    return {name: random.choices(nodes, k=random.randrange(6)) for name in names}


def by_hand(found: list[Line], by: tuple[AdoptionGroup, ...], regions: Groups, themes: Groups) -> list[tuple[int, ...]]:
    """Count one by one. The last index of a group represents the unknown group."""
    counted: dict[tuple[int, ...], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for line in found:
        if AdoptionGroup.THEME in by and line.practice == NOWHERE:
            continue
        places = {
            AdoptionGroup.REGION: places_of(line.organisation, regions),
            AdoptionGroup.THEME: places_of(line.practice, themes),
            AdoptionGroup.YEAR: {line.year},
            AdoptionGroup.STAGE: {line.stage},
        }
        for key in product(*(places[each] for each in by)):
            counted[key][0].add(line.adoption)
            counted[key][1].add(line.organisation)
    return [(*key, len(adoptions), len(organisations)) for key, (adoptions, organisations) in sorted(counted.items())]


def places_of(node: int, members: Groups) -> set[int]:
    """Return the indices of the groups of a node."""
    return {place for place, each in enumerate(sorted(members)) if node in members[each]} or {len(members)}


@pytest.mark.parametrize("seed", range(12))
def test_counts_are_those_counted_one_by_one(seed: int) -> None:
    random = Random(seed)
    drawn = lines(random, random.choice([0, 1, 40, 200]))
    regions, themes = groups(random, "cab", range(900, 912)), groups(random, "xzy", range(50, 58))
    table = AdoptionArrays(
        numbered([each.adoption for each in drawn]),
        numbered([each.organisation for each in drawn]),
        numbered([each.practice for each in drawn]),
        np.array([each.year for each in drawn], dtype=np.int16),
        np.array([each.stage for each in drawn], dtype=np.int8),
    )
    members = {AdoptionGroup.REGION: members_of([*regions.items()]), AdoptionGroup.THEME: members_of([*themes.items()])}
    adoptions = random.choice([None, np.arange(10**9, 10**9 + 30)])
    practices = random.choice([None, np.array([51, 53, 999])])
    kept = [
        each
        for each in drawn
        if (adoptions is None or each.adoption in adoptions) and (practices is None or each.practice in practices)
    ]
    for by in COMBINATIONS:
        found = Counting(table, members).counts(table.narrowed(adoptions, practices), by)
        columns = [*(found.groups[each] for each in by), found.adoptions, found.organisations]
        assert [*zip(*(each.tolist() for each in columns), strict=True)] == by_hand(kept, by, regions, themes)
