"""The statement of suggested routes: the open deficits of a person, and the records that develop their competences."""

from __future__ import annotations

from analysis.routes.records import (
    BankPractice,
    InternshipAhead,
    ProgramInForce,
    RequiredCompetence,
    RouteRecords,
    SessionAhead,
    VersionInForce,
)
from analysis.routes.suggesting import MOST_RECORDS
from resolvers.compiling.computed_field import FurtherStatement, returned
from resolvers.fields.cypher import Visible, taught_subjects
from resolvers.fields.offered import AHEAD, IN_BANK, versions_in_force
from resolvers.fields.open_deficits import deficits, lacking


def records(visible: Visible) -> str:
    """Write the statement for a `person` (global id) on a `day`: one `RouteRecords`."""
    row = returned(
        RouteRecords,
        person="person.id",
        region="home.id",
        deficits=deficits("lacks", visible),
        programs="found[0]",
        practices="found[1]",
        internships="found[2]",
    )
    return f"""
MATCH (person:Person {{id: $person}}) WHERE {visible("Person", "person")}
WITH person, $day AS day, head(COLLECT {{
  MATCH (person)-[:BELONGS_TO]->(region:Region) WHERE {visible("Region", "region")} RETURN region
}}) AS home
WITH *, {lacking("person", "day", visible)} AS lacks, {taught_subjects("person", visible)} AS taught,
  {taken(visible)} AS taken, {measured(visible)} AS measured
WITH *, {candidates(visible)} AS found
RETURN {row[1:-1]}
""".strip()


def candidates(visible: Visible) -> str:
    """Write the lists of programs, practices and internships, in this order.

    Neo4j counts the memory of all values of a row for each row of an aggregation. In the branches of a union, a list is
    not a value of the rows from which the next list is made.
    """
    lists = (programs(visible), practices(visible), internships(visible))
    return f"COLLECT {{ {' UNION ALL '.join(f'RETURN {each} AS list' for each in lists)} }}"


def taken(visible: Visible) -> str:
    """Write the global ids of the programs and internships that the person takes or took."""
    return f"""COLLECT {{
  MATCH (person)<-[:OF]-(enrolment:Enrolment)-[:IN]->(:ProgramVersion)<-[:HAS_VERSION]-(program:Program)
  WHERE enrolment.status <> 'WITHDRAWN' AND {visible("Enrolment", "enrolment")}
  RETURN program.id AS id
  UNION MATCH (person)<-[:OF]-(placement:Placement)-[:IN]->(internship:Internship)
  WHERE placement.status <> 'CANCELLED' AND {visible("Placement", "placement")}
  RETURN internship.id AS id
}}"""


def measured(visible: Visible) -> str:
    """Write the global ids of the competences that diagnostics of the person measured by the day."""
    return f"""COLLECT {{
  MATCH (person)-[:TOOK]->(attempt:Attempt)-[:OF]->(:Diagnostic)-[:MEASURES]->(competence:Competence)
  WHERE coalesce(attempt.takenOn <= day, true) AND {visible("Attempt", "attempt")}
    AND {visible("Competence", "competence")}
  RETURN DISTINCT competence.id
}}"""


def limited(hours: str) -> str:
    """Write the order and the limit of the records of a kind: one more than is read, so that a cut is known."""
    return f"ORDER BY size(closes) DESC, {hours}, item.id LIMIT {MOST_RECORDS + 1}"


def developing(kind: str, relation: str, visible: Visible) -> str:
    """Write the nodes of a kind (`item`) that develop competences that the person lacks (`closes`, global ids)."""
    return f"""UNWIND lacks AS lack
  WITH lack[0] AS competence, day, home
  MATCH (competence)<-[:{relation}]-(item:{kind}) WHERE {visible(kind, "item")}
  WITH item, day, home, collect(competence.id) AS closes"""


