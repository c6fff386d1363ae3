"""At a twelfth of the federal set, where one in seven thousand adopts, the model is fitted within its bounds."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analysis.replication.uptake import RegionAround, Spreading, Uptake, uptake_of
from analysis.replication.usable import defects
from jobs.replication import graph_source
from jobs.replication.country import Country
from jobs.replication.learning import Fitted, fit
from tests.jobs.generated_country import generated

SCALE = 0.08
DAY = date(2026, 8, 31)
# enough for the same rate of adoption in a fraction of the time
PRACTICES = 120


@pytest.fixture(scope="module")
def country() -> Country:
    return generated(SCALE)


@pytest.fixture(scope="module")
def fitted(country: Country) -> Fitted:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_source, "MOST_LEARNED", PRACTICES)
        return fit(country, DAY, testing=False)


def test_the_model_has_no_defects_and_the_intercept_of_rare_adoptions(fitted: Fitted) -> None:
    assert defects(fitted.model) == []
    assert -13 < fitted.model.intercept < -6


def test_every_region_has_finite_expectations(country: Country, fitted: Fitted) -> None:
    regions = np.array([each or "" for each in country.regions])
    names = sorted({each for each in country.regions if each})
    # the others have no municipalities of their own
    assert len(names) == 85
    for number, name in enumerate(names):
        found = expected(country, fitted, np.flatnonzero(regions == name), number)
        assert 0 < found.low < found.value < found.high <= found.organisations
        assert np.isfinite([found.base, *found.parts]).all()


def expected(
    country: Country, fitted: Fitted, own: np.ndarray[tuple[int], np.dtype[np.int64]], practice: int
) -> Uptake:
    day = float(DAY.toordinal())
    spreading = Spreading(
        country.practices.ids[practice],
        float(country.practices.published[practice]),
        country.adopters(practice),
        country.standing(practice, day),
        country.adopters(practice).before(day).organisations,
    )
    return uptake_of(fitted.model, RegionAround(day, country.around, own, [spreading]), spreading)
