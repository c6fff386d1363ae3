"""Tests that any valid operation returns the answer of a naive evaluator over the same records."""

from __future__ import annotations

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from resolvers.running.engine import Engine
from tests.profiles import examples
from tests.resolvers.generated.operations import Generated, operations
from tests.resolvers.naive.answers import naive_answer
from tests.resolvers.naive.tables import Tables


async def agrees(engine: Engine, tables: Tables, operation: Generated) -> None:
    sent = engine.database.statements
    answer = await engine.answer(operation.text, operation.variables)
    codes = [error["extensions"]["code"] for error in answer.body.get("errors", [])]
    assume(codes != ["TOO_COSTLY"])
    expected = naive_answer(tables, operation.text, operation.variables)
    assert (codes, expected.errors) == ([], None)
    assert answer.body["data"] == expected.data
    assert json.dumps(answer.body["data"]) == json.dumps(expected.data), "the keys are in the order of the operation"
    assert engine.database.statements - sent <= len(expected.data or {})


@given(st.data())
@examples(300)
async def test_any_operation_on_a_small_dense_graph(small_engine: Engine, tables: Tables, data: st.DataObject) -> None:
    await agrees(small_engine, tables, data.draw(operations(tables)))


@given(st.data())
@examples(60)
async def test_any_operation_on_the_reference_data(
    engine: Engine, reference_tables: Tables, data: st.DataObject
) -> None:
    await agrees(engine, reference_tables, data.draw(operations(reference_tables)))
