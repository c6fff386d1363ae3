"""Cypher conditions for the records that can close deficits on a `day`; the record is the variable `item`."""

from __future__ import annotations

from resolvers.fields.cypher import Visible, in_force

# a practice that is in the federal bank and published by the day
IN_BANK = "item.stage = 'IN_BANK' AND coalesce(item.publishedOn <= day, true)"
# an internship that has not begun on the day
AHEAD = "coalesce(item.beginsOn >= day, true)"


def versions_in_force(visible: Visible) -> str:
    """Write the pattern of the versions of the item in force on the day, with the entry and the certificate."""
    return f"""(item)-[:HAS_VERSION]->(version:ProgramVersion)<-[:FOR]-(entry:RegisterEntry)
    -[:UNDER]->(under:Certificate)
  WHERE {in_force("entry", "under", "day")}
    AND {visible("ProgramVersion", "version")} AND {visible("RegisterEntry", "entry")}
    AND {visible("Certificate", "under")}"""
