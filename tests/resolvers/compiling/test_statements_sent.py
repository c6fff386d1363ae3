"""Tests of the number of statements: one for each root field, one more for nodes of a computed field, or none."""

import pytest

from resolvers.running.engine import Engine
from tests.resolvers.requesting import operation, variables

COMPUTED = "partnerSuggestions(first: 2) { excluded { reason organisation { name } } }"
PATHS = 'paths(from: "Organisation:RI-16", to: "Organisation:CNPPM-16")'
INSIDE = f"{{ organisations(first: 3) {{ nodes {{ name {COMPUTED} }} }} }}"
SENT: dict[str, tuple[int, str]] = {
    "nothing to be read": (0, "{ __typename }"),
    "the schema": (0, '{ __schema { queryType { name } } __type(name: "Region") { name } }'),
    "an id of no kind": (0, '{ node(id: "Nothing:1") { id } }'),
    "one root field": (1, "{ regions { totalCount facets { federalDistrict { value } } nodes { name } } }"),
    "the same root field twice": (1, "{ regions { totalCount } regions { nodes { name } } }"),
    "three root fields": (3, '{ a: regions { totalCount } b: regions { totalCount } region(code: "16") { name } }'),
    "a field that is skipped": (1, "{ themes { code } rules @skip(if: true) { code } }"),
    "many lists inside lists": (
        1,
        "{ regions(first: 2) { nodes { okrugs { totalCount } neighbours(first: 2) { nodes { organisations(first: 2) "
        "{ nodes { units { nodes { functions { totalCount } } } founder { name } } } } } } } }",
    ),
    "a computed field": (2, f'{{ organisation(orgId: "RI-16") {{ name {COMPUTED} }} }}'),
    "a computed field of a node that is not there": (1, f'{{ organisation(orgId: "none") {{ {COMPUTED} }} }}'),
    "a computed field in a list": (2, INSIDE),
    "a computed field that names no node": (
        1,
        '{ organisation(orgId: "RI-16") { partnerSuggestions { method { name } completeness { complete } } } }',
    ),
    # the ends, the regions, one statement for each level, and one for the nodes
    "a search level by level": (5, f"{{ {PATHS} {{ paths {{ nodes {{ ... on Organisation {{ name }} }} }} }} }}"),
    "a search that names nodes by their ids alone": (
        4,
        f"{{ {PATHS} {{ paths {{ length nodes {{ __typename id }} }} }} }}",
    ),
}


@pytest.mark.parametrize(("count", "text"), SENT.values(), ids=list(SENT))
async def test_as_many_statements_as_there_are_root_fields(engine: Engine, count: int, text: str) -> None:
    if "partnerSuggestions" in text:
        # the first request also reads the shared arrays
        await engine.answer(text)
    for _ in range(2):
        before = engine.database.statements
        answer = await engine.answer(text)
        assert "errors" not in answer.body, answer.body["errors"]
        assert engine.database.statements - before == count


@pytest.mark.parametrize("name", ["frontend/region-page", "frontend/search"])
async def test_the_operations_of_the_front_end_send_one(engine: Engine, name: str) -> None:
    before = engine.database.statements
    await engine.answer(operation(name), variables(name))
    assert engine.database.statements - before == 1
