"""Tests of two-stage samples: features for a part of the candidates only, and estimates that hold for all."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.hazard_model import HazardModel
from analysis.models.numbers import Floats, Integers, logistic
from analysis.next_adopters.feature_sources import Candidates
from analysis.next_adopters.sampling import LearningRows, joined, population, rows_of

SHIFT, SLOPE = -7.0, 1.5
PRACTICES, PLACES, PROPOSED, FEWEST = 40, 5_000, 500, 20


class World:
    """Candidates with one feature, and a count of the candidates whose feature was computed."""

    def __init__(self, seed: int) -> None:
        random = np.random.default_rng(seed)
        self.values = random.normal(size=(PRACTICES, PLACES))
        chances = logistic(SHIFT + SLOPE * self.values)
        self.outcomes = (random.random((PRACTICES, PLACES)) < chances).astype(np.float64)
        self.computed = 0

    def candidates(self, practice: int) -> Candidates:
        def features(chosen: Integers) -> Floats:
            self.computed += len(chosen)
            values: Floats = self.values[practice][chosen][:, None]
            return values

        return Candidates(practice, 1, np.arange(PLACES), self.outcomes[practice], features)

    def drawn(self, pilot: HazardModel | None, seed: int) -> LearningRows:
        random = np.random.default_rng(seed)
        each = (self.candidates(practice) for practice in range(PRACTICES))
        return joined([rows_of(one, random.random(PLACES), FEWEST, PROPOSED, pilot) for one in each])


@pytest.fixture(scope="module")
def world() -> World:
    return World(1)


@pytest.fixture(scope="module")
def pilot() -> HazardModel:
    other = World(2)
    return fitted(other.drawn(None, 3))


def fitted(rows: LearningRows) -> HazardModel:
    return fit_hazard_model(rows.features, ["feature"], rows.outcomes, control_rates=rows.control_rates)


def test_features_are_made_for_the_proposed_part_alone(world: World, pilot: HazardModel) -> None:
    world.computed = 0
    rows = world.drawn(pilot, 4)
    assert world.computed == pytest.approx(PRACTICES * PROPOSED + world.outcomes.sum(), rel=0.05)
    assert len(rows.outcomes) < world.computed / 2
    assert (rows.control_rates <= PROPOSED / PLACES + 1e-12).all()


def test_without_a_pilot_features_are_made_for_the_rows_alone(world: World) -> None:
    world.computed = 0
    assert len(world.drawn(None, 4).outcomes) == world.computed


def test_adopters_are_all_kept_and_likely_ones_more_often_than_others(world: World, pilot: HazardModel) -> None:
    rows, plain = world.drawn(pilot, 4), world.drawn(None, 4)
    assert rows.outcomes.sum() == world.outcomes.sum()
    above = [float((each.features[each.outcomes == 0] > 1.5).sum()) for each in (rows, plain)]
    assert above[0] > 1.5 * above[1]


def test_rows_stand_for_all_candidates_and_give_the_true_coefficients(world: World, pilot: HazardModel) -> None:
    rows = world.drawn(pilot, 4)
    assert population(rows).sum() == pytest.approx(PRACTICES * PLACES, rel=0.03)
    found = fitted(rows)
    error = np.sqrt(np.array(found.covariance)[1, 1]) / found.scales[0]
    assert found.coefficients[0] / found.scales[0] == pytest.approx(SLOPE, abs=4 * error)
    assert found.probabilities(world.values.reshape(-1, 1)).value.mean() == pytest.approx(
        world.outcomes.mean(), rel=0.1
    )
