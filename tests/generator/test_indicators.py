"""Tests that the reported values of indicators equal the counts in the graph, except for the listed ones."""

from collections import Counter

from generator.country import demo
from generator.drawing.indicators import MISREPORTED, misreported
from generator.records.truth import defects_of
from graph_model.kinds.catalogue import KpiIndicator, KpiValue
from tests.generator.counted_indicators import counted
from tests.generator.countries import world_of
from tests.generator.stored_graph import ends, nodes_of, only

VALUES = nodes_of(KpiValue)


def listed() -> dict[str, dict[str, int | None]]:
    """Return the true numbers of the misreported values by code."""
    found = defects_of(world_of(demo()))["misreportedIndicators"]
    assert isinstance(found, dict)
    return found


def test_a_reported_value_equals_the_count_in_the_graph_unless_it_is_listed_as_misreported() -> None:
    wrong = listed()
    for each in VALUES:
        reported, true = (each.numerator, each.denominator), counted(each)
        if each.code in wrong:
            assert true == (wrong[each.code]["numerator"], wrong[each.code]["denominator"]), each
        assert (reported == true) is (each.code not in wrong), each


def test_few_values_are_misreported() -> None:
    assert 0.5 * MISREPORTED < len(listed()) / len(VALUES) < 2 * MISREPORTED


def test_a_misreported_value_differs_and_stays_a_share() -> None:
    for numerator, denominator in ((0, 1), (1, 1), (5, 9), (9, 9), (0, None), (7, None)):
        top, base = misreported((numerator, denominator), 1.2)
        assert base == denominator
        assert top != numerator
        assert 0 <= top <= (denominator if denominator is not None else top)


def test_every_indicator_has_values_of_the_country_the_regions_and_shares_of_municipalities() -> None:
    levels = Counter(
        (
            only(ends("KpiValue OF KpiIndicator")[each.id]),
            bool(ends("KpiValue FOR Region")[each.id]),
            bool(ends("KpiValue FOR Municipality")[each.id]),
        )
        for each in VALUES
    )
    for indicator in nodes_of(KpiIndicator):
        share = indicator.measure == "SHARE"
        assert levels[indicator.id, True, False] == 3 * 5
        assert (levels[indicator.id, False, True] > 250) is share
        assert levels[indicator.id, True, True] == 0


def test_regions_and_years_differ() -> None:
    shares = {(each.numerator, each.denominator) for each in VALUES if each.denominator and each.denominator > 1_000}
    assert len(shares) > 40
