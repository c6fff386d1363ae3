"""The parts of the statement of indicators that count people.

People are returned by the internal numbers of the database, one list for each place or condition. So each person is
sent a few times at most, and people who work in several places are recognised.
"""

from __future__ import annotations

from analysis.indicators.definitions import GRADUATE_MONTHS, NEW, PASSED, SUPPORTED, TOOK, TRAINED
from graph_model.kinds.people_terms import DiagnosticKind, EnrolmentStatus, PersonRole, PlacementStatus
from graph_model.kinds.young_teachers import NEW_YEARS, YOUNGER_THAN
from graph_model.kinds.young_teachers import UNIVERSITIES as EXCLUDED
from graph_model.terms import OrganisationKind
from resolvers.compiling.computed_field import returned
from resolvers.fields.cypher import Visible, in_register, part_columns
from resolvers.fields.indicators import rows
from resolvers.fields.indicators.rows import ConditionRow, CountedRow, WorkplaceRow

UNIVERSITIES = [each.value for each in EXCLUDED]
PASSING_SCORE = 70


def columns(part: str, value: str) -> str:
    """Write the columns of a part of the statement of indicators."""
    return part_columns(CountedRow, part, value)


def workplaces(visible: Visible) -> str:
    """Write the part of the teachers in scope by region and municipality."""
    row = returned(WorkplaceRow, region="home.id", municipality="municipality", people="people")
    return f"""
MATCH (home:Region) WHERE {visible("Region", "home")}
CALL (home) {{
  MATCH (home)<-[:LOCATED_IN]-(organisation:Organisation)
  WHERE NOT coalesce(organisation.kind, '') IN {UNIVERSITIES} AND {visible("Organisation", "organisation")}
  WITH home, organisation, {municipality_of("organisation", visible)} AS municipality
  MATCH (organisation)<-[job:WORKS_AT]-(person:Person)
  WHERE {lasting()} AND {teacher()} AND {visible("Person", "person")}
  RETURN municipality, collect(id(person)) AS people
}}
RETURN {columns(rows.WORKPLACE, row)}""".strip()


def municipality_of(organisation: str, visible: Visible) -> str:
    """Write the global id of the municipality of an organisation, if it lies in the region `home`."""
    return f"""head(COLLECT {{
    MATCH ({organisation})-[:LOCATED_IN]->(place:Municipality)
    WHERE EXISTS {{ (place)-[:IN_REGION]->(home) }} AND {visible("Municipality", "place")}
    RETURN place.id ORDER BY place.id LIMIT 1
  }})"""


def lasting() -> str:
    """Write the condition that an employment lasts on the day."""
    return "job.since <= $day AND coalesce(job.until >= $day, true)"


def teacher() -> str:
    """Write the condition that a person is a teacher."""
    return f"'{PersonRole.TEACHER.value}' IN person.roles"


def graduates(visible: Visible) -> str:
    """Write the part of the graduates by region and municipality of the university.

    It starts at the universities, which are few. A graduate who is a teacher in scope is counted as a teacher only.
    """
    row = returned(WorkplaceRow, region="home.id", municipality="municipality", people="people")
    return f"""
MATCH (university:Organisation)
WHERE university.kind = '{OrganisationKind.PEDAGOGICAL_UNIVERSITY.value}' AND {visible("Organisation", "university")}
MATCH (university)-[:LOCATED_IN]->(home:Region) WHERE {visible("Region", "home")}
WITH home, university, {municipality_of("university", visible)} AS municipality
MATCH (university)<-[graduation:GRADUATED_FROM]-(person:Person)
WHERE graduation.graduatedOn > $day - duration({{months: {GRADUATE_MONTHS}}}) AND graduation.graduatedOn <= $day
  AND {visible("Person", "person")} AND NOT ({teacher()} AND EXISTS {{
    MATCH (person)-[job:WORKS_AT]->(organisation:Organisation)-[:LOCATED_IN]->(area:Region)
    WHERE {lasting()} AND NOT coalesce(organisation.kind, '') IN {UNIVERSITIES}
      AND {visible("Organisation", "organisation")} AND {visible("Region", "area")}
  }})
WITH home, municipality, collect(id(person)) AS people
RETURN {columns(rows.GRADUATES, row)}""".strip()


