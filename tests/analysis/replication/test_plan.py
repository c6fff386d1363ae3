"""Tests of replication plans on a small country."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.replication.audience import AudienceFit
from analysis.replication.capacity import without_capacity
from analysis.replication.choosing import reach
from analysis.replication.evidence.judging import PracticeEvidence
from analysis.replication.passing_on import Passing, in_turn
from analysis.replication.plan import Plan, Planning, gini, plan_of
from analysis.replication.replication_wording import no_model
from analysis.ties.common_projects import projects_left_out
from analysis.vocabulary import Fairness, FitReason, Language, ReasonCode
from graph_model.terms import PracticeStage
from tests.analysis.replication.countries import country
from tests.analysis.replication.situations import COUNT, TODAY, adopters, as_read, model, situation

EVIDENCE = PracticeEvidence(country(), [], TODAY)


def plan(first: int = 4, fairness: Fairness = Fairness.NONE) -> Plan:
    return plan_of(situation(), EVIDENCE, model(), first, fairness)


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


def test_projects_that_are_too_large_to_link_anybody_are_a_gap() -> None:
    known = situation()
    around = replace(known.around, projects=replace(known.around.projects, left_out=2))
    found = plan_of(replace(known, around=around), EVIDENCE, model(), 4, Fairness.NONE).completeness
    assert projects_left_out(2) in found.gaps
    assert projects_left_out(2) not in plan().completeness.gaps


def test_the_probabilities_are_those_of_the_model() -> None:
    alone = plan(1)
    assert alone.expected_reach is not None
    assert alone.expected_reach.value >= alone.targets[0].probability.value - 1e-6


def passing() -> Passing:
    planning = Planning(situation(), EVIDENCE, model(), 4, Fairness.NONE)
    return planning.passing


def test_more_targets_reach_more_in_one_step_and_each_adds_less() -> None:
    chosen = Planning(situation(), EVIDENCE, model(), 8, Fairness.NONE).chosen
    reached = [passing().reached(chosen[:first])[0] for first in range(1, 9)]
    gains = np.diff(reached)
    assert (gains > 0).all()
    assert (np.diff(gains) < 1e-12).all()


def test_the_reach_in_one_step_is_that_of_the_choice() -> None:
    chosen = np.array([1, 4, 7])
    assert passing().reached(chosen)[0] == pytest.approx(reach(passing().chances(chosen), COUNT - 2, range(3)))


def test_longer_chains_are_those_that_plain_simulations_find() -> None:
    one, random, chosen, longer = passing(), np.random.default_rng(4), [1, 6], 0
    people = np.arange(COUNT - 2)
    ties = [one._ties(each) for each in people.tolist()]
    rates = [-np.log1p(-each) for each in one._passed(ties)]
    own = -np.log1p(-one.probabilities)
    for _ in range(3_000):
        front = {each: time for each in chosen if (time := random.exponential(1 / own[each])) <= 1}
        visited, steps = set(front), 0
        while front:
            found: dict[int, float] = {}
            for each, at in front.items():
                for end, rate in zip(ties[each][0].tolist(), rates[each].tolist(), strict=True):
                    time = at + (random.exponential(1 / rate) if rate else np.inf)
                    if time <= 1 and end not in visited:
                        found[end] = min(time, found.get(end, np.inf))
            front, visited, steps = found, visited | set(found), steps + 1
            longer += len(front) if steps > 1 else 0
    assert one.beyond(np.array(chosen), 1) == pytest.approx(longer / 3_000, rel=0.15)


@pytest.mark.parametrize(("first", "then"), [(0.3, 0.6), (0.9, 0.05), (1e-6, 1e-7), (0.0, 0.5), (0.5, 0.0)])
def test_two_things_in_turn_within_a_year(first: float, then: float) -> None:
    one, other = -np.log1p(-first), -np.log1p(-then)
    # the sum of two exponential times (hypoexponential)
    exact = 1 - (other * np.exp(-one) - one * np.exp(-other)) / (other - one)
    assert float(in_turn(first, np.array(then))) == pytest.approx(
        exact if first * then > 1e-9 else one * other / 2, rel=1e-5
    )


def test_what_happens_for_certain_happens_at_once() -> None:
    assert float(in_turn(1.0, np.array(1.0))) == pytest.approx(1.0, abs=1e-3)


def test_the_reach_holds_longer_chains_and_has_its_interval() -> None:
    found = plan(3).expected_reach
    assert found is not None
    assert found.value > passing().reached(Planning(situation(), EVIDENCE, model(), 3, Fairness.NONE).chosen)[0]
    assert found.low < found.value < found.high


def test_each_target_is_in_the_region_that_is_served_worst() -> None:
    begun = situation()
    full = {begun.ids[each] for each in np.flatnonzero(begun.without_capacity).tolist()}
    having = {each.id: float(each.adopters) for each in begun.regions}
    for target in plan(5, Fairness.WORST_REGION_FIRST).targets:
        # organisations with capacity come first; here each region has some until the end
        assert target.organisation not in full
        assert having[target.region] == min(having.values())
        having[target.region] += target.probability.value


def test_the_price_of_fairness_is_reported() -> None:
    even, most = plan(3, Fairness.WORST_REGION_FIRST), plan(3)
    assert even.expected_reach is not None
    assert even.fairness.reach_without == most.expected_reach
    assert even.fairness.reach_without is not None
    assert even.fairness.reach_without.value >= even.expected_reach.value - 1e-9
    assert most.fairness.reach_without is None


def test_organisations_without_capacity_come_after_all_others() -> None:
    known = situation()
    busy = known.states.busy.copy()
    busy[[4, 7]] = 5.0
    begun = replace(known, states=replace(known.states, busy=busy))
    targets = plan_of(begun, EVIDENCE, model(), 100, Fairness.NONE).targets
    full = [bool(begun.without_capacity[int(each.organisation[-2:])]) for each in targets]
    assert full == sorted(full)
    assert any(full)


def test_targets_that_add_the_same_share_a_rank() -> None:
    ranks = [each.rank for each in plan(100).targets]
    assert ranks[0] == 1
    assert ranks == sorted(ranks)


def test_choosing_worst_region_first_is_at_least_as_even() -> None:
    for first in range(1, 8):
        assert plan(first, Fairness.WORST_REGION_FIRST).fairness.gini <= plan(first).fairness.gini + 1e-9


def test_without_a_model_nothing_is_told_but_which_command_fits_it() -> None:
    found = plan_of(situation(), EVIDENCE, no_model(), 5, Fairness.NONE)
    assert (found.targets, found.expected_reach) == ((), None)
    assert not found.completeness.complete
    assert "metodgraph analyse replication" in (found.completeness.reason() or "")


def test_a_model_of_other_features_is_not_used() -> None:
    stored = model()
    other = replace(stored, model=replace(stored.model, features=("other", *stored.model.features[1:])))
    found = plan_of(situation(), EVIDENCE, as_read(other), 5, Fairness.NONE)
    assert found.targets == ()
    assert "metodgraph analyse replication" in (found.completeness.reason() or "")


def test_a_practice_that_everybody_has_goes_nowhere() -> None:
    all_adopters = adopters(*((each, 10.0) for each in range(COUNT)))
    found = plan_of(situation(all_adopters), EVIDENCE, model(), 5, Fairness.WORST_REGION_FIRST)
    assert found.targets == ()
    assert found.expected_reach is not None
    assert found.expected_reach.value == 0.0


def test_a_practice_that_nobody_has_can_go_anywhere() -> None:
    found = plan_of(situation(adopters()), EVIDENCE, model(), 5, Fairness.NONE)
    assert len(found.targets) == 5


def test_a_failure_nearby_speaks_against() -> None:
    earlier = adopters((0, 400), (1, 300))
    failed = replace(earlier, left=np.array([TODAY - 10, np.inf]), failed=np.array([True, False]))
    found = plan_of(situation(failed), EVIDENCE, model(), 100, Fairness.NONE)
    against = {each.organisation: {one.code for one in each.counter_indications} for each in found.targets}
    near = {name for name, codes in against.items() if ReasonCode.FAILED_NEARBY in codes}
    assert near == {f"Organisation:{each:02}" for each in range(2, 6)}


def test_an_idea_has_its_precondition_unmet() -> None:
    found = plan_of(replace(situation(), stage=PracticeStage.IDEA), EVIDENCE, model(), 3, Fairness.NONE)
    assert all(ReasonCode.NOT_PROVEN in {one.code for one in each.counter_indications} for each in found.targets)


def test_an_organisation_outside_of_the_audience_is_counted_and_is_no_target() -> None:
    outside = np.zeros(COUNT, dtype=np.bool_)
    outside[[2, 3]] = True
    fit = AudienceFit(COUNT, {FitReason.STAGE: outside}, {FitReason.RESOURCES: np.ones(COUNT, dtype=np.bool_)})
    known = situation()
    other = replace(
        known, fit=fit, eligible=known.eligible[~outside[known.eligible]], outside=fit.first_reasons(~known.active)
    )
    found = plan_of(other, EVIDENCE, model(), 100, Fairness.NONE)
    assert not {"Organisation:02", "Organisation:03"} & {each.organisation for each in found.targets}
    assert [(each.reason, each.organisations) for each in found.outside_audience] == [(FitReason.STAGE, 2)]
    assert all(each.uncertain_fit == (FitReason.RESOURCES,) for each in found.targets)


@pytest.mark.parametrize(("busy", "teachers", "full"), [(0, 2, False), (1, 9, True), (1, 10, False), (5, None, True)])
def test_an_organisation_has_no_capacity(busy: int, teachers: int | None, full: bool) -> None:
    count = np.array([np.nan if teachers is None else float(teachers)])
    assert without_capacity(np.array([float(busy)]), count).tolist() == [full]


def test_the_gini_coefficient_is_the_mean_difference_over_twice_the_mean() -> None:
    values = np.array([0.0, 0.1, 0.4, 0.4, 0.9])
    differences = np.abs(values[:, None] - values[None, :]).mean()
    assert gini(values) == pytest.approx(differences / (2 * values.mean()))
    assert gini(np.full(4, 0.3)) == pytest.approx(0.0)
    assert gini(np.zeros(4)) == 0.0
