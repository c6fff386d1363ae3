"""Tests that ways of several hops reach a node once in lists, totals and counts, for any number of links to it."""

from __future__ import annotations

from typing import Any

import pytest

from graph_model.cypher import render
from graph_model.database.driver import Database
from graph_model.declarations import ID, Facet, Hop, Navigation, Node, Parameter, kinds
from graph_model.read_tree import (
    Along,
    ByKey,
    ConnectionColumn,
    FacetRead,
    ManyColumn,
    OneColumn,
    Order,
    Page,
    PropertyColumn,
    Read,
)
from graph_model.visibility import ANYONE
from tests.resolvers.naive.tables import Tables

# ways not declared in the model, which reach one node over several others
NAVIGATIONS = {
    "from regions to the functions of their organisations": ("Region", "organisations", "functions"),
    "from functions to the regions of their performers": ("Function", "performers", "region"),
    "from themes to the authors of practices about them": ("Theme", "practices", "author"),
    "from competences to the themes of practices for them": ("Competence", "practices", "themes"),
    "from regions to the themes of their practices": ("Region", "practices", "themes"),
}


def navigation_of(start: str, *names: str) -> Navigation:
    hops: list[Hop] = []
    kind = kinds()[start]
    for name in names:
        hops += kind.navigations()[name].hops
        kind = kind.navigations()[name].kind
    return Navigation("reached", tuple(hops), many=True)


def columns(navigation: Navigation) -> tuple[ManyColumn, ConnectionColumn]:
    read, order = Read(navigation.kind, (PropertyColumn(ID),)), (Order(ID, descending=False),)
    page = Page(Parameter(2), order, further=True)
    by_id = FacetRead(Facet("id"), (), ID, None)
    many = ManyColumn("many", Along(navigation), read, order)
    return many, ConnectionColumn("page", Along(navigation), None, page, read, total=True, facets=(by_id,))


@pytest.mark.parametrize(("start", "first", "second"), NAVIGATIONS.values(), ids=list(NAVIGATIONS))
async def test_each_node_is_there_once(small: Database, tables: Tables, start: str, first: str, second: str) -> None:
    navigation = navigation_of(start, first, second)
    more_than_one_link = 0
    for node in tables.of_kind(kinds()[start]):
        complete, [page, further, total, counts] = await fetched(small, kinds()[start], node.id, navigation)
        expected = sorted(reached.id for reached, _ in tables.along(node, navigation))
        assert [identifier for [identifier] in complete] == expected
        assert [identifier for [identifier] in page] == expected[:2]
        assert (further, total) == (len(expected) > 2, len(expected))
        assert sorted(counts) == [[identifier, None, 1] for identifier in expected]
        more_than_one_link += total > 0
    assert more_than_one_link


async def fetched(database: Database, kind: type[Node], identifier: str, navigation: Navigation) -> Any:
    read = Read(kind, columns(navigation))
    statement = render((OneColumn("node", ByKey(kind, ID, Parameter(identifier)), read),), ANYONE)
    sent = {name: each.value for name, each in statement.parameters.items()}
    [[[row], _]] = await database.read(statement.text, sent)
    return row
