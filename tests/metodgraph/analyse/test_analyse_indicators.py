"""Tests of `metodgraph analyse indicators`: printed values, storage, and refused days."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import orjson
import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from metodgraph.commands.analyse.indicators import last_month_end
from tests.metodgraph.programs import called
from tests.resolvers.indicator_groups import GROUPS, PERSON, PLANTED, USUAL
from tests.resolvers.planted_groups import planted_groups

DAY = "2024-12-31"


@pytest_asyncio.fixture
async def graph(scratch_connection: Connection) -> AsyncIterator[Connection]:
    """Return the connection to two regions with known teachers."""
    async with planted_groups(scratch_connection, PLANTED, PERSON, ({**USUAL, **each} for each in GROUPS)):
        yield scratch_connection


def figures(server: Connection, *options: str) -> dict[str, Any]:
    """Return the JSON output of the command."""
    login = {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}
    done = called("analyse", "indicators", "--json", *options, **login)
    assert done.returncode == 0, done.stderr
    return dict(orjson.loads(done.stdout))


def test_the_second_command_prints_the_values_that_the_first_stored(graph: Connection) -> None:
    first = figures(graph, "--on", DAY, "--store")
    assert first["from_stored_run"] is False
    assert first["stored"]["on"] == DAY
    second = figures(graph, "--on", DAY)
    assert (second["from_stored_run"], second["stored"]) == (True, None)
    assert second["indicators"] == first["indicators"]
    share = first["indicators"]["KPI2a"]
    assert (share["numerator"], share["denominator"], share["target"]) == (17, 98, 30.0)
    assert share["regions"] == {"all": 2, "with_value": 2, "suppressed": 0, "met": 0}


def test_a_day_in_the_future_is_refused(graph: Connection) -> None:
    done = called("analyse", "indicators", "--on", "2999-01-01", NEO4J_URI=graph.uri)
    assert done.returncode != 0
    assert "future" in done.stderr


@pytest.mark.parametrize(("today", "end"), [("2024-03-05", "2024-02-29"), ("2025-01-31", "2024-12-31")])
def test_the_default_day_is_the_last_day_of_the_last_month(today: str, end: str) -> None:
    assert last_month_end(date.fromisoformat(today)) == date.fromisoformat(end)
