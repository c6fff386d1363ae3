"""Learning of partner models: planted fields of work, contributions, calibration, networks without days."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from analysis.models.logistic import FitError
from analysis.partners.prediction import natural_rate
from analysis.partners.prediction.baselines import RESOURCE_ALLOCATION
from analysis.partners.prediction.calibration_figures import CalibrationFigures
from analysis.partners.prediction.evaluation import MATCHED, MODEL, PartnerAssessment
from analysis.partners.prediction.features import Rows, shortlisted, values_of
from analysis.partners.prediction.learning import (
    NATURAL_RATE,
    SHORTLIST,
    LearnedPartners,
    learn_partners,
    learn_ties,
    surpasses,
)
from analysis.partners.prediction.lists import ListFigures
from analysis.partners.prediction.shortlist_model import ShortlistModel
from analysis.partners.prediction.splits import PartnerSplit, known_split
from analysis.partners.tables import records_of_edges
from graph_model.progress import silent
from metodgraph.commands.analyse.partner_figures import assessed
from tests.analysis.partners.consortia import consortia

UNTIL = 2002


@pytest.fixture(scope="module")
def learned() -> LearnedPartners:
    return learn_partners(consortia(1).records(), UNTIL, UNTIL + 1, seed=1, forms=[SHORTLIST])


@pytest.fixture(scope="module")
def model(learned: LearnedPartners) -> ShortlistModel:
    assert isinstance(learned.model, ShortlistModel)
    return learned.model


@pytest.fixture(scope="module")
def split() -> PartnerSplit:
    return known_split(consortia(1).records(), UNTIL, UNTIL + 1)


@pytest.fixture(scope="module")
def results(learned: LearnedPartners, split: PartnerSplit) -> tuple[PartnerAssessment, CalibrationFigures]:
    return assessed(learned, split, 1, silent)


def test_planted_fields_are_found_where_popularity_explains_nothing(
    results: tuple[PartnerAssessment, CalibrationFigures],
) -> None:
    found, _ = results
    assert found.area(MODEL, MATCHED) > 0.68
    assert found.area_within(MODEL, MATCHED) > 0.68
    assert abs(found.area("preferential_attachment", MATCHED) - 0.5) < 0.05
    assert found.area_difference("resource_allocation", MATCHED).low > 0.0
    assert found.area_within_difference("resource_allocation", MATCHED).low > 0.0


def test_topics_are_the_largest_content_weight_if_fields_decide(model: ShortlistModel) -> None:
    weights = {name: each["affinity"] for name, each in model.weights().items()}
    assert weights["SHARED_THEMES"] + weights["RELATED_THEMES"] > 0.5
    assert abs(weights["KIND_MIXING"]) < 0.2


def test_probabilities_add_up_to_about_the_observed_new_pairs(
    results: tuple[PartnerAssessment, CalibrationFigures],
) -> None:
    _, found = results
    assert 0.7 < found.expected / found.observed < 1.4
    assert 0.6 < found.slope < 1.5


def test_contributions_add_up_to_the_score(model: ShortlistModel, split: PartnerSplit) -> None:
    scores = model.scores(split, np.array([3]))[0]
    open_ = np.isfinite(scores)
    parts = model.contributions(split, 3)
    assert parts.shape == (split.view.records.size, len(model.names))
    assert np.allclose(parts.sum(axis=1)[open_], scores[open_], atol=1e-3)


@pytest.mark.parametrize("form", [NATURAL_RATE, SHORTLIST])
def test_partners_and_the_asker_are_no_candidates_of_either_form(form: str, split: PartnerSplit) -> None:
    found = learn_partners(consortia(1).records(), UNTIL, UNTIL + 1, seed=1, forms=[form]).model
    scores = found.scores(split, np.arange(20))
    assert np.array_equal(np.isneginf(scores), split.closed(np.arange(20)))
    assert (found.probabilities(scores)[np.isneginf(scores)] == 0.0).all()


def test_scores_do_not_depend_on_the_other_askers(model: ShortlistModel, split: PartnerSplit) -> None:
    together = model.scores(split, np.arange(6))
    apart = np.concatenate([model.scores(split, np.array([each])) for each in range(6)])
    assert np.allclose(together, apart, atol=1e-4)


def test_the_same_seed_learns_the_same_model(learned: LearnedPartners) -> None:
    again = learn_partners(consortia(1).records(), UNTIL, UNTIL + 1, seed=1, forms=[SHORTLIST])
    assert again.model.weights() == learned.model.weights()


def test_later_years_do_not_change_the_model() -> None:
    table = consortia(1)
    kept = table.days[table.projects] <= UNTIL
    past = replace(table, members=table.members[kept], projects=table.projects[kept])
    ours, theirs = (learn_partners(each.records(), UNTIL, UNTIL + 1, seed=1) for each in (past, table))
    assert ours.form == theirs.form
    assert ours.model.weights() == theirs.model.weights()
    assert ours.compared == theirs.compared


class Guess(NamedTuple):
    """The results of two forms and of resource allocation: hits and named organisations of three askers."""

    hits: float
    named: int

    def lists(self) -> ListFigures:
        named = np.arange(30).reshape(3, 10) % self.named
        return ListFigures(np.full(3, self.hits), named, np.zeros(3, dtype=np.bool_))


@pytest.mark.parametrize(
    ("form", "other", "better"),
    [
        (Guess(1, 25), Guess(5, 10), True),
        (Guess(5, 10), Guess(1, 25), False),
        (Guess(5, 25), Guess(1, 25), True),
        (Guess(1, 10), Guess(5, 10), False),
        (Guess(3, 25), Guess(3, 25), True),
    ],
)
def test_varied_lists_are_preferred_then_precise_ones_then_the_larger_area(
    form: Guess, other: Guess, better: bool
) -> None:
    pairs = {"form": np.array([[1.0, 0.0, 0.0]] * 3), "other": np.array([[0.0, 1.0, 0.0]] * 3)}
    lists = {"form": form.lists(), "other": other.lists(), RESOURCE_ALLOCATION: Guess(2, 20).lists()}
    found = PartnerAssessment(pairs, lists, np.arange(3), np.arange(3), 3, 1)
    assert surpasses(found, "form", "other") is better


def test_the_figures_of_both_forms_on_the_learning_period_are_kept() -> None:
    found = learn_partners(consortia(1).records(), UNTIL, UNTIL + 1, seed=1)
    assert set(found.compared) == {NATURAL_RATE, SHORTLIST}
    assert found.form in found.compared


def test_a_plain_network_is_learned_without_features_of_projects_and_topics() -> None:
    view = known_split(consortia(2).records(), 2003, 2004).view
    ties = view.partners.tocoo()
    upper = ties.row < ties.col
    random = np.random.default_rng(1)
    periods = random.choice([0.0, 1.0, 2.0], size=int(upper.sum()), p=[0.8, 0.1, 0.1])
    records = records_of_edges(view.records.size, ties.row[upper], ties.col[upper], periods)
    learned = learn_ties(records, 1.0, seed=1, forms=[SHORTLIST])
    assert [each.name for each in learned.model.features] == ["SHARED_PARTNERS", "RANDOM_WALK", "ACTIVITY"]
    found, _ = assessed(learned, known_split(records, 1.0, 2.0), 1, silent)
    assert found.area(MODEL, MATCHED) > 0.6
    assert "recency" not in found.pairs


def test_edges_without_days_do_not_grow_older() -> None:
    one, other = np.array([0, 1, 2]), np.array([1, 2, 3])
    values: list[Rows] = []
    for periods in ([0.0, 0.0, 0.0], [0.0, 1.0, 0.0]):
        split = known_split(records_of_edges(4, one, other, np.array(periods)), 1.0, 2.0)
        values.append(values_of(split.view, np.arange(4), shortlisted(split.view.records)))
    assert np.array_equal(values[0], values[1])


def test_a_form_that_cannot_be_fitted_is_named_and_the_other_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(natural_rate, "FEWEST", 10_000)
    found = learn_partners(consortia(1).records(), UNTIL, UNTIL + 1, seed=1)
    assert (found.form, found.compared) == (SHORTLIST, {})
    assert any("'natural rate' was not fitted" in each and "10000 are needed" in each for each in found.notes)


def test_too_few_new_pairs_are_refused_with_their_number() -> None:
    with pytest.raises(FitError, match=r"has \d+ new pairs; a model needs 30"):
        learn_partners(consortia(3, organisations=300, projects=20).records(), UNTIL, UNTIL + 1, seed=1)
