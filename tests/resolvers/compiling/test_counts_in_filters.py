"""Tests of filters by the number of linked nodes: which numbers of people are refused, without a database."""

from __future__ import annotations

import pytest

from resolvers.requests.errors import RefusedRequestError, RequestError
from tests.cases.compiling import statements

PEOPLE = "query ($many: Int) { organisations(where: {people: {count: {lt: $many}}}) { totalCount } }"
RECORDS = "query ($many: Int) { diagnostics(where: {not: {attempts: {count: {gte: $many}}}}) { totalCount } }"


@pytest.mark.parametrize("many", [-5, 0, 1, 2, 4, 6, 9, 11])
@pytest.mark.parametrize("text", [PEOPLE, RECORDS])
def test_a_number_of_people_that_could_single_some_out_is_refused(text: str, many: int) -> None:
    with pytest.raises(RequestError, match=f"cannot be compared with {many}, .* multiple of 5") as refusal:
        statements(text, {"many": many})
    assert refusal.value.code == "BAD_USER_INPUT"


@pytest.mark.parametrize("many", [5, 10, 100])
@pytest.mark.parametrize("text", [PEOPLE, RECORDS])
def test_a_number_of_people_in_fives_is_compared(text: str, many: int) -> None:
    [(_, parameters)] = statements(text, {"many": many})
    assert [*parameters.values()] == [many]


@pytest.mark.parametrize("condition", ["eq: 5", "in: [5]", "gt: 5", "lte: 5"])
def test_a_number_of_people_has_no_comparison_that_gives_it_exactly(condition: str) -> None:
    with pytest.raises(RefusedRequestError) as refusal:
        statements(f"{{ regions(where: {{people: {{count: {{{condition}}}}}}}) {{ totalCount }} }}")
    assert "PeopleCountWhere" in str(refusal.value.errors)


def test_a_number_without_its_variable_is_no_condition() -> None:
    [(text, parameters)] = statements("query ($n: Int) { regions(where: {okrugs: {count: {lt: $n}}}) { totalCount } }")
    assert "COUNT { MATCH (regions)" not in text
    assert parameters == {}
