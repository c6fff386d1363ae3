"""Plans of replication on a small country."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.replication.counter_indications import has_its_hands_full
from analysis.replication.plan import Plan, gini, plan_of
from analysis.vocabulary import Fairness, Language, ReasonCode
from graph_model.terms import PracticeStage
from tests.analysis.replication.situations import COUNT, TODAY, adopters, model, situation


def plan(first: int = 4, fairness: Fairness = Fairness.NONE) -> Plan:
    return plan_of(situation(), model(), first, fairness)


def test_whoever_has_the_practice_is_no_target() -> None:
    assert {each.organisation for each in plan(100).targets} == {f"Organisation:{each:02}" for each in range(2, COUNT)}


def test_reasons_add_up_to_the_probability_exactly() -> None:
    for target in plan(100).targets:
        assert sum(each.contribution for each in target.reasons) == target.probability.value
        assert sum(each.contribution for each in reversed(target.reasons)) == target.probability.value
        assert target.probability.low <= target.probability.value <= target.probability.high
        assert target.reasons[0].code is ReasonCode.BASE_RATE
        assert len({each.code for each in target.reasons}) == len(target.reasons)
        assert all(each.text(language) for each in target.reasons for language in Language)


def test_the_probabilities_are_those_of_the_model() -> None:
    alone = plan_of(situation(), model(), 1, Fairness.NONE)
    assert alone.expected_reach.value >= alone.targets[0].probability.value - 1e-6


def test_more_targets_reach_more_and_each_adds_less() -> None:
    reached = [plan(first).expected_reach.value for first in range(1, 9)]
    gains = np.diff(reached)
    assert (gains > 0).all()
    assert (np.diff(gains) < 1e-12).all()
    assert all(each.expected_reach.low <= each.expected_reach.value <= each.expected_reach.high for each in (plan(3),))


def test_each_target_is_in_the_region_that_is_served_worst() -> None:
    begun = situation()
    having = {each.id: float(each.adopters) for each in begun.regions}
    for target in plan(7, Fairness.WORST_REGION_FIRST).targets:
        # a region with nobody left is passed over; here each has somebody left to the end
        assert having[target.region] == min(having.values())
        having[target.region] += target.probability.value


def test_choosing_worst_region_first_is_at_least_as_even() -> None:
    for first in range(1, 8):
        assert plan(first, Fairness.WORST_REGION_FIRST).fairness.gini <= plan(first).fairness.gini + 1e-9


def test_without_a_model_nothing_is_told_but_which_command_fits_it() -> None:
    found = plan_of(situation(), None, 5, Fairness.NONE)
    assert (found.targets, found.expected_reach.value) == ((), 0.0)
    assert not found.completeness.complete
    assert "metodgraph analyse replication" in (found.completeness.reason() or "")


def test_a_model_of_other_features_is_not_used() -> None:
    stored = model()
    other = replace(stored, model=replace(stored.model, features=("other", *stored.model.features[1:])))
    found = plan_of(situation(), other, 5, Fairness.NONE)
    assert found.targets == ()
    assert "metodgraph analyse replication" in (found.completeness.reason() or "")


def test_a_practice_that_everybody_has_goes_nowhere() -> None:
    everybody = adopters(*((each, 10.0) for each in range(COUNT)))
    found = plan_of(situation(everybody), model(), 5, Fairness.WORST_REGION_FIRST)
    assert (found.targets, found.expected_reach.value) == ((), 0.0)


def test_a_practice_that_nobody_has_can_go_anywhere() -> None:
    found = plan_of(situation(adopters()), model(), 5, Fairness.NONE)
    assert len(found.targets) == 5


def test_a_failure_nearby_speaks_against() -> None:
    taken = adopters((0, 400), (1, 300))
    failed = replace(taken, left=np.array([TODAY - 10, np.inf]), failed=np.array([True, False]))
    found = plan_of(situation(failed), model(), 100, Fairness.NONE)
    against = {each.organisation: {one.code for one in each.counter_indications} for each in found.targets}
    near = {name for name, codes in against.items() if ReasonCode.FAILED_NEARBY in codes}
    assert near == {f"Organisation:{each:02}" for each in range(2, 6)}


def test_an_idea_has_its_precondition_unmet() -> None:
    found = plan_of(replace(situation(), stage=PracticeStage.IDEA), model(), 3, Fairness.NONE)
    assert all(ReasonCode.NOT_PROVEN in {one.code for one in each.counter_indications} for each in found.targets)


def test_whoever_has_closed_is_no_target() -> None:
    closed = replace(situation(), last_days=np.where(np.arange(COUNT) == 2, TODAY - 1, np.inf))
    found = plan_of(closed, model(), 100, Fairness.NONE)
    assert "Organisation:02" not in {each.organisation for each in found.targets}


@pytest.mark.parametrize(("busy", "teachers", "full"), [(0, 2, False), (1, 9, True), (1, 10, False), (5, None, True)])
def test_when_an_organisation_has_its_hands_full(busy: int, teachers: int | None, full: bool) -> None:
    assert has_its_hands_full(busy, teachers) is full


def test_the_gini_coefficient_is_the_mean_difference_over_twice_the_mean() -> None:
    values = np.array([0.0, 0.1, 0.4, 0.4, 0.9])
    differences = np.abs(values[:, None] - values[None, :]).mean()
    assert gini(values) == pytest.approx(differences / (2 * values.mean()))
    assert gini(np.full(4, 0.3)) == pytest.approx(0.0)
    assert gini(np.zeros(4)) == 0.0
