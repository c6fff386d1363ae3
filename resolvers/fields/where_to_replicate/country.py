"""The shared data of `whereToReplicate`, independent of the practice: places, and the largest organisations."""

from __future__ import annotations

from resolvers.compiling.computed_field import FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Visible
from resolvers.fields.surroundings import TownRow
from resolvers.fields.where_to_replicate.rows import CountryRow, RegionSizeRow

# the number of the largest organisations of each region that are always candidates
LARGEST = 20


def full_country(visible: Visible) -> str:
    """Write the statement: one `CountryRow`."""
    return f"RETURN {largest()} AS largest, {municipalities(visible)} AS towns, {regions(visible)} AS regions"


def largest() -> str:
    """Write the largest organisations of each region. Their visibility is tested in the statement that reads them."""
    return f"""COLLECT {{
  MATCH (region:Region)
  CALL (region) {{
    MATCH (region)<-[:LOCATED_IN]-(one:Organisation)
    RETURN one ORDER BY coalesce(one.teachersCounted, 0) DESC, one.id LIMIT {LARGEST}
  }}
  RETURN id(one)
}}"""


def municipalities(visible: Visible) -> str:
    """Write all municipalities with organisations: a `TownRow` each."""
    neighbours = "COLLECT { MATCH (town)-[:BORDERS]->(near:Municipality) RETURN near.id }"
    return f"""COLLECT {{
    MATCH (town:Municipality)
    WITH town, {members("town", visible)} AS members
    WHERE members > 0 AND {visible("Municipality", "town")}
    RETURN {returned(TownRow, id="town.id", organisations="members", neighbours=neighbours)}
  }}"""


def regions(visible: Visible) -> str:
    """Write all regions: a `RegionSizeRow` each."""
    return f"""COLLECT {{
    MATCH (region:Region) WHERE {visible("Region", "region")}
    RETURN {returned(RegionSizeRow, id="region.id", organisations=members("region", visible))}
  }}"""


def members(place: str, visible: Visible) -> str:
    """Write the number of organisations of a place."""
    return f"COUNT {{ ({place})<-[:LOCATED_IN]-(one:Organisation) WHERE {visible('Organisation', 'one')} }}"


COUNTRY: SharedArrays[CountryRow] = SharedArrays(
    "places and largest organisations", FurtherStatement(CountryRow, full_country), lambda rows: rows[0]
)
