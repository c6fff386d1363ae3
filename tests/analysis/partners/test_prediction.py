"""Tests of the learning and the evaluation of the model of partnerships on generated networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError
from analysis.models.numbers import Floats, Integers, logistic
from analysis.partners.prediction import evaluation, learning
from analysis.partners.prediction.baselines import baselines
from analysis.partners.prediction.calibrating import FEWEST_PAIRS, calibrated_on, highest_classes
from analysis.partners.prediction.evaluation import FIRST, EvaluatedPairs, best, evaluate, pairs_to_test
from analysis.partners.prediction.features import Feature, available, features_of
from analysis.partners.prediction.learning import PairSample, learned, new_partners, sample
from analysis.partners.prediction.records import NOWHERE, DatedPairs, PartnerRecords
from analysis.partners.prediction.view import PartnerView
from analysis.scoring import auc
from tests.analysis.partners.countries import DAY, SmallCountry, small_countries
from tests.analysis.partners.homophily import BEFORE, LEARNED, TESTED, generated, views
from tests.analysis.partners.test_features import partner_graph
from tests.profiles import examples

Truths = learning.Truths


def everyone(records: PartnerRecords) -> Truths:
    return np.ones(records.size, dtype=np.bool_)


def drawn(
    records: PartnerRecords, day: float, until: float, eligible: Truths | None = None, seed: int = 1
) -> PairSample:
    """Return the sampled pairs of a period."""
    view, new = PartnerView(records, day), new_partners(records, day, until)
    found = everyone(records) if eligible is None else eligible
    return sample(view, new, available(records), found, np.random.default_rng(seed))


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
    found = new_partners(records, DAY - 500, DAY)
    assert [set(each.tolist()) for each in found] == naive_new_partners(records, DAY - 500, DAY)


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
    monkeypatch.setattr(learning, "MOST_ASKERS", 30)
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
    view, new = PartnerView(records, BEFORE), new_partners(records, BEFORE, LEARNED)
    features = available(records)
    for asker in (0, 7, 100):
        rows, outcomes, weights = learning.pairs_of(
            view, asker, new[asker], features, everyone(records), np.random.default_rng(1)
        )
        complete = features_of(view, asker, features)
        assert rows[outcomes > 0] == pytest.approx(complete[new[asker]])
        assert outcomes.sum() == len(new[asker])
        assert (weights[outcomes > 0] == 1).all()
        assert len(rows) <= len(new[asker]) + learning.NEAR + learning.FAR


def test_planted_preferences_have_the_right_sign() -> None:
    records = generated()
    model = learned(drawn(records, BEFORE, LEARNED), available(records))
    coefficients = dict(zip(model.features, model.coefficients, strict=True))
    assert coefficients["SAME_REGION"] > 0
    assert coefficients["KINDS"] > 0
    assert coefficients["SAME_REGION"] == max(coefficients.values())


def test_the_model_ranks_later_partners_better_than_chance_and_than_popularity() -> None:
    records = generated()
    features = available(records)
    model = learned(drawn(records, BEFORE, LEARNED), features)
    _, later = views(records)
    scores = {
        "model": lambda asker: model.linear(features_of(later, asker, features)),
        "constant": lambda asker: np.zeros(records.size),
        **baselines(later, 100.0),
    }
    found = evaluate(later, new_partners(records, LEARNED, TESTED), everyone(records), scores)
    assert found.figures("constant")["auc_degree_matched"] == 0.5
    assert found.figures("model")["auc_degree_matched"] > 0.75
    assert found.area_gain("model", "constant").low > 0.2
    assert found.area_gain("model", "preferential_attachment").low > 0
    assert found.precision_gain("model", "constant").low > 0
    assert found.area_gain("model", "model") == (0.0, 0.0, 0.0)


def test_too_few_new_partners_are_refused() -> None:
    records = generated(size=12)
    with pytest.raises(FitError, match=r"Organisations have only \d+ new partners in a year; 60 are needed."):
        learned(drawn(records, BEFORE, LEARNED), available(records))


def test_a_day_before_all_organisations_is_refused() -> None:
    records = generated()
    with pytest.raises(FitError, match="No organisation existed"):
        drawn(records, BEFORE, LEARNED, np.zeros(records.size, dtype=np.bool_))


def scored(records: PartnerRecords, seed: int = 1) -> dict[str, Floats]:
    """Return random scores of all pairs, as integers, so that some are equal."""
    return {"random": np.random.default_rng(seed).integers(4, size=(records.size, records.size)).astype(np.float64)}


@pytest.mark.parametrize("seed", range(5))
def test_areas_and_precisions_are_those_of_naive_counting(seed: int) -> None:
    records = generated(seed, 60)
    view, new = PartnerView(records, LEARNED), new_partners(records, LEARNED, TESTED)
    table = scored(records, seed)["random"]
    found = evaluate(view, new, everyone(records), {"random": lambda asker: table[asker]}, seed)
    figures, pairs = found.figures("random"), found.pairs
    for name, negatives in (("auc_degree_matched", pairs.matched), ("auc_uniform", pairs.uniform)):
        wins = [
            auc(table[asker][[one, other]], np.array([1.0, 0.0]))
            for asker, one, other in zip(pairs.askers, pairs.partners, negatives, strict=True)
        ]
        assert figures[name] == pytest.approx(np.mean(wins))
    precisions = []
    for asker, first in zip(found.askers.tolist(), found.by_score["random"].recommended, strict=True):
        closed = {asker, *view.partners[[asker]].indices.tolist()}
        assert len(set(first.tolist())) == FIRST
        assert not closed & set(first.tolist())
        rest = [table[asker][each] for each in range(records.size) if each not in closed | set(first.tolist())]
        assert min(table[asker][first]) >= max(rest)
        precisions.append(np.mean([each in new[asker] for each in first]))
    assert figures["precision_at_10"] == pytest.approx(np.mean(precisions))
    assert set(found.askers.tolist()) == {each for each, partners in enumerate(new) if len(partners)}


def test_negatives_never_become_partners_and_matched_ones_have_about_as_many_partners() -> None:
    records = generated()
    view, new = PartnerView(records, LEARNED), new_partners(records, LEARNED, TESTED)
    pairs = pairs_to_test(view, new, everyone(records), np.random.default_rng(1))
    order = np.sort(view.degrees)
    for asker, partner, matched, uniform in zip(*pairs, strict=True):
        ever = {int(asker), *view.partners[[asker]].indices.tolist(), *new[asker].tolist()}
        assert partner in new[asker]
        assert not {int(matched), int(uniform)} & ever
        low, high = sorted((view.degrees[partner], view.degrees[matched]))
        assert np.searchsorted(order, high) - np.searchsorted(order, low, "right") <= evaluation.NEIGHBOURS


@pytest.mark.parametrize("size", [3, 8, 12])
def test_few_candidates_are_evaluated_too(size: int) -> None:
    one = np.array([0, 1], dtype=np.int64)
    pairs = DatedPairs(one, one + 1, np.array([1.0, 3.0]), np.ones(2))
    view = PartnerView(PartnerRecords(size, pairs), 2.0)
    new = new_partners(view.records, 2.0, 4.0)
    found = evaluate(
        view, new, np.ones(size, dtype=np.bool_), {"popularity": baselines(view, 1.0)["common_neighbours"]}
    )
    assert found.askers.tolist() == [1, 2]
    recommended = found.by_score["popularity"].recommended
    assert (recommended != NOWHERE).sum(axis=1).tolist() == [min(size - 2, 10), min(size - 1, 10)]
    # in a country of three nothing is left as a negative of the asker 1
    assert all(each in {1, 2} for each in found.pairs.askers)
    assert found.figures("popularity")["distinct_recommended"] <= size


def test_an_evaluation_without_new_partners_has_no_figures() -> None:
    records = PartnerRecords(4, DatedPairs.none())
    view = PartnerView(records, 1.0)
    nobody: list[Integers] = [np.zeros(0, dtype=np.int64)] * 4
    found = evaluate(view, nobody, everyone(records), {"constant": lambda asker: np.zeros(4)})
    assert isinstance(found.pairs, EvaluatedPairs)
    assert len(found.pairs.askers) == len(found.askers) == 0
    assert np.isnan(found.figures("constant")["auc_uniform"])


def test_the_best_are_ten_that_are_no_partners_in_the_given_order() -> None:
    records = generated()
    view = PartnerView(records, LEARNED)
    scores = np.random.default_rng(1).integers(3, size=records.size).astype(np.float64)
    jitter = np.random.default_rng(2).random(records.size)
    found = best(view, scores, everyone(records), 5, jitter).tolist()
    closed = {5, *view.partners[[5]].indices.tolist()}
    rest = [each for each in range(records.size) if each not in closed]
    assert found == sorted(rest, key=lambda each: (-scores[each], jitter[each]))[:10]


@examples(300)
@given(small_countries())
def test_baselines_are_those_of_networkx(country: SmallCountry) -> None:
    view, graph = country.built().view, partner_graph(country)
    pairs = [(0, other) for other in range(1, len(graph))]
    found = {name: score(0)[1:] for name, score in baselines(view, 365.0).items()}
    expected = {
        "jaccard": networkx.jaccard_coefficient(graph, pairs),
        "resource_allocation": networkx.resource_allocation_index(graph, pairs),
        "adamic_adar": networkx.adamic_adar_index(graph, pairs),
    }
    for name, values in expected.items():
        assert found[name] == pytest.approx([value for _, _, value in values])
    common = [len([*networkx.common_neighbors(graph, *pair)]) for pair in pairs]
    assert found["common_neighbours"] == pytest.approx(common)
    assert found["preferential_attachment"] == pytest.approx([graph.degree(other) for _, other in pairs])


@given(small_countries(), st.sampled_from([20.0, 500.0, 1000.0]))
def test_recency_counts_the_partnerships_of_the_recent_period(country: SmallCountry, recent: float) -> None:
    records = country.built().records
    counts = np.zeros(records.size)
    for one, other, since in zip(*records.partnerships[:3], strict=True):
        if DAY - recent < since <= DAY:
            counts[[one, other]] += 1
    assert baselines(country.built().view, recent)["recency"](0) == pytest.approx(counts)


def calibration_sample(slope: float, size: int = 40_000) -> tuple[PairSample, HazardModel, list[int]]:
    """Return pairs whose logits are those of a model multiplied by a slope, the model, and its columns."""
    records, random = generated(), np.random.default_rng(3)
    features = available(records)
    model = learned(drawn(records, BEFORE, LEARNED), features)
    rows, columns = random.normal(size=(size, len(features))), columns_in(model, features)
    rows[:, columns] = rows[:, columns] * np.array(model.scales) * 2 + np.array(model.means)
    outcomes = (random.random(size) < logistic(slope * model.linear(rows[:, columns]))).astype(np.float64)
    return PairSample(rows, outcomes, np.ones(size), np.arange(size) % 500), model, columns


def columns_in(model: HazardModel, features: Sequence[Feature]) -> list[int]:
    """Return the columns of the features that the model uses."""
    names = [each.code.value for each in features]
    return [names.index(each) for each in model.features]


@pytest.mark.parametrize("slope", [1.0, 0.5])
def test_calibration_finds_the_slope_of_later_outcomes(slope: float) -> None:
    later, model, columns = calibration_sample(slope)
    found = calibrated_on(model, later, columns)
    assert abs(found.slope - slope) < 4 * found.slope_error < 0.4
    assert found.observed == later.outcomes.sum()
    if slope == 1.0:
        assert abs(found.shift) < 0.4
        assert found.figures()["expected_over_observed"] == pytest.approx(1.0, abs=0.1)


def test_calibration_without_new_partners_is_refused() -> None:
    later, model, columns = calibration_sample(1.0, 1_000)
    with pytest.raises(FitError):
        calibrated_on(model, replace(later, outcomes=np.zeros(1_000)), columns)


@given(st.lists(st.tuples(st.floats(1e-6, 1.0), st.booleans()), min_size=1, max_size=300))
def test_classes_start_with_the_highest_probability_and_lose_no_pair_between_them(
    pairs: list[tuple[float, bool]],
) -> None:
    probabilities, outcomes = (np.array(each, dtype=np.float64) for each in zip(*pairs, strict=True))
    found = highest_classes(probabilities, outcomes, np.ones(len(pairs)))
    assert all(each.pairs >= FEWEST_PAIRS for each in found)
    lowest = [each.lowest for each in found]
    assert lowest == sorted(lowest, reverse=True)
    if found:
        kept = probabilities >= lowest[-1]
        assert sum(each.pairs for each in found) == kept.sum()
        assert sum(each.expected for each in found) == pytest.approx(probabilities[kept].sum())
        assert sum(each.observed for each in found) == pytest.approx(outcomes[kept].sum())
