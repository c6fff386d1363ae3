"""Tests the guide to computed fields: its example, applied to a copy of the project, is served as documented."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from graph_model.database.connection import Connection
from graph_model.database.driver import Database

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "docs" / "adding-a-computed-field.md").read_text(encoding="utf-8")
PACKAGES = ("graph_model", "resolvers", "schema", "analysis")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ASK = """
import asyncio, sys
import orjson
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from resolvers.fields import COMPUTED
from schema.build import schema

async def main():
    uri, username, password, *texts = orjson.loads(sys.stdin.read())
    database = Database(Connection(uri, username, password))
    engine = Engine(schema(), COMPUTED, database)
    print(orjson.dumps([(await engine.answer(each)).body for each in texts]).decode())
    await database.close()

asyncio.run(main())
"""


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(GUIDE) if found == language]


def placed(block: str) -> tuple[str, str]:
    """Return the target file of a block and the text of the block."""
    first, _, text = block.partition("\n")
    return first.removeprefix("# "), text


def changed(text: str, difference: str) -> str:
    """Return a text with a diff applied; its unchanged and removed lines must occur in the text in this order."""
    lines = [(each[:1], each[1:]) for each in difference.splitlines()]
    old = "\n".join(line for sign, line in lines if sign in " -")
    new = "\n".join(line for sign, line in lines if sign in " +")
    remedy = "Correct the difference in docs/adding-a-computed-field.md."
    assert text.count(f"{old}\n") >= 1, f"the project no longer has these lines of the guide. {remedy}\n{old}"
    return text.replace(f"{old}\n", f"{new}\n")


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with the changes of the guide."""
    copy = tmp_path_factory.mktemp("extended")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    for block in blocks("python"):
        name, text = placed(block)
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
    for block in blocks("diff"):
        name, difference = placed(block)
        (copy / name).write_text(changed((copy / name).read_text(encoding="utf-8"), difference), encoding="utf-8")
    return copy


def ran(project: Path, sent: list[str]) -> subprocess.CompletedProcess[str]:
    given = orjson.dumps(sent).decode()
    return subprocess.run(
        [sys.executable, "-c", ASK], cwd=project, input=given, capture_output=True, text=True, check=False
    )


def test_the_example_answers_as_the_guide_says(
    extended: Path, connection: Connection, reference_graph: Database
) -> None:
    del reference_graph  # the fixture loads the data
    (operation,), (expected,) = blocks("graphql"), blocks("json")
    refused = operation.replace("1000", "-1")
    ended = ran(extended, [connection.uri, connection.username, connection.password, operation, refused])
    assert ended.returncode == 0, ended.stderr
    answer, refusal = orjson.loads(ended.stdout)
    assert answer["data"] == orjson.loads(expected)
    assert [each["message"] for each in refusal["errors"]] == ["smallest is -1. Give 0 or more."]


def test_the_example_passes_the_linter(extended: Path) -> None:
    command = [
        str(Path(sys.executable).parent / "ruff"),
        "check",
        "--no-cache",
        "--config",
        str(ROOT / "pyproject.toml"),
    ]
    ended = subprocess.run([*command, "."], cwd=extended, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"correct docs/adding-a-computed-field.md\n{ended.stdout}"


def test_what_the_schema_promises_and_the_example_lacks_stops_the_start(extended: Path) -> None:
    function = extended / "resolvers" / "fields" / "neighbour_population" / "function.py"
    complete = function.read_text(encoding="utf-8")
    function.write_text(
        complete.replace("    unknown: tuple[str, ...]\n", "").replace("        unknown=", "        # ")
    )
    ended = ran(extended, ["bolt://127.0.0.1:1", "", ""])
    function.write_text(complete, encoding="utf-8")
    assert ended.returncode != 0
    place = "NeighbourPopulation (fields/neighbour_population/function.py) has no unknown"
    assert f"NeighbourPopulation.unknown is declared, but {place}" in ended.stderr
