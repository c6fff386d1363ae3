"""Tests of learning and of the hold-out in time: against a naive reference, and on worlds of known structure."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import sqrt
from statistics import fmean

import numpy as np
import pytest

from analysis.next_adopters.evaluation import MODEL, Assessment, assess
from analysis.next_adopters.feature_sources import AlignmentError
from analysis.next_adopters.learning import Learned, learn, origins_of
from analysis.next_adopters.table import AdoptionTable, adoptions_of
from analysis.next_adopters.table_source import TableSource
from analysis.scoring import Calibration, equal_widths, mean_of
from tests.analysis.replication.worlds import world

UNTIL, HORIZON = 2018, 3


@pytest.fixture(scope="module")
def table() -> AdoptionTable:
    return world(1, practices=120)


@pytest.fixture(scope="module")
def learned(table: AdoptionTable) -> Learned:
    return learn(TableSource.of(table), UNTIL, HORIZON)


@pytest.fixture(scope="module")
def found(table: AdoptionTable, learned: Learned) -> Assessment:
    return assess(TableSource.of(table), learned, UNTIL)


def adopted(table: AdoptionTable, first: int, last: int) -> dict[int, set[int]]:
    """Return the places that adopted each practice between two periods."""
    found: dict[int, set[int]] = {each: set() for each in range(len(table.practices))}
    for practice, place, period in zip(table.practice.tolist(), table.place.tolist(), table.period, strict=True):
        if first <= period <= last:
            found[practice].add(place)
    return found


def test_baselines_are_what_their_names_say_place_by_place(table: AdoptionTable, found: Assessment) -> None:
    before, after = adopted(table, 0, UNTIL), adopted(table, UNTIL + 1, UNTIL + HORIZON)
    has = {j: {q for q, who in before.items() if j in who} for j in range(len(table.places))}
    areas: dict[str, list[float]] = {"popularity": [], "adopter_similarity": []}
    for practice, members in before.items():
        yes, no = after[practice], set(has) - members - after[practice]
        if members and yes and no:
            alike = {j: fmean(cosine(has[i], has[j]) for i in members) for j in yes | no}
            areas["adopter_similarity"].append(naive_area(alike, yes, no))
            areas["popularity"].append(naive_area({j: float(len(has[j])) for j in yes | no}, yes, no))
    assert found.compared == len(areas["popularity"])
    for name, values in areas.items():
        assert found.mean_area(name) == pytest.approx(np.mean(values))


def cosine(one: set[int], other: set[int]) -> float:
    return len(one & other) / sqrt(max(len(one), 1) * max(len(other), 1))


def naive_area(scores: dict[int, float], yes: set[int], no: set[int]) -> float:
    wins = [0.5 if abs(scores[a] - scores[b]) < 1e-9 else float(scores[a] > scores[b]) for a, b in product(yes, no)]
    return float(np.mean(wins))


def test_candidates_and_adopters_are_counted_as_defined(table: AdoptionTable, found: Assessment) -> None:
    before, after = adopted(table, 0, UNTIL), adopted(table, UNTIL + 1, UNTIL + HORIZON)
    names = table.practices.tolist()
    for each in found.practices:
        practice = names.index(each.practice)
        assert each.adopters == len(before[practice])
        assert each.candidates == len(table.places) - len(before[practice])
        assert each.positives == len(after[practice])
    assert {names.index(each.practice) for each in found.practices} == {q for q, who in before.items() if who}


def test_where_there_is_structure_the_model_beats_every_baseline(found: Assessment) -> None:
    for baseline in ("adopter_similarity", "popularity", "distance", "exposure"):
        assert found.area_difference(baseline).low > 0, baseline
    assert found.mean_precision(MODEL) > found.mean_precision("popularity")
    assert found.brier < found.brier_of_base_rate


def test_probabilities_are_about_as_many_adoptions_as_happen(found: Assessment) -> None:
    bins = found.calibration.bins()
    expected = sum(each.forecast * each.number for each in bins)
    happened = sum(each.happened * each.number for each in bins)
    assert expected == pytest.approx(happened, rel=0.25)
    assert expected == pytest.approx(sum(each.expected for each in found.practices))


def test_targets_are_the_likeliest_and_their_reasons_add_up(found: Assessment) -> None:
    for each in found.practices:
        probabilities = [target.probability for target in each.targets]
        assert probabilities == sorted(probabilities, reverse=True)
        for target in each.targets:
            assert target.low <= target.probability <= target.high
            assert sum(part for _, part in target.reasons) == pytest.approx(target.probability)


def test_the_same_seed_learns_the_same(table: AdoptionTable, learned: Learned) -> None:
    assert learn(TableSource.of(table), UNTIL, HORIZON).model == learned.model


def test_nothing_after_until_enters_what_is_learned(table: AdoptionTable, learned: Learned) -> None:
    known = table.known_by(UNTIL)
    cut = replace(table, practice=table.practice[:known], place=table.place[:known], period=table.period[:known])
    assert learn(TableSource.of(cut), UNTIL, HORIZON).model == learned.model


def test_the_scale_on_which_periods_are_counted_does_not_matter(table: AdoptionTable, learned: Learned) -> None:
    sparse = replace(table, period=(table.period - 2000) * 5)
    found = learn(TableSource.of(sparse), (UNTIL - 2000) * 5, HORIZON * 5).model
    assert np.allclose(found.coefficients, learned.model.coefficients, atol=1e-6)


def test_in_a_forecast_there_is_nothing_to_compare(table: AdoptionTable) -> None:
    last, source = int(table.period[-1]), TableSource.of(table)
    found = assess(source, learn(source, last, 2), last, held_out=False)
    assert np.isnan(found.mean_area(MODEL))
    assert found.practices
    assert all(not each.areas for each in found.practices)


def test_a_short_history_is_learned_in_shorter_steps_and_says_so(table: AdoptionTable) -> None:
    assert origins_of(TableSource.of(table), 2018, 3) == ((2000, 2003, 2006, 2009, 2012, 2015), 3)
    assert origins_of(TableSource.of(table), 2004, 10) == ((2000, 2001, 2002, 2003), 1)
    found = learn(TableSource.of(table), 2004, 10)
    assert found.model.periods == 10.0
    assert any("history is short" in each for each in found.notes)


def test_one_period_is_enough_to_learn_from() -> None:
    rows = [("a", "x", 1), ("b", "y", 1), ("a", "z", 2), ("c", "x", 1), ("b", "w", 1), ("c", "w", 2)]
    practice, place, period = (np.array(each) for each in zip(*rows, strict=True))
    found = learn(TableSource.of(adoptions_of(practice, place, period)), 2, 1)
    assert found.origins == (1,)
    assert found.latest_rate == pytest.approx(2 / 8)


def test_where_one_thing_alone_drives_what_happens_the_model_is_about_as_good_as_that_thing() -> None:
    random = np.random.default_rng(4)
    popular = np.sort(random.normal(size=60))
    chances = 0.02 * np.exp(popular - popular.mean())
    when = 2000 + random.geometric(chances, size=(80, 60))
    practice, place = np.nonzero(when < 2018)
    ids = np.array([f"place-{each:02d}" for each in range(60)])
    names = np.array([f"practice-{each:02d}" for each in practice])
    bare = TableSource.of(adoptions_of(names, ids[place], when[practice, place]))
    found = assess(bare, learn(bare, 2014, 3), 2014)
    assert found.area_difference("popularity").high > 0
    assert found.area_difference("popularity").value > -0.01
    assert found.brier < min(found.brier_of_base_rate, found.brier_of_latest_rate)


def test_the_level_follows_the_latest_origin(table: AdoptionTable) -> None:
    recent = (table.period > UNTIL - HORIZON) & (table.period <= UNTIL)
    kept = ~recent | (np.random.default_rng(5).random(len(table.period)) < 0.4)
    slower = replace(table, practice=table.practice[kept], place=table.place[kept], period=table.period[kept])
    found = learn(TableSource.of(slower), UNTIL, HORIZON)
    assert found.model.calibration[0] < -0.2
    assert found.latest_rate < 0.6 * learn(TableSource.of(table), UNTIL, HORIZON).latest_rate


def test_the_rate_that_was_known_is_a_harder_or_easier_mark_by_how_much_it_was_wrong(found: Assessment) -> None:
    rate = found.latest_rate
    outcomes = np.r_[np.ones(found.positives), np.zeros(found.pairs - found.positives)]
    assert found.brier_of_latest_rate == pytest.approx(((rate - outcomes) ** 2).mean())


@pytest.mark.parametrize(
    ("until", "horizon", "message"),
    [
        (1999, 1, "nothing to learn from"),
        (2000, 1, "nothing to learn from"),
        (2050, 1, "The table ends in"),
        (2010, 0, "Choose a horizon of one period"),
    ],
)
def test_times_that_make_no_sense_are_refused(table: AdoptionTable, until: int, horizon: int, message: str) -> None:
    with pytest.raises(AlignmentError, match=message):
        learn(TableSource.of(table), until, horizon)


def test_a_table_in_which_nobody_follows_is_refused() -> None:
    alone = adoptions_of(np.array(["a", "b"]), np.array(["x", "y"]), np.array([1, 5]))
    with pytest.raises(AlignmentError, match="No place adopts after"):
        learn(TableSource.of(alone), 5, 1)


def test_the_interval_of_a_difference_is_that_of_resampled_practices() -> None:
    differences = np.random.default_rng(2).normal(0.1, 1.0, 400)
    found = mean_of(differences, 1)
    error = differences.std() / 20
    assert found.value == pytest.approx(differences.mean())
    assert found.low == pytest.approx(differences.mean() - 1.96 * error, abs=0.2 * error)
    assert found.high == pytest.approx(differences.mean() + 1.96 * error, abs=0.2 * error)
    assert np.isnan(mean_of(np.zeros(0), 1).value)


def test_the_calibration_counts_every_candidate_in_its_bin() -> None:
    sums = Calibration(equal_widths())
    sums.add(np.array([0.0, 0.15, 0.19, 1.0]), np.array([0.0, 1.0, 0.0, 1.0]))
    found = [(each.low, each.number, each.happened) for each in sums.bins()]
    assert found == [(0.0, 1, 0.0), (0.1, 2, 0.5), (0.9, 1, 1.0)]
    assert sums.squares == pytest.approx(0.85**2 + 0.19**2)
