"""Tests that the text of a statement depends only on the shape of the operation.

The database then caches the query plan for all values of the variables.
"""

from __future__ import annotations

from typing import Any

import pytest

from resolvers.requests.cursors import encoded
from tests.cases.compiling import texts

Request = tuple[str, dict[str, Any]]

PAGE = """query Page($after: String) {
  municipalities(first: 5, after: $after, orderBy: {field: POPULATION}) { nodes { name } }
}"""
NODE = "query ($id: ID!) { node(id: $id) { id ... on Territory { name } } }"
FILTER = "query ($where: RegionWhere) { regions(where: $where) { totalCount nodes { name } } }"
PLAIN = 'query Plain { regions(first: 5, where: {name: {eq: "Тула"}}) { nodes { id name } } }'


def after(*values: object) -> dict[str, Any]:
    return {"after": encoded("Query.municipalities:population,id", list(values))}


SAME: dict[str, tuple[Request, Request]] = {
    "other literals": ((PLAIN, {}), (PLAIN.replace("Тула", "Омск"), {})),
    "literals and variables": (
        (PLAIN, {}),
        (
            "query ($n: Int, $name: String) { regions(first: $n, where: {name: {eq: $name}}) { nodes { id name } } }",
            {"n": 5, "name": "Тула"},
        ),
    ),
    "a variable and its default": (
        (PLAIN, {}),
        ('query ($name: String = "Омск") { regions(first: 5, where: {name: {eq: $name}}) { nodes { id name } } }', {}),
    ),
    "a whole filter in a variable": (
        ('{ regions(where: {name: {eq: "Тула"}}) { totalCount nodes { name } } }', {}),
        (FILTER, {"where": {"name": {"eq": "Омск"}}}),
    ),
    "other aliases": (
        (PLAIN, {}),
        ('{ a: regions(first: 5, where: {name: {eq: "Тула"}}) { b: nodes { c: id d: name } } }', {}),
    ),
    "other names of operations": ((PLAIN, {}), (PLAIN.replace("Plain", "Another"), {})),
    "comments and spaces": ((PLAIN, {}), (f"# a comment\n{PLAIN.replace(' { ', ' {  # another' + chr(10))}", {})),
    "other page sizes": ((PLAIN, {}), (PLAIN.replace("5", "500"), {})),
    "a page size and none": ((PLAIN, {}), (PLAIN.replace("first: 5, ", ""), {})),
    "a fragment and its fields": (
        (PLAIN, {}),
        (PLAIN.replace("id name", "... on Region { id ...Named }") + " fragment Named on Region { name }", {}),
    ),
    "a field twice": ((PLAIN, {}), (PLAIN.replace("id name", "id name again: name id"), {})),
    "null and nothing": ((FILTER, {}), (FILTER, {"where": None})),
    "an order in a list or alone": (
        ("{ regions(orderBy: [{field: NAME}]) { nodes { id } } }", {}),
        ("{ regions(orderBy: {field: NAME, direction: ASC}) { nodes { id } } }", {}),
    ),
    "keys of an order after the id": (
        ("{ regions(orderBy: [{field: ID}]) { nodes { id } } }", {}),
        ("{ regions(orderBy: [{field: ID}, {field: NAME}]) { nodes { id } } }", {}),
    ),
    "longer lists of values": (
        (FILTER, {"where": {"name": {"in": ["Тула"]}}}),
        (FILTER, {"where": {"name": {"in": ["Омск", "Тула", "Казань"]}}}),
    ),
    "other ids of one kind": ((NODE, {"id": "Region:16"}), (NODE, {"id": "Region:77"})),
    "other cursors": ((PAGE, after(5, "Municipality:1")), (PAGE, after(70000, "Municipality:2"))),
    "other words to find": (
        ('{ search(text: "школа") { nodes { __typename } } }', {}),
        ('{ search(text: "любая другая", kinds: [REGION], first: 3) { nodes { __typename } } }', {}),
    ),
}
OTHER: dict[str, tuple[Request, Request]] = {
    "another order": ((PAGE, {}), (PAGE.replace("POPULATION", "NAME"), {})),
    "another direction": ((PAGE, {}), (PAGE.replace("POPULATION", "POPULATION, direction: DESC"), {})),
    "a cursor and none": ((PAGE, {}), (PAGE, after(5, "Municipality:1"))),
    "a cursor where the key is absent": ((PAGE, after(5, "Municipality:1")), (PAGE, after(None, "Municipality:1"))),
    "from the end": ((PLAIN, {}), (PLAIN.replace("first", "last"), {})),
    "another condition": ((FILTER, {"where": {"name": {"eq": "x"}}}), (FILTER, {"where": {"capital": {"eq": "x"}}})),
    "another comparator": ((FILTER, {"where": {"name": {"eq": "x"}}}), (FILTER, {"where": {"name": {"gt": "x"}}})),
    "present and absent": (
        (FILTER, {"where": {"capital": {"isNull": True}}}),
        (FILTER, {"where": {"capital": {"isNull": False}}}),
    ),
    "an id of another kind": ((NODE, {"id": "Region:16"}), (NODE, {"id": "Municipality:1"})),
    "another field": ((PLAIN, {}), (PLAIN.replace("id name", "id capital"), {})),
    "whether there is a next page": ((PLAIN, {}), (PLAIN.replace("nodes", "pageInfo { hasNextPage } nodes"), {})),
    "a field that is skipped": ((PLAIN, {}), (PLAIN.replace("id name", "id name @skip(if: true)"), {})),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=list(SAME))
def test_the_text_stays_the_same_for(one: Request, other: Request) -> None:
    assert texts(*one) == texts(*other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=list(OTHER))
def test_the_text_is_another_for(one: Request, other: Request) -> None:
    assert texts(*one) != texts(*other)
