"""Arguments of computed fields: their defaults, their limits, and what is said where they cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from analysis.vocabulary import LinkKind
from resolvers import analyses
from resolvers.analyses import paths
from resolvers.errors import RequestError

ONE, OTHER = "Organisation:A", "Organisation:B"
ENDS = {"from": ONE, "to": OTHER}
SOURCE = "DataSource:reference/organisations"
# [endings, seats, borders, ties]: one in the region of the other, and its partner until the end of 2024
NETWORK = [
    [
        [[ONE, None], [OTHER, None]],
        [["Region:16", SOURCE, [ONE, OTHER]]],
        [],
        [["PARTNERSHIP", None, None, "2024-12-31", [[ONE, OTHER]]]],
    ]
]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyses, "today", lambda: date(2026, 6, 1))


@pytest.mark.parametrize("through", [["REGION"], [LinkKind.REGION, LinkKind.REGION], None])
def test_paths_take_the_kinds_of_links_asked_for(through: list[str] | None) -> None:
    (path,) = paths(NETWORK, {**ENDS, "through": through}).paths
    assert (path.nodes, path.links[0].kind, path.links[0].record) == ((ONE, OTHER), LinkKind.REGION, SOURCE)


def test_a_partnership_that_has_ended_links_nobody() -> None:
    assert paths(NETWORK, {**ENDS, "through": ["PARTNERSHIP"]}).paths == ()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"first": 0}, "first is 0. Ask for 1 to 50."),
        ({"first": 51}, "first is 51. Ask for 1 to 50."),
        ({"maxLength": 11}, "maxLength is 11. Ask for 1 to 10."),
        ({"maxLength": -1}, "maxLength is -1. Ask for 1 to 10."),
        ({"through": []}, "through is empty. Name at least one kind of link, or leave it out to take all."),
        ({"to": ONE}, "from and to are the same organisation. Give two different ones."),
        (
            {"from": "Organisation:C"},
            "from: there is no organisation with the id 'Organisation:C'. Find ids with organisations.",
        ),
        (
            {"to": "Region:16"},
            "to: 'Region:16' names a Region, and paths join organisations. "
            "Give the id of an organisation, such as 'Organisation:RU-ACADEMY'.",
        ),
        (
            {"from": "A"},
            "from: 'A' is not a global id. Give the id of an organisation, such as 'Organisation:RU-ACADEMY'.",
        ),
    ],
)
def test_what_cannot_be_searched_for_is_refused_with_what_to_change(
    arguments: Mapping[str, Any], sentence: str
) -> None:
    with pytest.raises(RequestError) as refused:
        paths(NETWORK, {**ENDS, **arguments})
    assert (refused.value.code, refused.value.message) == ("BAD_USER_INPUT", sentence)
