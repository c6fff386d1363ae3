"""Learning of partner models: planted fields of work, contributions, calibration, networks without days."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.models.logistic import FitError
from analysis.partners.tables.evaluation import MATCHED, MODEL, PartnerAssessment, assess_partners
from analysis.partners.tables.learning import LearnedPartners, learn_partners, learn_ties
from analysis.partners.tables.splits import PartnerSplit, dated_split, split_of
from analysis.partners.tables.table import table_of_edges
from tests.analysis.partners.tables.consortia import consortia

UNTIL = 2002


@pytest.fixture(scope="module")
def learned() -> LearnedPartners:
    return learn_partners(consortia(1), UNTIL, 1, seed=1)


@pytest.fixture(scope="module")
def split() -> PartnerSplit:
    return dated_split(consortia(1), UNTIL, 1)


@pytest.fixture(scope="module")
def assessed(learned: LearnedPartners, split: PartnerSplit) -> PartnerAssessment:
    return assess_partners(learned.model, split, seed=1)


def test_planted_fields_are_found_where_popularity_explains_nothing(assessed: PartnerAssessment) -> None:
    assert assessed.area(MODEL, MATCHED) > 0.68
    assert abs(assessed.area("preferential_attachment", MATCHED) - 0.5) < 0.05
    assert assessed.area_difference("resource_allocation", MATCHED).low > 0.0


def test_topics_are_the_largest_content_weight_if_fields_decide(learned: LearnedPartners) -> None:
    weights = {name: each["affinity"] for name, each in learned.model.weights().items()}
    assert weights["COMMON_TOPICS"] + weights["RELATED_TOPICS"] > 0.5
    assert abs(weights["KIND"]) < 0.2


def test_probabilities_add_up_to_about_the_observed_new_pairs(assessed: PartnerAssessment) -> None:
    found = assessed.calibration
    assert 0.7 < found.expected / found.observed < 1.4
    assert 0.6 < found.slope < 1.5


def test_contributions_add_up_to_the_score(learned: LearnedPartners, split: PartnerSplit) -> None:
    model = learned.model
    scores = model.scores(split.view, np.array([3]))[0]
    open_ = np.isfinite(scores)
    parts = model.contributions(split.view, 3)
    assert parts.shape == (len(split.view), len(model.names))
    assert np.allclose(parts.sum(axis=1)[open_], scores[open_], atol=1e-3)


def test_partners_and_the_asker_are_no_candidates(learned: LearnedPartners, split: PartnerSplit) -> None:
    scores = learned.model.scores(split.view, np.arange(20))
    assert np.array_equal(np.isneginf(scores), split.view.closed(np.arange(20)))
    assert (learned.model.probabilities(scores)[np.isneginf(scores)] == 0.0).all()


def test_scores_do_not_depend_on_the_other_askers(learned: LearnedPartners, split: PartnerSplit) -> None:
    together = learned.model.scores(split.view, np.arange(6))
    apart = np.concatenate([learned.model.scores(split.view, np.array([each])) for each in range(6)])
    assert np.allclose(together, apart, atol=1e-4)


def test_the_same_seed_learns_the_same_model(learned: LearnedPartners) -> None:
    again = learn_partners(consortia(1), UNTIL, 1, seed=1)
    assert again.model.weights() == learned.model.weights()


def test_later_years_do_not_change_the_model(learned: LearnedPartners) -> None:
    table = consortia(1)
    kept = table.days[table.projects] <= UNTIL
    past = type(table)(
        table.organisations, table.members[kept], table.projects[kept], table.days, table.topics, table.groups
    )
    assert learn_partners(past, UNTIL, 1, seed=1).model.weights() == learned.model.weights()


def test_a_plain_network_is_learned_without_features_of_projects_and_topics() -> None:
    view = dated_split(consortia(2), 2003, 1).view
    ties = view.ties.tocoo()
    upper = ties.row < ties.col
    table = table_of_edges([str(each) for each in range(len(view))], ties.row[upper], ties.col[upper])
    hidden = np.random.default_rng(1).random(len(table.days)) < 0.1
    model = learn_ties(table, hidden, seed=1).model
    assert [each.name for each in model.features] == ["SHARED_PARTNERS", "RANDOM_WALK", "ACTIVITY"]
    found = assess_partners(model, split_of(table, ~hidden, hidden, 0.0), seed=1)
    assert found.area(MODEL, MATCHED) > 0.6
    assert "recency" not in found.pairs


def test_too_few_new_pairs_are_refused_with_their_number() -> None:
    with pytest.raises(FitError, match=r"has \d+ new pairs; a model needs 30"):
        learn_partners(consortia(3, organisations=300, projects=20), UNTIL, 1, seed=1)
