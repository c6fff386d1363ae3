"""Links by common projects: their days, the size limit, and the number of excluded projects."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.replication.rows import project_ties
from analysis.spread.calendar import Calendar
from analysis.spread.contagion import Adopters, contagion_test, threshold_summary
from analysis.spread.ties import FOREVER, Members, project_table
from analysis.spread.vocabulary import Period, SpreadNetwork
from analysis.ties.common_projects import LARGEST_PROJECT, Participations, linked_by_projects, projects_left_out
from analysis.vocabulary import Language

DAYS = st.integers(0, 5)
MEMBERS = st.lists(st.tuples(st.sampled_from("ABCDE"), DAYS, DAYS | st.just(FOREVER)), max_size=5)
Spans = list[tuple[str, int, int]]
CALENDAR = Calendar(Period.YEAR, date(2020, 1, 1), date(2023, 1, 1))
ADOPTERS = Adopters({"O0": date(2020, 1, 1)})


def columns(members: Spans) -> Members:
    ids, since, until = zip(*members, strict=True) if members else ((), (), ())
    return ids, since, until


def crowd(size: int) -> Members:
    return columns([(f"O{each}", 0, FOREVER) for each in range(size)])


@given(st.lists(MEMBERS, max_size=4))
def test_a_table_of_projects_links_whoever_took_part_on_the_same_day(groups: list[Spans]) -> None:
    table = project_table([columns(each) for each in groups])
    ids = [[table.units[place] for place in pair] for pair in table.pairs.tolist()]
    found = sorted(
        (*sorted(pair), *days) for pair, *days in zip(ids, table.since.tolist(), table.until.tolist(), strict=True)
    )
    naive = sorted(
        (*sorted((one[0], other[0])), max(one[1], other[1]), min(one[2], other[2]))
        for members in groups
        for place, one in enumerate(members)
        for other in members[:place]
        if one[0] != other[0] and max(one[1], other[1]) <= min(one[2], other[2])
    )
    assert found == naive
    assert table.left_out == 0


def test_the_largest_project_links_everybody_and_a_larger_one_nobody() -> None:
    sizes = [LARGEST_PROJECT, LARGEST_PROJECT + 1, 2]
    count = sum(sizes)
    projects = np.repeat(np.arange(3), sizes)
    open_ended = np.full(count, -np.inf), np.full(count, np.inf)
    found = linked_by_projects(Participations(np.arange(count), projects, *open_ended))
    assert found.left_out == 1
    assert np.bincount(projects[found.one]).tolist() == [LARGEST_PROJECT * (LARGEST_PROJECT - 1) // 2, 0, 1]


def test_participants_that_are_not_looked_at_count_towards_the_size() -> None:
    rows = [["P", f"O{each}", None, None] for each in range(LARGEST_PROJECT + 1)]
    for members, left_out, links in ((rows, 1, 0), (rows[1:], 0, 2)):
        ties = project_ties(members, {"O1": 0, "O2": 1})
        assert (ties.left_out, len(ties.starts)) == (left_out, links)


def test_the_notes_of_thresholds_and_tests_say_how_many_projects_are_left_out() -> None:
    for groups, noted in (([crowd(LARGEST_PROJECT + 1)] * 2, True), ([crowd(LARGEST_PROJECT)], False)):
        table = project_table(groups)
        summary = threshold_summary(CALENDAR, SpreadNetwork.PROJECT, ADOPTERS, table)
        test = contagion_test(CALENDAR, SpreadNetwork.PROJECT, ADOPTERS, table, 1, (3, 1))
        for each in (summary, test):
            assert (projects_left_out(2).russian in each.note(Language.RU)) is noted
            assert (projects_left_out(2).english in each.note(Language.EN)) is noted


def test_the_number_of_projects_agrees_with_its_verb() -> None:
    assert projects_left_out(1).english == "1 project with more than 300 participants is not counted as a link."
    assert projects_left_out(2).english == "2 projects with more than 300 participants are not counted as a link."
    assert projects_left_out(2).russian == "Не учтены как связь крупные проекты (более 300 участников): 2 проекта."
