"""Reading of the tables of cascades and ties of the command `analyse next`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np

from analysis.next_adopters.cascades.cascade_table import CascadeTable, TiePairs, cascades_of
from metodgraph.commands.analyse.tables import Floats, Table
from tables.problems import TableError

DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*", re.ASCII)


def read_cascades(path: Path, ties: Path | None, renamed: Mapping[str, str]) -> CascadeTable:
    """Return the cascades of a table, with ties if there is a table of them.

    Raises `TableError` or `AlignmentError` if the tables cannot be used.
    """
    table = Table(path, renamed)
    pairs = None if ties is None else read_ties(Table(ties, renamed))
    return cascades_of(table.keys("item"), table.keys("adopter"), times(table), pairs)


def read_ties(table: Table) -> TiePairs:
    """Return the ties of a table: its columns `from` and `to`, or its only two columns."""
    if len(table.names) == 2 and not table.has("from") and not table.has("to"):
        return TiePairs(*(table.keys(each) for each in table.names))
    return TiePairs(table.keys("from"), table.keys("to"))


def times(table: Table) -> Floats:
    """Return the times of adoptions: numbers as they are, dates in days.

    Raises `TableError` if a time is empty, or neither all times are numbers nor all are dates.
    """
    texts = table.keys("time")
    if not len(texts) or not DATE.fullmatch(str(texts[0])):
        return table.numbers("time")
    found = np.zeros(len(texts))
    for row, each in enumerate(texts.tolist()):
        found[row] = day_of(each, row, table)
    return found


def day_of(text: str, row: int, table: Table) -> float:
    """Return a date, with a time of day or without, in days. Raises `TableError` if the text is not a date."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{table.path.name}: the time {text!r} of row {row + 1} is not a date such as 2024-05-31."
        raise TableError(msg) from error
    return found.toordinal() + (found.hour * 3600 + found.minute * 60 + found.second) / 86_400
