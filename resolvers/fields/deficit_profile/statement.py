"""The statement that reads the people of a region by what they lack."""

from __future__ import annotations

from graph_model.declarations import Node
from graph_model.organisations import Organisation
from graph_model.people_terms import DeficitSeverity
from graph_model.read_tree import Body
from graph_model.territory import Municipality, Region
from resolvers.computed import returned
from resolvers.fields.cypher import Condition, Seen, Sent
from resolvers.fields.deficit_profile.rows import AlikePeople, Lack, PeopleOfRegion, Workplace

# how the region of a node of each kind is reached
HOMES: dict[type[Node], str] = {
    Region: "WITH {asker}, {asker} AS {home}",
    Municipality: "MATCH ({asker})-[:IN_REGION]->({home}:Region)",
    Organisation: "MATCH ({asker})-[:LOCATED_IN]->({home}:Region)",
}


def people_of_region(kind: type[Node]) -> Body:
    """Return the statement that reads the region of a node of a kind: one `PeopleOfRegion`."""

    def body(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
        del condition, parameter
        # every variable begins with that of the node, so that none is one of the statement around
        home, organisation, municipality = (f"{variable}_{each}" for each in ("home", "organisation", "municipality"))
        workplace = returned(Workplace, organisation=f"{organisation}.id", municipality=f"head({municipality})")
        row = returned(
            PeopleOfRegion,
            asker=f"{variable}.id",
            region=f"{home}.id",
            organisations=f"{variable}_organisations",
            people=f"{variable}_people",
        )
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
  RETURN {workplace}
}} AS {variable}_organisations, COLLECT {{
  {alike_people(variable, home, organisation, seen)}
}} AS {variable}_people
RETURN {row}
""".strip()

    return body


def alike_people(variable: str, home: str, organisation: str, seen: Seen) -> str:
    """Write the statement of the people of a region with an open deficit: an `AlikePeople` for each way to be alike."""
    job, person, deficit, competence, places = (
        f"{variable}_{each}" for each in ("job", "person", "deficit", "competence", "places")
    )
    severities = [each.value for each in DeficitSeverity]
    ranks = " ".join(f"WHEN '{severity}' THEN {rank}" for rank, severity in enumerate(severities))
    lack = returned(Lack, competence=competence, severity=f"{severities}[{deficit}]")
    row = returned(AlikePeople, organisations=places, only_there=job, lacks=deficit, people=person)
    return f"""
  MATCH ({home})<-[:LOCATED_IN]-({organisation}:Organisation)<-[{job}:WORKS_AT]-({person}:Person)
  WHERE EXISTS {{ ({person})-[:HAS_DEFICIT]->() }} AND {employed_now(job)}
    AND {seen("Organisation", organisation)} AND {seen("Person", person)}
  WITH {person}, collect(DISTINCT {organisation}.id) AS {places}
  MATCH ({person})-[:HAS_DEFICIT]->({deficit}:Deficit)-[:IN_COMPETENCE]->({competence}:Competence)
  WHERE {seen("Deficit", deficit)} AND {seen("Competence", competence)}
  WITH {person}, {places}, {competence}.id AS {competence}, max(CASE {deficit}.severity {ranks} END) AS {deficit}
  WITH {person}, {places}, collect({lack}) AS {deficit}
  WITH {places}, {deficit}, size({places}) = COUNT {{
    MATCH ({person})-[{job}:WORKS_AT]->({organisation}:Organisation)
    WHERE {employed_now(job)}
    RETURN DISTINCT {organisation}
  }} AS {job}, count(*) AS {person}
  RETURN {row}
""".strip()


def employed_now(job: str) -> str:
    """Write the condition that an employment holds today; an unknown beginning or end does not end it."""
    return f"coalesce({job}.since <= date(), true) AND coalesce({job}.until >= date(), true)"
