"""Tests of `adoptionStatistics`: rows sum up the underlying adoptions, ordered by groups."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from resolvers.fields.adoption_statistics import function
from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, response_data

GROUPS = ("REGION", "YEAR", "THEME", "STAGE")
COMBINATIONS = [each for size in range(1, 5) for each in permutations(GROUPS, size)]
TEXT = """query Statistics($by: [AdoptionGroup!]!, $where: AdoptionWhere) {
  adoptionStatistics(groupBy: $by, where: $where) {
    region { code } year theme { code } stage adoptions organisations
  }
  adoptions(where: $where) { totalCount }
}"""
# hand-written equivalent: one row for each adoption and theme of the practice whose code is $code (null: all)
BY_HAND = """
MATCH (practice:Practice)<-[:OF]-(adoption:Adoption)-[:BY]->(organisation)-[:LOCATED_IN]->(region:Region)
WHERE $code IS NULL OR practice.code = $code
OPTIONAL MATCH (practice)-[:ABOUT]->(theme:Theme)
RETURN region.code, adoption.startedOn.year, theme.code, adoption.stage, adoption.code, organisation.orgId
"""
STAGES = ["EXPLORATION", "INSTALLATION", "INITIAL", "FULL", "ABANDONED"]


def values(row: Any) -> dict[str, Any]:
    """Return the values that define the group of a row."""
    region, theme = row["region"] and row["region"]["code"], row["theme"] and row["theme"]["code"]
    return {"REGION": region, "YEAR": row["year"], "THEME": theme, "STAGE": row["stage"]}


def place(group: str, value: Any) -> tuple[bool, Any]:
    return value is None, STAGES.index(value) if group == "STAGE" and value else value or 0


async def counted_by_hand(engine: Engine, by: tuple[str, ...], code: str | None) -> list[tuple[Any, ...]]:
    lines = await engine.database.read(BY_HAND, {"code": code})
    found: dict[tuple[Any, ...], tuple[set[str], set[str]]] = {}
    for *values, adoption, organisation in lines:
        key = tuple(dict(zip(GROUPS, values, strict=True))[each] for each in by)
        adoptions, organisations = found.setdefault(key, (set(), set()))
        adoptions.add(adoption)
        organisations.add(organisation)
    rows = [(*key, len(adoptions), len(organisations)) for key, (adoptions, organisations) in found.items()]
    return sorted(rows, key=lambda row: [place(group, row[index]) for index, group in enumerate(by)])


@pytest.mark.parametrize("code", [None, "P1"])
@pytest.mark.parametrize("by", [each for each in COMBINATIONS if len(each) < 3 or each[0] == "THEME"], ids="-".join)
async def test_rows_are_those_counted_by_hand(spread_engine: Engine, by: tuple[str, ...], code: str | None) -> None:
    where = {"practice": {"code": {"eq": code}}} if code else {}
    rows = (await response_data(spread_engine, TEXT, {"by": by, "where": where}))["adoptionStatistics"]
    counted = [(*(values(row)[each] for each in by), row["adoptions"], row["organisations"]) for row in rows]
    assert counted == await counted_by_hand(spread_engine, by, code)
    assert all(values(row)[each] is None for row in rows for each in GROUPS if each not in by)


FILTERS: list[dict[str, Any]] = [
    {},
    {"stage": {"in": ["EXPLORATION", "INITIAL"]}},
    {"practice": {"code": {"eq": "P1"}}, "startedOn": {"gte": "2020-03-01"}},
    {"practice": {"themes": {"some": {"code": {"eq": "T2"}}}}, "organisation": {"orgId": {"in": ["S1", "S8"]}}},
    {"or": [{"practice": {"code": {"eq": "P2"}}}, {"stage": {"eq": "INITIAL"}}]},
    {"not": {"practice": {"code": {"eq": "P2"}}}},
]


@pytest.mark.parametrize("where", FILTERS, ids=str)
@pytest.mark.parametrize("by", [("REGION", "YEAR", "STAGE"), ("YEAR",), ("STAGE", "REGION")], ids="-".join)
async def test_rows_add_up_to_the_adoptions(spread_engine: Engine, by: tuple[str, ...], where: dict[str, Any]) -> None:
    answer = await response_data(spread_engine, TEXT, {"by": by, "where": where})
    assert sum(row["adoptions"] for row in answer["adoptionStatistics"]) == answer["adoptions"]["totalCount"] > 0


async def test_a_group_named_twice_counts_once(spread_engine: Engine) -> None:
    once, twice = [
        await response_data(spread_engine, TEXT, {"by": by}) for by in (["YEAR", "STAGE"], ["YEAR", "STAGE", "YEAR"])
    ]
    assert once == twice


async def test_the_operation_of_researchers(spread_engine: Engine) -> None:
    rows = (await response_data(spread_engine, operation("research/spread-by-region-and-year"), {"theme": "T1"}))[
        "adoptionStatistics"
    ]
    expected = await counted_by_hand(spread_engine, ("REGION", "YEAR"), "P1")
    assert [
        (each["region"]["code"], each["year"], each["adoptions"], each["organisations"]) for each in rows
    ] == expected


async def test_no_group_is_refused_with_what_to_change(spread_engine: Engine) -> None:
    answer = await spread_engine.answer("{ adoptionStatistics(groupBy: []) { adoptions } }")
    assert answer.body["errors"][0]["message"] == "groupBy is empty. Name at least one of REGION, YEAR, THEME, STAGE."


async def test_more_rows_than_an_answer_holds_are_refused(
    spread_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(function, "MOST_ROWS", 2)
    answer = await spread_engine.answer("{ adoptionStatistics(groupBy: [STAGE, REGION]) { adoptions } }")
    assert answer.body["errors"][0]["message"] == (
        "These groups make more than 2 rows. Use fewer groups, or filter adoptions with where."
    )
