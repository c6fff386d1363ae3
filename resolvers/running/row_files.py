"""Files with the records of statements that read the whole graph, so that a new process need not read it again.

A file belongs to one statement and one state of the data (`graph_model.database.data_state.Stamp`). Only statements
without data about people have files. A file that cannot be read or written is reported in the log, and the statement is
executed.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import orjson

log = logging.getLogger(__name__)
# the files of one statement that are kept: those of the databases and viewers that were used last
MOST_FILES = 4


@dataclass(frozen=True)
class RowFiles:
    """A directory of files with records."""

    directory: Path

    def find(self, name: str, identity: tuple[object, ...]) -> list[list[Any]] | None:
        """Return the records of a statement, or None if there is no readable file with this identity."""
        try:
            found: list[list[Any]] = orjson.loads(self._path(name, identity).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, orjson.JSONDecodeError) as error:
            log.warning("the cached records of %s cannot be read and are read from the graph: %s", name, error)
            return None
        return found

    def keep(self, name: str, identity: tuple[object, ...], records: list[list[Any]]) -> None:
        """Write the records of a statement as a whole, and remove its oldest files."""
        content = orjson.dumps(records)
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.directory, suffix=".part", delete=False) as file:
                file.write(content)
            Path(file.name).replace(self._path(name, identity))
            self._remove_oldest(name)
        except OSError as error:
            log.warning("the records of %s cannot be cached in %s: %s", name, self.directory, error)

    def _remove_oldest(self, name: str) -> None:
        found = sorted(self.directory.glob(f"{file_name(name)}-*.json"), key=lambda each: each.stat().st_mtime)
        for each in found[:-MOST_FILES]:
            each.unlink(missing_ok=True)

    def _path(self, name: str, identity: tuple[object, ...]) -> Path:
        digest = hashlib.sha256(repr(identity).encode()).hexdigest()[:32]
        return self.directory / f"{file_name(name)}-{digest}.json"


def file_name(name: str) -> str:
    """Return the name of shared arrays as the beginning of a file name."""
    return name.replace(" ", "_")
