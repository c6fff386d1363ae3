"""Tests of exported tables: they equal the stored graph, form a described package, and are complete or not written."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exchange.descriptors import PACKAGE_FILE
from exchange.exporting.destination import UNFINISHED
from exchange.exporting.selection import ExportError, select
from exchange.exporting.table_files import export_tables
from exchange.table_forms import table_named
from graph_model.database.data_state import record_change
from graph_model.database.driver import Database
from graph_model.kinds.competences import About, Theme
from graph_model.kinds.practices import Practice
from graph_model.links import Link
from graph_model.terms import EvidenceTier, PracticeStage
from graph_model.writing.bulk_writes import write_in_batches
from tests.exchange.exporting import files_in, package_of, rows_of
from tests.graph_database import graph_digest

LICENCE = "CC BY-SA 4.0"


def practice(code: str, **more: Any) -> Practice:
    """Return a practice with the given key."""
    return Practice(code=code, title=f"Практика {code}", stage=PracticeStage.IDEA, evidence=EvidenceTier.NONE, **more)


def theme(code: str) -> Theme:
    """Return a theme with the given key."""
    return Theme(code=code, name=f"Тема {code}", section="I")


async def test_the_package_says_which_data_it_holds(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [theme("a")], [])
    await scratch.define(
        f"CREATE (:DataSource {{id: 'DataSource:s', sourceId: 's', name: 'Темы', licence: '{LICENCE}; факты', "
        "attribution: 'Кто-то', synthetic: false, confidence: 'HIGH', sourceIds: []})"
    )
    await export_tables(scratch, select(kinds=["Theme"]), tmp_path / "tables")
    package = package_of(tmp_path / "tables")
    assert package["licenses"][0]["name"] == "CC-BY-SA-4.0"
    assert package["sources"][0]["title"] == "Темы"
    metadata = package["metodgraph"]
    assert (metadata["dataVersion"], metadata["attribution"], metadata["filters"]) == (1, "Кто-то", "kinds: Theme")
    assert metadata["exportedOn"] == date.today().isoformat()
    assert metadata["modelVersion"] > 0


async def test_a_start_with_more_links_than_a_page_holds_loses_none(scratch: Database, tmp_path: Path) -> None:
    practices, themes = [practice(each) for each in "XYZ"], [theme(f"{each:02}") for each in range(12)]
    links = [Link(About(), practices[place].id, each.id) for place in (0, 1) for each in themes]
    links.append(Link(About(), practices[2].id, themes[5].id))
    await write_in_batches(scratch, [*practices, *themes], links)
    for size in (1, 12, 13):
        await export_tables(scratch, select(), tmp_path / str(size), size=size)
        rows = rows_of(tmp_path / str(size), "Practice-ABOUT-Theme")
        assert [(row["start"], row["end"]) for row in rows] == sorted(
            (each.start.partition(":")[2], each.end.partition(":")[2]) for each in links
        )


async def test_texts_with_line_ends_quotes_and_separators_are_read_back(scratch: Database, tmp_path: Path) -> None:
    odd = 'a,b;"c"|d\\\r\ne\rf\ng 👍 «ё»'
    await write_in_batches(scratch, [practice("X", summary=odd, source_ids=("a|b", "c\\d"))], [])
    await export_tables(scratch, select(), tmp_path / "tables")
    [row] = rows_of(tmp_path / "tables", "Practice")
    columns = (each.field for each in table_named("Practice").columns.values())
    fields = {each.column: each for each in columns if each is not None}
    assert fields["summary"].value(row["summary"]) == odd
    assert fields["sourceIds"].value(row["sourceIds"]) == ("a|b", "c\\d")


async def test_empty_texts_are_told(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [practice("X", summary="")], [])
    summary = await export_tables(scratch, select(), tmp_path / "tables")
    assert any("1 texts are empty" in each for each in summary.remarks)


async def test_a_new_export_takes_the_place_of_the_earlier_one_and_of_nothing_else(
    scratch: Database, tmp_path: Path
) -> None:
    await write_in_batches(scratch, [practice("X"), theme("a")], [])
    await export_tables(scratch, select(), tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    await export_tables(scratch, select(kinds=["Theme"]), tmp_path)
    assert {each.name for each in files_in(tmp_path)} == {"Theme.csv", PACKAGE_FILE, "notes.txt"}


@pytest.mark.parametrize("name", ["notes.txt", PACKAGE_FILE])
async def test_a_directory_with_the_work_of_others_is_refused(scratch: Database, tmp_path: Path, name: str) -> None:
    await write_in_batches(scratch, [practice("X")], [])
    (tmp_path / name).write_text('{"resources": [{"path": "others.csv"}]}')
    with pytest.raises(ExportError, match="is not empty and contains no export"):
        await export_tables(scratch, select(), tmp_path)
    assert [each.name for each in files_in(tmp_path)] == [name]


async def test_a_package_cannot_name_files_elsewhere_to_be_removed(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [practice("X")], [])
    (tmp_path / "precious.csv").write_text("mine")
    target = tmp_path / "tables"
    target.mkdir()
    named = [{"path": path, "metodgraph": {}} for path in ("../precious.csv", str(tmp_path / "precious.csv"))]
    (target / PACKAGE_FILE).write_text(json.dumps({"metodgraph": {}, "resources": named}))
    await export_tables(scratch, select(), target)
    assert (tmp_path / "precious.csv").exists()


async def test_an_export_that_is_broken_off_leaves_the_earlier_one_as_it_was(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [practice("X"), theme("a")], [])
    await export_tables(scratch, select(), tmp_path)
    before = {each: each.read_bytes() for each in files_in(tmp_path)}
    await write_in_batches(scratch, [practice("Y")], [])

    def broken_off(step: str, done: int, total: int) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await export_tables(scratch, select(), tmp_path, broken_off)
    assert {each: each.read_bytes() for each in files_in(tmp_path)} == before


async def test_what_a_killed_export_left_is_cleared_away_by_the_next(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [practice("X")], [])
    left = tmp_path / UNFINISHED
    left.mkdir()
    (left / "Practice.csv").write_text("half")
    await export_tables(scratch, select(), tmp_path)
    assert {each.name for each in files_in(tmp_path)} == {"Practice.csv", PACKAGE_FILE}
    assert not left.exists()


async def test_tables_that_a_killed_export_had_moved_already_go_with_the_next(
    scratch: Database, tmp_path: Path
) -> None:
    await write_in_batches(scratch, [theme("a"), practice("X")], [])
    await export_tables(scratch, select(), tmp_path)
    (tmp_path / UNFINISHED).mkdir()
    (tmp_path / PACKAGE_FILE).rename(tmp_path / UNFINISHED / PACKAGE_FILE)
    await export_tables(scratch, select(kinds=["Theme"]), tmp_path)
    assert {each.name for each in files_in(tmp_path)} == {"Theme.csv", PACKAGE_FILE}


async def test_a_graph_that_changes_meanwhile_is_not_exported(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [practice("X"), theme("a")], [])

    async def change() -> None:
        while True:
            await scratch.write(record_change)

    changing = asyncio.ensure_future(change())
    with pytest.raises(ExportError, match="changed while it was exported"):
        await export_tables(scratch, select(), tmp_path / "tables", size=1)
    changing.cancel()
    await asyncio.wait({changing})
    assert not files_in(tmp_path)


async def test_an_empty_graph_is_told(scratch: Database, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no data are loaded"):
        await export_tables(scratch, select(), tmp_path / "tables")


async def test_a_place_that_cannot_be_written_is_told(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [practice("X")], [])
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="Cannot write"):
        await export_tables(scratch, select(), tmp_path / "file" / "tables")


async def test_exporting_changes_nothing(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [practice("X"), theme("a")], [Link(About(), "Practice:X", "Theme:a")])
    before = await graph_digest(scratch)
    await export_tables(scratch, select(), tmp_path)
    assert await graph_digest(scratch) == before
