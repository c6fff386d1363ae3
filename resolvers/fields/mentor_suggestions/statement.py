"""The statements of suggested mentors: a person, and the mentors of a region."""

from __future__ import annotations

from typing import NamedTuple

from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.mentoring.suggesting_mentors import MOST_MENTORS
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Visible, taught_subjects
from resolvers.fields.people_at_work import employments, themes, workplaces


class RegionMentors(NamedTuple):
    """The mentors of a region, at most one more than are considered."""

    mentors: list[MentorRecord]


def mentee(visible: Visible) -> str:
    """Write the statement for a `person` (global id) on a `day`: one `MenteeRecord`."""
    row = mentee_row(visible)
    return f"""MATCH (person:Person {{id: $person}}) WHERE {visible("Person", "person")} RETURN {row[1:-1]}"""


def mentee_row(visible: Visible) -> str:
    """Write the `MenteeRecord` of a `person`."""
    return returned(
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


def mentors(visible: Visible) -> str:
    """Write the statement for the mentors of a region who work on a day: one `RegionMentors`."""
    return f"""
MATCH (home:Region {{id: $region}}) WHERE {visible("Region", "home")}
RETURN COLLECT {{
  {working_mentors(visible)}
  WITH mentor ORDER BY mentor.id LIMIT {MOST_MENTORS + 1}
  RETURN {mentor_row(visible)}
}}
""".strip()


def working_mentors(visible: Visible) -> str:
    """Write the match of the mentors (`mentor`) of the region `home` who work on the day."""
    return f"""MATCH (home)<-[:BELONGS_TO]-(mentor:Person)
  WHERE 'MENTOR' IN mentor.roles AND {visible("Person", "mentor")} AND EXISTS {{
    {employments("mentor", "$day", visible)}
  }}"""


def mentor_row(visible: Visible) -> str:
    """Write the `MentorRecord` of a `mentor`."""
    return returned(
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


def lasting(mentorship: str, day: str) -> str:
    """Write the condition that a mentorship lasts on a day or is to begin."""
    return f"coalesce({mentorship}.until >= {day}, true)"


MENTEE = FurtherStatement(MenteeRecord, mentee)
REGION_MENTORS: SharedArrays[list[MentorRecord]] = SharedArrays(
    "mentors of a region", FurtherStatement(RegionMentors, mentors), lambda rows: rows[0].mentors
)
