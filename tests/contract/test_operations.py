"""Tests that each supported operation of users returns data of the demo without errors."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import reduce
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.driver import Database
from metodgraph.http.warm_up import stored_objects, stored_operations, warm
from resolvers.running.engine import Engine
from tests.operations_of_users import OPERATION_NAMES
from tests.resolvers.requesting import response_data

# the path to the main value of each operation; an operation without this value counts as unanswered
FULL: Mapping[str, tuple[str, ...]] = {
    "federal-center/coverage": ("regions", "nodes"),
    "federal-center/indicators": ("kpis",),
    "federal-center/partners": ("organisation", "partnerSuggestions", "nodes"),
    "federal-center/project-team": ("projectTeam", "members"),
    "federal-center/practices-for-region": ("practicesToReplicate", "nodes"),
    "federal-center/replication-plan": ("replicationPlan", "assignments"),
    "federal-center/where-to-replicate": ("practice", "whereToReplicate", "targets"),
    "frontend/practice-list": ("practices", "edges"),
    "frontend/practice-page": ("practice", "adoptions", "nodes"),
    "frontend/refetch": ("node", "name"),
    "frontend/region-page": ("region", "organisations", "nodes"),
    "frontend/search": ("search", "edges"),
    "region/mentors": ("teachers", "nodes"),
    "region/register": ("programRegister", "nodes"),
    "region/rule-findings": ("region", "findings", "nodes"),
    "region/teacher-route": ("teachers", "nodes"),
    "research/brokers": ("brokers", "nodes"),
    "research/cascade": ("practice", "dissemination", "steps", "nodes"),
    "research/diffusion-statistics": ("practice", "dissemination", "timeline"),
    "research/ego-network": ("organisation", "network", "links"),
    "research/paths": ("paths", "paths"),
    "research/spread-by-region-and-year": ("adoptionStatistics",),
}
Sent = dict[str, tuple[str, dict[str, object]]]


@pytest_asyncio.fixture(scope="module")
async def operations(demo_graph: Database) -> Sent:
    """Return the text and the variables of each operation by its name."""
    return {name: (text, given) for name, text, given in stored_operations(await stored_objects(demo_graph))}


def test_every_answered_operation_says_what_it_is_sent_for() -> None:
    assert set(FULL) == OPERATION_NAMES


@pytest.mark.parametrize("name", sorted(FULL))
async def test_an_operation_about_stored_objects_is_answered(name: str, operations: Sent, demo_engine: Engine) -> None:
    answer: Any = await response_data(demo_engine, *operations[name.partition("/")[2]])
    assert reduce(lambda found, key: found[key], FULL[name], answer)


async def test_the_warm_up_meets_no_errors(demo_engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await warm(demo_engine)
    assert caplog.messages == []
