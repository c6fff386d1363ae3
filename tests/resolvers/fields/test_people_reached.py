"""Tests of `Practice.peopleReached`: sums of reports, against the written records of the small graph."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.replication.people_reached import ReportedReach, people_reached
from analysis.vocabulary import Language
from graph_model.kinds.adoptions import AdoptedBy, Adoption, AdoptionOf, Reach, ReachedBy
from graph_model.kinds.practices import Practice
from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data
from tests.resolvers.written_organisations import BY_ID, NODES, links

REACHED = """query Reached($asOf: Date) { practices(first: 50) { nodes { id peopleReached(asOf: $asOf) {
  people adoptions reporting shareReporting completeness { complete } } } } }"""


def naive(practice: str, day: date) -> dict[str, object]:
    """Return the expected answer of a practice, read from the written records."""
    adopters = {link.start for link, _ in links(AdoptedBy)}
    begun = [BY_ID[each] for _, each in links(AdoptionOf, practice) if each in adopters]
    begun = [each for each in begun if isinstance(each, Adoption) and (each.started_on or date.min) <= day]
    reports = [BY_ID[end] for each in begun for _, end in links(ReachedBy, each.id)]
    counted = [
        each.people
        for each in reports
        if isinstance(each, Reach) and each.people is not None and (each.measured_on or date.min) <= day
    ]
    return {
        "people": sum(counted) if counted else None,
        "adoptions": len(begun),
        "reporting": len(counted),
        "shareReporting": len(counted) / len(begun) if begun else None,
    }


def valid(practice: str) -> bool:
    """Return whether each adoption of a practice has at most one report, as the model demands."""
    return all(len([*links(ReachedBy, adoption)]) <= 1 for _, adoption in links(AdoptionOf, practice))


@pytest.mark.parametrize("day", ["2024-01-31", "2024-02-28", "2024-12-01"])
async def test_the_sums_agree_with_the_records_on_every_day(small_engine: Engine, day: str) -> None:
    found: Any = (await response_data(small_engine, REACHED, {"asOf": day}))["practices"]["nodes"]
    assert {each["id"] for each in found} == {each.id for each in NODES if isinstance(each, Practice)}
    for each in found:
        complete = each["peopleReached"].pop("completeness")["complete"]
        assert each["peopleReached"] == naive(each["id"], date.fromisoformat(day)) or not valid(each["id"])
        assert complete or each["peopleReached"]["adoptions"]
    assert sum(each["peopleReached"]["reporting"] for each in found) or day < "2024-12-01"


def test_missing_reports_are_counted_and_named() -> None:
    day = date(2026, 1, 1)
    adoptions = [ReportedReach(30, date(2025, 1, 1)), ReportedReach(70, date(2027, 1, 1)), ReportedReach(None, None)]
    found = people_reached(adoptions, day)
    assert (found.people, found.adoptions, found.reporting) == (30, 3, 1)
    assert "2 adoptions of 3 have no report of reach" in (found.completeness.reason(Language.EN) or "")
    assert not found.completeness.complete


def test_a_practice_without_reports_has_no_number_of_people() -> None:
    assert people_reached([ReportedReach(None, None)], date(2026, 1, 1)).people is None
    nothing = people_reached([], date(2026, 1, 1))
    assert (nothing.people, nothing.share_reporting, nothing.completeness.complete) == (None, None, True)
