"""Tests of the direction and the identity of links."""

from graph_model.kinds.organisations import LocatedIn, PartnerOf, Performs, UnitOf
from graph_model.kinds.territory import MunicipalityBorder, RegionBorder
from graph_model.links import Link, distinguishing, is_symmetric
from graph_model.terms import Basis, BorderMethod, RegionBorderKind

BORDER = MunicipalityBorder(method=BorderMethod.OSM_BORDER)


def test_borders_and_partnerships_have_no_direction_and_units_have_one() -> None:
    assert is_symmetric(MunicipalityBorder)
    assert is_symmetric(RegionBorder)
    assert is_symmetric(PartnerOf)
    assert not is_symmetric(UnitOf)


def test_a_symmetric_link_runs_from_the_smaller_id_to_the_larger() -> None:
    forward = Link(BORDER, "Municipality:1", "Municipality:2")
    back = Link(BORDER, "Municipality:2", "Municipality:1")
    assert back.oriented() == forward.oriented() == forward


def test_a_link_with_a_direction_keeps_it() -> None:
    link = Link(UnitOf(), "Organisation:B", "Organisation:A")
    assert link.oriented() == link


def test_a_function_can_be_assigned_and_reported_at_once() -> None:
    assert distinguishing(Performs) == ("basis",)
    assigned = Link(Performs(basis=Basis.ASSIGNED_BY_ORDER), "Organisation:A", "Function:F")
    reported = Link(Performs(basis=Basis.REPORTED), "Organisation:A", "Function:F")
    assert assigned.identity != reported.identity


def test_an_organisation_lies_in_a_municipality_once_on_whatever_basis() -> None:
    assert distinguishing(LocatedIn) == ()


def test_a_pattern_names_both_kinds_and_the_relation() -> None:
    border = RegionBorder(kind=RegionBorderKind.LAND)
    assert Link(border, "Region:01", "Region:23").pattern == "Region BORDERS Region"
