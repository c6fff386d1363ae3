"""The shared arrays of what organisations work on, and of the needs of people in municipalities."""

from __future__ import annotations

from analysis.deficits.suppression import SMALLEST_GROUP
from analysis.ties.content import CompetenceNeeds, OrganisationContent
from analysis.vocabulary import ContentSource
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.fields.cypher import Visible, first_date_in, founded, held, last_date_in
from resolvers.fields.ordinals import ordinal_or_zero
from resolvers.fields.organisation_content_rows import ContentRow, NeedsRow, content_of, needs_of

# the number of organisations whose adoptions are one record: one list of all would take much memory of the statement
TOGETHER = 2000
NO_DAY = "null"
# the relation of each kind of subject to its topics
ABOUT = dict.fromkeys(("Practice", "Program", "NetworkProject", "Event", "Internship", "ResearchProject"), "ABOUT")
DEVELOPS = {"Practice": "ADDRESSES", "Program": "DEVELOPS", "Internship": "DEVELOPS", "Diagnostic": "MEASURES"}


def content(visible: Visible) -> str:
    """Write the statement for all records of organisations, their topics, and the organisations: `ContentRow`s."""
    parts = [
        organisations(visible),
        *(topics(kind, visible) for kind in ("Theme", "Competence")),
        *(edges(kind, relation, "Theme", visible) for kind, relation in ABOUT.items()),
        *(edges(kind, relation, "Competence", visible) for kind, relation in DEVELOPS.items()),
        *records(visible),
        adoptions(visible),
    ]
    return "\nUNION ALL\n".join(parts)


def columns(part: str, **given: str) -> str:
    """Write the columns of a part; columns that are not given are empty lists."""
    fields = [each for each in ContentRow._fields if each != "part"]
    return ", ".join([f"'{part}' AS part", *(f"{given.get(each, '[]')} AS {each}" for each in fields)])


def organisations(visible: Visible) -> str:
    """Write the part of all organisations, with internal numbers and global ids."""
    returned = columns("Organisation", records="collect(id(one))", ids="collect(one.id)")
    return f"MATCH (one:Organisation) WHERE {visible('Organisation', 'one')}\nRETURN {returned}"


def topics(kind: str, visible: Visible) -> str:
    """Write the part of all topics of a kind; `subjects` holds the topic that contains each, else -1."""
    parent = f"MATCH (one)-[:PART_OF]->(whole:{kind}) WHERE {visible(kind, 'whole')} RETURN id(whole) ORDER BY whole.id"
    returned = columns(
        kind,
        records="collect(id(one))",
        subjects=f"collect(coalesce(head(COLLECT {{ {parent} }}), -1))",
        ids="collect(one.id)",
        codes="collect(one.code)",
        names="collect(one.name)",
    )
    return f"MATCH (one:{kind}) WHERE {visible(kind, 'one')}\nRETURN {returned}"


def edges(kind: str, relation: str, topic: str, visible: Visible) -> str:
    """Write the part of the relations of subjects of a kind to their topics."""
    returned = columns(f"of {topic}", subjects="collect(id(subject))", records="collect(id(topic))")
    return f"""MATCH (subject:{kind})-[:{relation}]->(topic:{topic})
WHERE {visible(kind, "subject")} AND {visible(topic, "topic")}
RETURN {returned}"""


def records(visible: Visible) -> list[str]:
    """Write the parts of all records except adoptions."""
    return [
        direct(ContentSource.AUTHORED, "Practice", "-[:AUTHORED_BY]->", ("publishedOn", None), visible),
        direct(ContentSource.EVENT, "Event", "-[:HELD_BY]->", ("beganOn", "endedOn"), visible),
        direct(ContentSource.INTERNSHIP, "Internship", "-[:AT]->", ("beginsOn", "endsOn"), visible),
        direct(ContentSource.RESEARCH, "ResearchProject", "-[:CARRIED_OUT_BY]->", ("beganOn", "endedOn"), visible),
        direct(ContentSource.DIAGNOSTIC, "Diagnostic", "-[:CONDUCTED_BY]->", (None, None), visible),
        projects(visible),
        reviews(visible),
        programs(visible),
    ]


def record_columns(source: ContentSource, record: str, subject: str, since: str, until: str) -> str:
    """Write the columns of the records of a source; `since` and `until` are dates."""
    return columns(
        source.value,
        organisations="collect(id(organisation))",
        records=f"collect(id({record}))",
        subjects=f"collect(id({subject}))",
        since=f"collect({ordinal_or_zero(since)})",
        until=f"collect({ordinal_or_zero(until)})",
    )


def direct(
    source: ContentSource, kind: str, relation: str, days: tuple[str | None, str | None], visible: Visible
) -> str:
    """Write the part of the records that are nodes of a kind with a relation to the organisation."""
    since, until = (f"one.{each}" if each else NO_DAY for each in days)
    return f"""MATCH (one:{kind}){relation}(organisation:Organisation)
WHERE {visible(kind, "one")} AND {visible("Organisation", "organisation")}
RETURN {record_columns(source, "one", "one", since, until)}"""


