"""Tests of measured effects: the planted differences are found again by regression, and agree with the true means."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.country import demo
from generator.drawing import effects
from generator.records.truth import parameters_of
from graph_model.kinds.adoptions import Effect
from tests.generator.countries import world_of
from tests.generator.stored_graph import nodes_of

WORLD = world_of(demo())
Floats = NDArray[np.float64]


@cache
def measured() -> tuple[NDArray[np.int64], list[Effect], Floats]:
    """Return the adoptions with an effect, the effects, and the standard errors of their sizes."""
    found = nodes_of(Effect)
    places = np.array([int(each.code.rsplit("-", 1)[1]) - 1 for each in found])
    return places, found, np.array([2 / np.sqrt(each.participants or 1) for each in found])


def covariates(places: NDArray[np.int64], found: list[Effect]) -> Floats:
    """Return the covariates of the measured effects: those of the place, and the outcome."""
    practice, adopter = WORLD.spread.practice[places], WORLD.spread.organisation[places]
    rural = (WORLD.conditions.rural[adopter] == 1).astype(np.float64)
    quality = WORLD.practices.quality[practice]
    away = (effects.BASE + effects.OF_QUALITY * quality - effects.LOST_IN_RURAL * rural) - WORLD.effects.expected[
        places
    ]
    outcomes = [np.array([float(each.outcome == name) for each in found]) for name in list(effects.OUTCOMES)[1:]]
    return np.column_stack([np.ones(len(places)), quality, away / effects.LOST_WITH_DISTANCE, rural, *outcomes])


def test_the_effects_depend_on_quality_distance_settlement_and_outcome_as_documented() -> None:
    places, found, errors = measured()
    design, sizes = covariates(places, found), np.array([each.size for each in found])
    weights = 1 / (errors**2 + effects.BETWEEN_PLACES**2)
    information = design.T @ (design * weights[:, None])
    estimates = np.linalg.solve(information, design.T @ (weights * sizes))
    spread = np.sqrt(np.diag(np.linalg.inv(information)))
    planted = [effects.BASE, effects.OF_QUALITY, -effects.LOST_WITH_DISTANCE, -effects.LOST_IN_RURAL]
    planted += list(effects.OUTCOMES.values())[1:]
    assert (np.abs(estimates - planted) < 4 * spread).all()
    assert (np.abs(planted[1:]) > 2 * spread[1:]).sum() >= 4


def test_places_differ_by_more_than_the_errors_of_measurement() -> None:
    places, found, errors = measured()
    offsets = np.array([effects.OUTCOMES[each.outcome] for each in found])
    residuals = np.array([each.size for each in found]) - WORLD.effects.expected[places] - offsets
    total = errors**2 + effects.BETWEEN_PLACES**2
    scaled = residuals**2 / total
    assert abs(scaled.mean() - 1) < 4 * np.sqrt(2 / len(found))
    assert (residuals**2 / errors**2).mean() > 1 + 2 * np.sqrt(2 / len(found))


def test_a_practice_is_measured_on_two_outcomes_and_a_third_of_the_older_adoptions_has_an_effect() -> None:
    places, found, _ = measured()
    for place, each in zip(places.tolist(), found, strict=True):
        assert each.outcome in effects.outcomes_of(int(WORLD.spread.practice[place]))
    old = np.flatnonzero(WORLD.spread.on < WORLD.spread.on.max() - 600)
    assert abs(np.isin(old, places).mean() - 0.33) < 0.04


def test_the_written_mean_of_a_practice_is_the_mean_over_its_adoptions() -> None:
    written = parameters_of(WORLD)["meanEffects"]
    assert isinstance(written, dict)
    assert len(written) == len(set(WORLD.spread.practice.tolist()))
    own = WORLD.effects.expected[WORLD.spread.practice == 0]
    first, second = effects.outcomes_of(0)
    assert written["PR-DEMO-1"] == {
        first: round(float(own.mean()) + effects.OUTCOMES[first], 6),
        second: round(float(own.mean()) + effects.OUTCOMES[second], 6),
    }
