"""Tests of `Organisation.network`: limits of arguments, and the order of the small graph."""

from __future__ import annotations

import pytest

from resolvers.running.engine import Engine
from tests.resolvers.fields.ego_requests import ends, network
from tests.resolvers.requesting import refused
from tests.resolvers.written_organisations import ORGANISATIONS


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("depth: 0", "depth is 0. Ask for 1 to 3."),
        ("depth: 4", "depth is 4. Ask for 1 to 3."),
        ("first: 0", "first is 0. Ask for 1 to 1000."),
        ("first: 1001", "first is 1001. Ask for 1 to 1000."),
        ("through: []", "through is empty. Give at least one kind of link, or omit it to use all."),
        (
            "through: [UNIT, REGION]",
            "through: REGION links every two organisations of a region, so that the network would be the whole region. "
            "Select other kinds of links, or list the organisations of the region with region.organisations.",
        ),
        (
            "through: [BORDER]",
            "through: BORDER links every organisation of a region to all organisations of the regions that border it, "
            "so that the network would be these regions. Select other kinds of links, or list the organisations of the "
            "regions with region.neighbours.",
        ),
    ],
)
async def test_arguments_that_cannot_be_used_are_refused(small_engine: Engine, given: str, sentence: str) -> None:
    answer = await small_engine.answer(f'{{ organisation(orgId: "x") {{ network({given}) {{ nodes {{ id }} }} }} }}')
    (error,) = answer.body["errors"]
    assert (error["extensions"]["code"], error["message"]) == ("BAD_USER_INPUT", sentence)


async def test_a_larger_network_begins_with_the_smaller_one(small_engine: Engine) -> None:
    for each in ORGANISATIONS[:6]:
        whole = await network(small_engine, id=each.org_id, depth=3, asOf="2024-03-01")
        for first in range(1, len(whole["nodes"])):
            found = await network(small_engine, id=each.org_id, depth=3, asOf="2024-03-01", first=first)
            assert found["nodes"] == whole["nodes"][: first + 1]
            assert ends(found) <= ends(whole)
            assert found["completeness"]["truncated"] == (first + 1 < len(whole["nodes"]))


async def test_a_kind_that_does_not_exist_is_refused_without_a_statement(small_engine: Engine) -> None:
    error = await refused(small_engine, '{ organisation(orgId: "x") { network(through: [FRIENDS]) { nodes { id } } } }')
    assert "FRIENDS" in error["message"]
