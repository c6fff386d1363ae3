"""Tests of recommendations for a region: candidates by need, ranked by expected uptake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.answers import Completeness, Wording
from analysis.deficits.profile import CompetenceDeficit, DeficitProfile
from analysis.replication.effects import ReportedEffect
from analysis.replication.graph_features import FEATURES, features
from analysis.replication.plan import StoredModel
from analysis.replication.recommending import (
    PracticeFigures,
    Ranking,
    RegionFigures,
    RegionNeeds,
    reasons,
    recommend,
)
from analysis.replication.replication_wording import no_model
from analysis.replication.uptake import ExpectedUptake, RegionFacts, RegionState, Spreading
from analysis.ties.common_projects import projects_left_out
from analysis.vocabulary import Language, ReasonCode
from graph_model.terms import EvidenceTier, PracticeStage
from tests.analysis.replication.situations import DAY, TODAY, adopters, as_read, model, states, surroundings

FACTS = RegionFacts(4, 1, 2, 3, 0.5, 12.0, 4, 3, 0, 9)
PARTS = st.lists(st.floats(-0.05, 0.05), min_size=len(FEATURES), max_size=len(FEATURES))


def practice(name: str, *competences: str) -> PracticeFigures:
    """Return a practice that addresses competences."""
    return PracticeFigures(name, PracticeStage.PROVEN, EvidenceTier.RATIONALE, frozenset(competences), {}, {}, [], [])


def needs(**people: int) -> RegionNeeds:
    """Return a region of six organisations, with the number of people who lack each competence."""
    region = RegionFigures("Region:0", "Region", 1000, None, "OBLAST", 6)
    deficits = tuple(CompetenceDeficit(name, number, None) for name, number in people.items())
    profile = DeficitProfile(sum(people.values()), deficits, Completeness(DAY))
    return RegionNeeds(region, [], frozenset(), profile, None)


def spreading(name: str, *began: tuple[int, float]) -> Spreading:
    """Return a practice that organisations adopted the given numbers of days ago."""
    earlier = adopters(*began)
    return Spreading(name, TODAY - 800, earlier, states(), earlier.organisations)


def region(*practices: Spreading) -> RegionState:
    """Return a region of the first six organisations."""
    return RegionState(TODAY, surroundings(), np.arange(6), practices)


def ranking(stored: StoredModel | Wording, region_needs: RegionNeeds, *practices: Spreading) -> Ranking:
    """Return the input of a ranking."""
    return Ranking(region_needs, stored, region(*practices))


@given(PARTS, st.floats(0, 1), st.floats(0, 1), st.integers(0, 9))
def test_reasons_add_up_to_covered_need_times_expected_share(
    parts: list[float], covered: float, mean: float, left: int
) -> None:
    uptake = ExpectedUptake(9, 0.0, 0.0, 0.0, 0.95, 0.01, tuple(parts), replace(FACTS, left=left))
    explained = reasons(uptake, covered, mean, ("C",))
    assert explained[0].code is ReasonCode.BASE_RATE
    assert len({each.code for each in explained}) == len(explained)
    expected = covered * left / 9 * (0.01 + sum(parts))
    assert sum(each.contribution for each in explained) == pytest.approx(expected, abs=1e-7)
    # the sum is exact in any order
    assert sum(each.contribution for each in explained) == sum(each.contribution for each in reversed(explained))


def test_projects_that_are_too_large_to_link_anybody_are_a_gap() -> None:
    known = ranking(model(), needs(A=30), spreading("P", (0, 400)))
    around = replace(known.region.around, projects=replace(known.region.around.projects, left_out=3))
    for region, noted in ((known.region, False), (replace(known.region, around=around), True)):
        found = recommend(replace(known, region=region), [practice("P", "A")], 9, DAY).completeness
        assert (projects_left_out(3) in found.gaps) is noted


def test_the_score_is_that_of_the_model_counted_one_by_one() -> None:
    stored, candidates = model(), [spreading("P", (0, 400), (7, 30)), spreading("Q", (5, 10), (4, 20))]
    region_needs = needs(A=30, B=10)
    found = recommend(ranking(stored, region_needs, *candidates), [practice("P", "A"), practice("Q", "A", "B")], 9, DAY)
    for each in found.nodes:
        own = next(one for one in candidates if one.practice == each.practice)
        left = [one for one in range(6) if one not in own.adopters.organisations]
        chances = [
            float(stored.model.probabilities(features(
                surroundings(), own.adopters, states(), TODAY - 800, TODAY, np.array([one]),
            )).value[0])
            for one in left
        ]  # fmt: skip
        covered = {"P": 0.75, "Q": 1.0}[each.practice]
        assert each.expected_adopters is not None
        assert each.expected_adopters.value == pytest.approx(sum(chances))
        assert each.score == pytest.approx(covered * sum(chances) / 6, abs=1e-7)
    assert [each.practice for each in found.nodes] == sorted(
        ["P", "Q"], key=lambda name: -(next(each for each in found.nodes if each.practice == name).score or 0)
    )


def test_without_a_model_candidates_come_by_need_and_no_number_is_made_up() -> None:
    practices = [practice("P", "B"), practice("Q", "A")]
    other = model()
    other = replace(other, model=replace(other.model, features=("something",)))
    for stored, words in ((no_model(), "No model is fitted"), (as_read(other), "another version of the program")):
        found = recommend(ranking(stored, needs(A=30, B=10), spreading("P"), spreading("Q")), practices, 9, DAY)
        assert [each.practice for each in found.nodes] == ["Q", "P"]
        assert all((each.score, each.expected_adopters, each.reasons) == (None, None, ()) for each in found.nodes)
        texts = [each.text(Language.EN) for each in found.completeness.gaps]
        assert any(words in each and "metodgraph analyse replication" in each for each in texts)
        assert "evaluation" not in found.method.parameters


def test_where_no_need_is_shown_the_expected_share_alone_decides() -> None:
    found = recommend(ranking(model(), needs(), spreading("P", (7, 9))), [practice("P", "A")], 9, DAY)
    [only] = found.nodes
    assert only.expected_adopters is not None
    assert only.score == pytest.approx(only.expected_adopters.value / 6, abs=1e-7)
    assert any("No need is shown" in each.text(Language.EN) for each in found.completeness.gaps)


def test_a_practice_that_everybody_has_scores_nothing() -> None:
    adopted_by_all = spreading("P", *((each, 50.0) for each in range(6)))
    [only] = recommend(ranking(model(), needs(A=30), adopted_by_all), [practice("P", "A")], 9, DAY).nodes
    assert only.score == pytest.approx(0.0, abs=1e-7)
    assert only.expected_adopters is not None
    assert only.expected_adopters.value == 0.0


def test_evidence_and_effect_have_no_part_in_the_score() -> None:
    plain = practice("P", "A")
    shown = replace(plain, evidence=EvidenceTier.STRONG, effects=[ReportedEffect(0.8, 0.6, 1.0, 0.95)] * 3)
    scores = [
        recommend(ranking(model(), needs(A=30), spreading("P", (7, 9))), [each], 9, date(2024, 1, 1)).nodes[0].score
        for each in (plain, shown)
    ]
    assert scores[0] == scores[1]


def test_the_interval_holds_the_expected_number() -> None:
    [only] = recommend(ranking(model(), needs(A=30), spreading("P", (7, 9))), [practice("P", "A")], 9, DAY).nodes
    expected = only.expected_adopters
    assert expected is not None
    assert 0 < expected.low < expected.value < expected.high < 6
