"""The error of seeds that do not fit."""

from collections.abc import Iterable

from graph_model.errors import MetodGraphError
from tables.problems import Problem


class SeedError(MetodGraphError):
    """Seeds do not fit the model, or one another; nothing of them was written."""

    code = "SEEDS_INVALID"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
