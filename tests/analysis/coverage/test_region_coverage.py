"""Tests of coverage of regions: each function is in one list, neighbours lend what is missing, groups stay hidden."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analysis.answers import Completeness
from analysis.coverage.country import CountryCoverage, RegionCoverage
from analysis.coverage.neighbours import MOST_NAMED
from analysis.coverage.records import (
    CompetenceOffer,
    CoverageRecords,
    CoverageRequirements,
    CoveredRegion,
    KindCount,
    Performers,
    RegionalFunction,
    RegionMentorCounts,
)
from analysis.deficits.profile import CompetenceDeficit, DeficitProfile
from analysis.vocabulary import OfferSource, UnperformedCause
from graph_model.terms import OrganisationKind
from tests.profiles import examples

DAY = date(2026, 9, 1)
REQUIREMENTS = CoverageRequirements(
    required=(OrganisationKind.CNPPM, OrganisationKind.RUMO),
    in_municipalities=OrganisationKind.MUNICIPAL_METHOD_SERVICE,
    named=(OrganisationKind.METHODICAL_COUNCIL,),
    documents=(),
)
# each region borders the next one
REGIONS = [
    CoveredRegion("A", "01", True, ["B"], 3, 1),
    CoveredRegion("B", "02", True, ["A", "C"], 2, 0),
    CoveredRegion("C", "03", False, ["B"], 1, 1),
]
FUNCTIONS = [RegionalFunction(f"F{number}", f"F{number}", "CNPPM") for number in range(4)]
PERFORMERS = st.lists(
    st.builds(
        Performers,
        st.sampled_from([each.id for each in FUNCTIONS]),
        st.sampled_from([each.id for each in REGIONS]),
        st.lists(st.sampled_from(["O1", "O2", "O3"]), min_size=1, unique=True),
    ),
    unique_by=lambda each: (each.function, each.region),
)


def country(
    performers: list[Performers] | None = None,
    functions: list[RegionalFunction] | None = None,
    counts: list[KindCount] | None = None,
    offers: list[CompetenceOffer] | None = None,
) -> CountryCoverage:
    records = CoverageRecords(
        DAY, REQUIREMENTS, REGIONS, functions or FUNCTIONS, performers or [], counts or [], [], offers or []
    )
    return CountryCoverage(records)


def profile(**people: int | None) -> DeficitProfile:
    competences = tuple(CompetenceDeficit(name, count, None) for name, count in people.items())
    return DeficitProfile(DAY, None, 20, competences, (), Completeness(DAY))


@examples(200)
@given(PERFORMERS)
def test_each_function_is_covered_missing_or_performed_by_nobody(performers: list[Performers]) -> None:
    found = country(performers)
    stored = {(each.function, each.region): each.organisations for each in performers}
    for region in REGIONS:
        functions = RegionCoverage(found, region).functions
        covered, unperformed = [each.function for each in functions.performed], functions.unperformed
        assert sorted([*covered, *functions.missing, *(each.function for each in unperformed)]) == [
            each.id for each in FUNCTIONS
        ]
        assert {*covered} == {function for function, home in stored if home == region.id}
        assert {each.function for each in unperformed} == {each.id for each in FUNCTIONS} - {each[0] for each in stored}


@examples(200)
@given(PERFORMERS)
def test_neighbours_lend_exactly_what_is_missing(performers: list[Performers]) -> None:
    found = country(performers)
    stored = {(each.function, each.region): each.organisations for each in performers}
    for region in REGIONS:
        functions = RegionCoverage(found, region).functions
        lent = {each.function: {one.region for one in each.neighbours} for each in functions.in_neighbours}
        expected = {each: {one for one in region.neighbours if (each, one) in stored} for each in functions.missing}
        assert lent == {function: regions for function, regions in expected.items() if regions}


@examples(200)
@given(PERFORMERS)
def test_the_table_of_the_country_is_that_of_its_regions(performers: list[Performers]) -> None:
    found = country(performers)
    for region in REGIONS:
        cells = [each for each in found.cells if each.region == region.id]
        functions = RegionCoverage(found, region).functions
        assert [each.function for each in cells if not each.covered] == [*functions.missing]
        assert {each.function: each.performers for each in cells if each.covered} == {
            each.function: each.performers for each in functions.performed
        }


def test_a_function_of_the_level_has_another_cause_than_one_of_a_kind() -> None:
    functions = [RegionalFunction("K", "K", "CNPPM"), RegionalFunction("L", "L", "SYSTEM_REGIONAL")]
    causes = {each.function: each.cause for each in country(functions=functions).unperformed}
    assert causes == {"K": UnperformedCause.NO_PERFORMER, "L": UnperformedCause.WHOLE_LEVEL}


def test_many_organisations_of_a_neighbour_are_counted_and_the_first_named() -> None:
    names = [f"O{number:02}" for number in range(15)]
    found = RegionCoverage(country([Performers("F0", "B", names[::-1])]), REGIONS[0]).functions.in_neighbours
    [offer] = found[0].neighbours
    assert (list(offer.organisations), offer.total_count) == (names[:MOST_NAMED], 15)


def test_lacking_structures_are_counted_where_the_order_requires_them() -> None:
    counts = [
        KindCount("A", OrganisationKind.CNPPM, 2),
        KindCount("A", OrganisationKind.MUNICIPAL_METHOD_SERVICE, 1),
        KindCount("B", OrganisationKind.METHODICAL_COUNCIL, 1),
    ]
    found = country(counts=counts)
    lacking = {region.id: [each.lacking for each in RegionCoverage(found, region).structures] for region in REGIONS}
    assert lacking == {"A": [0, None, 1, 0], "B": [1, None, 0, 0], "C": [0, None, 0, 0]}


def test_withheld_deficits_are_left_out_and_offers_counted_by_region() -> None:
    offers = [
        CompetenceOffer("X", "A", OfferSource.PROGRAM, 2, ["P"]),
        CompetenceOffer("X", None, OfferSource.PROGRAM, 1, []),
        CompetenceOffer("Y", "B", OfferSource.PRACTICE, 1, ["Q"]),
        CompetenceOffer("Y", "C", OfferSource.PRACTICE, 1, ["R"]),
    ]
    found = RegionCoverage(country(offers=offers), REGIONS[0], profile(X=9, Y=7, Z=None))
    one, other = found.top_deficits(10)
    assert (one.competence, one.teachers, one.programs, one.in_region.programs) == ("X", 9, 3, 2)
    assert (one.offered_in_region, one.neighbours) == (True, ())
    assert (other.practices, other.offered_in_region) == (2, False)
    assert [(each.region, each.organisations) for each in other.neighbours] == [("B", ("Q",))]
    assert len(found.top_deficits(1)) == 1


@given(st.integers(0, 12))
def test_a_small_number_of_mentors_is_withheld(free: int) -> None:
    found = RegionCoverage(country(), REGIONS[0], None, RegionMentorCounts("A", free, 0))
    assert found.free_mentors == (None if 0 < free < 5 else free)
    assert ("менее пяти" in str(found.completeness.reason())) is (0 < free < 5)
