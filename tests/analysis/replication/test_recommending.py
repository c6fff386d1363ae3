"""Tests of recommendations for a region: candidates by need, ranked by expected uptake."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.answers import Completeness, Wording
from analysis.deficits.profile import CompetenceDeficit, DeficitProfile
from analysis.replication.audience import Audience
from analysis.replication.country import Uptakes
from analysis.replication.evidence.pooling import ReportedEffect
from analysis.replication.graph_features import FEATURES
from analysis.replication.plan import StoredModel
from analysis.replication.ranking import Ranking, finalists, reasons, scored_practices
from analysis.replication.recommending import PracticeReports, Recommendations, recommend
from analysis.replication.region_needs import PracticeFigures, RegionFigures, RegionNeeds
from analysis.replication.replication_wording import no_model
from analysis.replication.uptake import ExpectedUptake, RegionFacts, RegionOutlook
from analysis.ties.common_projects import projects_left_out
from analysis.vocabulary import Language, ReasonCode
from graph_model.terms import EvidenceTier, PracticeStage
from tests.analysis.replication.countries import country
from tests.analysis.replication.situations import DAY, TODAY, as_read, model

FACTS = RegionFacts(4, 1, 2, 3, 0.5, 12.0, 4, 3, 0, 9)
PARTS = st.lists(st.floats(-0.05, 0.05), min_size=len(FEATURES), max_size=len(FEATURES))


def practice(name: str, *competences: str) -> PracticeFigures:
    """Return a practice that addresses competences."""
    return PracticeFigures(name, PracticeStage.PROVEN, EvidenceTier.RATIONALE, frozenset(competences))


def needs(**people: int) -> RegionNeeds:
    """Return a region of six organisations, with the number of people who lack each competence."""
    region = RegionFigures("Region:0", "Region", 1000, None, "OBLAST", 6)
    deficits = tuple(CompetenceDeficit(name, number, None) for name, number in people.items())
    profile = DeficitProfile(DAY, None, sum(people.values()), deficits, (), Completeness(DAY))
    return RegionNeeds(region, [], frozenset(), profile, None)


def spreading(name: str, *began: tuple[int, float]) -> tuple[str, tuple[tuple[int, float], ...]]:
    """Return a practice that organisations adopted the given numbers of days ago."""
    return name, began


def region(*practices: tuple[str, tuple[tuple[int, float], ...]]) -> RegionOutlook:
    """Return a region of the first six organisations of the small country, with its practices replaced."""
    rows = [(place, who, TODAY - days) for place, (_, began) in enumerate(practices) for who, days in sorted(began)]
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    count = len(practices)
    known = country()
    records = replace(
        known.practices,
        ids=[name for name, _ in practices],
        published=np.full(count, TODAY - 800),
        authors=np.full(count, -1),
        themes=[frozenset({"T"})] * count,
        competences=[frozenset()] * count,
        stages=[PracticeStage.PROVEN] * count,
        evidence=[EvidenceTier.NONE] * count,
        withdrawn=np.zeros(count, dtype=np.bool_),
        audiences=[Audience()] * count,
    )
    uptakes = Uptakes(
        practices=table[:, 0].astype(np.int64),
        organisations=table[:, 1].astype(np.int64),
        began=table[:, 2],
        left=np.full(len(table), np.inf),
        failed=np.zeros(len(table), dtype=np.bool_),
    )
    regions = np.repeat(np.arange(2), 6)
    other = replace(known, practices=records, uptakes=uptakes, regions=regions, last_days=np.full(len(regions), np.inf))
    return RegionOutlook(other, 0, TODAY)


def ranking(
    stored: StoredModel | Wording, region_needs: RegionNeeds, *practices: tuple[str, tuple[tuple[int, float], ...]]
) -> Ranking:
    """Return the input of a ranking."""
    return Ranking(region_needs, stored, region(*practices))


def best_of(
    known: Ranking, practices: Sequence[PracticeFigures], first: int = 9, measured: Collection[str] = ()
) -> Recommendations:
    """Return the best practices; an effect is reported on those in `measured`."""
    effect = ReportedEffect("O", "Organisation:01", 0.8, 0.6, 1.0, 0.95, 40)
    reports = {each.id: PracticeReports([effect] if each.id in measured else [], [], {}, {}) for each in practices}
    return recommend(known, scored_practices(known, practices), reports, first, DAY)


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
    country = known.region.country
    around = replace(country.around, projects=replace(country.around.projects, left_out=3))
    large = replace(known.region, country=replace(country, around=around))
    for region, noted in ((known.region, False), (large, True)):
        found = best_of(replace(known, region=region), [practice("P", "A")]).completeness
        assert (projects_left_out(3) in found.gaps) is noted


def test_the_score_is_that_of_the_model_counted_one_by_one() -> None:
    stored, adopted = model(), {"P": ((0, 400.0), (7, 30.0)), "Q": ((4, 20.0), (5, 10.0))}
    known = ranking(stored, needs(A=30, B=10), *adopted.items())
    found = best_of(known, [practice("P", "A"), practice("Q", "A", "B")])
    country = known.region.country
    for each in found.nodes:
        number = country.practices.numbers[each.practice]
        left = [one for one in range(6) if one not in {who for who, _ in adopted[each.practice]}]
        rows = [country.features(number, TODAY, np.array([one])) for one in left]
        chances = [float(stored.model.probabilities(row).value[0]) for row in rows]
        covered = {"P": 0.75, "Q": 1.0}[each.practice]
        assert each.expected_adopters is not None
        assert each.expected_adopters.value == pytest.approx(sum(chances))
        assert each.score == pytest.approx(covered * sum(chances) / 6, abs=1e-7)
    assert [each.practice for each in found.nodes] == sorted(
        ["P", "Q"], key=lambda name: -(next(each for each in found.nodes if each.practice == name).score or 0)
    )


def test_equal_scores_are_ordered_by_evidence_then_effect_and_equal_practices_share_a_rank() -> None:
    names = ["P", "Q", "R", "S"]
    known = ranking(model(), needs(A=30), *(spreading(each, (7, 9)) for each in names))
    plain = [practice(each, "A") for each in names]
    strong = replace(plain[2], evidence=EvidenceTier.STRONG)
    found = best_of(known, [plain[0], plain[1], plain[3], strong], measured="S").nodes
    assert [each.practice for each in found[:2]] == ["R", "S"]
    assert [each.rank for each in found] == [1, 2, 3, 3]
    again = best_of(known, [strong, plain[3], plain[1], plain[0]], measured="S").nodes
    assert [each.practice for each in found] == [each.practice for each in again]


def test_a_region_without_organisations_gets_nothing_and_the_reason() -> None:
    known = ranking(model(), needs(A=30), spreading("P", (7, 9)))
    empty = replace(known, region=RegionOutlook(known.region.country, 5, TODAY))
    found = best_of(empty, [])
    assert found.nodes == ()
    assert any("no existing organisations" in each.text(Language.EN) for each in found.completeness.gaps)


def test_without_a_model_candidates_come_by_need_and_no_number_is_made_up() -> None:
    practices = [practice("P", "B"), practice("Q", "A")]
    other = model()
    other = replace(other, model=replace(other.model, features=("something",)))
    for stored, words in ((no_model(), "No model is fitted"), (as_read(other), "another version of the program")):
        found = best_of(ranking(stored, needs(A=30, B=10), spreading("P"), spreading("Q")), practices)
        assert [each.practice for each in found.nodes] == ["Q", "P"]
        assert all((each.score, each.expected_adopters, each.reasons) == (None, None, ()) for each in found.nodes)
        texts = [each.text(Language.EN) for each in found.completeness.gaps]
        assert any(words in each and "metodgraph analyse replication" in each for each in texts)
        assert "evaluation" not in found.method.parameters


def test_where_no_need_is_shown_the_expected_share_alone_decides() -> None:
    found = best_of(ranking(model(), needs(), spreading("P", (7, 9))), [practice("P", "A")])
    [only] = found.nodes
    assert only.expected_adopters is not None
    assert only.score == pytest.approx(only.expected_adopters.value / 6, abs=1e-7)
    assert any("No need is shown" in each.text(Language.EN) for each in found.completeness.gaps)


def test_a_practice_that_everybody_has_scores_nothing() -> None:
    adopted_by_all = spreading("P", *((each, 50.0) for each in range(6)))
    [only] = best_of(ranking(model(), needs(A=30), adopted_by_all), [practice("P", "A")]).nodes
    assert only.score == pytest.approx(0.0, abs=1e-7)
    assert only.expected_adopters is not None
    assert only.expected_adopters.value == 0.0


def test_evidence_and_effect_have_no_part_in_the_score() -> None:
    plain = practice("P", "A")
    shown = replace(plain, evidence=EvidenceTier.STRONG)
    known = ranking(model(), needs(A=30), spreading("P", (7, 9)))
    scores = [
        best_of(known, [each], measured=measured).nodes[0].score for each, measured in ((plain, ""), (shown, "P"))
    ]
    assert scores[0] == scores[1]


def test_the_interval_holds_the_expected_number() -> None:
    [only] = best_of(ranking(model(), needs(A=30), spreading("P", (7, 9))), [practice("P", "A")]).nodes
    expected = only.expected_adopters
    assert expected is not None
    assert 0 < expected.low < expected.value < expected.high < 6


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "AB"]), st.sampled_from(EvidenceTier), st.booleans()), max_size=9))
def test_the_best_practices_are_among_the_finalists(drawn: list[tuple[str, EvidenceTier, bool]]) -> None:
    names = [f"P{number}" for number, _ in enumerate(drawn)]
    known = ranking(model(), needs(A=30, B=10), *(spreading(each, (7, 9)) for each in names))
    practices = [
        replace(practice(name, *competences), evidence=tier)
        for name, (competences, tier, _) in zip(names, drawn, strict=True)
    ]
    measured = [name for name, (_, _, shown) in zip(names, drawn, strict=True) if shown]
    whole = [each.practice for each in best_of(known, practices, measured=measured).nodes]
    chosen = {each.practice.id for each in finalists(scored_practices(known, practices), 3)}
    assert set(whole[:3]) <= chosen
    assert [each.practice for each in best_of(known, practices, 3, measured).nodes] == whole[:3]
