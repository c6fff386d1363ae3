"""Tests of the sentences of partner suggestions: their grammar for every number."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from analysis.answers import Wording
from analysis.partners import wording
from analysis.partners.wording import rounded_factor
from graph_model.terms import OrganisationKind

SCHOOL, CENTRE = OrganisationKind.SCHOOL, OrganisationKind.CNPPM
Texts = dict[int, str]


@pytest.mark.parametrize(
    ("write", "texts"),
    [
        (
            wording.shared_partners,
            {
                0: "Общих партнёров нет.",
                1: "Есть 1 общий партнёр (с учётом прежних).",
                2: "Есть 2 общих партнёра (с учётом прежних).",
                5: "Есть 5 общих партнёров (с учётом прежних).",
                21: "Есть 21 общий партнёр (с учётом прежних).",
            },
        ),
        (
            wording.joint_projects,
            {
                0: "Общих проектов нет.",
                1: "Есть 1 общий сетевой проект (с учётом завершённых).",
                2: "Есть 2 общих сетевых проекта (с учётом завершённых).",
                5: "Есть 5 общих сетевых проектов (с учётом завершённых).",
                21: "Есть 21 общий сетевой проект (с учётом завершённых).",
            },
        ),
        (
            lambda count: wording.shared_themes(count, ["математика", "наставничество", "чтение"][:count]),
            {
                0: "Записей о работе над общими темами нет; учтены темы партнёров.",
                1: "Обе организации работают над 1 общей темой: математика.",
                2: "Обе организации работают над 2 общими темами: математика; наставничество.",
                5: "Обе организации работают над 5 общими темами, в том числе: математика; наставничество; чтение.",
                21: "Обе организации работают над 21 общей темой, в том числе: математика; наставничество; чтение.",
            },
        ),
        (
            lambda count: wording.complementary_competences(count, count),
            {
                each: "Компетенции, нужные территории запросившей организации, которые развивает предложенная: "
                f"{each}; нужные территории предложенной, которые развивает запросившая: {each}."
                for each in (0, 1, 2, 5, 21)
            },
        ),
        (
            lambda count: wording.partnerships(count, count),
            {
                0: "У предложенной организации 0 партнёров, у запросившей 0 (с учётом прежних).",
                1: "У предложенной организации 1 партнёр, у запросившей 1 (с учётом прежних).",
                2: "У предложенной организации 2 партнёра, у запросившей 2 (с учётом прежних).",
                5: "У предложенной организации 5 партнёров, у запросившей 5 (с учётом прежних).",
                21: "У предложенной организации 21 партнёр, у запросившей 21 (с учётом прежних).",
            },
        ),
        (
            lambda count: wording.serves_goal("чтение", count),
            {
                1: "Работает над целью «чтение»: 1 запись. Оценка умножена на 1/2.",
                2: "Работает над целью «чтение»: 2 записи. Оценка умножена на 2/3.",
                5: "Работает над целью «чтение»: 5 записей. Оценка умножена на 5/6.",
                21: "Работает над целью «чтение»: 21 запись. Оценка умножена на 21/22.",
            },
        ),
        (
            wording.without_place,
            {
                1: "Координаты неизвестны у 1 предложенной организации: для неё принято среднее место по расстоянию.",
                2: "Координаты неизвестны у 2 предложенных организаций: для них принято среднее место по расстоянию.",
                5: "Координаты неизвестны у 5 предложенных организаций: для них принято среднее место по расстоянию.",
                21: "Координаты неизвестны у 21 предложенной организации: для них принято среднее место по расстоянию.",
            },
        ),
        (
            wording.nearby,
            {0: "Находится там же: меньше 1 км.", 1: "Расстояние 1 км.", 1234: "Расстояние 1234 км."},
        ),
    ],
)
def test_numbers_agree_with_their_nouns(write: Callable[[int], Wording], texts: Texts) -> None:
    assert {count: write(count).russian for count in texts} == texts


@pytest.mark.parametrize(
    ("lift", "russian", "english"),
    [
        (1.3, "партнёрств в 1,3 раза больше, чем в среднем по стране", "1.3 times more often"),
        (2.0, "партнёрств в 2 раза больше, чем в среднем по стране", "2 times more often"),
        (5.02, "партнёрств в 5 раз больше, чем в среднем по стране", "5 times more often"),
        (21.4, "партнёрств в 21 раз больше, чем в среднем по стране", "21 times more often"),
        (234.0, "партнёрств в 234 раза больше, чем в среднем по стране", "234 times more often"),
        (0.25, "партнёрств в 4 раза меньше, чем в среднем по стране", "4 times less often"),
        (0.0001, "партнёрств в 10000 раз меньше, чем в среднем по стране", "10000 times less often"),
    ],
)
def test_kinds_are_compared_in_grammatical_sentences(lift: float, russian: str, english: str) -> None:
    found = wording.kinds(SCHOOL, CENTRE, lift)
    assert found.russian == f"Виды «{SCHOOL.russian}» и «{CENTRE.russian}»: {russian}."
    assert found.english == f"The kinds SCHOOL and CNPPM become partners {english} than a random pair."


def test_kinds_that_cooperate_as_often_as_others_have_no_factor() -> None:
    found = wording.kinds(SCHOOL, SCHOOL, 1.04)
    assert "так же часто, как в среднем по стране" in found.russian
    assert "as often as a random pair" in found.english


def test_a_factor_has_a_decimal_only_below_ten() -> None:
    assert [rounded_factor(each) for each in (1.06, 1.96, 9.94, 9.97, 10.4, 250.0)] == [
        "1.1",
        "2",
        "9.9",
        "10",
        "10",
        "250",
    ]


def test_every_sentence_is_complete_in_both_languages() -> None:
    found = [
        wording.base_rate(),
        wording.distance_unknown(),
        *(
            write(each)
            for write in (wording.same_municipality, wording.bordering_municipality)
            for each in (True, False)
        ),
        wording.municipality_unknown(),
        wording.same_region("Татарстан"),
        wording.other_region("Татарстан"),
        wording.region_unknown(),
        wording.more_suggestions(3),
        wording.no_model(),
        wording.damaged_model(),
        wording.older_model(date(2026, 6, 1)),
        wording.no_partnership_on_record(),
        wording.no_needs(),
        wording.functions_not_assigned(SCHOOL),
        wording.asker_without_place(),
        wording.asker_ended(date(2026, 6, 1)),
        wording.no_organisations(),
    ]
    for each in found:
        assert each.russian.endswith(".")
        assert each.english.endswith(".")
        assert re.search("[а-яё]", each.russian)
        assert not re.search("[а-яё]", each.english.replace("Татарстан", ""))
    assert len({each.russian for each in found}) == len(found)
