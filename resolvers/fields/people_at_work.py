"""Cypher expressions for the places where people work, and for the themes that they work on."""

from __future__ import annotations

from analysis.workplaces import PlacedOrganisation
from resolvers.compiling.computed_field import returned
from resolvers.fields.cypher import Visible, held


def employments(person: str, day: str, visible: Visible) -> str:
    """Write the match of the organisations (`workplace`) where a person works on a day, and which exist on the day."""
    return f"""MATCH ({person})-[job:WORKS_AT]->(workplace:Organisation)
    WHERE {held("job", day)}
      AND coalesce(workplace.validTo >= {day}, true) AND {visible("Organisation", "workplace")}"""


def workplaces(person: str, day: str, visible: Visible) -> str:
    """Write a `PlacedOrganisation` for each organisation where a person works on a day."""
    return f"""COLLECT {{
    {employments(person, day, visible)}
    {town_of("workplace", visible)}
    RETURN DISTINCT {placed("workplace")}
  }}"""


def town_of(organisation: str, visible: Visible) -> str:
    """Write the match of the municipality (`town`) of an organisation, if it has one."""
    return f"OPTIONAL MATCH ({organisation})-[:LOCATED_IN]->(town:Municipality) WHERE {visible('Municipality', 'town')}"


def placed(organisation: str) -> str:
    """Write the `PlacedOrganisation` of an organisation and its `town`."""
    place = f"coalesce({organisation}.location, town.location)"
    return returned(
        PlacedOrganisation,
        organisation=f"{organisation}.id",
        latitude=f"{place}.latitude",
        longitude=f"{place}.longitude",
    )


def themes(person: str, visible: Visible) -> str:
    """Write the themes of the mentorships, practices, trainings and routes of a person, as global ids."""
    about, theme = f"-[:ABOUT]->(theme:Theme) WHERE {visible('Theme', 'theme')}", "RETURN theme.id AS theme"
    return f"""COLLECT {{
    MATCH ({person})-[:MENTOR_IN|MENTEE_IN]->(record:Mentorship){about} AND {visible("Mentorship", "record")} {theme}
    UNION MATCH ({person})<-[:AUTHORED_BY]-(record:Practice){about} AND {visible("Practice", "record")} {theme}
    UNION MATCH ({person})<-[:OF]-(record:Enrolment)-[:IN]->(:ProgramVersion)<-[:HAS_VERSION]-(:Program){about}
      AND record.status <> 'WITHDRAWN' AND {visible("Enrolment", "record")} {theme}
    UNION MATCH ({person})-[:FOLLOWS]->(record:Route)-[:STEP]->(){about} AND {visible("Route", "record")} {theme}
  }}"""
