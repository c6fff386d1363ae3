"""The statement of suggested internships: a person with open deficits, and the internships that develop them."""

from __future__ import annotations

from analysis.internships.records import InternshipRecords, LackedCompetence, OfferedInternship
from analysis.internships.suggesting_internships import MOST_INTERNSHIPS
from graph_model.kinds.people_terms import DeficitSeverity, PlacementStatus
from resolvers.compiling.computed_field import FurtherStatement, returned
from resolvers.fields.cypher import Visible
from resolvers.fields.open_deficits import lacking
from resolvers.fields.people_at_work import placed, themes, town_of, workplaces


def records(visible: Visible) -> str:
    """Write the statement for a `person` (global id) on a `day`: one `InternshipRecords`."""
    row = returned(
        InternshipRecords,
        person="person.id",
        deficits=f"COLLECT {{ UNWIND lacks AS lack RETURN {lacked()} ORDER BY lack[1] DESC, lack[0].code }}",
        themes=themes("person", visible),
        workplaces=workplaces("person", "$day", visible),
        internships=internships(visible),
    )
    return f"""
MATCH (person:Person {{id: $person}}) WHERE {visible("Person", "person")}
WITH person, {lacking("person", "$day", visible)} AS lacks
RETURN {row[1:-1]}
""".strip()


def lacked() -> str:
    """Write the `LackedCompetence` of a pair that `lacking` returns."""
    severities = [each.value for each in DeficitSeverity]
    return returned(LackedCompetence, competence="lack[0].id", name="lack[0].name", severity=f"{severities}[lack[1]]")


def internships(visible: Visible) -> str:
    """Write an `OfferedInternship` for each internship ahead that develops a lacked competence.

    Internships at organisations that end before the internship are left out.
    """
    row = returned(
        OfferedInternship,
        id="item.id",
        begins_on="toString(item.beginsOn)",
        ends_on="toString(item.endsOn)",
        free_places="item.freePlaces",
        taken=taken(visible),
        closes="closes",
        themes=f"[(item)-[:ABOUT]->(theme:Theme) WHERE {visible('Theme', 'theme')} | theme.id]",
        host=f"CASE WHEN host IS NOT NULL THEN {placed('host')} END",
    )
    return f"""COLLECT {{
    UNWIND lacks AS lack
    WITH person, lack[0] AS competence
    MATCH (competence)<-[:DEVELOPS]-(item:Internship)
    WHERE coalesce(item.beginsOn >= $day, item.endsOn >= $day, true) AND {visible("Internship", "item")}
    WITH person, item, collect(competence.id) AS closes
    OPTIONAL MATCH (item)-[:AT]->(host:Organisation) WHERE {visible("Organisation", "host")}
    WITH person, item, closes, host
    WHERE coalesce(host.validTo >= coalesce(item.endsOn, item.beginsOn, $day), true)
    WITH person, item, closes, host ORDER BY size(closes) DESC, item.id LIMIT {MOST_INTERNSHIPS + 1}
    {town_of("host", visible)}
    RETURN {row}
  }}"""


def taken(visible: Visible) -> str:
    """Write the condition that the person has or had a place in the internship that was not cancelled."""
    return f"""EXISTS {{
      MATCH (item)<-[:IN]-(placement:Placement)-[:OF]->(person)
      WHERE placement.status <> '{PlacementStatus.CANCELLED.value}' AND {visible("Placement", "placement")}
    }}"""


RECORDS = FurtherStatement(InternshipRecords, records)
