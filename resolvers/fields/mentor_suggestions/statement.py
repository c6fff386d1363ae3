"""The statements of suggested mentors: a person, and the mentors of a region."""

from __future__ import annotations

from typing import NamedTuple

from analysis.mentoring.records import MenteeRecord, MentoringWorkplace, MentorRecord
from analysis.mentoring.suggesting_mentors import MOST_MENTORS
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Visible, held, taught_subjects


class RegionMentors(NamedTuple):
    """The mentors of a region, at most one more than are considered."""

    mentors: list[MentorRecord]


def mentee(visible: Visible) -> str:
    """Write the statement for a `person` (global id) on a `day`: one `MenteeRecord`."""
    row = returned(
        MenteeRecord,
        id="person.id",
        region=f"""head(COLLECT {{
  MATCH (person)-[:BELONGS_TO]->(region:Region) WHERE {visible("Region", "region")} RETURN region.id
}})""",
        mentors=f"""COLLECT {{
  MATCH (person)-[:MENTEE_IN]->(mentorship:Mentorship)<-[:MENTOR_IN]-(mentor:Person)
  WHERE {lasting("mentorship", "$day")} AND {visible("Mentorship", "mentorship")} AND {visible("Person", "mentor")}
  RETURN DISTINCT mentor.id
}}""",
        themes=themes("person", visible),
        subjects=taught_subjects("person", visible),
        workplaces=workplaces("person", "$day", visible),
    )
    return f"""MATCH (person:Person {{id: $person}}) WHERE {visible("Person", "person")} RETURN {row[1:-1]}"""


def mentors(visible: Visible) -> str:
    """Write the statement for the mentors of a region who work on a day: one `RegionMentors`."""
    row = returned(
        MentorRecord,
        id="mentor.id",
        places="mentor.menteePlaces",
        mentees=f"""COUNT {{
    MATCH (mentor)-[:MENTOR_IN]->(mentorship:Mentorship)
    WHERE {lasting("mentorship", "$day")} AND {visible("Mentorship", "mentorship")}
  }}""",
        themes=themes("mentor", visible),
        subjects=taught_subjects("mentor", visible),
        workplaces=workplaces("mentor", "$day", visible),
    )
    return f"""
MATCH (home:Region {{id: $region}}) WHERE {visible("Region", "home")}
RETURN COLLECT {{
  MATCH (home)<-[:BELONGS_TO]-(mentor:Person)
  WHERE 'MENTOR' IN mentor.roles AND {visible("Person", "mentor")} AND EXISTS {{
    {employments("mentor", "$day", visible)}
  }}
  WITH mentor ORDER BY mentor.id LIMIT {MOST_MENTORS + 1}
  RETURN {row}
}}
""".strip()


def lasting(mentorship: str, day: str) -> str:
    """Write the condition that a mentorship lasts on a day or is to begin."""
    return f"coalesce({mentorship}.until >= {day}, true)"


def employments(person: str, day: str, visible: Visible) -> str:
    """Write the match of the organisations (`workplace`) where a person works on a day, and which exist on the day."""
    return f"""MATCH ({person})-[job:WORKS_AT]->(workplace:Organisation)
    WHERE {held("job", day)}
      AND coalesce(workplace.validTo >= {day}, true) AND {visible("Organisation", "workplace")}"""


def workplaces(person: str, day: str, visible: Visible) -> str:
    """Write a `MentoringWorkplace` for each organisation where a person works on a day."""
    place = "coalesce(workplace.location, town.location)"
    row = returned(
        MentoringWorkplace, organisation="workplace.id", latitude=f"{place}.latitude", longitude=f"{place}.longitude"
    )
    return f"""COLLECT {{
    {employments(person, day, visible)}
    OPTIONAL MATCH (workplace)-[:LOCATED_IN]->(town:Municipality) WHERE {visible("Municipality", "town")}
    RETURN DISTINCT {row}
  }}"""


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


MENTEE = FurtherStatement(MenteeRecord, mentee)
REGION_MENTORS: SharedArrays[list[MentorRecord]] = SharedArrays(
    "mentors of a region", FurtherStatement(RegionMentors, mentors), lambda rows: rows[0].mentors
)
