"""The statements of deficit profiles: the region of a node, and the people of a region grouped by their deficits."""

from __future__ import annotations

from analysis.deficits.profile import DeficitProfile, RegionTables
from graph_model.declarations import Node
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.people_terms import DeficitSeverity
from graph_model.kinds.territory import Municipality, Region
from graph_model.read_tree import Body
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Condition, Sent, Visible, held
from resolvers.fields.deficit_profile.rows import AlikePeople, HomeRow, Lack, PeopleOfRegion, Workplace

# the pattern from a node of each kind to its region
HOMES: dict[type[Node], str] = {
    Region: "WITH {asker}, {asker} AS {home}",
    Municipality: "MATCH ({asker})-[:IN_REGION]->({home}:Region)",
    Organisation: "MATCH ({asker})-[:LOCATED_IN]->({home}:Region)",
}


def home_of(kind: type[Node]) -> Body:
    """Return the writer of the statement for the region of a node of a kind: one `HomeRow`."""

    def body(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
        del condition, parameter
        home = f"{variable}_home"
        return f"""
{HOMES[kind].format(home=home, asker=variable)}
WITH {variable}, {home} WHERE {visible("Region", home)}
RETURN {returned(HomeRow, asker=f"{variable}.id", region=f"{home}.id")} ORDER BY {home}.id LIMIT 1
""".strip()

    return body


def people_of_region(visible: Visible) -> str:
    """Write the statement for the organisations of a region and its people on a day: one `PeopleOfRegion`."""
    return people_of("MATCH (home:Region {id: $region}) WHERE", visible)


def people_of_regions(visible: Visible) -> str:
    """Write the statement for the organisations of several regions and their people: a `PeopleOfRegion` for each."""
    return people_of("MATCH (home:Region) WHERE home.id IN $regions AND", visible)


def people_of(start: str, visible: Visible) -> str:
    """Write the statement for the regions (`home`) of a match."""
    workplace = returned(Workplace, organisation="organisation.id", municipality="head(municipality)")
    return f"""
{start} {visible("Region", "home")}
RETURN home.id, toString($day), COLLECT {{
  MATCH (home)<-[:LOCATED_IN]-(organisation:Organisation)
  WHERE {visible("Organisation", "organisation")}
  WITH organisation, COLLECT {{
    MATCH (organisation)-[:LOCATED_IN]->(municipality:Municipality)
    WHERE EXISTS {{ (municipality)-[:IN_REGION]->(home) }} AND {visible("Municipality", "municipality")}
    RETURN municipality.id ORDER BY municipality.id LIMIT 1
  }} AS municipality
  RETURN {workplace}
}}, COLLECT {{
  {alike_people(visible)}
}}
""".strip()


def alike_people(visible: Visible) -> str:
    """Write the subquery for the people of a region with an open deficit: an `AlikePeople` for each group."""
    severities = [each.value for each in DeficitSeverity]
    ranks = " ".join(f"WHEN '{severity}' THEN {rank}" for rank, severity in enumerate(severities))
    lack = returned(Lack, competence="competence", severity=f"{severities}[gravest]")
    row = returned(AlikePeople, organisations="places", only_there="only_there", lacks="lacks", people="people")
    return f"""
  MATCH (home)<-[:LOCATED_IN]-(organisation:Organisation)<-[job:WORKS_AT]-(person:Person)
  WHERE EXISTS {{ (person)-[:HAS_DEFICIT]->() }} AND {held("job")}
    AND {visible("Organisation", "organisation")} AND {visible("Person", "person")}
  WITH person, collect(DISTINCT organisation.id) AS places
  MATCH (person)-[:HAS_DEFICIT]->(deficit:Deficit)-[:IN_COMPETENCE]->(competence:Competence)
  WHERE {visible("Deficit", "deficit")} AND {visible("Competence", "competence")}
  WITH person, places, competence.id AS competence, max(CASE deficit.severity {ranks} END) AS gravest
  WITH person, places, collect({lack}) AS lacks
  WITH places, lacks, size(places) = COUNT {{
    MATCH (person)-[job:WORKS_AT]->(organisation:Organisation)
    WHERE {held("job")}
    RETURN DISTINCT organisation
  }} AS only_there, count(*) AS people
  RETURN {row}
""".strip()


REGION_TABLES: SharedArrays[RegionTables] = SharedArrays(
    "people of a region", FurtherStatement(PeopleOfRegion, people_of_region), lambda rows: rows[0].tables()
)
# the profiles of several regions; their tables are not cached, since those of the whole country take much memory
REGION_PROFILES: SharedArrays[dict[str, DeficitProfile]] = SharedArrays(
    "profiles of regions",
    FurtherStatement(PeopleOfRegion, people_of_regions),
    lambda rows: {each.region: each.profile() for each in rows},
)
