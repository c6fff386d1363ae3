"""Tests of features from the graph: no future data, the same recipe as for tables, consistent figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analysis.next_adopters.evaluation import MODEL, assess
from analysis.next_adopters.feature_sources import AlignmentError
from analysis.next_adopters.learning import Learned, learn, origins_of
from analysis.replication.audience import Audience, OrganisationTraits
from analysis.replication.country import PracticeRecords, ReplicationCountry, Uptakes
from analysis.replication.graph_features import FEATURES, SIGNS, WARNINGS
from analysis.replication.surroundings import Organisations, Surroundings, Ties
from graph_model.terms import EvidenceTier, PracticeStage
from jobs.replication.errors import TooFewAdoptionsError
from jobs.replication.graph_source import GraphSource
from jobs.replication.learning import HORIZON, fit
from jobs.replication.needs import DatedNeeds

PLACES, TOWNS, PRACTICES, YEARS = 120, 15, 24, 6
BEGIN = date(2015, 1, 1).toordinal()
UNTIL = BEGIN + (YEARS - 1) * HORIZON
NONE = np.empty(0, dtype=np.int64)


def spread(towns: np.ndarray[tuple[int, ...], np.dtype[np.int64]], seed: int) -> list[tuple[int, int, float]]:
    """Return practices that start at one place and spread mostly within towns: practice, place, day."""
    random, found = np.random.default_rng(seed), []
    for practice in range(PRACTICES):
        held = {int(random.integers(PLACES)): BEGIN + float(random.integers(400))}
        for month in range(14, 12 * YEARS):
            day = BEGIN + month * 30.4
            share = np.bincount(towns[list(held)], minlength=TOWNS)[towns]
            for place in np.flatnonzero(random.random(PLACES) < 0.0006 + 0.014 * (share > 0)).tolist():
                held.setdefault(place, float(int(day)))
        found += [(practice, place, day) for place, day in sorted(held.items(), key=lambda each: each[1])]
    return found


def uptakes(rows: Sequence[tuple[int, int, float]]) -> Uptakes:
    practices, places, began = (np.array(each) for each in zip(*rows, strict=True))
    return Uptakes(practices, places, began, np.full(len(rows), np.inf), np.zeros(len(rows), dtype=np.bool_))


@pytest.fixture(scope="module")
def country() -> ReplicationCountry:
    random = np.random.default_rng(1)
    towns = random.integers(TOWNS, size=PLACES)
    centres = np.column_stack([random.uniform(50, 60, TOWNS), random.uniform(30, 60, TOWNS)])
    nothing = Ties(NONE, NONE, np.empty(0), np.empty(0))
    around = Surroundings(
        organisations=Organisations(
            kinds=random.integers(3, size=PLACES),
            municipalities=towns,
            places=centres[towns] + random.normal(0.0, 0.05, (PLACES, 2)),
            teachers=random.integers(5, 90, PLACES).astype(np.float64),
        ),
        members=np.bincount(towns, minlength=TOWNS).astype(np.float64),
        borders=np.empty((0, 2), dtype=np.int64),
        partners=nothing,
        projects=nothing,
        size=PLACES,
    )
    practices = PracticeRecords(
        ids=[f"Practice:{each}" for each in range(PRACTICES)],
        published=np.full(PRACTICES, float(BEGIN)),
        authors=np.full(PRACTICES, -1),
        themes=[frozenset({f"Theme:{each % 4}"}) for each in range(PRACTICES)],
        competences=[frozenset()] * PRACTICES,
        stages=[PracticeStage.PROVEN] * PRACTICES,
        evidence=[EvidenceTier.NONE] * PRACTICES,
        withdrawn=np.zeros(PRACTICES, dtype=np.bool_),
        audiences=[Audience()] * PRACTICES,
    )
    return ReplicationCountry(
        ids=[f"Organisation:{each}" for each in range(PLACES)],
        municipalities=[f"Municipality:{each}" for each in range(TOWNS)],
        regions=np.zeros(PLACES, dtype=np.int64),
        region_ids=["Region:0"],
        region_names=["0"],
        last_days=np.full(PLACES, np.inf),
        around=around,
        practices=practices,
        uptakes=uptakes(spread(towns, 2)),
        needs=DatedNeeds({}, np.zeros(TOWNS)),
        traits=OrganisationTraits.unknown(around.organisations.kinds, np.zeros(PLACES, dtype=np.int64)),
    )


@pytest.fixture(scope="module")
def learned(country: ReplicationCountry) -> Learned:
    return learn(GraphSource(country), UNTIL, HORIZON)


def test_the_graph_is_learned_by_the_recipe_of_tables(learned: Learned) -> None:
    assert learned.model.features == FEATURES
    assert dict(learned.model.ridges).keys() == {
        "need", "what else is adopted", "contacts", "likeness", "nearness", "size", "standing", "practice",
    }  # fmt: skip
    assert len(learned.model.lowest) == len(FEATURES)
    assert learned.model.coefficients[FEATURES.index("contacts")] > 0
    assert dict(learned.model.ridges)["size"] > 3 * dict(learned.model.ridges)["contacts"]


def test_coefficients_have_the_expected_signs_and_a_feature_that_has_not_is_left_out(learned: Learned) -> None:
    coefficients = dict(zip(learned.model.features, learned.model.coefficients, strict=True))
    assert all(coefficients[name] * sign >= 0 for name, sign in SIGNS.items())
    for each in learned.signs:
        assert each.expected == SIGNS[each.feature]
        assert each.used or coefficients[each.feature] == 0.0
    # a coefficient can only be left out if its sign is expected
    assert all(each.used for each in learned.signs if each.expected == 0)


def test_no_counter_indication_raises_a_probability(learned: Learned) -> None:
    random = np.random.default_rng(7)
    rows = np.column_stack([random.uniform(0.0, 2.0, 200) for _ in FEATURES])
    for name in WARNINGS:
        more = rows.copy()
        more[:, FEATURES.index(name)] += random.uniform(0.0, 1.0, 200)
        assert (learned.model.values(more) <= learned.model.values(rows) + 1e-12).all()
        contributions = learned.model.contributions(rows)[:, 1 + FEATURES.index(name)]
        assert (contributions <= 1e-12).all()


def test_the_base_of_the_reasons_is_the_rate_among_candidates(learned: Learned) -> None:
    rows = learned.latest
    weights = np.where(rows.outcomes > 0, 1.0, 1.0 / rows.control_rates)
    rate = float(np.average(learned.model.values(rows.features), weights=weights))
    assert learned.model.contributions(rows.features)[0, 0] == pytest.approx(learned.model.base_rate)
    assert learned.model.base_rate == pytest.approx(rate, rel=0.5)


def test_nothing_after_the_day_enters_what_is_learned(country: ReplicationCountry, learned: Learned) -> None:
    known = country.uptakes.began <= UNTIL
    later = np.flatnonzero(~known)
    shuffled = country.uptakes.organisations.copy()
    shuffled[later] = np.random.default_rng(4).integers(PLACES, size=len(later))
    other = replace(country, uptakes=replace(country.uptakes, organisations=shuffled))
    assert later.size > 50
    assert learn(GraphSource(other), UNTIL, HORIZON).model == learned.model


def test_what_it_learned_foretells_the_next_year_better_than_baselines(
    country: ReplicationCountry, learned: Learned
) -> None:
    found = assess(GraphSource(country), learned, UNTIL)
    assert found.scorers == (MODEL, "adopter_similarity", "popularity", "distance")
    assert found.area_difference("adopter_similarity").low > 0
    assert found.area_difference("popularity").low > 0
    assert found.brier_difference(found.base_rate).low > 0
    assert found.pairs == sum(each.candidates for each in found.practices)
    for each in found.practices[:5]:
        for target in each.targets:
            assert sum(part for _, part in target.reasons) == pytest.approx(target.probability)


def test_a_fit_is_tested_on_the_year_before_its_day_and_knows_its_slope(country: ReplicationCountry) -> None:
    fitted = fit(country, date.fromordinal(UNTIL + HORIZON))
    figures = fitted.evaluation
    assert figures["year_after"] == date.fromordinal(fitted.day.toordinal() - HORIZON).isoformat()
    assert figures["practices"] == PRACTICES
    slope, error = fitted.model.held_out_slope
    assert slope - 2 * error > 0


def test_a_short_history_is_learned_in_shorter_steps(country: ReplicationCountry) -> None:
    source = GraphSource(country)
    origins, step = origins_of(source, source.first + 400, HORIZON)
    assert (len(origins), step) == (4, 100)
    assert learn(source, source.first + 400, HORIZON).model.periods == pytest.approx(3.65)


def test_a_day_before_the_first_adoption_and_too_few_adoptions_are_refused(country: ReplicationCountry) -> None:
    source = GraphSource(country)
    with pytest.raises(AlignmentError, match="No adoption has a known start before the day"):
        learn(source, source.first, HORIZON)
    with pytest.raises(TooFewAdoptionsError, match="30 are needed at least"):
        fit(country, date.fromordinal(source.first + 300))
