"""`deficitProfile` of a region, a municipality and an organisation: what their people lack."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import orjson

from analysis.deficits import DeficitProfile, Likes, RegionTables
from graph_model.declarations import Node
from graph_model.organisations import Organisation
from graph_model.people_terms import DeficitSeverity
from graph_model.read_tree import Body
from graph_model.territory import Municipality, Region
from resolvers.arrays import Condition, Seen, Sent
from resolvers.computed import Computed
from resolvers.days import today
from resolvers.documents import Cache

# how the region of the one who asks is reached
HOMES: dict[type[Node], str] = {
    Region: "WITH {asker}, {asker} AS {home}",
    Municipality: "MATCH ({asker})-[:IN_REGION]->({home}:Region)",
    Organisation: "MATCH ({asker})-[:LOCATED_IN]->({home}:Region)",
}
GRAVE = dict(enumerate(DeficitSeverity))
# profiles by the digest of what they are made from: what is withheld takes longer to settle than to read
KEPT: Cache[DeficitProfile] = Cache(200)


def people_of_region(kind: type[Node]) -> Body:
    """The statement that brings the region of a node of a kind, its organisations, and its people by likeness."""

    def body(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
        del condition, parameter
        # every variable begins with the one at hand, so that none is one of the statement around
        home, organisation, municipality = (f"{variable}_{each}" for each in ("home", "organisation", "municipality"))
        return f"""
{HOMES[kind].format(home=home, asker=variable)}
WITH {variable}, {home} ORDER BY {home}.id LIMIT 1
WITH {variable}, {home}, COLLECT {{
  MATCH ({home})<-[:LOCATED_IN]-({organisation}:Organisation)
  WHERE {seen("Organisation", organisation)}
  WITH {organisation}, COLLECT {{
    MATCH ({organisation})-[:LOCATED_IN]->({municipality}:Municipality)
    WHERE EXISTS {{ ({municipality})-[:IN_REGION]->({home}) }}
    RETURN {municipality}.id ORDER BY {municipality}.id LIMIT 1
  }} AS {municipality}
  RETURN [{organisation}.id, head({municipality})]
}} AS {variable}_organisations, COLLECT {{
  {people(variable, home, organisation, seen)}
}} AS {variable}_people
RETURN [{variable}.id, {home}.id, {variable}_organisations, {variable}_people]
""".strip()

    return body


def people(variable: str, home: str, organisation: str, seen: Seen) -> str:
    """People of a region who have an open deficit, by where they work now and what they lack how much.

    One row for all who are alike: [organisations, whether they work nowhere else, deficits, how many].
    """
    job, person, deficit, competence, places = (
        f"{variable}_{each}" for each in ("job", "person", "deficit", "competence", "places")
    )
    ranks = " ".join(f"WHEN '{severity}' THEN {rank}" for rank, severity in GRAVE.items())
    return f"""
  MATCH ({home})<-[:LOCATED_IN]-({organisation}:Organisation)<-[{job}:WORKS_AT]-({person}:Person)
  WHERE EXISTS {{ ({person})-[:HAS_DEFICIT]->() }} AND {now(job)}
    AND {seen("Organisation", organisation)} AND {seen("Person", person)}
  WITH {person}, collect(DISTINCT {organisation}.id) AS {places}
  MATCH ({person})-[:HAS_DEFICIT]->({deficit}:Deficit)-[:IN_COMPETENCE]->({competence}:Competence)
  WHERE {seen("Deficit", deficit)} AND {seen("Competence", competence)}
  WITH {person}, {places}, {competence}.id AS {competence}, max(CASE {deficit}.severity {ranks} END) AS {deficit}
  WITH {person}, {places}, collect([{competence}, {deficit}]) AS {deficit}
  WITH {places}, {deficit}, size({places}) = COUNT {{
    MATCH ({person})-[{job}:WORKS_AT]->({organisation}:Organisation)
    WHERE {now(job)}
    RETURN DISTINCT {organisation}
  }} AS {job}, count(*) AS {person}
  RETURN [{places}, {job}, {deficit}, {person}]
""".strip()


def now(job: str) -> str:
    """Whether somebody is employed today; an unknown beginning or end does not end it."""
    return f"coalesce({job}.since <= date(), true) AND coalesce({job}.until >= date(), true)"


def deficit_profile(arrays: list[Any], arguments: Mapping[str, Any]) -> DeficitProfile:
    """The profile of the one who asks."""
    del arguments
    (row,) = arrays
    return profile_of(row)


def profile_of(row: list[Any]) -> DeficitProfile:
    """The profile of the one who asks, from the row that the statement brought; what is the same is kept."""
    day = today()
    key = day, blake2b(orjson.dumps(row)).digest()
    kept = KEPT.get(key)
    if kept is None:
        asker, region, organisations, rows = row
        alike = [
            Likes(tuple(places), {each: GRAVE[rank] for each, rank in deficits}, only_there, number)
            for places, only_there, deficits, number in rows
        ]
        kept = RegionTables(region, dict(organisations), alike).profile(asker, day)
        KEPT.keep(key, kept)
    return kept


PROFILES = tuple(
    Computed(kind.__name__, "deficitProfile", body=people_of_region(kind), compute=deficit_profile) for kind in HOMES
)
