"""A small country for tests: a few regions of the reference data."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

from seeds.reading import Contents, read_contents
from seeds.tables import LinkTable, NodeTable

Cells = dict[str, str]
Tables = dict[str, list[Cells]]

# Birobidzhan is the centre of two municipalities; the other regions, Khabarovsk, Magadan and Amur, differ in this.
REGIONS = frozenset({"27", "28", "49", "79"})


def small_tables() -> Tables:
    """Return the tables of the small country as lists of cells by column."""
    tables = {file: cells_of(content) for file, content in read_contents().items()}
    keep(tables, "federal_subjects.csv", lambda row: row["subject_code"] in REGIONS)
    keep(tables, "municipalities.csv", lambda row: row["subject_code"] in REGIONS)
    keep(tables, "subject_adjacency.csv", lambda row: {row["subject_a"], row["subject_b"]} <= REGIONS)
    places = {row["oktmo"] for row in tables["municipalities.csv"]}
    keep(tables, "municipal_adjacency.csv", lambda row: {row["oktmo_a"], row["oktmo_b"]} <= places)
    keep(tables, "organisations.csv", lambda row: row["subject_code"] in REGIONS)
    known = {row["org_id"] for row in tables["organisations.csv"]}
    for row in tables["organisations.csv"]:
        for column in ("parent_org_id", "founder_org_id"):
            row[column] = row[column] if row[column] in known else ""
    return tables


def keep(tables: Tables, file: str, condition: Callable[[Cells], bool]) -> None:
    """Remove the rows of a file that do not meet the condition."""
    tables[file] = [row for row in tables[file] if condition(row)]


def cells_of(content: bytes) -> list[Cells]:
    """Return the rows of a file."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def contents_of(tables: Mapping[str, list[Cells]]) -> Contents:
    """Return the bytes of the files; every table has at least one row."""
    return {file: bytes_of(rows) for file, rows in tables.items()}


def bytes_of(rows: list[Cells]) -> bytes:
    """Return the bytes of one file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def row_of(tables: Tables, table: NodeTable | LinkTable, column: str, text: str) -> Cells:
    """Return the first row with `text` in `column`."""
    return next(row for row in tables[table.file] if row[column] == text)


def written(tables: Tables, directory: Path) -> Path:
    """Write the files to the directory and return it."""
    directory.mkdir(exist_ok=True)
    for file, content in contents_of(tables).items():
        (directory / file).write_bytes(content)
    return directory
