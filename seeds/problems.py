"""The error of invalid reference data."""

from collections.abc import Iterable

from graph_model.errors import MetodGraphError
from tables.problems import Problem


class SeedError(MetodGraphError):
    """The reference data do not fit the model or contradict one another; nothing was written."""

    code = "SEEDS_INVALID"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
