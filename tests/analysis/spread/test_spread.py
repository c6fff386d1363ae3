"""The cascade of a practice: sources, summary figures and contradictory declarations."""

from __future__ import annotations

from collections import Counter
from statistics import median

import pytest
from hypothesis import given

from analysis.spread.cascade import PracticeSpread, spread_of
from analysis.spread.forest import CascadeStep, Source, forest_of
from graph_model.terms import LearningCertainty, Provenance
from tests.analysis.spread import naive_spread as naive
from tests.analysis.spread.uptakes import AS_OF, day, uptake, uptakes


def parents(spread: PracticeSpread) -> dict[str, str | None]:
    return {each.adoption.partition(":")[2]: each.parent and each.parent.partition(":")[2] for each in spread.steps}


def reason(spread: PracticeSpread) -> str:
    return spread.completeness.reason("EN") or ""


@given(uptakes())
def test_the_cascade_is_that_of_the_definitions(made: list[CascadeStep]) -> None:
    spread, kept = spread_of(made, AS_OF), naive.shown(made, AS_OF)
    above = naive.parents_of(kept)
    assert [each.adoption for each in spread.steps] == [each.id for each in kept]
    assert {each.adoption: each.parent for each in spread.steps if each.parent} == above
    assert [each.depth for each in spread.steps] == [len(naive.path_to_root(above, each.id)) - 1 for each in kept]


@given(uptakes())
def test_the_summary_is_that_of_the_definitions(made: list[CascadeStep]) -> None:
    spread, kept = spread_of(made, AS_OF), naive.shown(made, AS_OF)
    above, starts = naive.parents_of(kept), {each.id: each.started_on for each in kept}
    lags = [(a - b).days for child, parent in above.items() if (a := starts[child]) and (b := starts[parent])]
    layers = Counter(len(naive.path_to_root(above, each.id)) - 1 for each in kept)
    summary = spread.summary
    assert summary.structural_virality == pytest.approx(naive.virality(above, kept))
    assert summary.median_lag_days == (median(lags) if lags else None)
    assert (summary.depth, summary.breadth) == (max(layers, default=0), max(layers.values(), default=0))
    assert summary.adopters == len({each.organisation for each in kept})
    assert summary.municipalities == len({each.municipality for each in kept} - {None})


@given(uptakes())
def test_regions_hold_what_their_adoptions_hold(made: list[CascadeStep]) -> None:
    spread, kept = spread_of(made, AS_OF), naive.shown(made, AS_OF)
    above, region_of = naive.parents_of(kept), {each.id: each.region for each in kept}
    assert {each.region for each in spread.by_region} == set(region_of.values())
    assert len(spread.by_region) == spread.summary.regions
    for found in spread.by_region:
        inside = [each for each in kept if each.region == found.region]
        assert found.first_on == min((each.started_on for each in inside if each.started_on), default=None)
        assert found.adopters == len({each.organisation for each in inside})
        assert found.share == found.adopters / spread.summary.adopters
        origins = {region_of[above[each.id]] for each in inside if each.id in above}
        assert set(found.came_from) == origins - {found.region}


@given(uptakes())
def test_circles_of_declared_sources_are_counted(made: list[CascadeStep]) -> None:
    kept = naive.shown(made, AS_OF)
    expected, found = naive.circles(kept), forest_of(kept, frozenset(each.id for each in made)).circles
    assert (found.times if found else 0) == len(expected)


@given(uptakes())
def test_the_order_of_what_is_stored_changes_nothing(made: list[CascadeStep]) -> None:
    turned = made[::-1]
    one, other = spread_of(turned, AS_OF), spread_of(made, AS_OF)
    assert (one.steps, one.summary, one.by_region, one.completeness) == (
        other.steps,
        other.summary,
        other.by_region,
        other.completeness,
    )


def test_a_chain_of_two_thousand_is_followed_to_its_end() -> None:
    chain = [uptake("0", 0, provenance=Provenance.OWN)]
    chain += [uptake(str(number), 0, str(number - 1)) for number in range(1, 2000)]
    summary = spread_of(chain, AS_OF).summary
    assert (summary.depth, summary.breadth) == (1999, 1)
    # the mean distance in a chain of n is (n + 1) / 3
    assert summary.structural_virality == pytest.approx(2001 / 3)


def test_nothing_and_a_single_adoption_give_clear_answers() -> None:
    nothing, single = spread_of([], AS_OF), spread_of([uptake("A", 0, provenance=Provenance.OWN)], AS_OF)
    assert (nothing.summary.adopters, nothing.summary.depth, nothing.summary.breadth) == (0, 0, 0)
    assert (nothing.summary.structural_virality, nothing.summary.median_lag_days) == (None, None)
    assert nothing.completeness.complete
    assert (single.summary.adopters, single.summary.depth, single.summary.breadth) == (1, 0, 1)
    assert single.summary.structural_virality is None
    assert single.steps[0].certainty is None
    assert single.completeness.complete


