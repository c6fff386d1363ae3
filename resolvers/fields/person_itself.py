"""The first statement of computed fields of people: the person with the field.

The records of a person come from a further statement, so that Neo4j plans it once for all operations with the field.
"""

from __future__ import annotations

from typing import NamedTuple

from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible


class AskedPerson(NamedTuple):
    """The person with the field, by global id."""

    id: str


def person_itself(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `AskedPerson`."""
    del condition, parameter, visible
    return f"RETURN {returned(AskedPerson, id=f'{variable}.id')}"


PERSON_ITSELF = FieldStatement(AskedPerson, person_itself)
