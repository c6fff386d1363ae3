"""Empty tables with their descriptions, to be filled in by users."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import orjson

from exchange.descriptors import PACKAGE_FILE, package, resource
from exchange.table_forms import Table, tables


def header(table: Table) -> str:
    """Return the header line of the table as CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(table.columns)
    return line.getvalue()


def described(table: Table) -> str:
    """Return the resource of the table as JSON."""
    return orjson.dumps(resource(table), option=orjson.OPT_INDENT_2).decode() + "\n"


def write_templates(directory: Path) -> int:
    """Write an empty file for every table and the data package that describes them. Return the number of tables.

    Raises:
        FileExistsError: One of the files exists.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for table in tables().values():
        with (directory / f"{table.stem}.csv").open("x", encoding="utf-8") as file:
            file.write(header(table))
    content = package(map(resource, tables().values()), name=directory.resolve().name.lower() or "tables")
    with (directory / PACKAGE_FILE).open("xb") as described_by:
        described_by.write(orjson.dumps(content, option=orjson.OPT_INDENT_2))
    return len(tables())
