"""Tests of the command `export`: formats by suffix, output, exit codes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import networkx
import pytest
import typer
from rich.console import Console

from exchange.exporting.selection import ExportError, select
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from graph_model.errors import ExitStatus
from graph_model.kinds.competences import Theme
from graph_model.writing.bulk_writes import write_in_batches
from metodgraph.commands import export_commands
from metodgraph.commands.export_commands import WARNING, Form, form_of, written
from tests.exchange.exporting import files_in
from tests.metodgraph.programs import called, ended

THEME = Theme(code="a", name="Наставничество", section="I")


def test_undirected_tables_are_refused_before_neo4j_is_started(tmp_path: Path) -> None:
    refused = called("export", str(tmp_path / "out"), "--undirected", METODGRAPH_DATA_DIRECTORY=tmp_path / "graph")
    assert refused.returncode == 1
    assert refused.stderr == "Tables have no undirected graphs: omit --undirected, or write GraphML or GEXF.\n"
    assert files_in(tmp_path) == []


async def test_the_program_writes_a_graph_and_says_what_is_in_it(
    scratch: Database, scratch_connection: Connection, tmp_path: Path
) -> None:
    await write_in_batches(scratch, [THEME], [])
    target = tmp_path / "themes.graphml"
    done = await asyncio.to_thread(
        ended,
        *("export", str(target), "--kind", "Theme"),
        NEO4J_URI=scratch_connection.uri,
        NEO4J_PASSWORD=scratch_connection.password,
    )
    assert done.returncode == 0, done.stderr
    assert f"Wrote 1 nodes and 0 relations to {target} (data version 1)." in done.stderr
    assert "Limited to kinds: Theme." in done.stderr
    assert "people who are not synthetic" in done.stderr
    assert networkx.read_graphml(target).nodes["Theme:a"]["label"] == "Наставничество"


@pytest.mark.parametrize(
    ("name", "form"),
    [("out", Form.TABLES), ("a.graphml", Form.GRAPHML), ("a.GEXF", Form.GEXF), ("a.jsonld", Form.JSON_LD)],
)
def test_the_name_tells_the_format(tmp_path: Path, name: str, form: Form) -> None:
    assert form_of(tmp_path / name) is form


def test_a_directory_is_for_tables_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "export.2024").mkdir()
    assert form_of(tmp_path / "export.2024") is Form.TABLES


def test_a_suffix_that_tells_nothing_is_answered_with_those_that_do() -> None:
    with pytest.raises(ExportError, match=r"\.txt is unknown\. Use one of \.graphml, \.gexf, \.jsonld"):
        form_of(Path("graph.txt"))


async def test_a_file_that_is_no_export_is_not_replaced(scratch: Database, tmp_path: Path) -> None:
    await write_in_batches(scratch, [THEME], [])
    target, console = tmp_path / "thesis.graphml", Console(quiet=True)
    target.write_text("<graphml>years of work</graphml>")
    with pytest.raises(ExportError, match="is no export"):
        await written(scratch, select(), target, Form.GRAPHML, console)
    assert target.read_text() == "<graphml>years of work</graphml>"
    assert files_in(tmp_path) == [target]


@pytest.mark.parametrize("form", [Form.GRAPHML, Form.GEXF, Form.JSON_LD])
async def test_an_earlier_export_is_replaced(scratch: Database, tmp_path: Path, form: Form) -> None:
    await write_in_batches(scratch, [THEME], [])
    for _ in range(2):
        await written(scratch, select(kinds=["Theme"]), tmp_path / "graph", form, Console(quiet=True))
    assert files_in(tmp_path) == [tmp_path / "graph"]


async def test_personal_data_come_with_a_warning(
    scratch: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await write_in_batches(scratch, [THEME], [])
    await written(scratch, select(personal_data=True), tmp_path / "out", Form.TABLES, Console(stderr=True, width=500))
    assert WARNING in capsys.readouterr().err


async def test_an_interrupted_export_says_so_and_leaves_nothing(
    scratch: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def interrupted(*_: object) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(export_commands, "one_export", interrupted)
    with pytest.raises(typer.Exit) as end:
        await written(scratch, select(), tmp_path / "out", Form.TABLES, Console(stderr=True, width=500))
    assert end.value.exit_code == ExitStatus.INTERRUPTED
    assert "Interrupted before the export was complete" in capsys.readouterr().err
