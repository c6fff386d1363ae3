"""The cost of an operation: how many objects it can bring at most, known before it is run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_model.declarations import Parameter
from resolvers.requests.errors import RequestError
from resolvers.requests.parameters import value_of

LARGEST_COST = 100_000
# what a list without paging is taken for
WHOLE_LIST = 50
# what a list is taken for that a computation gives to each of several objects
FEW = 5


@dataclass(frozen=True)
class Weight:
    """A part of an operation: `size` objects, each with the parts below it. A parameter holds the size, or as many
    values as there are objects.
    """

    size: Parameter | int
    parts: Sequence[Weight]

    def cost(self, variables: Mapping[str, object]) -> int:
        """The number of objects that this part can bring."""
        below = sum(part.cost(variables) for part in self.parts)
        return self.count(variables) * (1 + below)

    def count(self, variables: Mapping[str, object]) -> int:
        """The number of objects without what hangs below them."""
        size = self.size if isinstance(self.size, int) else value_of(self.size, variables, [])
        if isinstance(size, list):
            return len(size)
        return size if isinstance(size, int) else WHOLE_LIST


def within_limits(weights: list[Weight], variables: Mapping[str, object]) -> int:
    """The cost of the whole operation; raises a `RequestError` where it is too much."""
    cost = sum(weight.cost(variables) for weight in weights)
    if cost > LARGEST_COST:
        message = (
            f"This operation can bring {cost:,} objects; the limit is {LARGEST_COST:,}. "
            "Ask for smaller pages (first) in the lists that stand inside lists."
        )
        raise RequestError("TOO_COSTLY", message)
    return cost
