"""Tests of the evidence of a practice for places: classes and their names, the author, remarks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.answers import Wording
from analysis.replication.audience import OrganisationTraits, mask_of
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.classes import SMALLEST, PlaceClass, class_of
from analysis.replication.evidence.judging import PracticeEvidence
from analysis.replication.evidence.pooling import ReportedEffect
from analysis.replication.evidence.transport import Applicability
from analysis.replication.evidence.wording import PLURALS, class_name
from graph_model.terms import OrganisationKind, SchoolStage
from tests.analysis.replication.countries import country as small_country
from tests.analysis.replication.situations import TODAY

SCHOOL, COLLEGE = (list(OrganisationKind).index(each) for each in (OrganisationKind.SCHOOL, OrganisationKind.COLLEGE))
# organisations: 40 urban and 40 rural schools of region 0, 10 and 60 of region 1, and 5 colleges of region 1
COUNTS = ((0, SCHOOL, 0, 40), (0, SCHOOL, 1, 40), (1, SCHOOL, 0, 10), (1, SCHOOL, 1, 60), (1, COLLEGE, 0, 5))
STARTS = np.cumsum([0, *(each[3] for each in COUNTS)])


@pytest.fixture(scope="module")
def country() -> ReplicationCountry:
    """Return a country of 155 organisations; the author of practice 0 is organisation 0, and the others have none."""
    rows = np.repeat([each[:3] for each in COUNTS], [each[3] for each in COUNTS], axis=0)
    count, draws = len(rows), np.random.default_rng(1)
    stages = np.full(count, mask_of([SchoolStage.BASIC], SchoolStage))
    traits = OrganisationTraits(rows[:, 1], np.zeros(count, int), stages, np.zeros(count, int), stages, rows[:, 2])
    base = small_country()
    places = np.column_stack([draws.uniform(50, 60, count), draws.uniform(30, 60, count)])
    own = replace(
        base.around.organisations,
        kinds=rows[:, 1],
        municipalities=np.full(count, -1),
        places=places,
        teachers=np.exp(draws.normal(3, 0.5, count)),
    )
    return replace(
        base,
        ids=[f"Organisation:{each:03d}" for each in range(count)],
        regions=rows[:, 0],
        region_names=["Первая область", "Вторая область", "3"],
        last_days=np.full(count, np.inf),
        around=replace(base.around, organisations=own),
        practices=replace(base.practices, authors=np.array([0, -1, -1])),
        traits=traits,
    )


def measured(country: ReplicationCountry, *places: int, interval: bool = True) -> list[ReportedEffect]:
    """Return effects that were measured at organisations."""
    low, high = (0.1, 0.5) if interval else (None, None)
    return [ReportedEffect("reading", country.ids[each], 0.3, low, high, 0.95, 20) for each in places]


@pytest.mark.parametrize(
    ("organisation", "expected", "size"),
    [
        (0, PlaceClass(0, SCHOOL, 0), 40),
        (40, PlaceClass(0, SCHOOL, 1), 40),
        (80, PlaceClass(1, SCHOOL, None), 70),
        (90, PlaceClass(1, SCHOOL, 1), 60),
        (150, PlaceClass(None, None, None), 155),
    ],
)
def test_a_place_is_judged_by_its_narrowest_class_of_thirty_organisations(
    country: ReplicationCountry, organisation: int, expected: PlaceClass, size: int
) -> None:
    found, members = class_of(country, organisation, TODAY)
    assert (found, len(members)) == (expected, size)
    assert len(members) >= SMALLEST


def test_closed_organisations_are_no_members_of_a_class(country: ReplicationCountry) -> None:
    last_days = country.last_days.copy()
    last_days[1:6] = TODAY - 1
    found, members = class_of(replace(country, last_days=last_days), 0, TODAY)
    assert (found, len(members)) == (PlaceClass(0, SCHOOL, 0), 35)
    last_days[1:12] = TODAY - 1
    found, members = class_of(replace(country, last_days=last_days), 0, TODAY)
    assert (found, len(members)) == (PlaceClass(0, SCHOOL, None), 69)


@pytest.mark.parametrize(
    ("each", "russian", "english"),
    [
        (PlaceClass(0, SCHOOL, 1), "сельские школы, Первая область", "rural schools, Первая область"),
        (PlaceClass(1, SCHOOL, None), "школы, Вторая область", "schools, Вторая область"),
        (PlaceClass(None, COLLEGE, 0), "городские колледжи, вся страна", "urban colleges, the whole country"),
        (PlaceClass(None, None, None), "организации, вся страна", "organisations, the whole country"),
    ],
)
def test_a_class_is_named_in_words(country: ReplicationCountry, each: PlaceClass, russian: str, english: str) -> None:
    assert class_name(country, each) == Wording(russian, english)


def test_each_kind_of_organisation_has_a_plural() -> None:
    assert set(PLURALS) == set(OrganisationKind)


def test_evidence_of_urban_schools_applies_to_them_and_not_to_rural_ones(country: ReplicationCountry) -> None:
    evidence = PracticeEvidence(country, measured(country, *range(0, 40, 3)), TODAY)
    urban, rural = evidence.at(1), evidence.at(41)
    assert urban.applicability in (Applicability.HIGH, Applicability.VERY_HIGH)
    assert urban.note() is None
    assert rural.applicability is Applicability.LITTLE_KNOWN
    assert rural.note("EN") == (
        "The effect was measured under different conditions: little is known for places like this."
    )
    assert urban.distance is not None
    assert rural.distance is not None
    assert urban.distance < rural.distance
    assert (rural.class_name(), rural.organisations) == ("сельские школы, Первая область", 40)


def test_a_measured_place_has_no_distance_to_the_measured_places(country: ReplicationCountry) -> None:
    assert PracticeEvidence(country, measured(country, 3, 4), TODAY, 0).at(4).distance == 0.0


def test_places_far_from_the_author_are_unlike_those_near_it(country: ReplicationCountry) -> None:
    places = country.around.organisations.places.copy()
    places[:40] = places[0]
    near_author = replace(
        country, around=replace(country.around, organisations=replace(country.around.organisations, places=places))
    )
    effects = measured(near_author, *range(1, 30, 2))
    # the places of 40 to 79 differ from them in the settlement too, those of 80 to 89 in the distance alone
    with_author = PracticeEvidence(near_author, effects, TODAY, 0).at(80)
    without = PracticeEvidence(near_author, effects, TODAY, 1).at(80)
    assert with_author.distance is not None
    assert without.distance is not None
    assert with_author.distance > without.distance + 0.5


@pytest.mark.parametrize(
    ("places", "interval", "text"),
    [
        ((), True, "Эффект практики не измерен."),
        ((1, 2, 3, 4), True, "Мест с измеренным эффектом: 4. Этого мало, чтобы судить о переносе на другие места."),
        ((1, 2, 3, 4, 5), False, "Эффект практики не измерен."),
        (
            (1, 1, 1, 1, 1, 2),
            True,
            "Мест с измеренным эффектом: 2. Этого мало, чтобы судить о переносе на другие места.",
        ),
    ],
)
def test_few_measured_places_give_no_index_and_a_remark(
    country: ReplicationCountry, places: tuple[int, ...], interval: bool, text: str
) -> None:
    found = PracticeEvidence(country, measured(country, *places, interval=interval), TODAY).at(1)
    assert (found.index, found.applicability, found.note()) == (None, None, text)


def test_unknown_conditions_of_a_class_are_reported(country: ReplicationCountry) -> None:
    own = country.around.organisations
    teachers = np.where(np.arange(len(own)) < 20, np.nan, own.teachers)
    unknown = replace(country, around=replace(country.around, organisations=replace(own, teachers=teachers)))
    found = PracticeEvidence(unknown, measured(unknown, *range(20, 40)), TODAY).at(1)
    assert "For 50% of the class and 0% of the measured places" in (found.note("EN") or "")


def test_a_group_of_organisations_is_judged_as_a_class(country: ReplicationCountry) -> None:
    evidence = PracticeEvidence(country, measured(country, *range(0, 40, 3)), TODAY)
    found = evidence.among(Wording("сёла", "villages"), np.arange(40, 80))
    assert found.index == evidence.at(41).index
    assert (found.class_name("EN"), found.organisations, found.distance) == ("villages", 40, None)


def test_the_mean_effect_is_that_of_the_most_measured_outcome(country: ReplicationCountry) -> None:
    other = [each._replace(outcome="science", size=0.9, low=0.7, high=1.1) for each in measured(country, 1)]
    evidence = PracticeEvidence(country, [*measured(country, 1, 2, 3), *other], TODAY)
    default, science = evidence.mean_effect(), evidence.mean_effect("science")
    assert default is not None
    assert science is not None
    assert (default.value, science.value) == pytest.approx((0.3, 0.9))
    assert evidence.mean_effect("reading and writing") is None
