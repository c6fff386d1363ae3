"""The statement of brokers. It reads nothing, because the links of the country are shared arrays."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible


class EmptyRow(NamedTuple):
    """The row of a statement that reads nothing."""

    nothing: None


def nothing(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `EmptyRow`."""
    del variable, condition, parameter, visible
    return f"RETURN {returned(EmptyRow, nothing='null')}"


STATEMENT = FieldStatement(EmptyRow, nothing)
