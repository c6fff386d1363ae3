"""Tests of `paths`: limits of arguments, and statements compared with a search over the written records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import permutations
from random import Random
from typing import Any

import pytest

from analysis.answers import ValidityPeriod
from analysis.paths.network import Arrays, Ending, Seat
from analysis.paths.paths import PathSearch
from analysis.ties.common_projects import LARGEST_PROJECT
from analysis.ties.links import Tie
from analysis.vocabulary import Language, LinkKind
from graph_model.database.driver import Database
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.fields.paths import function
from resolvers.fields.paths.arguments import arguments
from resolvers.requests.errors import RequestError
from tests.analysis.path_reading import StoredArrays
from tests.resolvers.fields.reading import paths_read
from tests.resolvers.written_organisations import ORGANISATIONS, full_network

ONE, OTHER = "Organisation:A", "Organisation:B"
ENDS = {"from": ONE, "to": OTHER}
DAY = date(2024, 2, 15)
SOURCE = "DataSource:reference/organisations"
NAMES = {each.id: each.name for each in ORGANISATIONS}
# one organisation in the region of the other, and its partner until the end of 2023
NETWORK = Arrays(
    endings=[Ending(ONE), Ending(OTHER)],
    seats=[Seat("Region:16", ONE, SOURCE), Seat("Region:16", OTHER, SOURCE)],
    ties=[Tie(LinkKind.PARTNERSHIP, ONE, OTHER, None, ValidityPeriod(None, date(2023, 12, 31)))],
)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function, "today", lambda: DAY)


def searched(given: Mapping[str, Any], stored: StoredArrays | None = None) -> PathSearch:
    return (stored or StoredArrays(NETWORK)).search(arguments(ArgumentValues(given)).request(), DAY)


@pytest.mark.parametrize("through", [["REGION"], [LinkKind.REGION, LinkKind.REGION], None])
def test_paths_take_the_kinds_of_links_asked_for(through: list[str] | None) -> None:
    (path,) = searched({**ENDS, "through": through}).paths
    assert (path.nodes, path.links[0].kind, path.links[0].record) == ((ONE, OTHER), LinkKind.REGION, SOURCE)


def test_a_partnership_that_has_ended_links_nobody() -> None:
    assert searched({**ENDS, "through": ["PARTNERSHIP"]}).paths == ()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"first": 0}, "first is 0. Ask for 1 to 50."),
        ({"first": 51}, "first is 51. Ask for 1 to 50."),
        ({"maxLength": 9}, "maxLength is 9. Ask for 1 to 8."),
        ({"maxLength": -1}, "maxLength is -1. Ask for 1 to 8."),
        ({"hubs": "EXCLUDE", "hubDegree": 0}, "hubDegree is 0. Ask for 1 to 1000000."),
        (
            {"hubDegree": 20},
            "hubDegree has no effect on hubs: KEEP. Give hubs: EXCLUDE or DISCOUNT, or omit hubDegree.",
        ),
        ({"through": []}, "through is empty. Give at least one kind of link, or omit it to use all."),
        ({"to": ONE}, "from and to are the same organisation. Give two different ones."),
        (
            {"to": "Region:16"},
            "to: 'Region:16' is the id of a Region; paths join organisations. "
            "Give the id of an organisation, such as 'Organisation:RU-ACADEMY'.",
        ),
        (
            {"from": "A"},
            "from: 'A' is not a global id. Give the id of an organisation, such as 'Organisation:RU-ACADEMY'.",
        ),
    ],
)
def test_arguments_that_cannot_be_used_are_refused_before_any_statement(
    given: Mapping[str, Any], sentence: str
) -> None:
    with pytest.raises(RequestError) as refused:
        arguments(ArgumentValues({**ENDS, **given}))
    assert (refused.value.code, refused.value.message) == ("BAD_USER_INPUT", sentence)


@pytest.mark.parametrize("end", ["from", "to"])
def test_an_organisation_that_does_not_exist_is_refused_after_the_first_statement(end: str) -> None:
    stored = StoredArrays(NETWORK, missing="Organisation:C")
    with pytest.raises(RequestError) as refused:
        searched({**ENDS, end: "Organisation:C"}, stored)
    assert (refused.value.code, refused.value.message) == (
        "BAD_USER_INPUT",
        f"{end}: there is no organisation with the id 'Organisation:C'. Find ids with organisations.",
    )
    assert stored.sent == []


def test_the_answer_says_where_the_limit_of_links_ended_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function, "MOST_TIES", 50)
    crowd = [f"Organisation:crowd {number}" for number in range(60)]
    ties = [Tie(LinkKind.PARTNERSHIP, end, each) for end in (ONE, OTHER) for each in crowd]
    found = searched({**ENDS, "through": ["PARTNERSHIP"]}, StoredArrays(Arrays(NETWORK.endings, ties=ties)))
    assert found.paths == ()
    assert found.completeness.truncated
    assert str(found.completeness.reason(Language.EN)).startswith("Paths of more than 0 links were not searched for")


def test_the_answer_counts_the_projects_that_are_too_large_to_be_crossed() -> None:
    stored = StoredArrays(NETWORK, {"NetworkProject:1": [ONE], "NetworkProject:2": [ONE, OTHER]})
    reason = searched({**ENDS, "through": ["REGION"]}, stored).completeness.reason(Language.EN)
    assert reason == f"2 projects with more than {LARGEST_PROJECT} participants are not counted as a link."


@pytest.mark.parametrize("first", [2, 50])
@pytest.mark.parametrize("hubs", [None, "EXCLUDE", "DISCOUNT"])
@pytest.mark.parametrize("through", [None, *([kind.value] for kind in LinkKind), ["BORDER", "UNIT", "PARTNERSHIP"]])
async def test_the_statements_find_the_paths_of_the_written_records(
    small: Database, through: list[str] | None, hubs: str | None, first: int
) -> None:
    pairs = [*permutations([each.id for each in ORGANISATIONS], 2)]
    above = {"hubs": hubs, "hubDegree": 2} if hubs else {}
    for start, end in Random(3).sample(pairs, 6):
        given = {"from": start, "to": end, "through": through, "first": first, "maxLength": 5, **above}
        found = await small.read_together(lambda run, given=given: paths_read(run, given))  # type: ignore[misc]
        stored = StoredArrays(full_network((start, end), set(LinkKind)), names=NAMES)
        assert found == searched(given, stored), given
