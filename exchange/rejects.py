"""The file of rows that did not fit: each with its file, line, column, the reason and itself, for its owner alone."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import orjson

from tables.problems import Problem

COLUMNS = ("file", "line", "column", "reason", "row")


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that did not fit."""

    problem: Problem
    cells: Mapping[str, str]


class RejectsFile:
    """Written from the first reject on; nobody but its owner may read it, since rows can hold names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO | None = None

    def add(self, rejects: Sequence[Reject]) -> None:
        """Write rejects down."""
        if not rejects:
            return
        if self._file is None:
            self._file = self._opened()
        lines = csv.writer(self._file)
        for each in rejects:
            problem = each.problem
            row = orjson.dumps(dict(each.cells)).decode()
            lines.writerow([problem.file, problem.line, problem.column or "", problem.reason, row])
        self._file.flush()

    def close(self) -> None:
        """End the file, if it was begun."""
        if self._file is not None:
            self._file.close()

    def _opened(self) -> TextIO:
        # an earlier file may be open to others: it is replaced and not written into
        self.path.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        opened = os.fdopen(os.open(self.path, flags, 0o600), "w", encoding="utf-8", newline="")
        csv.writer(opened).writerow(COLUMNS)
        return opened
