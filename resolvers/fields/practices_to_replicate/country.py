"""The shared data of `practicesToReplicate`, independent of the region: practices with competences, and regions."""

from __future__ import annotations

from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.fields.cypher import Visible
from resolvers.fields.practices_to_replicate.rows import AddressingRow, ComparedRegionRow


def practices(visible: Visible) -> str:
    """Write the statement for all practices: an `AddressingRow` each."""
    return f"""
MATCH (practice:Practice) WHERE {visible("Practice", "practice")}
RETURN id(practice), practice.id, COLLECT {{
  MATCH (practice)-[:ADDRESSES]->(one:Competence) WHERE {visible("Competence", "one")} RETURN one.id
}}, COUNT {{ MATCH (practice)<-[:OF]-(adoption:Adoption) WHERE {visible("Adoption", "adoption")} }}
""".strip()


def regions(visible: Visible) -> str:
    """Write the statement for all regions: a `ComparedRegionRow` each."""
    return f"""
MATCH (each:Region) WHERE {visible("Region", "each")}
RETURN each.id, each.name, each.population, each.federalDistrict, each.regionType,
  COUNT {{ (each)<-[:LOCATED_IN]-(one:Organisation) WHERE {visible("Organisation", "one")} }}
""".strip()


PRACTICES: SharedArrays[list[AddressingRow]] = SharedArrays(
    "practices with competences", FurtherStatement(AddressingRow, practices), list
)
REGIONS: SharedArrays[list[ComparedRegionRow]] = SharedArrays(
    "regions", FurtherStatement(ComparedRegionRow, regions), list
)
