"""Tests that the statements of any operation contain no text of the client and use exactly their parameters."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import assume, given
from hypothesis import strategies as st

from graph_model.declarations import kinds
from graph_model.kinds.people_terms import PersonRole, Verdict
from graph_model.terms import OrganisationKind
from graph_model.visibility import SMALLEST_GROUP
from resolvers.requests.errors import RequestError
from tests.cases.compiling import statements
from tests.profiles import examples
from tests.resolvers.generated.operations import Generated, operations
from tests.resolvers.naive.tables import Tables, tables_of
from tests.resolvers.small_graph import small_graph

# the terms in the conditions of the model itself
CONSTANTS = (*PersonRole, *OrganisationKind, Verdict.POSITIVE)
SMALL_GROUP = f"0 < group < {SMALLEST_GROUP}"


@cache
def tables() -> Tables:
    return tables_of(*small_graph())


def compiled(operation: Generated) -> list[tuple[str, set[str]]]:
    """Return the statements with the names of their parameters; Hypothesis skips operations above the limits."""
    try:
        return [(text, set(parameters)) for text, parameters in statements(operation.text, operation.variables)]
    except RequestError as error:
        assume(error.code not in ("TOO_COSTLY", "TOO_DEEP"))
        raise


@given(st.data())
@examples(100)
def test_it_names_its_parameters_and_quotes_kinds_alone(data: st.DataObject) -> None:
    for text, parameters in compiled(data.draw(operations(tables()))):
        assert set(re.findall(r"\$(\w+)", text)) == parameters
        assert {each.removesuffix(":") for each in re.findall(r"'([^']*)'", text)} <= {*kinds(), *CONSTANTS}
        assert '"' not in text


@given(st.data())
@examples(100)
def test_it_holds_no_name_and_no_number_of_the_client(data: st.DataObject) -> None:
    for text, _ in compiled(data.draw(operations(tables()))):
        # generated aliases, variables, fragments and operations are named by a letter and a number
        assert not re.findall(r"\b[avFQ]\d+\b", text)
        own = text.replace(SMALL_GROUP, "")
        assert set(re.findall(r"(?<![\w$])\d+", own)) <= {"1"}, "one additional row shows whether there is a next page"


@given(st.data())
@examples(50)
def test_compiling_twice_gives_the_same(data: st.DataObject) -> None:
    operation = data.draw(operations(tables()))
    assert compiled(operation) == compiled(operation)