def test_of_several_declared_sources_the_one_that_started_earliest_is_taken() -> None:
    spread = spread_of([uptake("A", 3), uptake("B", 1), uptake("C", 1), uptake("D", 5, "A", "C", "B")], AS_OF)
    assert parents(spread)["D"] == "B"
    assert "1 adoption with several declared sources (for example D)" in reason(spread)


def test_a_circle_ends_at_the_adoption_that_comes_later_in_order() -> None:
    spread = spread_of([uptake("A", 1, "C"), uptake("B", 1, "A"), uptake("C", 1, "B")], AS_OF)
    assert parents(spread) == {"A": "C", "B": "A", "C": None}
    assert "form 1 cycle (for example A)" in reason(spread)


def test_who_is_in_a_circle_and_has_another_source_takes_that() -> None:
    spread = spread_of([uptake("R", 2), uptake("A", 1, "B"), uptake("B", 1, "A", "R")], AS_OF)
    assert parents(spread) == {"R": None, "A": "B", "B": None}
    spread = spread_of([uptake("R", 1), uptake("A", 1, "B"), uptake("B", 1, "A", "R")], AS_OF)
    assert parents(spread) == {"R": None, "A": "B", "B": "R"}


def test_a_source_that_started_after_its_learner_is_reported_and_not_followed() -> None:
    spread = spread_of([uptake("A", 2), uptake("B", 1, "A")], AS_OF)
    assert parents(spread) == {"A": None, "B": None}
    assert "started after its learner in 1 link (for example B)" in reason(spread)
    assert not spread.completeness.complete


def test_an_adoption_of_another_practice_is_reported_and_not_followed() -> None:
    spread = spread_of([uptake("A", 2, "elsewhere")], AS_OF)
    assert parents(spread) == {"A": None}
    assert "adoption of another practice in 1 link (for example A)" in reason(spread)


def test_the_author_learned_from_nobody() -> None:
    spread = spread_of([uptake("A", 1), uptake("B", 2, "A", provenance=Provenance.OWN)], AS_OF)
    assert parents(spread) == {"A": None, "B": None}
    assert "names a source in 1 adoption (for example B)" in reason(spread)


def test_what_is_inferred_stays_apart_from_what_is_declared() -> None:
    inferred = Source(LearningCertainty.INFERRED, "Adoption:A")
    only = CascadeStep("Adoption:B", "OB", "Region:16", started_on=day(2), sources=[inferred])
    both = CascadeStep(
        "Adoption:C", "OC", "Region:16", started_on=day(3), sources=[inferred, *uptake("", 0, "B").sources]
    )
    spread = spread_of([uptake("A", 1), only, both], AS_OF)
    assert parents(spread) == {"A": None, "B": None, "C": "B"}
    assert [each.certainty for each in spread.steps] == ["UNKNOWN", "INFERRED", "DECLARED"]
    assert (spread.completeness.known_sources, spread.completeness.unknown_sources) == (1, 2)


def test_of_inferred_sources_a_step_tells_the_most_probable_and_only_where_nothing_is_declared() -> None:
    inferred = [
        Source(LearningCertainty.INFERRED, "Adoption:X", 0.2),
        Source(LearningCertainty.INFERRED, "Adoption:A", 0.5),
        Source(LearningCertainty.INFERRED, None, 0.3),
    ]
    beyond = [Source(LearningCertainty.INFERRED, None, 0.9)]
    declared = uptake("", 0, "B").sources
    spread = spread_of(
        [
            uptake("A", 1),
            CascadeStep("Adoption:B", "OB", "Region:16", started_on=day(2), sources=inferred),
            CascadeStep("Adoption:C", "OC", "Region:16", started_on=day(3), sources=beyond),
            CascadeStep("Adoption:D", "OD", "Region:16", started_on=day(4), sources=[*inferred, *declared]),
        ],
        AS_OF,
    )
    sources = [(each.parent, each.inferred_parent, each.inferred_probability) for each in spread.steps]
    assert sources == [(None, None, None), (None, "Adoption:A", 0.5), (None, None, 0.9), ("Adoption:B", None, None)]


def test_what_starts_after_the_day_is_hidden_and_what_has_no_day_is_not() -> None:
    made = [uptake("A", 0), uptake("B", 1, "A"), uptake("C", None, "B"), uptake("D", 2, "A")]
    spread = spread_of(made, day(1))
    assert parents(spread) == {"A": None, "B": "A", "C": "B"}
    assert [each.lag_days for each in spread.steps] == [None, 1, None]
    assert "start is not known for 1 adoption" in reason(spread)
    assert spread.as_of == spread.completeness.as_of == day(1)
