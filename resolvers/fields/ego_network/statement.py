"""The statement of an ego network: only the organisation, since the links are shared arrays."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible


class EgoRow(NamedTuple):
    """The organisation at the centre, by global id."""

    id: str


def ego(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `EgoRow`."""
    del condition, parameter, visible
    return f"RETURN {returned(EgoRow, id=f'{variable}.id')}"


STATEMENT = FieldStatement(EgoRow, ego)
