"""Tests of the goal of partner suggestions: a theme, a competence with its parts, or a practice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.partners.country import PartnerCountry
from analysis.partners.goal import Goal, goal_of_practice, goal_of_topic
from analysis.partners.ranking import PartnerRequest
from analysis.partners.reasons import MOST_RECORDS
from analysis.partners.scoring import Scorer
from analysis.partners.stored_model import scorer_of
from analysis.vocabulary import ContentSource, Language, PartnerPreset, ReasonCode
from tests.analysis.partners.cases import model_scorer, working
from tests.analysis.partners.countries import DAY, Member, SmallCountry, numbers, small_countries, suggested
from tests.analysis.teams.countries_of_content import ContentRecord
from tests.profiles import examples

SCORERS = st.sampled_from([model_scorer(), scorer_of(None, PartnerPreset.BALANCED, 0.0)[0]])


def of_theme(country: PartnerCountry, theme: int) -> Goal:
    content = country.content
    return goal_of_topic("тема", content.by_theme, content.themes, theme)


def of_competence(country: PartnerCountry, competence: int) -> Goal:
    content = country.content
    return goal_of_topic("компетенция", content.by_competence, content.competences, competence)


def relevance(goal: Goal, size: int) -> list[float]:
    return [float(each) for each in goal.relevance(size, DAY)]


@examples(300)
@given(small_countries(), st.integers(0, 2))
def test_the_relevance_for_a_theme_counts_the_records_on_it(country: SmallCountry, theme: int) -> None:
    counts = [
        sum(row.organisation == each and theme in row.themes and row.since <= DAY for row in country.work)
        for each in range(len(country.members))
    ]
    found = relevance(of_theme(country.built(), theme), len(counts))
    assert found == pytest.approx([each / (each + 1) for each in counts])


@examples(300)
@given(small_countries(), st.integers(0, 2))
def test_the_parts_of_a_competence_belong_to_it(country: SmallCountry, competence: int) -> None:
    # competence 0 contains 1, and 1 contains 2; a record counts once
    counts = [
        sum(
            row.organisation == each and any(part >= competence for part in row.competences) and row.since <= DAY
            for row in country.work
        )
        for each in range(len(country.members))
    ]
    found = relevance(of_competence(country.built(), competence), len(counts))
    assert found == pytest.approx([each / (each + 1) for each in counts])


def test_a_practice_is_served_by_its_adopters_and_by_work_on_its_themes() -> None:
    work = [working(0, 0), working(1, 0), working(1, 0), working(2, 1), ContentRecord(3, ContentSource.PROGRAM, (1,))]
    country = SmallCountry([Member()] * 5, work=work).built()
    # each record is its own subject, with the number 100 and its position
    goal = goal_of_practice(country, "практика", 103, np.array([0]))
    assert relevance(goal, 5) == pytest.approx([1 / 2, 2 / 3, 1 / 2, 0.0, 0.0])
    assert relevance(goal_of_practice(country, "практика", 100, np.array([0])), 5)[0] == pytest.approx(1 / 2)


@examples(300)
@given(small_countries(), st.integers(0, 2), SCORERS)
def test_a_goal_keeps_what_serves_it_and_scales_every_contribution(
    country: SmallCountry, theme: int, scorer: Scorer
) -> None:
    built, first = country.built(), len(country.members)
    goal = of_theme(built, theme)
    weights = goal.relevance(first, DAY)
    plain = suggested(built, PartnerRequest(0, first), scorer)
    aimed = suggested(built, PartnerRequest(0, first, goal=goal), scorer)
    assert set(numbers(aimed)) == {each for each in numbers(plain) if weights[each]}
    before = dict(zip(numbers(plain), plain.nodes, strict=True))
    for number, each in zip(numbers(aimed), aimed.nodes, strict=True):
        assert each.score == sum(reason.contribution for reason in each.reasons)
        assert each.score == pytest.approx(before[number].score * weights[number], abs=1e-10)
        (served,) = [reason for reason in each.reasons if reason.code == ReasonCode.SERVES_GOAL]
        assert served.contribution == 0.0
        records = [
            index
            for index, row in enumerate(country.work)
            if row.organisation == number and theme in row.themes and row.since <= DAY
        ]
        assert set(served.evidence) == {f"Record:{index + 100}" for index in records}
        assert f"{len(records)} record" in served.text(Language.EN)


def test_the_newest_records_are_the_evidence_of_a_goal() -> None:
    work = [working(1, 0, since=DAY - each) for each in range(MOST_RECORDS + 5)]
    country = SmallCountry([Member()] * 2, work=work).built()
    (found,) = suggested(country, PartnerRequest(0, 5, goal=of_theme(country, 0))).nodes
    (served,) = [reason for reason in found.reasons if reason.code == ReasonCode.SERVES_GOAL]
    assert served.evidence == tuple(f"Record:{100 + each}" for each in range(MOST_RECORDS))
    assert served.text() == "Работает над целью «тема»: 15 записей. Оценка умножена на 15/16."


def test_an_empty_result_is_explained() -> None:
    country = SmallCountry([Member()] * 2, work=[working(1, 0)]).built()
    found = suggested(country, PartnerRequest(0, 5, goal=of_theme(country, 2)))
    assert (found.nodes, found.excluded) == ((), ())
    assert "No organisations match the conditions and the goal" in (found.completeness.reason(Language.EN) or "")
