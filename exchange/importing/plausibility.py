"""Implausible values that fit the model: they are stored and reported.

The dates of a row are compared when the row is read. Places are compared after all tables have been imported, since
both ends of a relation are needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pydantic.alias_generators import to_camel

from graph_model.database.driver import Database
from graph_model.properties import Record

EARLIEST, LATEST_YEARS = date(1700, 1, 1), 30
EXAMPLES = 10
# start and end dates, by attribute
SPANS = (
    ("since", "until"),
    ("valid_from", "valid_to"),
    ("began_on", "ended_on"),
    ("started_on", "ended_on"),
    ("entered_on", "left_on"),
    ("begins_on", "ends_on"),
    ("found_on", "closed_on"),
)
OTHER_REGION = """
MATCH (o:Organisation)-[:LOCATED_IN]->(town:Municipality)-[:IN_REGION]->(other:Region)
WHERE any(source IN o.sourceIds WHERE source IN $sources)
MATCH (o)-[:LOCATED_IN]->(own:Region) WHERE own <> other
RETURN o.orgId, town.name, other.name, own.name ORDER BY o.orgId LIMIT $most
"""
# The graph has no borders of regions: an organisation is assumed to be in the region of the nearest centre of a
# municipality, unless a centre in its own region is at most twice as far away.
FAR_FROM_REGION = """
MATCH (o:Organisation)-[:LOCATED_IN]->(own:Region)
WHERE o.location IS NOT NULL AND any(source IN o.sourceIds WHERE source IN $sources)
WITH o, own, COLLECT {
  MATCH (own)<-[:IN_REGION]-(town:Municipality) WHERE town.location IS NOT NULL
  RETURN point.distance(o.location, town.location) AS far ORDER BY far LIMIT 1 } AS near
WHERE near <> [] AND near[0] > $kilometres * 1000
WITH o, own, near[0] AS far ORDER BY o.orgId LIMIT $most
WITH o, own, far, COLLECT {
  MATCH (town:Municipality)-[:IN_REGION]->(other:Region) WHERE town.location IS NOT NULL AND other <> own
  RETURN [other.name, point.distance(o.location, town.location)] ORDER BY point.distance(o.location, town.location)
  LIMIT 1 } AS nearest
WHERE nearest <> [] AND 2 * nearest[0][1] < far
RETURN o.orgId, o.location.latitude, o.location.longitude, nearest[0][0], own.name, toInteger(far / 1000)
"""
# coordinates farther than this from every centre of the region are checked
KILOMETRES = 50


def odd_days(record: Record, today: date) -> Iterator[str]:
    """Yield descriptions of implausible dates of a record."""
    values = record.__dict__
    for first, last in SPANS:
        begin, end = values.get(first), values.get(last)
        if isinstance(begin, date) and isinstance(end, date) and end < begin:
            yield f"{to_camel(last)} {end} is before {to_camel(first)} {begin}"
    latest = today.replace(year=today.year + LATEST_YEARS, day=1)
    for name, value in values.items():
        if type(value) is date and not EARLIEST <= value <= latest:
            yield f"{to_camel(name)} {value} is not between {EARLIEST} and {latest}"


async def odd_places(database: Database, sources: Sequence[str]) -> list[str]:
    """Return descriptions of organisations of the sources outside of their stated region or municipality.

    At most `EXAMPLES` organisations are described for each of the two checks.
    """
    sent = {"sources": list(sources), "most": EXAMPLES, "kilometres": KILOMETRES}
    rows = await database.read(OTHER_REGION, sent)
    found = [
        f"Organisation {key}: its municipality {town} lies in {other}, its region is {own}"
        for key, town, other, own in rows
    ]
    for key, latitude, longitude, other, own, far in await database.read(FAR_FROM_REGION, sent):
        place = f"{latitude:.4f}, {longitude:.4f}"
        found.append(f"Organisation {key}: its coordinates {place} are near {other}, {far:,} km from its region {own}")
    return found
