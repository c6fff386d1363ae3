"""Tests that database failures are reported with a code, and that defects of the program appear only in the log."""

from __future__ import annotations

import logging
from typing import cast

import pytest

from graph_model.database.driver import Database
from graph_model.errors import DatabaseError, DatabaseSettingsError, DatabaseUnavailableError, DeadlineError
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema

TEXT = '{ regions { totalCount } found: region(code: "16") { name } }'
SECRET = "bolt://secret"


class Failing:
    """A database that raises the given error."""

    deadline = 20.0

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def read(self, text: str, parameters: dict[str, object]) -> None:
        """Fail for regions, and find nothing else."""
        raise self.error

    async def read_together(self, work: object, seconds: float) -> None:
        """Fail for computed fields."""
        raise self.error


def engine(error: Exception) -> Engine:
    return Engine(schema(), COMPUTED, cast("Database", Failing(error)))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DatabaseUnavailableError("The database does not answer now."), "UNAVAILABLE"),
        (DeadlineError("The answer took longer than 20 seconds."), "DEADLINE_EXCEEDED"),
    ],
)
async def test_what_passes_or_lasts_too_long_is_told(error: Exception, code: str) -> None:
    answer = await engine(error).answer(TEXT)
    assert answer.body["data"] is None
    expected = [{"message": str(error), "path": [key], "extensions": {"code": code}} for key in ("regions", "found")]
    assert answer.body["errors"] == expected


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("{ findings { totalCount } }", "metodgraph analyse findings --store"),
        ('{ kpis(on: "2024-12-31") { code } }', "metodgraph analyse indicators --on DAY --store"),
    ],
)
async def test_what_lasts_too_long_for_the_country_names_the_command_that_stores_it(text: str, command: str) -> None:
    answer = await engine(DeadlineError("The answer took longer than 20 seconds.")).answer(text)
    (error,) = answer.body["errors"]
    assert error["extensions"] == {"code": "DEADLINE_EXCEEDED"}
    assert error["message"].startswith("The answer took longer than 20 seconds. ")
    assert command in error["message"]


@pytest.mark.parametrize(
    "error", [DatabaseError(SECRET), DatabaseSettingsError(SECRET), KeyError(SECRET), ValueError(SECRET)]
)
async def test_what_we_did_wrong_leads_to_the_log_and_tells_nothing(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "resolvers.running.engine"):
        answer = await engine(error).answer('{ found: region(code: "16") { name } }')
    [failure] = answer.body["errors"]
    assert failure["extensions"]["code"] == "INTERNAL_ERROR"
    assert failure["path"] == ["found"]
    assert SECRET not in str(answer.body)
    assert failure["extensions"]["id"] in caplog.text
    assert SECRET in caplog.text


async def test_a_field_that_may_be_null_is_null_and_the_others_are_answered() -> None:
    answer = await engine(DeadlineError("too long")).answer('{ found: region(code: "16") { name } __typename }')
    assert answer.body["data"] == {"found": None, "__typename": "Query"}
