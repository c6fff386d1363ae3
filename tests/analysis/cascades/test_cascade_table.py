"""Tests of cascades from rows, of their division, and of the model of who is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from analysis.models.conditional_logit import AdopterChoices, fit_conditional_logit
from analysis.models.logistic import FitError
from analysis.next_adopters.cascades.cascade_table import CascadeTable, TiePairs, cascades_of, split_of
from analysis.next_adopters.feature_sources import AlignmentError
from tests.analysis.cascades.planted_cascades import planted_rows


def table_of(rows: Sequence[tuple[str, str, float]]) -> CascadeTable:
    """Return the cascades of rows."""
    item, adopter, time = (np.array(each) for each in zip(*rows, strict=True))
    return cascades_of(item, adopter, time.astype(np.float64))


def test_the_first_time_of_an_adopter_counts_and_equal_times_keep_their_order() -> None:
    item, adopter = np.array(["i"] * 4), np.array(["root", "x", "a", "x"])
    table = cascades_of(item, adopter, np.array([5.0, 5.0, 9.0, 9.0]))
    assert table.adopters[table.cascades[0].adopters].tolist() == ["root", "x", "a"]
    assert table.notes == ("1 rows repeat an adopter of an item: the first time counts.",)


def test_ties_have_no_direction_and_their_ends_are_candidates() -> None:
    ties = TiePairs(np.array(["a", "b", "c"]), np.array(["b", "a", "c"]))
    table = cascades_of(np.array(["i", "i"]), np.array(["a", "b"]), np.array([1.0, 2.0]), ties)
    assert table.adopters.tolist() == ["a", "b", "c"]
    assert table.ties is not None
    assert table.ties.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert any("1 ties of an adopter to itself" in each for each in table.notes)


def test_the_first_eighty_percent_are_learned_and_the_last_tenth_is_tested() -> None:
    table = table_of(planted_rows())
    split = split_of(table.usable)
    assert [len(each) for each in split] == [48, 6, 6]
    assert split.learning[-1].times[0] < split.choosing[0].times[0] < split.testing[0].times[0]


def test_the_strict_division_knows_nothing_after_the_test_began() -> None:
    rows = [(f"i{i}", f"u{j}", float(i + 10 * j)) for i in range(20) for j in range(6)]
    split = split_of(table_of(rows).usable)
    start = split.testing[0].times[0]
    strict = split.strict()
    assert all(each.times[-1] < start for each in (*strict.learning, *strict.choosing))
    assert strict.testing == split.testing


def test_fewer_than_ten_cascades_are_refused() -> None:
    table = cascades_of(np.array(["i", "i"]), np.array(["a", "b"]), np.array([1.0, 2.0]))
    with pytest.raises(AlignmentError, match="At least 10 are needed"):
        split_of(table.usable)


def test_a_conditional_logit_finds_the_weights_that_made_the_choices() -> None:
    random = np.random.default_rng(1)
    features, true = random.normal(size=(4000, 6, 3)), np.array([1.0, -0.5, 0.0])
    chosen = np.argmax(features @ true + random.gumbel(size=(4000, 6)), axis=1)
    order = np.argsort(np.arange(6)[None, :] != chosen[:, None], axis=1, kind="stable")
    features = np.take_along_axis(features, order[:, :, None], axis=1)
    found = fit_conditional_logit(AdopterChoices(features, np.ones((4000, 6), dtype=bool)), ("x", "y", "z"), 0.01)
    assert np.array(found.weights) / np.array(found.scales) == pytest.approx(true, abs=0.08)
    parts = found.contributions(features[0])
    assert parts.sum(axis=1) == pytest.approx(found.scores(features[0]) - found.scores(features[0]).mean())


def test_choices_without_an_alternative_are_refused() -> None:
    with pytest.raises(FitError, match="no choice between two"):
        fit_conditional_logit(AdopterChoices(np.zeros((2, 1, 1)), np.ones((2, 1), dtype=bool)), ("x",), 1.0)
