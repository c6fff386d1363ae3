"""The shared data of `practicesToReplicate`, independent of the region: all regions."""

from __future__ import annotations

from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.fields.cypher import Visible
from resolvers.fields.practices_to_replicate.rows import ComparedRegionRow


def regions(visible: Visible) -> str:
    """Write the statement for all regions: a `ComparedRegionRow` each."""
    return f"""
MATCH (each:Region) WHERE {visible("Region", "each")}
RETURN each.id, each.name, each.population, each.federalDistrict, each.regionType,
  COUNT {{ (each)<-[:LOCATED_IN]-(one:Organisation) WHERE {visible("Organisation", "one")} }}
""".strip()


REGIONS: SharedArrays[list[ComparedRegionRow]] = SharedArrays(
    "regions", FurtherStatement(ComparedRegionRow, regions), list
)
