"""The named statements of the analyses bring what is stored: exactly what a walk over the written records finds."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.network import Arrays
from analysis.vocabulary import LinkKind
from graph_model.cypher import Statement, render
from graph_model.database import Database
from graph_model.read_tree import ArraysColumn, Filter, Parameter
from graph_model.read_tree import Body as Writes
from graph_model.visibility import ANYONE
from resolvers.array_rows import arrays_of
from resolvers.arrays import network
from tests.resolvers.written_organisations import ORGANISATIONS, whole_network


def column(body: Writes, filters: dict[str, Filter], **parameters: object) -> ArraysColumn:
    return ArraysColumn("arrays", body, filters, {name: Parameter(value) for name, value in parameters.items()})


async def brought(database: Database, statement: Statement) -> list[Any]:
    sent = {name: each.value for name, each in statement.parameters.items()}
    (((column,), _),) = await database.read(statement.text, sent)
    return list(column)


@pytest.mark.parametrize("through", [None, *([kind.value] for kind in LinkKind), ["BORDER", "UNIT", "PARTNERSHIP"]])
async def test_the_network_holds_the_links_of_the_kinds_asked_for(small: Database, through: list[str] | None) -> None:
    ends = ORGANISATIONS[0].id, ORGANISATIONS[1].id
    statement = render((column(network, {}, **{"from": ends[0], "to": ends[1]}, through=through),), ANYONE)
    found = arrays_of(await brought(small, statement))
    wanted = set(LinkKind) if through is None else {LinkKind[each] for each in through}
    ordered = Arrays(*(sorted(rows, key=repr) for rows in vars(found).values()))
    assert ordered == whole_network(ends, wanted)
