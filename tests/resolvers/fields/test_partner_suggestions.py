"""Tests of `partnerSuggestions`: limits of arguments, and the statement that reads an organisation's neighbourhood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from analysis.partners.suggestions import PartnerSuggestions
from analysis.vocabulary import PartnerPreset
from graph_model.cypher import Statement
from graph_model.database.driver import Database
from graph_model.declarations import Comparison, Filter, Parameter
from graph_model.kinds.organisations import Organisation
from graph_model.terms import Level
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.fields.partner_suggestions import function
from resolvers.fields.partner_suggestions.function import partner_suggestions, validated
from resolvers.fields.partner_suggestions.statement import STATEMENT, neighbourhood
from resolvers.requests.errors import RequestError
from resolvers.running.engine import Engine
from tests.resolvers.fields.reading import about, column, fetched
from tests.resolvers.written_organisations import ORGANISATIONS, around, in_order

SOURCE = "DataSource:reference/organisations"
REGIONAL = Comparison(Organisation.properties()["level"], "eq", Parameter(Level.REGIONAL.value))
# twelve centres of one region, the first of which receives the suggestions
CENTRES: list[list[Any]] = [[f"Organisation:{number:02}", "CNPPM", None, None, []] for number in range(12)]
SURROUNDINGS = [[CENTRES[0], True, 41, [], [], [[["Region:16", "Region:16", "Татарстан", SOURCE], CENTRES[1:]]]]]


def suggested(given: Mapping[str, Any]) -> PartnerSuggestions:
    return partner_suggestions(validated(ArgumentValues(given)), STATEMENT.decoded(SURROUNDINGS))


@pytest.fixture
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function, "today", lambda: date(2026, 6, 1))


@pytest.mark.usefixtures("_day")
def test_ten_suggestions_come_unless_another_number_is_asked_for() -> None:
    assert len(suggested({}).nodes) == 10
    assert len(suggested({"first": None, "preset": None}).nodes) == 10
    assert len(suggested({"first": 100, "where": {}}).nodes) == 11


@pytest.mark.usefixtures("_day")
@pytest.mark.parametrize("preset", [PartnerPreset.PEERS, "PEERS"])
def test_a_preset_may_be_a_term_or_its_code(preset: str) -> None:
    found = suggested({"preset": preset})
    assert found.method.parameters["preset"] == "PEERS"
    assert found.completeness.as_of == date(2026, 6, 1)


@pytest.mark.parametrize("first", [0, 101])
def test_suggestions_have_limits(first: int) -> None:
    with pytest.raises(RequestError, match=f"first is {first}. Ask for 1 to 100."):
        validated(ArgumentValues({"first": first}))


EXCLUDED = """query ($first: Int, $after: String, $reason: ReasonCode) {
  organisation(orgId: "CNPPM-16") { partnerSuggestions(first: 1) {
    excluded { reason organisation { id } }
    exclusions(first: $first, after: $after, reason: $reason) {
      totalCount byReason { reason count } nodes { reason }
      edges { cursor node { reason organisation { id name } } } pageInfo { hasNextPage endCursor }
    }
  } }
}"""


async def suggestions_of(engine: Engine, variables: dict[str, Any]) -> dict[str, Any]:
    body = (await engine.answer(EXCLUDED, variables)).body
    assert "errors" not in body
    found: dict[str, Any] = body["data"]["organisation"]["partnerSuggestions"]
    return found


async def test_pages_of_exclusions_contain_every_excluded_organisation_once(engine: Engine) -> None:
    found, after, pages = [], None, 0
    while pages == 0 or after:
        complete = await suggestions_of(engine, {"first": 2, "after": after})
        page, pages = complete["exclusions"], pages + 1
        assert page["nodes"] == [{"reason": each["node"]["reason"]} for each in page["edges"]]
        found += [(each["node"]["reason"], each["node"]["organisation"]["id"]) for each in page["edges"]]
        after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
    assert pages > 1, found
    assert found == [(each["reason"], each["organisation"]["id"]) for each in complete["excluded"]]
    assert page["totalCount"] == len(found)


async def test_exclusions_are_counted_by_reason_and_limited_to_one(engine: Engine) -> None:
    complete = await suggestions_of(engine, {})
    counts = Counter(each["reason"] for each in complete["excluded"])
    by_reason = complete["exclusions"]["byReason"]
    assert {each["reason"]: each["count"] for each in by_reason} == counts
    assert [each["count"] for each in by_reason] == sorted(counts.values(), reverse=True)
    for reason, count in counts.items():
        page = (await suggestions_of(engine, {"reason": reason}))["exclusions"]
        assert page["totalCount"] == count
        assert {each["reason"] for each in page["nodes"]} == {reason}
        assert page["byReason"] == by_reason


@pytest.mark.parametrize(("variables", "code"), [({"first": 10_001}, "BAD_PAGE"), ({"after": "x"}, "BAD_CURSOR")])
async def test_invalid_pages_of_exclusions_are_refused(engine: Engine, variables: dict[str, Any], code: str) -> None:
    (error,) = (await engine.answer(EXCLUDED, variables)).body["errors"]
    assert error["extensions"]["code"] == code


def statement(organisation: str, filters: dict[str, Filter]) -> Statement:
    return about(Organisation, organisation, column(neighbourhood, filters))


async def read(database: Database, organisation: str, filters: dict[str, Filter]) -> Any:
    (arrays,) = await fetched(database, statement(organisation, filters))
    (row,) = STATEMENT.decoded(arrays)
    return in_order(row.neighbourhood())


@pytest.mark.parametrize("identifier", [each.id for each in ORGANISATIONS])
async def test_the_surroundings_of_an_organisation_come_as_they_are_stored(small: Database, identifier: str) -> None:
    assert await read(small, identifier, {}) == in_order(around(identifier, lambda _: True))


@pytest.mark.parametrize("identifier", [each.id for each in ORGANISATIONS])
async def test_a_filter_limits_the_candidates_alone(small: Database, identifier: str) -> None:
    expected = in_order(around(identifier, lambda each: each.level == Level.REGIONAL))
    assert await read(small, identifier, {"where": REGIONAL}) == expected


def test_values_are_parameters_and_never_part_of_the_text() -> None:
    one, other = (statement(identifier, {"where": REGIONAL}) for identifier in ("Organisation:1", "Organisation:2"))
    assert one.text == other.text
    assert Level.REGIONAL.value not in one.text
