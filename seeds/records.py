"""Conversion of rows to records of the model; every misfit becomes a problem that quotes the cell."""

from typing import TypeVar

from graph_model.properties import Record
from seeds.tables import Table
from tables.problems import Complain
from tables.rows import Row

Kind = TypeVar("Kind", bound=Record)


def record_of(table: Table[Kind], row: Row, complain: Complain) -> Kind | None:
    """Return the record of a row, or None after a complaint."""
    record, misfits = table.parser.record(row.cells, {"sourceIds": (table.source_id,)})
    for column, reason in misfits:
        text = row.cells[column]
        message = f"{reason}, got {text!r}" if text else "a value is needed, but the cell is empty"
        complain(row.problem(column, message))
    return record
