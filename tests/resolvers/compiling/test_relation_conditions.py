"""Tests of conditions on relations that are refused, without a database."""

from __future__ import annotations

import pytest

from resolvers.requests.errors import RefusedRequestError, RequestError
from tests.cases.compiling import statements

OUTSIDE = "Use it only inside some, none or every"
REFUSED = {
    "of a list that no relation leads to": ('{ people(where: {edge: {asOf: "2024-01-01"}}) { totalCount } }', OUTSIDE),
    "below a relation to one node": (
        "{ people(where: {region: {edge: {borderKm: {gt: 1}}}}) { totalCount } }",
        OUTSIDE,
    ),
    "below a relation to one node of an item": (
        "{ regions(where: {organisations: {some: {municipality: {edge: {method: {isNull: true}}}}}}) { totalCount } }",
        OUTSIDE,
    ),
    "of another relation to the same kind": (
        '{ regions(where: {organisations: {some: {edge: {position: {eq: "x"}}}}}) { totalCount } }',
        "Region.organisations cannot be filtered by edge.position. Its conditions are: basis.",
    ),
    "of a relation without properties": (
        "{ organisations(where: {units: {some: {edge: {since: {isNull: true}}}}}) { totalCount } }",
        "Its conditions are: none.",
    ),
    "with the day of a relation that has none": (
        "{ regions(where: {neighbours: {some: {edge: {kind: {isNull: true}}}}, "
        'organisations: {some: {edge: {asOf: "2024-01-01"}}}}) { totalCount } }',
        "cannot be filtered by edge.asOf",
    ),
    "with the first day of an employment": (
        '{ people(where: {employments: {some: {edge: {since: {eq: "2024-01-01"}}}}}) { totalCount } }',
        "Person.employments cannot be filtered by edge.since. Its conditions are: position, asOf.",
    ),
    "with a role of another vocabulary": (
        "{ people(where: {memberships: {some: {edge: {role: {eq: COORDINATOR}}}}}) { totalCount } }",
        "Person.memberships cannot be filtered by edge.role. Its conditions are: asOf.",
    ),
    "null": (
        "{ organisations(where: {people: {some: {edge: {asOf: null}}}}) { totalCount } }",
        "edge.asOf is null",
    ),
    "null in a comparison": (
        "{ organisations(where: {people: {some: {edge: {position: {eq: null}}}}}) { totalCount } }",
        "position.eq is null",
    ),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=list(REFUSED))
def test_a_condition_that_the_relation_does_not_have_is_refused(text: str, words: str) -> None:
    with pytest.raises(RequestError) as refusal:
        statements(text)
    assert refusal.value.code == "BAD_USER_INPUT"
    assert words in str(refusal.value)


@pytest.mark.parametrize("name", ["since: {isNull: true}", "until: {isNull: true}", "synthetic: {eq: true}"])
def test_the_days_of_an_employment_are_no_condition(name: str) -> None:
    with pytest.raises(RefusedRequestError):
        statements(f"{{ organisations(where: {{people: {{some: {{edge: {{{name}}}}}}}}}) {{ totalCount }} }}")


def test_a_condition_on_a_relation_inside_or_and_not_belongs_to_the_same_relation() -> None:
    either = '{or: [{edge: {position: {eq: "a"}}}, {not: {edge: {asOf: "2024-01-01"}}}]}'
    [(text, _)] = statements(f"{{ organisations(where: {{people: {{some: {either}}}}}) {{ totalCount }} }}")
    assert text.count("organisations_people_edge:WORKS_AT") == 1
    assert "organisations_people_edge.position" in text
    assert "NOT ((organisations_people_edge.since IS NULL" in text
