"""Tests that differences between the schema and the model are reported with their names."""

from __future__ import annotations

import pytest
from graphql import build_schema

from schema.build import SchemaMismatchError, mismatches, schema

REGIONS = "type RegionConnection { nodes: [Region!]! } type MunicipalityConnection { nodes: [Municipality!]! }"
OTHERS = "type Municipality { id: ID! } enum Level { FEDERAL }"


def reported(*fields: str) -> list[str]:
    """Return the mismatches of a type `Region` with these fields."""
    region = f"type Region {{ id: ID! {' '.join(fields)} }}"
    return list(mismatches(build_schema(f"type Query {{ region: Region }} {region} {REGIONS} {OTHERS}")))


def test_what_the_model_holds_is_no_mismatch() -> None:
    assert list(mismatches(schema())) == []
    assert reported("name: String!", "population: Int", "parent: Region", "okrugs: RegionConnection!") == []


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("lakes: Int", "Region.lakes is declared, but the model has no such property or navigation"),
        ("name: Int!", "Region.name is declared as Int!, but stored as String"),
        ("name: [String!]!", "Region.name is declared as [String!]!, but stored as String"),
        ("population: Int!", "Region.population is declared as non-null, but can be absent in the graph"),
        ("parent: Region!", "Region.parent is declared as non-null, but can have no target"),
        ("parent: Municipality", "Region.parent is declared as Municipality, but leads to Region"),
        ("parent: RegionConnection", "Region.parent is declared as RegionConnection, but leads to at most one"),
        ("okrugs: Region", "Region.okrugs is declared as Region, but leads to many"),
        (
            "okrugs: MunicipalityConnection!",
            "Region.okrugs is declared as MunicipalityConnection!, but leads to Region",
        ),
    ],
)
def test_a_promise_that_is_not_kept_is_reported(field: str, sentence: str) -> None:
    assert reported(field) == [sentence]


def test_every_mismatch_is_reported_at_once() -> None:
    assert len(reported("lakes: Int", "rivers: Int", "name: Int!")) == 3


def test_a_program_whose_promises_are_not_kept_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schema.build.mismatches", lambda _: iter(["Region.lakes is not there", "Region.name neither"]))
    with pytest.raises(SchemaMismatchError, match=r"Region\.lakes is not there\nRegion\.name neither"):
        schema.__wrapped__()