def for_subject(visible: Visible) -> str:
    """Write the condition that the person teaches a subject of the item, or that either has no subjects."""
    subjects = f"[(item)-[:FOR_SUBJECT]->(subject:SubjectArea) WHERE {visible('SubjectArea', 'subject')} | subject.id]"
    return f"(taught = [] OR {subjects} = [] OR any(each IN {subjects} WHERE each IN taught))"


def programs(visible: Visible) -> str:
    """Write a `ProgramInForce` for each program in force on the day."""
    version = returned(VersionInForce, entered_on="toString(held[1])", certified_until="toString(held[2])")
    row = returned(
        ProgramInForce,
        id="item.id",
        hours="item.hours",
        forms="item.forms",
        for_subject=for_subject(visible),
        taken="item.id IN taken",
        closes="closes",
        requires=requirements(visible),
        versions=f"[held IN versions | {version}]",
        sessions=sessions(visible),
    )
    return f"""COLLECT {{
  {developing("Program", "DEVELOPS", visible)}
  MATCH {versions_in_force(visible)}
  WITH item, day, home, closes, collect([version, entry.enteredOn, under.validTo]) AS versions
  {limited("item.hours")}
  RETURN {row}
}}"""


def sessions(visible: Visible) -> str:
    """Write a `SessionAhead` for each session of the versions in force that begins on the day or later."""
    row = returned(
        SessionAhead,
        id="session.id",
        begins_on="toString(session.beginsOn)",
        ends_on="toString(session.endsOn)",
        form="session.form",
        free_places="session.freePlaces",
        in_region="""home IS NOT NULL AND (EXISTS { (session)-[:HELD_IN]->(home) }
      OR EXISTS { (session)-[:HELD_IN]->(:Municipality)-[:IN_REGION]->(home) })""",
    )
    return f"""COLLECT {{
    UNWIND versions AS held
    WITH held[0] AS version, held[2] AS certified
    MATCH (version)<-[:OF]-(session:ProgramSession)
    WHERE session.beginsOn >= day AND coalesce(certified >= session.beginsOn, true)
      AND {visible("ProgramSession", "session")}
    WITH DISTINCT session
    RETURN {row}
  }}"""


def requirements(visible: Visible) -> str:
    """Write a `RequiredCompetence` for each competence that the item requires."""
    row = returned(
        RequiredCompetence, competence="required.id", name="required.name", measured="required.id IN measured"
    )
    return f"""COLLECT {{
    MATCH (item)-[:REQUIRES]->(required:Competence) WHERE {visible("Competence", "required")}
    RETURN {row} ORDER BY required.code
  }}"""


def practices(visible: Visible) -> str:
    """Write a `BankPractice` for each practice that is in the federal bank and published by the day."""
    row = returned(BankPractice, id="item.id", for_subject=for_subject(visible), closes="closes")
    return f"""COLLECT {{
  {developing("Practice", "ADDRESSES", visible)}
  WHERE {IN_BANK}
  WITH item, closes {limited("item.title")}
  RETURN {row}
}}"""


def internships(visible: Visible) -> str:
    """Write an `InternshipAhead` for each internship in the region of the person that has not begun on the day."""
    row = returned(
        InternshipAhead,
        id="item.id",
        hours="item.hours",
        begins_on="toString(item.beginsOn)",
        ends_on="toString(item.endsOn)",
        free_places="item.freePlaces",
        taken="item.id IN taken",
        closes="closes",
    )
    return f"""COLLECT {{
  {developing("Internship", "DEVELOPS", visible)}
  WHERE {AHEAD} AND EXISTS {{
    MATCH (item)-[:AT]->(host:Organisation)-[:LOCATED_IN]->(home)
    WHERE coalesce(host.validTo >= day, true) AND {visible("Organisation", "host")}
  }}
  WITH item, closes {limited("item.hours")}
  RETURN {row}
}}"""


RECORDS = FurtherStatement(RouteRecords, records)
