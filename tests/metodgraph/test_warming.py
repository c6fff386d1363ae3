"""Tests that the warm-up queries stored objects and logs its errors."""

from __future__ import annotations

import logging

import pytest

from graph_model.errors import DeadlineError
from metodgraph.http.warm_up import OBJECTS, OPERATIONS, STORED, example_variables, stored_operations, warm
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.metodgraph.fake_databases import FailingDatabase, StoredDatabase

SORTS = sorted({sort for named in OBJECTS.values() for sort in named.values()})
NOTHING: dict[str, object] = dict.fromkeys(SORTS)
EVERYTHING: dict[str, object] = {each: f"Organisation:{each}" for each in SORTS}


def test_every_variable_of_an_object_is_one_that_is_stored() -> None:
    found = {name: variables for name, _, variables in stored_operations(EVERYTHING)}
    assert len(found) == len(OBJECTS)
    assert found["paths"] == {"from": "Organisation:start", "to": "Organisation:end"}
    assert found["register"] == {"on": "2024-12-31", "deficit": "Organisation:competence"}


def test_no_placeholder_of_an_example_is_sent() -> None:
    sent = [value for _, _, variables in stored_operations(EVERYTHING) for value in variables.values()]
    examples = [example_variables(path) for path in OPERATIONS.glob("*/*.graphql")]
    placeholders = [value for each in examples for value in each.values() if "id of" in str(value)]
    assert len(placeholders) == 3
    assert [each for each in sent if each in placeholders] == []


def test_an_operation_is_left_out_where_the_graph_holds_no_object_for_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        names = [name for name, _, _ in stored_operations({**EVERYTHING, "practice": None})]
    assert set(names) == {each.partition("/")[2] for each in OBJECTS if OBJECTS[each].get("code") != "practice"}
    assert "warm-up without research/cascade" in caplog.text


async def test_an_answer_with_errors_is_a_warning_with_their_codes(caplog: pytest.LogCaptureFixture) -> None:
    database = StoredDatabase(EVERYTHING, DeadlineError("It is slow."))
    await warm(Engine(schema(), COMPUTED, database))
    assert "warm-up with search returned errors: DEADLINE_EXCEEDED" in caplog.messages
    assert [each.levelname for each in caplog.records] == ["WARNING"] * len(OBJECTS)


async def test_an_empty_graph_is_asked_only_what_needs_no_object(caplog: pytest.LogCaptureFixture) -> None:
    await warm(Engine(schema(), COMPUTED, StoredDatabase(NOTHING, DeadlineError("It is slow."))))
    assert len(caplog.records) == len([each for each in OBJECTS.values() if not each])


async def test_a_database_that_fails_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    await warm(Engine(schema(), COMPUTED, FailingDatabase(DeadlineError("It is slow."))))
    assert "warm-up skipped: It is slow." in caplog.text


def test_one_statement_finds_an_object_of_each_sort() -> None:
    assert [each for each in SORTS if f"  {each}: " not in STORED] == []
