"""The statement of `projectTeam`: the requested regions."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible


class RegionsRow(NamedTuple):
    """The requested regions that exist: the code and the global id of each."""

    codes: list[str]
    ids: list[str]


def regions(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the first statement: one `RegionsRow`."""
    del variable, condition
    row = returned(RegionsRow, codes="collect(region.code)", ids="collect(region.id)")
    return f"""
OPTIONAL MATCH (region:Region)
WHERE region.code IN coalesce({parameter("regions")}, []) AND {visible("Region", "region")}
RETURN {row}
""".strip()


STATEMENT = FieldStatement(RegionsRow, regions)
