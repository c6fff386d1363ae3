"""Exports in pages of a few rows, so that every export has several pages."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import orjson

from exchange.descriptors import PACKAGE_FILE
from exchange.exporting.selection import select
from exchange.exporting.walk import Exported
from exchange.graph_formats import FORMATS
from exchange.graph_formats.graph_file import export_graph
from graph_model.database.driver import Database

SIZE = 7


async def exported(database: Database, target: Path, *, undirected: bool = False, **chosen: Any) -> Exported:
    """Export to a file in the format of its suffix."""
    form = next(each for each in FORMATS.values() if each.suffix == target.suffix)
    return await export_graph(database, select(**chosen), target, form, size=SIZE, undirected=undirected)


def nodes_of(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-LD file."""
    content: list[dict[str, Any]] = orjson.loads(file.read_bytes())["@graph"]
    return content


def files_in(folder: Path) -> list[Path]:
    """Return all files in a folder and its subfolders."""
    return sorted(each for each in folder.rglob("*") if each.is_file())


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def package_of(folder: Path) -> dict[str, Any]:
    """Return the data package in a folder."""
    content: dict[str, Any] = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    return content


def iri(identifier: str) -> str:
    """Return the IRI of a node."""
    return f"urn:metodgraph:id:{identifier}"
