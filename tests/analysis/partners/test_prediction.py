"""Tests of the learning and the evaluation of the model of partnerships on generated networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import product

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError
from analysis.models.numbers import Floats, logistic
from analysis.partners.prediction import natural_rate
from analysis.partners.prediction.baselines import baselines
from analysis.partners.prediction.calibration_figures import FEWEST, calibration_figures, recalibration
from analysis.partners.prediction.evaluation import MATCHED, UNIFORM, PartnerAssessment, assess
from analysis.partners.prediction.features import ReasonFeature, available, features_of
from analysis.partners.prediction.lists import PLACES
from analysis.partners.prediction.natural_rate import NaturalRateModel, PairSample, learned, sample
from analysis.partners.prediction.pairs import WINDOW, Scores, matched_pairs, uniform_others
from analysis.partners.prediction.records import DatedPairs, PartnerRecords
from analysis.partners.prediction.splits import PartnerSplit
from analysis.partners.prediction.view import PartnerView
from analysis.scoring import auc
from analysis.ties.country_links import NOWHERE, Truths
from tests.analysis.partners.countries import DAY, SmallCountry, small_countries
from tests.analysis.partners.homophily import BEFORE, LEARNED, TESTED, generated, split_between
from tests.analysis.partners.test_features import partner_graph
from tests.profiles import examples


def everyone(records: PartnerRecords) -> Truths:
    return np.ones(records.size, dtype=np.bool_)


def drawn(
    records: PartnerRecords, day: float, until: float, eligible: Truths | None = None, seed: int = 1
) -> PairSample:
    """Return the sampled pairs of a period."""
    split = split_between(records, day, until, eligible)
    return sample(split, available(records), np.random.default_rng(seed))


def naive_new_partners(records: PartnerRecords, day: float, until: float) -> list[set[int]]:
    """Return the organisations that first became partners of each one after a day, up to another day."""
    first: dict[frozenset[int], float] = {}
    for one, other, since in zip(*records.partnerships[:3], strict=True):
        pair = frozenset((int(one), int(other)))
        first[pair] = min(first.get(pair, np.inf), float(since))
    found: list[set[int]] = [set() for _ in range(records.size)]
    for pair, since in first.items():
        if len(pair) == 2 and day < since <= until:
            one, other = pair
            found[one].add(other)
            found[other].add(one)
    return found


@examples(200)
@given(small_countries())
def test_new_partners_had_not_been_partners_before(country: SmallCountry) -> None:
    records = country.built().records
    split = split_between(records, DAY - 500, DAY)
    assert [set(split.new_of(each).tolist()) for each in range(records.size)] == naive_new_partners(
        records, DAY - 500, DAY
    )


@pytest.mark.parametrize("ended", [0, 20])
def test_weights_restore_the_natural_numbers_of_pairs_and_of_new_partners(ended: int) -> None:
    records = generated()
    eligible = everyone(records)
    eligible[:ended] = False
    view, found = PartnerView(records, BEFORE), drawn(records, BEFORE, LEARNED, eligible)
    new = naive_new_partners(records, BEFORE, LEARNED)
    open_pairs = sum(
        eligible[one] and eligible[other] and one != other and not view.partners[one, other]
        for one, other in product(range(records.size), repeat=2)
    )
    assert found.weights.sum() == pytest.approx(open_pairs)
    successes = sum(len([each for each in new[one] if eligible[each]]) for one in np.flatnonzero(eligible).tolist())
    assert found.weights @ found.outcomes == pytest.approx(successes)
    assert len(found.outcomes) < open_pairs


def test_a_sample_of_the_organisations_has_the_natural_numbers_on_average(monkeypatch: pytest.MonkeyPatch) -> None:
    records = generated()
    complete = drawn(records, BEFORE, LEARNED)
    monkeypatch.setattr(natural_rate, "MOST_ASKERS", 30)
    parts = [drawn(records, BEFORE, LEARNED, seed=each) for each in range(40)]
    assert all(len(np.unique(each.askers)) <= 60 for each in parts)
    pairs, successes = (
        [float(total) for total in totals]
        for totals in zip(*((each.weights.sum(), each.weights @ each.outcomes) for each in parts), strict=True)
    )
    assert np.mean(pairs) == pytest.approx(complete.weights.sum(), rel=0.05)
    assert np.mean(successes) == pytest.approx(complete.weights @ complete.outcomes, rel=0.05)


def test_sampled_pairs_are_new_partners_or_organisations_that_are_none() -> None:
    records = generated()
    split, features = split_between(records, BEFORE, LEARNED), available(records)
    for asker in (0, 7, 100):
        complete, new = features_of(split.view, asker, features), split.new_of(asker)
        rows, outcomes, weights = natural_rate.pairs_of(split, asker, complete, np.random.default_rng(1))
        assert rows[outcomes > 0] == pytest.approx(complete[new])
        assert outcomes.sum() == len(new)
        assert (weights[outcomes > 0] == 1).all()
        assert len(rows) <= len(new) + natural_rate.NEAR + natural_rate.FAR


def test_planted_preferences_have_the_right_sign() -> None:
    records = generated()
    model = learned(drawn(records, BEFORE, LEARNED), available(records))
    coefficients = dict(zip(model.features, model.coefficients, strict=True))
    assert coefficients["SAME_REGION"] > 0
    assert coefficients["KINDS"] > 0
    assert coefficients["SAME_REGION"] == max(coefficients.values())


def test_the_model_ranks_later_partners_better_than_chance_and_than_popularity() -> None:
    records = generated()
    model = NaturalRateModel(learned(drawn(records, BEFORE, LEARNED), available(records)))
    later = split_between(records, LEARNED, TESTED)
    scores: dict[str, Scores] = {
        "model": partial(model.scores, later),
        "constant": lambda askers: np.zeros((len(askers), records.size)),
        **baselines(later.view),
    }
    found = assess(later, scores, 1)
    assert found.area("constant", MATCHED) == found.area_within("constant", MATCHED) == 0.5
    assert found.area("model", MATCHED) > 0.75
    assert found.area_within("model", MATCHED) > 0.75
    assert found.area_difference("constant", MATCHED).low > 0.2
    assert found.area_within_difference("constant", MATCHED).low > 0.2
    assert found.area_within_difference("preferential_attachment", MATCHED).low > 0
    assert found.precision_difference("constant").low > 0
    assert found.area_within_difference("model", MATCHED) == (0.0, 0.0, 0.0)


def test_too_few_new_partners_are_refused() -> None:
    records = generated(size=12)
    with pytest.raises(FitError, match=r"Organisations have only \d+ new partners in a year; 60 are needed."):
        learned(drawn(records, BEFORE, LEARNED), available(records))


def test_a_day_before_all_organisations_is_refused() -> None:
    records = generated()
    with pytest.raises(FitError, match="No organisation existed"):
        drawn(records, BEFORE, LEARNED, np.zeros(records.size, dtype=np.bool_))


def scored(records: PartnerRecords, seed: int = 1) -> Floats:
    """Return random scores of all pairs, as integers, so that some are equal."""
    return np.random.default_rng(seed).integers(4, size=(records.size, records.size)).astype(np.float64)


def assessed(split: PartnerSplit, table: Floats, seed: int = 1) -> PartnerAssessment:
    """Return the evaluation of one score."""
    return assess(split, {"model": lambda askers: table[askers]}, seed)


@pytest.mark.parametrize("seed", range(5))
def test_areas_and_precisions_are_those_of_naive_counting(seed: int) -> None:
    records = generated(seed, 60)
    split = split_between(records, LEARNED, TESTED)
    table = scored(records, seed)
    found = assessed(split, table, seed)
    scores = found.pairs["model"]
    for column in (MATCHED, UNIFORM):
        within = [auc(row[[0, column]], np.array([1.0, 0.0])) for row in scores]
        assert found.area_within("model", column) == pytest.approx(np.mean(within))
        wins = np.sign(scores[:, 0][:, None] - scores[:, column][None, :])
        assert found.area("model", column) == pytest.approx((wins.mean() + 1) / 2)
    precisions = []
    for asker, first in zip(found.askers.tolist(), found.lists["model"].named, strict=True):
        closed = {asker, *split.view.partners[[asker]].indices.tolist()}
        assert len(set(first.tolist())) == PLACES
        assert not closed & set(first.tolist())
        rest = [table[asker][each] for each in range(records.size) if each not in closed | set(first.tolist())]
        assert min(table[asker][first]) >= max(rest)
        precisions.append(np.mean([each in split.new_of(asker) for each in first]))
    assert found.lists["model"].precision == pytest.approx(np.mean(precisions))
    assert set(found.askers.tolist()) == {each for each in range(records.size) if len(split.new_of(each))}


def test_others_never_become_partners_and_matched_ones_have_about_as_many_partners() -> None:
    records = generated()
    eligible = everyone(records)
    eligible[::7] = False
    split = split_between(records, LEARNED, TESTED, eligible)
    pairs = matched_pairs(split, 1_000, np.random.default_rng(1))
    uniform = uniform_others(split, pairs.askers, np.random.default_rng(1))
    assert len(pairs.askers) > 100
    order, degrees = np.sort(split.view.degrees[eligible]), split.view.degrees
    for asker, partner, matched, other in zip(*pairs, uniform, strict=True):
        ever = {int(asker), *split.view.partners[[asker]].indices.tolist(), *split.new_of(asker).tolist()}
        assert partner in split.new_of(asker)
        assert not {int(matched), int(other)} & ever
        assert eligible[[asker, partner, matched, other]].all()
        low, high = sorted((degrees[partner], degrees[matched]))
        assert np.searchsorted(order, high) - np.searchsorted(order, low, "right") <= WINDOW


@pytest.mark.parametrize("size", [3, 8, 12])
def test_few_candidates_are_evaluated_too(size: int) -> None:
    one = np.array([0, 1], dtype=np.int64)
    pairs = DatedPairs(one, one + 1, np.array([1.0, 3.0]), np.ones(2))
    split = split_between(PartnerRecords(size, pairs), 2.0, 4.0)
    found = assess(split, {"model": baselines(split.view)["common_neighbours"]}, 1)
    assert found.askers.tolist() == [1, 2]
    named = found.lists["model"].named
    assert (named != NOWHERE).sum(axis=1).tolist() == [min(size - 2, 10), min(size - 1, 10)]
    # in a country of three nothing is left as another organisation for the asker 1
    assert all(each in {1, 2} for each in found.pair_askers)
    assert found.lists["model"].distinct <= size


def test_an_evaluation_without_new_partners_has_no_figures() -> None:
    nobody = np.zeros(0, dtype=np.int64)
    split = split_between(PartnerRecords(4, DatedPairs(nobody, nobody, np.zeros(0), np.zeros(0))), 1.0, 2.0)
    found = assessed(split, np.zeros((4, 4)))
    assert len(found.pair_askers) == len(found.askers) == split.pairs == 0
    assert np.isnan(found.figures("model")["auc_uniform"])
    assert np.isnan(found.figures("model")["precision_at_10"])


@examples(300)
@given(small_countries())
def test_baselines_are_those_of_networkx(country: SmallCountry) -> None:
    view, graph = country.built().view, partner_graph(country)
    pairs = [(0, other) for other in range(1, len(graph))]
    found = {name: score(np.array([0]))[0, 1:] for name, score in baselines(view).items()}
    expected = {
        "jaccard": networkx.jaccard_coefficient(graph, pairs),
        "resource_allocation": networkx.resource_allocation_index(graph, pairs),
        "adamic_adar": networkx.adamic_adar_index(graph, pairs),
    }
    for name, values in expected.items():
        assert found[name] == pytest.approx([value for _, _, value in values])
    common = [len([*networkx.common_neighbors(graph, *pair)]) for pair in pairs]
    assert found["common_neighbours"] == pytest.approx(common)
    assert found["popularity"] == pytest.approx([graph.degree(other) for _, other in pairs])
    assert found["preferential_attachment"] == pytest.approx(graph.degree(0) * found["popularity"])


@given(small_countries(), st.sampled_from([20.0, 500.0, 1000.0]))
def test_recency_counts_the_partnerships_of_the_last_year(country: SmallCountry, year: float) -> None:
    records = replace(country.built().records, year=year)
    counts = np.zeros(records.size)
    for one, other, since in zip(*records.partnerships[:3], strict=True):
        if DAY - year < since <= DAY:
            counts[[one, other]] += 1
    assert baselines(PartnerView(records, DAY))["recency"](np.array([0]))[0] == pytest.approx(counts)


def calibration_sample(slope: float, size: int = 40_000) -> tuple[PairSample, Floats]:
    """Return pairs whose logits are those of a model multiplied by a slope, and the logits of the model."""
    records, random = generated(), np.random.default_rng(3)
    features = available(records)
    model = learned(drawn(records, BEFORE, LEARNED), features)
    rows, columns = random.normal(size=(size, len(features))), columns_in(model, features)
    rows[:, columns] = rows[:, columns] * np.array(model.scales) * 2 + np.array(model.means)
    linear = model.linear(rows[:, columns])
    outcomes = (random.random(size) < logistic(slope * linear)).astype(np.float64)
    return PairSample(rows, outcomes, np.ones(size), np.arange(size) % 500), linear


def columns_in(model: HazardModel, features: Sequence[ReasonFeature]) -> list[int]:
    """Return the columns of the features that the model uses."""
    names = [each.name for each in features]
    return [names.index(each) for each in model.features]


@pytest.mark.parametrize("slope", [1.0, 0.5])
def test_calibration_finds_the_slope_of_later_outcomes(slope: float) -> None:
    later, linear = calibration_sample(slope)
    found = recalibration(linear, later.outcomes, later.weights, later.askers)
    assert abs(found.slope - slope) < 4 * found.slope_error < 0.4
    figures = calibration_figures(logistic(linear), later.outcomes, later.weights)
    assert figures.observed == later.outcomes.sum()
    assert figures.slope == pytest.approx(found.slope, abs=0.03)
    if slope == 1.0:
        assert abs(found.shift) < 0.4
        assert figures.expected / figures.observed == pytest.approx(1.0, abs=0.1)


def test_calibration_without_new_partners_is_refused() -> None:
    later, linear = calibration_sample(1.0, 1_000)
    with pytest.raises(FitError):
        recalibration(linear, np.zeros(1_000), later.weights, later.askers)


WEIGHTED = st.tuples(st.floats(1e-6, 1.0), st.booleans(), st.integers(1, 5))


@given(st.lists(WEIGHTED, min_size=1, max_size=300))
def test_classes_start_with_the_highest_probability_and_lose_no_pair_between_them(
    pairs: list[tuple[float, bool, int]],
) -> None:
    probabilities, outcomes, weights = (np.array(each, dtype=np.float64) for each in zip(*pairs, strict=True))
    figures = calibration_figures(probabilities, outcomes, weights)
    found = figures.classes
    assert figures.expected == pytest.approx(probabilities @ weights)
    assert all(each.pairs >= FEWEST for each in found)
    lowest = [each.low for each in found]
    assert lowest == sorted(lowest, reverse=True)
    # fewer than `FEWEST` pairs can remain at the end only
    kept = probabilities >= (lowest[-1] if lowest else 2.0)
    assert sum(each.pairs for each in found) == kept.sum()
    assert sum(each.expected for each in found) == pytest.approx(probabilities[kept] @ weights[kept])
    assert sum(each.observed for each in found) == pytest.approx(outcomes[kept] @ weights[kept])


@given(st.lists(WEIGHTED, min_size=40, max_size=100))
def test_a_weight_counts_as_that_many_pairs(pairs: list[tuple[float, bool, int]]) -> None:
    probabilities, outcomes, weights = (np.array(each, dtype=np.float64) for each in zip(*pairs, strict=True))
    found = calibration_figures(probabilities, outcomes, weights)
    times = weights.astype(np.int64)
    repeated = calibration_figures(np.repeat(probabilities, times), np.repeat(outcomes, times))
    assert found.expected == pytest.approx(repeated.expected)
    assert found.observed == pytest.approx(repeated.observed)
