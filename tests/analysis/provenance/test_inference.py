"""Tests of the inference on simulated cascades: calibration, comparison with simple rules, and counts of omissions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.geography import distances_km
from analysis.provenance.baselines import NEAREST, RANDOM, TIED, guesses
from analysis.provenance.candidates import pairs_of
from analysis.provenance.evaluation import MODEL, Scored, evaluated, scored, together
from analysis.provenance.features import BEYOND_NAMES, CANDIDATE_NAMES, LAG_KNOTS
from analysis.provenance.inference import Answers, Inference, answers_of
from analysis.provenance.records import NOTHING, OUTSIDE, UNUSABLE, Integers, Links, Records
from analysis.provenance.splines import hats
from analysis.scoring import calibration, equal_widths
from tests.analysis.provenance.countries import country, weights, with_truth


@pytest.fixture(scope="module")
def simulated() -> tuple[Inference, Integers]:
    records, true = with_truth(country(5), seed=6)
    return Inference(records), true


def test_probabilities_hold_and_answers_beat_simple_rules(simulated: tuple[Inference, Integers]) -> None:
    inference, true = simulated
    subjects = inference.subjects()
    fit = inference.fitted(subjects.declared)
    parts = inference.estimates(subjects.undeclared, fit.weights, most=2_000)
    found = evaluated(together(scored(inference.features, each, true[each.pairs.learners]) for each in parts), seed=1)
    assert found.learners == len(subjects.undeclared)
    # with this few learners perfect probabilities have an error of about 0.04
    assert found.error < 0.06
    for rule in (NEAREST, RANDOM, TIED):
        assert found.gains[rule].low > 0, rule
    assert found.gains[NEAREST].value == pytest.approx(found.accuracy[MODEL].value - found.accuracy[NEAREST].value)


def test_chunks_change_no_probability(simulated: tuple[Inference, Integers]) -> None:
    inference, _ = simulated
    learners = inference.subjects().undeclared[:50]
    [complete] = inference.estimates(learners, weights(), most=10**6)
    parts = list(inference.estimates(learners, weights(), most=60))
    assert len(parts) > 5
    assert np.concatenate([each.probability for each in parts]) == pytest.approx(complete.probability, abs=1e-6)
    sums = np.add.reduceat(complete.probability, complete.pairs.offsets[:-1]) + complete.beyond
    assert sums == pytest.approx(np.ones(len(learners)))


def test_who_cannot_be_answered_is_counted_and_left_out() -> None:
    records = country(7, practices=3, adopters=6)
    start, declared = records.adoptions.start.copy(), records.adoptions.declared.copy()
    start[:] = np.tile([0.0, 1.0, 2.0, 3.0, np.nan, 5.0], 3)
    # the first practice: no adoption started before the second one
    start[0], start[4] = 4.0, 5.0
    declared[3], declared[8] = 2, UNUSABLE
    found = Inference(replace(records, adoptions=replace(records.adoptions, start=start, declared=declared))).subjects()
    assert found.declared.tolist() == [3]
    assert found.undated == 2
    assert found.first == 1
    assert found.unusable == 1
    assert not {0, 1, 3, 6, 8, 10, 12, 16} & set(found.undeclared.tolist())


def test_a_declaration_does_not_speak_for_itself() -> None:
    records, _ = with_truth(country(8, practices=10), seed=9)
    inference = Inference(records)
    learner = inference.subjects().declared[:40]
    named = CANDIDATE_NAMES.index("log of times named elsewhere")
    before = inference.features.of_pairs(pairs_of(inference.order, learner))[:, named]
    alone = records.adoptions.declared.copy()
    for each in learner.tolist():
        hidden = alone.copy()
        hidden[each] = NOTHING
        other = Inference(replace(records, adoptions=replace(records.adoptions, declared=hidden)))
        row = np.flatnonzero(learner == each)
        pairs = pairs_of(inference.order, learner)
        rows = slice(pairs.offsets[row[0]], pairs.offsets[row[0] + 1])
        after = other.features.of_pairs(pairs_of(other.order, np.array([each])))[:, named]
        assert before[rows].tolist() == after.tolist()


def features_of(records: Records, learner: int) -> dict[int, dict[str, float]]:
    """Return the columns of each candidate of a learner by name."""
    inference = Inference(records)
    pairs = pairs_of(inference.order, np.array([learner]))
    rows = inference.features.of_pairs(pairs).tolist()
    named = (dict(zip(CANDIDATE_NAMES, row, strict=True)) for row in rows)
    return dict(zip(pairs.candidate.tolist(), named, strict=True))


def test_ties_hold_on_the_day_on_which_the_learner_started() -> None:
    records = country(10, practices=1, adopters=4, organisations=20)
    adoptions = replace(
        records.adoptions,
        organisation=np.array([0, 10, 1, 2]),
        start=np.array([0.0, 100.0, 150.0, 465.0]),
        end=np.array([200.0, np.nan, np.nan, np.nan]),
    )
    partners = Links(np.array([2, 10]), np.array([0, 2]), np.array([0.0, 500.0]), np.array([np.inf, np.inf]))
    found = features_of(replace(records, adoptions=adoptions, ties=replace(records.ties, partners=partners)), 3)
    assert {key: row["partner"] for key, row in found.items()} == {0: 1.0, 1: 0.0, 2: 0.0}
    assert {key: row["partner at another time"] for key, row in found.items()} == {0: 0.0, 1: 1.0, 2: 0.0}
    assert {key: row["same municipality"] for key, row in found.items()} == {0: 1.0, 1: 0.0, 2: 1.0}
    assert {key: row["bordering municipality"] for key, row in found.items()} == {0: 0.0, 1: 1.0, 2: 0.0}
    assert {key: row["ended before"] for key, row in found.items()} == {0: 1.0, 1: 0.0, 2: 0.0}
    assert {key: row["author's own use"] for key, row in found.items()} == {0: 1.0, 1: 0.0, 2: 0.0}
    assert found[1]["lag of 365 days"] == 1.0


def test_hats_of_a_value_add_up_to_one_and_of_none_to_nothing() -> None:
    found = hats(np.array([-5.0, 0.0, 30.0, 400.0, 1e6, np.nan]), LAG_KNOTS)
    assert found.sum(axis=1).tolist() == [1, 1, 1, 1, 1, 0]
    assert found[2, :2].tolist() == [0.5, 0.5]


def test_distances_are_those_of_the_globe() -> None:
    found = distances_km(
        np.array([55.75, np.nan]), np.array([37.62, 1.0]), np.array([59.94, 1.0]), np.array([30.31, 1.0])
    )
    assert found[0] == pytest.approx(634, abs=2)
    assert np.isnan(found[1])


def test_waves_count_other_starts_in_the_region_alone() -> None:
    records = country(11, practices=2, adopters=4, organisations=80)
    adoptions = replace(
        records.adoptions,
        # the last of the first practice is in another region
        organisation=np.array([0, 1, 2, 79, 0, 1, 2, 3]),
        start=np.array([0.0, 20.0, 25.0, 26.0, 20.0, 20.0, 20.0, 20.0]),
    )
    around = Inference(replace(records, adoptions=adoptions)).features.around
    assert around.started_in_region(np.array([1]), -30, 30).tolist() == [3.0]
    assert around.started_in_region(np.array([1]), -10, 10).tolist() == [2.0]
    assert around.started_in_region(np.array([1, 3]), -1000, -1).tolist() == [1.0, 0.0]
    assert len(BEYOND_NAMES) == Inference(records).features.of_learners(np.array([1])).shape[1]


def test_only_answers_that_reach_the_threshold_are_given(simulated: tuple[Inference, Integers]) -> None:
    inference, _ = simulated
    [estimated] = inference.estimates(inference.subjects().undeclared[:20], weights())
    found = answers_of(estimated, 0.3)
    assert (found.probability >= 0.3).all()
    expected = (estimated.probability >= 0.3).sum() + (estimated.beyond >= 0.3).sum()
    assert len(found) == expected
    assert (found.source == OUTSIDE).sum() == (estimated.beyond >= 0.3).sum()
    assert len(Answers.together([found, found])) == 2 * expected
    assert len(Answers.together([])) == 0


def test_rules_choose_the_nearest_the_latest_and_the_latest_of_the_tied() -> None:
    records = country(12, practices=1, adopters=4, organisations=300)
    adoptions = replace(
        records.adoptions, organisation=np.array([150, 11, 200, 12]), start=np.array([0.0, 1.0, 2.0, 3.0])
    )
    inference = Inference(replace(records, adoptions=adoptions, ties=replace(records.ties, partners=NO)))
    found = guesses(inference.features, pairs_of(inference.order, np.array([3])))
    assert {rule: guess.tolist() for rule, guess in found.items()} == {NEAREST: [1], "latest": [2], TIED: [1]}


NO = Links(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def test_reliability_compares_what_was_said_with_what_came_true() -> None:
    first, last = calibration(np.array([0.05, 0.95, 1.0]), np.array([False, True, False]), equal_widths())
    assert (first.low, first.number, first.happened) == (0.0, 1, 0.0)
    assert (last.high, last.number, last.forecast, last.happened) == (1.0, 2, 0.975, 0.5)


def test_figures_of_hand_made_scores() -> None:
    ones = np.ones(4)
    scores = Scored(
        practice=np.array([0, 0, 1, 1]),
        from_adoption=np.array([True, True, True, False]),
        right=np.array([True, False, True, True]),
        probability=np.array([0.9, 0.6, 0.8, 0.7]),
        adoption=np.array([0.9, 0.6, 0.8, 0.1]),
        score={MODEL: np.array([1.0, 0.0, 1.0, 0.0]), NEAREST: np.array([0.0, 0.0, 1.0, 0.0])},
        squares=ones * 0.2,
        log=-ones,
    )
    found = evaluated(scores, seed=1)
    assert (found.learners, found.from_adoptions) == (4, 3)
    assert found.overall.value == 0.75
    assert found.accuracy[MODEL].value == pytest.approx(2 / 3)
    assert found.gains[NEAREST].value == pytest.approx(1 / 3)
    assert found.overall_gains[NEAREST].value == pytest.approx(0.5)
    assert found.error == pytest.approx((0.1 + 0.6 + 0.2 + 0.3) / 4)
    assert found.brier == pytest.approx(0.2)
