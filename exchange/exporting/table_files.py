"""Export as tables: one file for each kind and each relation that has records, and the package that describes them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from exchange.descriptors import OURS, PACKAGE_FILE, Descriptor, package, resource
from exchange.exporting.destination import complete_directory, opened
from exchange.exporting.origin import PROGRAM, ExportOrigin, demand_unchanged, origin_of
from exchange.exporting.reading import PAGE, Reading
from exchange.exporting.selection import Selection
from exchange.exporting.statements import RECORDED_AT, exported_columns
from exchange.exporting.walk import Exported, Walk, walk
from exchange.table_forms import END, START, Column, NodeTable, Table
from graph_model.database.driver import Database, Rows
from graph_model.progress import Reporter, silent

PACKAGE_NAME = "metodgraph-export"
# licences that sources may name, by their identifiers of the Open Definition
KNOWN_LICENCES: Mapping[str, Descriptor] = {
    "CC BY-SA 4.0": {"name": "CC-BY-SA-4.0", "path": "https://creativecommons.org/licenses/by-sa/4.0/"},
    "CC BY 4.0": {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},
    "CC0": {"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"},
    "ODbL 1.0": {"name": "ODbL-1.0", "path": "https://opendatacommons.org/licenses/odbl/1-0/"},
}


@dataclass
class Cells:
    """Turns rows into cells, and counts the empty texts among them, which a table cannot tell from absent ones."""

    empty: int = 0

    def of(self, table: Table, rows: Rows) -> Iterator[list[str]]:
        """The cells of the rows of a part."""
        written = [each.write for each in table_columns(table)]
        ends = 1 if isinstance(table, NodeTable) else 2
        for row in rows:
            # a node is named by its key, which is among its values; when it was recorded is not the table's to say
            keys = [] if isinstance(table, NodeTable) else [each.partition(":")[2] for each in row[:ends]]
            self.empty += row.count("")
            yield keys + [write(value) for write, value in zip(written, row[ends:-1], strict=True)]


def table_columns(table: Table) -> tuple[Column, ...]:
    """The columns with values in a table."""
    return tuple(each for each in exported_columns(table) if each.name != RECORDED_AT)


def header(table: Table) -> list[str]:
    """The first line of a table."""
    ends = [] if isinstance(table, NodeTable) else [START, END]
    return [*ends, *(each.name for each in table_columns(table))]


async def export_tables(
    database: Database, selection: Selection, target: Path, reporter: Reporter = silent, size: int = PAGE
) -> Exported:
    """Write the selection as tables into the directory `target`, where they appear together when all are complete.

    Personal data are for the owner of the files alone. Raises `ExportError`.
    """
    cells = Cells()
    with complete_directory(target) as directory:
        origin = await origin_of(database, selection)
        walked = await walk(Reading(database, selection, ended=True, size=size), reporter)
        for table in walked.parts:
            await _write(walked, table, cells, directory, selection.personal_data)
        await demand_unchanged(database, origin)
        described = described_by(origin, [*walked.rows])
        with opened(directory / PACKAGE_FILE, selection.personal_data) as file:
            json.dump(described, file, ensure_ascii=False, indent=2)
    return walked.exported(origin, _remarks(cells))


async def _write(walked: Walk, table: Table, cells: Cells, directory: Path, private: bool) -> None:
    """One table; where there are no rows, there is no file."""
    with ExitStack() as opening:
        writer = None
        async for page in walked.pages(table):
            if writer is None:
                file = opening.enter_context(opened(directory / f"{table.stem}.csv", private))
                # its line ends make it quote both characters that a line can end with
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerow(header(table))
            writer.writerows(cells.of(table, page))


def described_by(origin: ExportOrigin, filled: list[Table]) -> Descriptor:
    """Return the package of the tables: their descriptions, their data and the attribution."""
    licences = [each for words, each in KNOWN_LICENCES.items() if words in origin.licences]
    sources = [
        {"title": each.name, "sourceId": each.source_id, "licence": each.licence, "attribution": each.attribution}
        for each in origin.sources
    ]
    return package(
        [resource(table, columns=header(table)) for table in filled],
        PACKAGE_NAME,
        title=f"{PROGRAM}, data version {origin.data_version}",
        version=str(origin.data_version),
        created=f"{origin.exported_on.isoformat()}T00:00:00Z",
        **({"licenses": licences} if licences else {}),
        sources=sources,
        **{OURS: {name: value for name, value in origin.attributes().items() if name != "sources"}},
    )


def _remarks(cells: Cells) -> tuple[str, ...]:
    if not cells.empty:
        return ()
    return (f"{cells.empty:,} texts are empty; a table does not tell them from absent ones.",)
