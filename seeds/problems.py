"""What can be wrong with seeds, said so that the person who keeps the file can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph_model.errors import MetodGraphError


@dataclass(frozen=True, order=True)
class Problem:
    """A row that does not fit: where it stands and why."""

    file: str
    line: int | None
    column: str | None
    reason: str

    def __str__(self) -> str:
        """One sentence: file, line, column and reason."""
        line = f", line {self.line}" if self.line is not None else ""
        column = f", column {self.column}" if self.column is not None else ""
        return f"{self.file}{line}{column}: {self.reason}"


class SeedError(MetodGraphError):
    """Seeds do not fit the model, or one another; nothing of them was written."""

    code = "SEEDS_INVALID"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
