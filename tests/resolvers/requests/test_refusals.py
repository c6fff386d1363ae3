"""Tests that invalid requests get a stable code and a message with a remedy, without a statement to the database."""

from __future__ import annotations

import pytest

from resolvers.running.engine import Engine
from tests.resolvers.requesting import refused

DEEP = "{ organisation(orgId: 1) { %s id %s } }".replace("1", '"x"')
BOMB = " ".join(f"fragment F{each} on Query {{ ...F{each + 1} ...F{each + 1} }}" for each in range(40))

# code, part of the message, the operation
REFUSED: dict[str, tuple[str, str, str]] = {
    "no GraphQL": ("GRAPHQL_PARSE_FAILED", "Syntax Error", "{ regions "),
    "nothing": ("GRAPHQL_PARSE_FAILED", "Syntax Error", ""),
    "an unknown field": ("GRAPHQL_VALIDATION_FAILED", "Cannot query field 'lakes'", "{ lakes }"),
    "no field of a node": ("GRAPHQL_VALIDATION_FAILED", "must have a selection", '{ node(id: "Region:16") }'),
    "an unknown value of an enumeration": (
        "GRAPHQL_VALIDATION_FAILED",
        "Value 'LUNAR' does not exist",
        "{ organisations(where: {level: {eq: LUNAR}}) { totalCount } }",
    ),
    "a number too large for Int": (
        "GRAPHQL_VALIDATION_FAILED",
        "32-bit",
        "{ regions(where: {population: {gt: 3000000000}}) { totalCount } }",
    ),
    "a mutation": ("GRAPHQL_VALIDATION_FAILED", "not supported", "mutation { forget }"),
    "a subscription": ("GRAPHQL_VALIDATION_FAILED", "not supported", "subscription { news }"),
    "a fragment alone": ("GRAPHQL_VALIDATION_FAILED", "never used", "fragment F on Query { __typename }"),
    "a fragment inside itself": (
        "GRAPHQL_VALIDATION_FAILED",
        "within itself",
        "{ ...F } fragment F on Query { ...F }",
    ),
    "fragments that multiply": (
        "TOO_COSTLY",
        "the limit is 5,000",
        f"{{ ...F0 }} {BOMB} fragment F40 on Query {{ __typename }}",
    ),
    "selections too deep": ("TOO_DEEP", "the limit is 30", DEEP % ("unitOf {" * 30, "}" * 30)),
    "objects too deep": ("TOO_DEEP", "the limit is 12", DEEP % ("unitOf {" * 12, "}" * 12)),
    "a text too deep to be read": ("GRAPHQL_PARSE_FAILED", "nested too deep", "{ a " * 3000 + "}" * 3000),
    "a filter too deep": (
        "TOO_DEEP",
        "the limit is 12",
        f"{{ regions(where: {'{okrugs: {some: ' * 12} {{}} {'}}' * 12}) {{ totalCount }} }}",
    ),
    "a filter too deep at its position": (
        "TOO_DEEP",
        "the limit is 12",
        DEEP % ("unitOf {" * 6 + f"units(where: {'{unitOf: ' * 6}{{}}{'}' * 6}) {{ totalCount }}", "}" * 6),
    ),
    "more rows than an answer may have": (
        "TOO_COSTLY",
        "the limit is 100,000",
        "{ regions(first: 2000) { nodes { municipalities(first: 100) { nodes { id } } } } }",
    ),
    "first and last": ("BAD_PAGE", "cannot be combined", "{ regions(first: 1, last: 1) { totalCount } }"),
    "a negative page": ("BAD_PAGE", "first is -1", "{ regions(first: -1) { totalCount } }"),
    "a negative page from the end": ("BAD_PAGE", "last is -5", "{ regions(last: -5) { totalCount } }"),
    "a page too large": ("BAD_PAGE", "first is 2001", "{ regions(first: 2001) { totalCount } }"),
    "a page too large inside another": (
        "BAD_PAGE",
        "last is 2001",
        "{ regions(first: 1) { nodes { okrugs(last: 2001) { totalCount } } } }",
    ),
    "a negative page of hits": ("BAD_PAGE", "first is -1", '{ search(text: "x", first: -1) { totalCount } }'),
    "null in a comparison": ("BAD_USER_INPUT", "isNull", "{ regions(where: {name: {eq: null}}) { totalCount } }"),
    "null for a list of values": (
        "BAD_USER_INPUT",
        "isNull",
        "{ regions(where: {name: {in: null}}) { totalCount } }",
    ),
    "null for isNull": ("BAD_USER_INPUT", "isNull", "{ regions(where: {name: {isNull: null}}) { totalCount } }"),
    "null for a property": ("BAD_USER_INPUT", "where.name", "{ regions(where: {name: null}) { totalCount } }"),
    "null for a related node": ("BAD_USER_INPUT", "where.parent", "{ regions(where: {parent: null}) { totalCount } }"),
    "null for a quantifier": (
        "BAD_USER_INPUT",
        "okrugs is null",
        "{ regions(where: {okrugs: {some: null}}) { totalCount } }",
    ),
    "null for all of": ("BAD_USER_INPUT", "where.and", "{ regions(where: {and: null}) { totalCount } }"),
    "null for any of": ("BAD_USER_INPUT", "where.or", "{ regions(where: {or: null}) { totalCount } }"),
    "null for not": ("BAD_USER_INPUT", "where.not", "{ regions(where: {not: null}) { totalCount } }"),
    "null deep inside": (
        "BAD_USER_INPUT",
        "isNull",
        "{ regions(where: {or: [{not: {okrugs: {none: {name: {gt: null}}}}}]}) { totalCount } }",
    ),
    "null deep inside the answer": (
        "BAD_USER_INPUT",
        "isNull",
        "{ regions { nodes { okrugs(where: {name: {gt: null}}) { totalCount } } } }",
    ),
}


@pytest.mark.parametrize(("code", "words", "text"), REFUSED.values(), ids=list(REFUSED))
async def test_an_operation_is_refused(engine: Engine, code: str, words: str, text: str) -> None:
    error = await refused(engine, text)
    assert error["extensions"]["code"] == code
    assert words in error["message"]


SEVERAL = 'query One { __typename } query Other { region(code: "16") { id } }'


async def test_one_of_several_operations_must_be_named(engine: Engine) -> None:
    error = await refused(engine, SEVERAL)
    assert error == {
        "message": "The document contains several operations. Select one with operationName.",
        "extensions": {"code": "OPERATION_RESOLUTION_FAILURE"},
    }


async def test_an_operation_of_another_name_is_not_found(engine: Engine) -> None:
    error = await refused(engine, SEVERAL, None, "Third")
    assert error["extensions"]["code"] == "OPERATION_RESOLUTION_FAILURE"
    assert "'Third'" in error["message"]


async def test_the_operation_named_is_the_one_that_runs(engine: Engine) -> None:
    assert (await engine.answer(SEVERAL, None, "One")).body["data"] == {"__typename": "Query"}
    assert (await engine.answer(SEVERAL, None, "Other")).body["data"] == {"region": {"id": "Region:16"}}