def meeting(*conditions: str) -> str:
    """Write the end of a part: one row for each condition, whose people are the list of the condition's name."""
    row = returned(ConditionRow, condition="each[0]", people="each[1]")
    pairs = ", ".join(f"['{each}', {each.lower()}]" for each in conditions)
    return f"UNWIND [{pairs}] AS each\nRETURN {columns(rows.CONDITION, row)}"


def trained(visible: Visible) -> str:
    """Write the part of the people whom a route based on an attempt led to a program of the register."""
    return f"""
MATCH (entry:RegisterEntry)-[:FOR]->(version:ProgramVersion)<-[:IN]-(enrolment:Enrolment)
WHERE enrolment.status = '{EnrolmentStatus.COMPLETED.value}' AND enrolment.endedOn <= $day
  AND {in_register("entry", "enrolment.endedOn")}
  AND {visible("RegisterEntry", "entry")} AND {visible("ProgramVersion", "version")}
  AND {visible("Enrolment", "enrolment")}
MATCH (enrolment)-[:OF]->(person:Person)-[:FOLLOWS]->(route:Route)
WHERE route.drawnUpOn <= enrolment.beganOn AND {visible("Route", "route")} AND EXISTS {{
  MATCH (route)-[:BASED_ON]->(attempt:Attempt) WHERE {visible("Attempt", "attempt")}
}} AND EXISTS {{
  MATCH (route)-[:STEP]->(program:Program)-[:HAS_VERSION]->(version) WHERE {visible("Program", "program")}
}}
WITH collect(DISTINCT id(person)) AS trained
{meeting(TRAINED)}""".strip()


def literate(visible: Visible) -> str:
    """Write the part of the people who took diagnostics of functional literacy, and of those who passed one."""
    return f"""
MATCH (diagnostic:Diagnostic)<-[:OF]-(attempt:Attempt)<-[:TOOK]-(person:Person)
WHERE diagnostic.kind = '{DiagnosticKind.FUNCTIONAL_LITERACY.value}' AND attempt.takenOn <= $day
  AND {visible("Diagnostic", "diagnostic")} AND {visible("Attempt", "attempt")}
WITH collect(DISTINCT id(person)) AS took,
  collect(DISTINCT CASE WHEN attempt.score >= {PASSING_SCORE} THEN id(person) END) AS passed
{meeting(TOOK, PASSED)}""".strip()


def new(visible: Visible) -> str:
    """Write the part of the young people in their first years of work."""
    return f"""
MATCH (person:Person)
WHERE person.firstWorkedOn > $day - duration({{years: {NEW_YEARS}}}) AND person.firstWorkedOn <= $day
  AND $day.year - person.bornYear < {YOUNGER_THAN} AND {visible("Person", "person")}
WITH collect(id(person)) AS new
{meeting(NEW)}""".strip()


def mentees(visible: Visible) -> str:
    """Write the part of the people of any age with a mentor."""
    return f"""
MATCH (mentorship:Mentorship)<-[:MENTEE_IN]-(person:Person)
WHERE mentorship.since <= $day AND {visible("Mentorship", "mentorship")} AND {visible("Person", "person")}
{having_support()}""".strip()


def routed(visible: Visible) -> str:
    """Write the part of the people of any age with a route."""
    return f"""
MATCH (route:Route)<-[:FOLLOWS]-(person:Person)
WHERE route.drawnUpOn <= $day AND {visible("Route", "route")} AND {visible("Person", "person")}
{having_support()}""".strip()


def placed(visible: Visible) -> str:
    """Write the part of the people of any age with a placement that was not cancelled."""
    return f"""
MATCH (internship:Internship)<-[:IN]-(placement:Placement)-[:OF]->(person:Person)
WHERE internship.beginsOn <= $day AND placement.status <> '{PlacementStatus.CANCELLED.value}'
  AND {visible("Placement", "placement")} AND {visible("Internship", "internship")}
  AND {visible("Person", "person")}
{having_support()}""".strip()


def having_support() -> str:
    """Write the end of a part of people with support."""
    return f"WITH collect(DISTINCT id(person)) AS supported\n{meeting(SUPPORTED)}"


# each part reads all records of a kind once; looking for the records of each young person takes three times as long
SUPPORT = (mentees, routed, placed)
