"""The named statements of the analyses bring what is stored: exactly what a walk over the written records finds."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.network import Arrays
from analysis.vocabulary import LinkKind
from graph_model.cypher import Statement, render
from graph_model.database import Database
from graph_model.declarations import ID
from graph_model.organisations import Organisation
from graph_model.read_tree import ArraysColumn, ByKey, Comparison, Filter, OneColumn, Parameter, Read
from graph_model.read_tree import Body as Writes
from graph_model.terms import Level
from graph_model.visibility import ANYONE
from resolvers.array_rows import arrays_of, neighbourhood_of
from resolvers.arrays import neighbourhood, network
from tests.resolvers.written_organisations import ORGANISATIONS, around, in_order, whole_network

REGIONAL = Comparison(Organisation.properties()["level"], "eq", Parameter(Level.REGIONAL.value))


def column(body: Writes, filters: dict[str, Filter], **parameters: object) -> ArraysColumn:
    return ArraysColumn("arrays", body, filters, {name: Parameter(value) for name, value in parameters.items()})


def about(organisation: str, filters: dict[str, Filter]) -> Statement:
    read = Read(Organisation, (column(neighbourhood, filters),))
    return render((OneColumn("organisation", ByKey(Organisation, ID, Parameter(organisation)), read),), ANYONE)


async def brought(database: Database, statement: Statement) -> list[Any]:
    sent = {name: each.value for name, each in statement.parameters.items()}
    (((column,), _),) = await database.read(statement.text, sent)
    return list(column)


@pytest.mark.parametrize("identifier", [each.id for each in ORGANISATIONS])
async def test_the_surroundings_of_an_organisation_come_as_they_are_stored(small: Database, identifier: str) -> None:
    (arrays,) = await brought(small, about(identifier, {}))
    assert in_order(neighbourhood_of(arrays)) == in_order(around(identifier, lambda _: True))


@pytest.mark.parametrize("identifier", [each.id for each in ORGANISATIONS])
async def test_a_filter_limits_the_candidates_alone(small: Database, identifier: str) -> None:
    (arrays,) = await brought(small, about(identifier, {"where": REGIONAL}))
    assert in_order(neighbourhood_of(arrays)) == in_order(around(identifier, lambda each: each.level == Level.REGIONAL))


@pytest.mark.parametrize("through", [None, *([kind.value] for kind in LinkKind), ["BORDER", "UNIT", "PARTNERSHIP"]])
async def test_the_network_holds_the_links_of_the_kinds_asked_for(small: Database, through: list[str] | None) -> None:
    ends = ORGANISATIONS[0].id, ORGANISATIONS[1].id
    statement = render((column(network, {}, **{"from": ends[0], "to": ends[1]}, through=through),), ANYONE)
    found = arrays_of(await brought(small, statement))
    wanted = set(LinkKind) if through is None else {LinkKind[each] for each in through}
    ordered = Arrays(*(sorted(rows, key=repr) for rows in vars(found).values()))
    assert ordered == whole_network(ends, wanted)


def test_values_are_parameters_and_never_part_of_the_text() -> None:
    one, other = (about(identifier, {"where": REGIONAL}) for identifier in ("Organisation:1", "Organisation:2"))
    assert one.text == other.text
    assert Level.REGIONAL.value not in one.text
