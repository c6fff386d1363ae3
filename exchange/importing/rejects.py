"""The file of rejected rows with file, line, column, reason, remedy and cells, readable by its owner only."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import TextIO

import orjson

from exchange.importing.fault_wording import Language, fault_of
from tables.problems import Problem

COLUMNS = ("file", "line", "column", "reason", "remedy", "row")


@dataclass(frozen=True, slots=True)
class Reject:
    """A rejected row with all its problems."""

    problems: Sequence[Problem]
    cells: Mapping[str, str]


class RejectsFile:
    """A file of rejected rows, created with the first of them.

    Only its owner may read it, since rows can contain names. An existing file is kept: the new one gets a number.
    """

    def __init__(self, path: Path, language: Language) -> None:
        self.path = path
        self._language: Language = language
        self._file: TextIO | None = None

    def add(self, rejects: Sequence[Reject]) -> None:
        """Append rejected rows."""
        if not rejects:
            return
        if self._file is None:
            self._file = self._opened()
        lines = csv.writer(self._file)
        for each in rejects:
            row = orjson.dumps(dict(each.cells)).decode()
            for problem in each.problems:
                fault = fault_of(problem.reason, self._language)
                lines.writerow([problem.file, problem.line, problem.column or "", *fault, row])
        self._file.flush()

    def close(self) -> None:
        """Close the file if it was created."""
        if self._file is not None:
            self._file.close()

    def _opened(self) -> TextIO:
        named = chain([self.path], (self.path.with_stem(f"{self.path.stem}-{number}") for number in count(2)))
        self.path = next(path for path in named if not path.exists())
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        opened = os.fdopen(os.open(self.path, flags, 0o600), "w", encoding="utf-8", newline="")
        csv.writer(opened).writerow(COLUMNS)
        return opened
