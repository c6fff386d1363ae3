"""Reading the tables that analyses are given: columns by name, cells as texts, and sentences for what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pandas import DataFrame

# pandas is imported where it is needed: whoever serves answers needs none of it
ENCODINGS = ("utf-8-sig", "cp1251")
DELIMITERS = ",;\t"
Texts = NDArray[np.str_]
Floats = NDArray[np.float64]


class TableError(Exception):
    """A table cannot be used; the message says which, where and what to change."""


class Table:
    """A table as texts; `renamed` leads from the names that an analysis uses to those of the columns."""

    def __init__(self, path: Path, renamed: Mapping[str, str] | None = None) -> None:
        self.path = path
        self._renamed = dict(renamed or {})
        self._frame = read(path)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._frame)

    @property
    def names(self) -> list[str]:
        """The columns as the file names them."""
        return [str(each) for each in self._frame.columns]

    def has(self, name: str) -> bool:
        """Whether there is such a column, under its own name or a renamed one."""
        return self._renamed.get(name, name) in self._frame.columns

    def texts(self, name: str) -> Texts:
        """A column; raises a `TableError` that names the columns there are."""
        column = self._renamed.get(name, name)
        if column not in self._frame.columns:
            hint = f"Name the column that holds it with --map {name}=COLUMN." if name == column else ""
            msg = f"{self.path.name} has no column {column!r}, only {', '.join(self.names)}. {hint}"
            raise TableError(msg.strip())
        return np.array([each.strip() for each in self._frame[column]], dtype=np.str_)

    def keys(self, name: str) -> Texts:
        """A column of which no cell is empty."""
        found = self.texts(name)
        self._refuse(name, np.flatnonzero(found == ""), "is empty")
        return found

    def numbers(self, name: str) -> Floats:
        """A column of numbers, NaN where the cell is empty."""
        import pandas as pd

        found = self.texts(name)
        values = np.full(len(found), np.nan)
        given = found != ""
        parsed = pd.to_numeric(pd.Series(found[given]), errors="coerce").to_numpy(dtype=np.float64)
        values[given] = parsed
        self._refuse(name, np.flatnonzero(given & ~np.isfinite(values)), "is no number")
        return values

    def _refuse(self, name: str, rows: NDArray[np.intp], problem: str) -> None:
        if len(rows):
            # the header is line 1
            lines = ", ".join(str(each + 2) for each in rows[:3].tolist())
            more = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
            column = self._renamed.get(name, name)
            msg = f"{self.path.name}: {column} {problem} in line {lines}{more}."
            raise TableError(msg)


def read(path: Path) -> DataFrame:
    """The rows of a CSV file (plain or compressed) as texts; raises a `TableError` where it is none."""
    from pandas.errors import EmptyDataError, ParserError

    if not path.is_file():
        msg = f"There is no file {path}."
        raise TableError(msg)
    for encoding in ENCODINGS:
        try:
            return parsed(path, encoding)
        except UnicodeDecodeError:
            continue
        except (ParserError, EmptyDataError) as error:
            msg = f"{path.name} is no table that can be read: {error}"
            raise TableError(msg) from error
    msg = f"{path.name} is not text. Save it as CSV in UTF-8."
    raise TableError(msg)


def parsed(path: Path, encoding: str) -> DataFrame:
    """The rows of a file in one encoding."""
    import pandas as pd

    header = pd.read_csv(path, dtype=str, header=None, nrows=1, sep="\x01", encoding=encoding).iloc[0, 0]
    delimiter = max(DELIMITERS, key=str(header).count)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, sep=delimiter, encoding=encoding)
    # a line that ends early has empty cells
    return frame.fillna("").rename(columns=lambda name: str(name).strip())


def mapping(pairs: Sequence[str]) -> dict[str, str]:
    """`id=doctor_id,period=adoption_period` as a mapping; several options add up. Raises a `TableError`."""
    found: dict[str, str] = {}
    for pair in (each for option in pairs for each in option.split(",") if each.strip()):
        name, equals, column = (each.strip() for each in pair.partition("="))
        if not (name and equals and column):
            msg = f"--map {pair!r} says nothing. Write NAME=COLUMN, as in id=doctor_id."
            raise TableError(msg)
        found[name] = column
    return found
