"""The cost of an operation: the largest number of objects that it can return, computed before its execution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_model.declarations import Parameter
from resolvers.requests.errors import RequestError
from resolvers.requests.parameters import value_of

LARGEST_COST = 100_000
# the assumed length of a list without paging
FULL_LIST = 50
# the assumed length of a computed list inside another list
FEW = 5


@dataclass(frozen=True)
class Weight:
    """A part of an operation: `size` objects, each with the parts below it.

    A parameter as `size` holds the number of objects, or a list with one value for each object.
    """

    size: Parameter | int
    parts: Sequence[Weight]

    def cost(self, variables: Mapping[str, object]) -> int:
        """Return the largest number of objects of this part and the parts below it."""
        below = sum(part.cost(variables) for part in self.parts)
        return self.count(variables) * (1 + below)

    def count(self, variables: Mapping[str, object]) -> int:
        """Return the number of objects of this part alone."""
        size = self.size if isinstance(self.size, int) else value_of(self.size, variables, [])
        if isinstance(size, list):
            return len(size)
        return size if isinstance(size, int) else FULL_LIST


def within_limits(weights: list[Weight], variables: Mapping[str, object]) -> int:
    """Return the cost of an operation. Raises a `RequestError` if it exceeds `LARGEST_COST`."""
    cost = sum(weight.cost(variables) for weight in weights)
    if cost > LARGEST_COST:
        message = (
            f"This operation can return {cost:,} objects; the limit is {LARGEST_COST:,}. "
            "Request smaller pages (first) of the nested lists."
        )
        raise RequestError("TOO_COSTLY", message)
    return cost