def projects(visible: Visible) -> str:
    """Write the part of the participations in network projects; the project is the record."""
    since, until = first_date_in("part", "one"), last_date_in("part", "one")
    return f"""MATCH (one:NetworkProject)<-[part:TAKES_PART]-(organisation:Organisation)
WHERE {visible("NetworkProject", "one")} AND {visible("Organisation", "organisation")}
RETURN {record_columns(ContentSource.PROJECT, "one", "one", since, until)}"""


def reviews(visible: Visible) -> str:
    """Write the part of the reviews of practices."""
    return f"""MATCH (organisation:Organisation)<-[:BY]-(review:Review)-[:OF]->(practice:Practice)
WHERE {visible("Review", "review")} AND {visible("Practice", "practice")} AND {visible("Organisation", "organisation")}
RETURN {record_columns(ContentSource.REVIEWED, "review", "practice", "review.reviewedOn", NO_DAY)}"""


def programs(visible: Visible) -> str:
    """Write the part of the programs: a row for each entry of the register under a certificate that can be in force.

    A program without any entry has one row from its first version.
    """
    entries = f"""COLLECT {{
  MATCH (one)-[:HAS_VERSION]->(version:ProgramVersion)<-[:FOR]-(entry:RegisterEntry)-[:UNDER]->(paper:Certificate)
  WHERE {visible("ProgramVersion", "version")} AND {visible("RegisterEntry", "entry")}
    AND {visible("Certificate", "paper")} AND {founded("paper")}
  RETURN [CASE WHEN entry.enteredOn > paper.validFrom THEN entry.enteredOn ELSE paper.validFrom END,
    CASE WHEN paper.validTo < entry.leftOn THEN paper.validTo
      ELSE coalesce(entry.leftOn - duration('P1D'), paper.validTo) END]
}}"""
    entered = f"""EXISTS {{
  MATCH (one)-[:HAS_VERSION]->(version:ProgramVersion)<-[:FOR]-(entry:RegisterEntry)
  WHERE {visible("ProgramVersion", "version")} AND {visible("RegisterEntry", "entry")}
}}"""
    made = f"""head(COLLECT {{
  MATCH (one)-[:HAS_VERSION]->(version:ProgramVersion) WHERE {visible("ProgramVersion", "version")}
  RETURN version.madeOn ORDER BY version.madeOn LIMIT 1
}})"""
    return f"""MATCH (one:Program)-[:OFFERED_BY]->(organisation:Organisation)
WHERE {visible("Program", "one")} AND {visible("Organisation", "organisation")}
WITH one, organisation, {entered} AS entered, {entries} AS entries, {made} AS made
UNWIND CASE WHEN entered THEN entries ELSE [[made, null]] END AS days
RETURN {record_columns(ContentSource.PROGRAM, "one", "one", "days[0]", "days[1]")}"""


def adoptions(visible: Visible) -> str:
    """Write the part of the adoptions, one record for each `TOGETHER` organisations."""
    returned = record_columns(ContentSource.ADOPTED, "adoption", "practice", "adoption.startedOn", "adoption.endedOn")
    return f"""MATCH (organisation:Organisation) WHERE {visible("Organisation", "organisation")}
WITH collect(organisation) AS everyone
UNWIND range(0, size(everyone) - 1, {TOGETHER}) AS start
CALL (everyone, start) {{
  UNWIND everyone[start..start + {TOGETHER}] AS organisation
  MATCH (organisation)<-[:BY]-(adoption:Adoption)-[:OF]->(practice:Practice)
  WHERE {visible("Adoption", "adoption")} AND {visible("Practice", "practice")}
    AND NOT (adoption.stage = 'ABANDONED' AND adoption.endedOn IS NULL)
  RETURN {returned}
}}
RETURN part, {", ".join(each for each in ContentRow._fields if each != "part")}"""


def needs(visible: Visible) -> str:
    """Write the statement for the needs: a `NeedsRow` for each competence.

    A person counts in each municipality with an organisation where the person works on the day of the reading.
    """
    return f"""
MATCH (competence:Competence) WHERE {visible("Competence", "competence")}
CALL (competence) {{
  MATCH (competence)<-[:IN_COMPETENCE]-(deficit:Deficit)<-[:HAS_DEFICIT]-(person:Person)
  WHERE {visible("Person", "person")}
  WITH deficit, person WHERE {visible("Deficit", "deficit")}
  WITH DISTINCT person
  MATCH (person)-[job:WORKS_AT]->(organisation:Organisation)-[:LOCATED_IN]->(town:Municipality)
  WHERE {held("job", "date()")} AND {visible("Organisation", "organisation")}
    AND {visible("Municipality", "town")}
  WITH town, count(DISTINCT person) AS number WHERE number >= {SMALLEST_GROUP}
  RETURN collect(town.id) AS towns, collect(number) AS people
}}
RETURN competence.id, towns, people
""".strip()


ORGANISATION_CONTENT: SharedArrays[OrganisationContent] = SharedArrays(
    "organisation content", FurtherStatement(ContentRow, content), content_of, in_files=True
)
COMPETENCE_NEEDS: SharedArrays[CompetenceNeeds] = SharedArrays(
    "competence needs", FurtherStatement(NeedsRow, needs), needs_of
)
