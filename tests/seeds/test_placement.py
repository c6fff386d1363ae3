"""Tests that organisations are placed only if their place is unambiguous."""

import pytest

from graph_model.kinds.organisations import Organisation
from graph_model.kinds.territory import Municipality
from graph_model.terms import Basis, CentreRole, Confidence, Level, MunicipalityType, OrganisationKind
from seeds.placement import Placement, place, settlement

REGION = "Region:22"


def organisation(city: str | None) -> Organisation:
    return Organisation(
        org_id="A",
        name="Институт",
        kind=OrganisationKind.REGIONAL_INSTITUTE,
        level=Level.REGIONAL,
        city=city,
        confidence=Confidence.MEDIUM,
    )


def municipality(number: int, centre: str | None, role: CentreRole | None = CentreRole.OWN) -> Municipality:
    return Municipality(
        territory_id=str(number),
        oktmo=f"0150000{number}",
        name=f"Район {number}",
        type=MunicipalityType.MUNICIPAL_DISTRICT,
        centre=centre,
        centre_role=role,
    )


def placed(city: str | None, *municipalities: Municipality, regions: tuple[str, ...] = ()) -> Placement:
    all_regions = regions or (REGION,) * len(municipalities)
    region_of = {each.id: region for each, region in zip(municipalities, all_regions, strict=True)}
    return place([organisation(city)], municipalities, {**region_of, "Organisation:A": REGION})


@pytest.mark.parametrize(
    ("centre", "name"),
    [
        ("г Славгород", "славгород"),
        ("г. Суоярви", "суоярви"),
        ("ж/д ст Клявлино", "клявлино"),
        ("г Великий Новгород", "великий новгород"),
        ("ст-ца Каневская", "каневская"),
        ("г Орёл", "орел"),
        ("Магас", "магас"),
        ("с", "с"),
    ],
)
def test_the_type_of_a_settlement_is_no_part_of_its_name(centre: str, name: str) -> None:
    assert settlement(centre) == name


def test_an_organisation_is_placed_in_the_only_municipality_with_that_centre() -> None:
    placement = placed("Славгород", municipality(1, "г Славгород"), municipality(2, "с Залесово"))
    [found] = placement.placed
    link = found.link(("reference/organisations",))
    assert (link.start, link.end) == ("Organisation:A", "Municipality:1")
    assert link.relation.model_dump(include={"basis", "confidence"}) == {
        "basis": Basis.DERIVED,
        "confidence": Confidence.MEDIUM,
    }
    assert not found.shared
    assert placement.unplaced == ()


def test_the_same_name_in_another_region_does_not_count() -> None:
    placement = placed("Киров", municipality(1, "г Киров"), municipality(2, "г Киров"), regions=("Region:43", REGION))
    assert [each.municipality.territory_id for each in placement.placed] == ["2"]


def test_a_town_that_is_also_the_centre_of_the_district_around_it_lies_where_the_source_says() -> None:
    town = municipality(1, "г Бийск", CentreRole.SHARED_HOST)
    district = municipality(2, "г Бийск", CentreRole.IN_NEIGHBOUR)
    [found] = placed("Бийск", town, district).placed
    assert found.municipality == town
    assert found.shared


def test_a_town_and_a_district_that_both_claim_their_centre_are_ambiguous_and_listed() -> None:
    placement = placed("Рязань", municipality(1, "г Рязань"), municipality(2, "г Рязань"))
    [unplaced] = placement.unplaced
    assert placement.placed == ()
    assert unplaced.ambiguous
    assert str(unplaced) == ("A has its seat in Рязань: could be in Район 1 (01500001) or Район 2 (01500002)")


def test_two_settlements_of_different_types_with_one_name_are_ambiguous() -> None:
    assert placed("Мирный", municipality(1, "г Мирный"), municipality(2, "п Мирный")).unplaced[0].ambiguous


@pytest.mark.parametrize("city", ["Москва", None])
def test_a_city_that_is_no_centre_is_listed_as_not_placed(city: str | None) -> None:
    [unplaced] = placed(city, municipality(1, None), municipality(2, "г Бийск")).unplaced
    assert not unplaced.ambiguous
    assert "no municipality of region 22 has its centre there" in str(unplaced)


def test_a_district_whose_centre_lies_elsewhere_does_not_hold_the_town() -> None:
    assert placed("Ломоносов", municipality(1, "г Ломоносов", CentreRole.IN_NEIGHBOUR)).placed == ()
