"""Tests that exported tables contain every record of a graph of every kind, with all cells and descriptions."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from exchange.descriptors import PACKAGE_FILE
from exchange.exporting.selection import select
from exchange.exporting.table_files import export_tables
from exchange.table_forms import table_named
from graph_model.database.driver import Database
from tests.exchange.exporting import SIZE, files_in, package_of, rows_of
from tests.exchange.stored import StoredGraph, StoredLink, Values, kind_of


def cell(value: Any) -> str:
    """Return a value as a cell."""
    if isinstance(value, bool):
        return str(value).lower()
    return "|".join(value) if isinstance(value, list) else str(value)


def cells(values: Values) -> dict[str, str]:
    """Return the non-empty cells of a record."""
    texts = {name: cell(value) for name, value in values.items() if name != "recordedAt"}
    return {name: text for name, text in texts.items() if text}


def filled(row: dict[str, str]) -> dict[str, str]:
    """Return the non-empty cells of a row."""
    return {name: text for name, text in row.items() if text}


def link_cells(link: StoredLink) -> dict[str, str]:
    """Return the cells of a link; an ended link is listed in the table of its former type, with the day of its end."""
    values = dict(link.values)
    if link.type == "ENDED":
        values["removedOn"] = values.pop("until")
        values.pop("was")
    ends = {"start": link.start.partition(":")[2], "end": link.end.partition(":")[2]}
    return {**cells(values), **ends}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for the tables of the graph of every kind."""
    return tmp_path_factory.mktemp("tables")


async def test_tables_hold_every_record_that_may_leave_the_graph(
    everything: Database, stored: StoredGraph, folder: Path
) -> None:
    summary = await export_tables(everything, select(), folder, size=SIZE)
    visible = stored.open()
    kinds = {kind_of(each) for each in visible.nodes}
    for kind in kinds:
        expected = [cells(values) for identifier, values in visible.nodes.items() if kind_of(identifier) == kind]
        assert counted(map(filled, rows_of(folder, kind))) == counted(expected)
    links: dict[str, list[dict[str, str]]] = {}
    for each in visible.links:
        type_ = each.values["was"] if each.type == "ENDED" else each.type
        links.setdefault(f"{kind_of(each.start)}-{type_}-{kind_of(each.end)}", []).append(link_cells(each))
    for name, expected in links.items():
        assert counted(map(filled, rows_of(folder, name))) == counted(expected)
    assert {each.stem for each in files_in(folder) if each.suffix == ".csv"} == {*kinds, *links}
    assert (summary.nodes, summary.links) == (len(visible.nodes), len(visible.links))


def counted(rows: Iterable[dict[str, str]]) -> Counter[str]:
    """Return the rows, each with its number of occurrences."""
    return Counter(repr(sorted(row.items())) for row in rows)


async def test_every_table_is_described_by_the_package(everything: Database, folder: Path) -> None:
    package = package_of(folder)
    assert {each["path"] for each in package["resources"]} == {each.name for each in files_in(folder)} - {PACKAGE_FILE}
    for resource in package["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == columns
        named = resource["metodgraph"].get("kind") or resource["metodgraph"]["relation"]
        assert table_named(named).stem == Path(resource["path"]).stem


async def test_the_same_graph_gives_the_same_bytes(everything: Database, tmp_path: Path) -> None:
    for name, size in (("one", 5), ("other", 5000)):
        await export_tables(everything, select(kinds=["Organisation", "Function"]), tmp_path / name, size=size)
    one, other = ({each.name: each.read_bytes() for each in files_in(tmp_path / name)} for name in ("one", "other"))
    assert one == other
