"""Export as tables: one file for each kind and relation with rows, and the data package that describes them."""

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
# licences of sources, with their identifiers in the Open Definition
KNOWN_LICENCES: Mapping[str, Descriptor] = {
    "CC BY-SA 4.0": {"name": "CC-BY-SA-4.0", "path": "https://creativecommons.org/licenses/by-sa/4.0/"},
    "CC BY 4.0": {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},
    "CC0": {"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"},
    "ODbL 1.0": {"name": "ODbL-1.0", "path": "https://opendatacommons.org/licenses/odbl/1-0/"},
}


@dataclass
class Cells:
    """A converter of rows to cells that counts empty texts, which a table cannot distinguish from absent values."""

    empty: int = 0

    def of(self, table: Table, rows: Rows) -> Iterator[list[str]]:
        """Yield the cells of the rows of a table."""
        written = [each.write for each in table_columns(table)]
        ends = 1 if isinstance(table, NodeTable) else 2
        for row in rows:
            # the key of a node is among its values, and tables omit the time of recording
            keys = [] if isinstance(table, NodeTable) else [each.partition(":")[2] for each in row[:ends]]
            self.empty += row.count("")
            yield keys + [write(value) for write, value in zip(written, row[ends:-1], strict=True)]


def table_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that contain values."""
    return tuple(each for each in exported_columns(table) if each.name != RECORDED_AT)


def header(table: Table) -> list[str]:
    """Return the header line of a table."""
    ends = [] if isinstance(table, NodeTable) else [START, END]
    return [*ends, *(each.name for each in table_columns(table))]


async def export_tables(
    database: Database, selection: Selection, target: Path, reporter: Reporter = silent, size: int = PAGE
) -> Exported:
    """Write the selection as tables into the directory `target`, where all files appear together when complete.

    Files with personal data are readable by their owner only.

    Raises:
        ExportError: The selection cannot be exported, the target cannot be written, or the data changed meanwhile.
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
    """Write one table; a table without rows gets no file."""
    with ExitStack() as opening:
        writer = None
        async for page in walked.pages(table):
            if writer is None:
                file = opening.enter_context(opened(directory / f"{table.stem}.csv", private))
                # with this line end the writer quotes both carriage returns and line feeds in cells
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerow(header(table))
            writer.writerows(cells.of(table, page))


def described_by(origin: ExportOrigin, filled: list[Table]) -> Descriptor:
    """Return the data package of the tables: their descriptions, origin and attribution."""
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
    return (f"{cells.empty:,} texts are empty; a table does not distinguish them from absent values.",)
