"""Tests that the model is fitted within its bounds at a twelfth of the federal set, where one in 7,000 adopts."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analysis.models.hazard_model import HazardModel
from analysis.next_adopters.learning import silent
from analysis.replication.country import ReplicationCountry
from analysis.replication.uptake import RegionOutlook, uptake_of
from analysis.replication.usable import defects
from jobs.replication.graph_source import GraphSource
from jobs.replication.learning import learned
from tests.jobs.generated_country import generated

SCALE = 0.08
DAY = date(2026, 8, 31)
# enough practices for the adoption rate of the full set in a fraction of the time
PRACTICES = 120


@pytest.fixture(scope="module")
def country() -> ReplicationCountry:
    return generated(SCALE)


@pytest.fixture(scope="module")
def model(country: ReplicationCountry) -> HazardModel:
    return learned(GraphSource(country, most_learned=PRACTICES), DAY.toordinal(), 1, silent).model


def test_the_model_has_no_defects_and_the_intercept_of_rare_adoptions(model: HazardModel) -> None:
    assert defects(model) == []
    assert -13 < model.intercept < -6


def test_every_region_has_finite_expectations(country: ReplicationCountry, model: HazardModel) -> None:
    present = np.unique(country.regions[country.regions >= 0]).tolist()
    # the other regions have no municipality of their own
    assert len(present) == 85
    # a practice for every school, whose audience is known
    practice = 0
    for region in present:
        found = uptake_of(model, RegionOutlook(country, region, float(DAY.toordinal())), practice)
        assert 0 < found.low < found.value < found.high <= found.organisations
        assert np.isfinite([found.base, *found.parts]).all()
