"""Tests of suggested internships on the demo, compared with the deficits, places and placements in the graph."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data, some

DAY = date(2026, 9, 1)
WITH_DEFICITS = """
MATCH (person:Person {synthetic: true})-[:HAS_DEFICIT]->(:Deficit)
WITH person, count(*) AS deficits ORDER BY deficits DESC, person.id LIMIT 300 RETURN person.id
"""
SUGGESTED = """query ($ids: [ID!]!, $first: Int, $from: Date, $until: Date, $km: Float, $day: Date) {
 people(where: {id: {in: $ids}}) { nodes {
  id
  internshipSuggestions(first: $first, from: $from, until: $until, maxKm: $km, asOf: $day) {
    internship { id title } organisation { id } closes { id } sharedThemes { id } distanceKm freePlaces beginsOn endsOn
    score reasons { text contribution }
  }
  internshipSearch(first: $first, from: $from, until: $until, maxKm: $km, asOf: $day) {
    suggestions { internship { id } } method { name } completeness { complete reason asOf }
  }
} } }"""
# the internships of a person by id: free places, days, host, and the developed competences with an open deficit
PERMITTED = """
MATCH (person:Person {id: $id})-[:HAS_DEFICIT]->(deficit:Deficit)-[:IN_COMPETENCE]->(lacked:Competence)
WHERE (deficit.foundOn IS NULL OR deficit.foundOn <= $day) AND (deficit.closedOn IS NULL OR deficit.closedOn > $day)
MATCH (lacked)<-[:DEVELOPS]-(item:Internship)-[:AT]->(host:Organisation)
WHERE item.beginsOn >= $day AND item.freePlaces > 0 AND (host.validTo IS NULL OR host.validTo >= item.endsOn)
  AND NOT EXISTS {
    MATCH (person)<-[:OF]-(placement:Placement)-[:IN]->(item) WHERE placement.status <> 'CANCELLED'
  }
RETURN item.id, item.freePlaces, item.beginsOn, item.endsOn, host.id, collect(DISTINCT lacked.id)
"""


async def suggested(engine: Engine, ids: list[str], **given: object) -> list[Any]:
    sent = {"ids": ids, "day": str(DAY), **given}
    return list((await response_data(engine, SUGGESTED, sent))["people"]["nodes"])


async def test_only_internships_ahead_that_develop_open_deficits_are_suggested(
    demo_engine: Engine, demo_graph: Database
) -> None:
    total = 0
    for person in await suggested(demo_engine, await some(demo_graph, WITH_DEFICITS, 20), first=100):
        rows = {key: rest for key, *rest in await demo_graph.read(PERMITTED, {"id": person["id"], "day": DAY})}
        found = person["internshipSuggestions"]
        total += len(found)
        assert {each["internship"]["id"] for each in found} == set(rows)
        for each in found:
            free, begins, ends, host, closes = rows[each["internship"]["id"]]
            assert (each["freePlaces"], each["beginsOn"], each["endsOn"]) == (free, begins, ends)
            assert each["organisation"]["id"] == host
            assert {one["id"] for one in each["closes"]} == set(closes)
            assert each["score"] == pytest.approx(sum(one["contribution"] for one in each["reasons"]))
        assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)
        search = person["internshipSearch"]
        assert search["suggestions"] == [{"internship": {"id": each["internship"]["id"]}} for each in found]
        assert found or search["completeness"]["reason"]
    assert total > 0


async def test_a_period_and_a_distance_limit_the_suggestions(demo_engine: Engine, demo_graph: Database) -> None:
    ids = await some(demo_graph, WITH_DEFICITS, 20)
    until, most_km = DAY + timedelta(days=120), 300.0
    everything = await suggested(demo_engine, ids, first=100)
    limited = await suggested(demo_engine, ids, first=100, until=str(until), km=most_km)
    for all_of, some_of in zip(everything, limited, strict=True):
        expected = [
            each["internship"]["id"]
            for each in all_of["internshipSuggestions"]
            if str(each["endsOn"]) <= str(until) and each["distanceKm"] is not None and each["distanceKm"] <= most_km
        ]
        assert [each["internship"]["id"] for each in some_of["internshipSuggestions"]] == expected
        assert expected or some_of["internshipSearch"]["completeness"]["reason"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"first": 101}, "first is 101. Ask for 1 to 100."),
        ({"km": 0.0}, "maxKm is 0.0. Give more than 0 kilometres."),
        (
            {"from": "2099-02-01", "until": "2099-01-01"},
            "until is 2099-01-01, before from, 2099-02-01. Give a later day.",
        ),
        (
            {"until": "2026-08-31"},
            "until is 2026-08-31, before 2026-09-01. Internships that have begun are not suggested.",
        ),
    ],
    ids=str,
)
async def test_invalid_arguments_are_refused(given: dict[str, object], message: str, demo_engine: Engine) -> None:
    answer = await demo_engine.answer(SUGGESTED, {"ids": [], "day": str(DAY), **given})
    assert answer.body["errors"][0]["message"] == message
