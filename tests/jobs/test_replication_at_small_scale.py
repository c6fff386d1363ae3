"""Tests that the model is fitted within its bounds at a twelfth of the federal set, where one in 7,000 adopts."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from jobs.replication.country import Country

from analysis.models.hazard_model import HazardModel
from analysis.next_adopters.learning import silent
from analysis.replication.uptake import ExpectedUptake, RegionState, Spreading, uptake_of
from analysis.replication.usable import defects
from jobs.replication.graph_source import GraphSource
from jobs.replication.learning import learned
from tests.jobs.generated_country import generated

SCALE = 0.08
DAY = date(2026, 8, 31)
# enough practices for the adoption rate of the full set in a fraction of the time
PRACTICES = 120


@pytest.fixture(scope="module")
def country() -> Country:
    return generated(SCALE)


@pytest.fixture(scope="module")
def model(country: Country) -> HazardModel:
    return learned(GraphSource(country, most_learned=PRACTICES), DAY.toordinal(), 1, silent).model


def test_the_model_has_no_defects_and_the_intercept_of_rare_adoptions(model: HazardModel) -> None:
    assert defects(model) == []
    assert -13 < model.intercept < -6


def test_every_region_has_finite_expectations(country: Country, model: HazardModel) -> None:
    regions = np.array([each or "" for each in country.regions])
    names = sorted({each for each in country.regions if each})
    # the other regions have no municipality of their own
    assert len(names) == 85
    for number, name in enumerate(names):
        found = expected(country, model, np.flatnonzero(regions == name), number)
        assert 0 < found.low < found.value < found.high <= found.organisations
        assert np.isfinite([found.base, *found.parts]).all()


def expected(
    country: Country, model: HazardModel, own: np.ndarray[tuple[int], np.dtype[np.int64]], practice: int
) -> ExpectedUptake:
    day = float(DAY.toordinal())
    spreading = Spreading(
        country.practices.ids[practice],
        float(country.practices.published[practice]),
        country.adopters(practice),
        country.states(practice, day),
        country.adopters(practice).before(day).organisations,
    )
    return uptake_of(model, RegionState(day, country.around, own, [spreading]), spreading)
