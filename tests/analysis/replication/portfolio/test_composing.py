"""Tests of joint plans in a small country: benefits, limits, regions and completeness."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from analysis.replication.capacity import free_capacity, without_capacity
from analysis.replication.evidence.pooling import Range, ReportedEffect
from analysis.replication.portfolio import solving
from analysis.replication.portfolio.composing import joint_plan
from analysis.replication.portfolio.effect_weights import effect_weights, standard_error
from analysis.replication.portfolio.request import PortfolioRequest, floors_of, service_of
from analysis.replication.portfolio.result import JointPlan
from analysis.replication.replication_wording import no_model
from analysis.vocabulary import Language
from tests.analysis.replication.countries import ADOPTIONS, country, effect, request
from tests.analysis.replication.situations import DAY, TODAY, model

NO_EFFECTS: list[list[ReportedEffect]] = [[], [], []]


def plan_of(asked: PortfolioRequest, effects: list[list[ReportedEffect]] | None = None) -> JointPlan:
    return joint_plan(country(), model(), asked, effects or NO_EFFECTS)


def pairs(plan: JointPlan) -> set[tuple[int, int]]:
    """Return the numbers of practices and organisations."""
    return {(int(each.practice[-1]), int(each.organisation[-2:])) for each in plan.assignments}


def english(plan: JointPlan) -> str:
    return plan.completeness.reason(Language.EN) or ""


def test_capacity_ends_where_the_counter_indication_begins() -> None:
    busy = np.tile(np.arange(8.0), 8)
    teachers = np.repeat([np.nan, 0.0, 9.0, 10.0, 19.0, 25.0, 49.0, 500.0], 8)
    left = free_capacity(busy, teachers)
    assert ((left == 0) == without_capacity(busy, teachers)).all()
    full, last = left > 0, busy + left.astype(float)
    assert without_capacity(last[full], teachers[full]).all()
    assert not without_capacity(last[full] - 1, teachers[full]).any()


def test_a_plan_takes_every_possible_pair_if_its_size_allows() -> None:
    plan = plan_of(request(size=100, per_organisation=5))
    eligible = {(practice, owner) for practice in range(3) for owner in range(11)}
    assert pairs(plan) == eligible - set(ADOPTIONS) - {(0, 3), (2, 6)}
    assert "Only 26 assignments of the requested 100 are possible" in english(plan)


def test_no_organisation_gets_more_than_its_budget_and_no_practice_more_than_its_limit() -> None:
    plan = plan_of(request(size=9, per_organisation=1, per_practice=3))
    assert max(Counter(each.organisation for each in plan.assignments).values()) == 1
    assert Counter(each.practice for each in plan.assignments) == {f"Practice:{each}": 3 for each in range(3)}


def test_the_worst_served_third_of_the_regions_has_a_floor() -> None:
    asked = request(size=4, floor=2)
    service = service_of(country(), asked)
    assert service.organisations.tolist() == [4, 4, 3]
    # Organisation:03 is the author of a practice, which is no adoption; :06 and :09 adopted the third one
    assert service.having.tolist() == [3, 2, 1]
    assert floors_of(service, 2).tolist() == [0, 0, 2]
    plan = plan_of(asked)
    assert plan.regions[2].floor == 2
    assert plan.regions[2].assignments >= 2
    assert plan.price_of_fairness is not None
    assert plan.benefit is not None
    assert plan.price_of_fairness.benefit_without >= plan.benefit


def test_a_floor_that_cannot_be_filled_is_told() -> None:
    plan = plan_of(request(size=10, floor=10))
    assert plan.regions[2].missing == 10 - plan.regions[2].assignments > 0
    assert "1 region is below the floor by" in english(plan)
    assert plan.completeness.truncated


def test_a_plan_stays_in_the_requested_regions() -> None:
    plan = plan_of(request(size=5, regions=np.array([False, True, False])))
    assert {each.region for each in plan.assignments} == {"Region:2"}
    assert [each.region for each in plan.regions] == ["Region:2"]


def test_a_needing_municipality_counts_twice_as_much() -> None:
    needing = np.array([False, False, False, True])
    plan = joint_plan(country({"Competence:1": needing}), model(), request(size=20), NO_EFFECTS)
    assert {each.needing for each in plan.assignments} == {True, False}
    for each in plan.assignments:
        weight = 1.0 if each.needing else 0.5
        assert each.needing == (int(each.organisation[-2:]) // 3 == 3)
        assert each.benefit == pytest.approx(weight * each.probability.value, abs=1e-8)
    assert "which territories need" not in english(plan)
    assert "which territories need" in english(plan_of(request()))


def test_practices_with_larger_effects_are_preferred() -> None:
    effects = [[effect(0.1)], [effect(0.2)], [effect(0.9)]]
    plan = plan_of(request(size=4), effects)
    assert {each.practice for each in plan.assignments} == {"Practice:2"}
    assert [each.effects_reported for each in plan.practices] == [1, 1, 1]


def test_a_practice_without_a_positive_effect_is_not_assigned() -> None:
    plan = plan_of(request(size=20, per_organisation=5), [[effect(-0.9, 0.01)], [effect(0.9)], [effect(0.9)]])
    assert "Practice:0" not in {each.practice for each in plan.assignments}
    assert "1 practice is not assigned, because" in english(plan)


def test_effects_are_shrunken_by_their_errors() -> None:
    def known(value: float, error: float) -> Range:
        return Range(value, value - 1.96 * error, value + 1.96 * error)

    exact = effect_weights([known(0.2, 0.01), known(0.4, 0.01), None])
    assert exact[2] == 1
    assert exact[:2] == pytest.approx([2 / 3, 4 / 3], abs=0.01)
    # errors that explain the whole difference remove it
    assert effect_weights([known(0.2, 0.5), known(0.4, 0.5)]) == pytest.approx([1, 1])
    # the same width with two degrees of freedom belongs to an error less than half as large
    assert standard_error(known(0.2, 0.1)) == pytest.approx(0.1, rel=1e-4)
    assert standard_error(known(0.2, 0.1)._replace(freedom=2)) == pytest.approx(0.1 * 1.96 / 4.3027, rel=1e-4)
    assert effect_weights([known(0.2, 0.1), None]) == pytest.approx([1, 1])
    assert effect_weights([known(-0.2, 0.1), known(-0.4, 0.1)]) == pytest.approx([1, 1])


def test_a_greedy_plan_says_what_it_may_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "available", lambda: False)
    plan = plan_of(request(size=9, per_organisation=1, per_practice=3))
    assert plan.benefit is not None
    assert plan.bound is not None
    assert plan.bound >= plan.benefit
    assert "OR-Tools is not installed" in english(plan)
    assert plan.optimal or "larger by at most" in english(plan)


def test_without_a_model_there_is_no_plan_but_a_reason() -> None:
    plan = joint_plan(country(), no_model(), request(), NO_EFFECTS)
    assert plan.assignments == ()
    assert plan.expected_adopters is None
    assert not plan.completeness.complete
    assert plan.completeness.reason() == no_model().russian


def test_organisations_without_capacity_are_left_out_and_counted() -> None:
    base = country()
    count = 5
    recent = replace(
        base.uptakes,
        practices=np.concatenate([base.uptakes.practices, np.full(count, 2)]),
        organisations=np.concatenate([base.uptakes.organisations, np.full(count, 8)]),
        began=np.concatenate([base.uptakes.began, np.full(count, TODAY - 10)]),
        left=np.concatenate([base.uptakes.left, np.full(count, np.inf)]),
        failed=np.concatenate([base.uptakes.failed, np.zeros(count, dtype=np.bool_)]),
    )
    plan = joint_plan(replace(base, uptakes=recent), model(), request(size=50, per_organisation=5), NO_EFFECTS)
    assert "Organisation:08" not in {each.organisation for each in plan.assignments}
    assert "2 possible assignments were left out" in english(plan)


def test_the_plan_of_a_day_before_the_fit_says_so() -> None:
    early = replace(request(), day=DAY.replace(year=DAY.year - 1))
    assert "cannot test a forecast" in english(plan_of(early))
