"""Tests of the stored form of records."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_model.kinds.organisations import Organisation, Performs
from graph_model.kinds.territory import Municipality
from graph_model.properties import GeoPoint
from graph_model.terms import Basis, Level, MunicipalityType, OrganisationKind
from graph_model.writing.stored_form import digest_of, plain, stored_form

ORGANISATION = Organisation(
    org_id="RI-57",
    name="Институт Орёл",
    kind=OrganisationKind.REGIONAL_INSTITUTE,
    level=Level.REGIONAL,
    city="Орёл",
    location=GeoPoint(lat=52.9, lon=36.0),
    valid_from=date(2020, 1, 1),
    source_ids=("reference/organisations",),
)


def test_properties_are_stored_under_their_columns_and_absent_ones_not_at_all() -> None:
    properties = stored_form(ORGANISATION).properties
    assert properties["orgId"] == "RI-57"
    assert properties["id"] == "Organisation:RI-57"
    assert properties["validFrom"] == date(2020, 1, 1)
    assert properties["sourceIds"] == ["reference/organisations"]
    assert "validTo" not in properties


def test_a_vocabulary_is_stored_as_plain_text() -> None:
    assert type(stored_form(ORGANISATION).properties["kind"]) is str


def test_a_point_is_kept_apart_for_the_database_to_build() -> None:
    form = stored_form(ORGANISATION)
    assert form.points == {"location": {"latitude": 52.9, "longitude": 36.0}}
    assert "location" not in form.properties


def test_searched_words_are_stored_folded_beside_the_kind() -> None:
    properties = stored_form(ORGANISATION).properties
    terms = "институт орел орел _институт _орел __институт_орел"
    assert (properties["searchText"], properties["searchKind"]) == (terms, "organisation")


def test_a_name_that_reads_another_property_is_not_stored() -> None:
    municipality = Municipality(
        territory_id="1", oktmo="01512000", name="Залесовский", type=MunicipalityType.MUNICIPAL_OKRUG
    )
    assert "code" not in stored_form(municipality).properties


def test_the_digest_does_not_depend_on_when_a_record_was_recorded() -> None:
    later = ORGANISATION.model_copy(update={"recorded_at": datetime.now(UTC)})
    assert stored_form(later).digest == stored_form(ORGANISATION).digest


@pytest.mark.parametrize("change", [{"city": "Орел"}, {"location": None}, {"synthetic": True}])
def test_the_digest_depends_on_everything_that_is_said(change: dict[str, object]) -> None:
    assert stored_form(ORGANISATION.model_copy(update=change)).digest != stored_form(ORGANISATION).digest


@pytest.mark.parametrize("change", [{"source_ids": ()}, {"removed_on": date(2026, 1, 1)}, {"ended_by": "an import"}])
def test_the_digest_does_not_depend_on_who_says_it_and_whether_it_ended(change: dict[str, object]) -> None:
    assert stored_form(ORGANISATION.model_copy(update=change)).digest == stored_form(ORGANISATION).digest


def test_the_end_that_an_import_gave_to_a_relation_is_no_part_of_what_is_said() -> None:
    living = Performs(basis=Basis.REPORTED)
    ended = living.model_copy(update={"until": date(2026, 1, 1), "ended_by": "an import"})
    assert stored_form(ended).digest == stored_form(living).digest
    assert stored_form(living.model_copy(update={"until": date(2026, 1, 1)})).digest != stored_form(living).digest


def test_a_relation_has_neither_id_nor_searched_words() -> None:
    assert stored_form(Performs(basis=Basis.REPORTED)).properties == {
        "synthetic": False,
        "confidence": "HIGH",
        "sourceIds": [],
        "basis": "REPORTED",
        "toldApart": "REPORTED",
    }


def test_what_the_driver_cannot_take_is_refused() -> None:
    with pytest.raises(TypeError, match="a set cannot be stored"):
        plain({1})


@given(st.dictionaries(st.text(), st.text() | st.integers(-(2**63), 2**63 - 1) | st.dates()), st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_properties(content: dict[str, object], random: Random) -> None:
    names = list(content)
    random.shuffle(names)
    assert digest_of({name: content[name] for name in names}) == digest_of(content)
