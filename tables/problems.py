"""Problems of tables, collected so that the author of the file can correct all of them at once."""

from collections.abc import Callable
from dataclasses import dataclass

from graph_model.errors import MetodGraphError


@dataclass(frozen=True, order=True)
class Problem:
    """A row or a file that does not fit: its place and the reason."""

    file: str
    line: int | None
    column: str | None
    reason: str

    def __str__(self) -> str:
        """Return one sentence with file, line, column and reason."""
        line = f", line {self.line}" if self.line is not None else ""
        column = f", column {self.column}" if self.column is not None else ""
        return f"{self.file}{line}{column}: {self.reason}"


Complain = Callable[[Problem], None]


class TableError(MetodGraphError):
    """A table that cannot be used. The message names the file, the place and the remedy."""

    code = "TABLE_REFUSED"
