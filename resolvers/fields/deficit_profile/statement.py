"""The statements of deficit profiles: the region of a node, and the numbers of people of a region on a day.

The database counts the people; no statement returns a person.
"""

from __future__ import annotations

from analysis.deficits.counts import LackCount, RegionalWorkplace, RegionCounts, ResultCount, SubjectLackCount
from analysis.deficits.profile import DeficitProfile
from graph_model.declarations import Node
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.territory import Municipality, Region
from graph_model.read_tree import Body
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Condition, Sent, Visible, held
from resolvers.fields.deficit_profile.rows import CountsOfRegion, HomeRow
from resolvers.fields.open_deficits import gravest, open_on

# the pattern from a node of each kind to its region
HOMES: dict[type[Node], str] = {
    Region: "WITH {asker}, {asker} AS {home}",
    Municipality: "MATCH ({asker})-[:IN_REGION]->({home}:Region)",
    Organisation: "MATCH ({asker})-[:LOCATED_IN]->({home}:Region)",
}


def home_of(kind: type[Node]) -> Body:
    """Return the writer of the statement for the region of a node of a kind, and the subject: one `HomeRow`."""

    def body(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
        del condition
        home, area = f"{variable}_home", f"{variable}_area"
        subject = f"""head(COLLECT {{
  MATCH ({area}:SubjectArea {{code: {parameter("subjectArea")}}}) WHERE {visible("SubjectArea", area)} RETURN {area}.id
}})"""
        return f"""
{HOMES[kind].format(home=home, asker=variable)}
WITH {variable}, {home} WHERE {visible("Region", home)}
WITH {variable}, {home} ORDER BY {home}.id LIMIT 1
RETURN {returned(HomeRow, asker=f"{variable}.id", region=f"{home}.id", subject=subject)}
""".strip()

    return body


def counts_of_region(visible: Visible) -> str:
    """Write the statement for the organisations of a region and the numbers of their people: one `CountsOfRegion`."""
    return counts_of("MATCH (home:Region {id: $region}) WHERE", visible)


def counts_of_regions(visible: Visible) -> str:
    """Write the statement for the numbers of the people of several regions: a `CountsOfRegion` for each."""
    return counts_of("MATCH (home:Region) WHERE home.id IN $regions AND", visible)


def counts_of(start: str, visible: Visible) -> str:
    """Write the statement for the regions (`home`) of a match."""
    workplace = returned(RegionalWorkplace, organisation="organisation.id", municipality="head(municipality)")
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
  {lacks(visible)}
}}, COLLECT {{
  {subject_lacks(visible)}
}}, COLLECT {{
  {results(visible)}
}}
""".strip()


def workers(visible: Visible, region: str = "home") -> str:
    """Write the match of the people who work in a region, and of the first of their organisations there.

    It is the organisation of their earliest job; a job without a first day is the earliest.
    """
    return f"""MATCH ({region})<-[:LOCATED_IN]-(organisation:Organisation)<-[job:WORKS_AT]-(person:Person)
  WHERE {held("job")} AND EXISTS {{ (person)-[:TOOK]->() }}
    AND {visible("Organisation", "organisation")} AND {visible("Person", "person")}
  WITH person, min([coalesce(toString(job.since), ''), organisation.id]) AS earliest
  WITH person, earliest[1] AS place"""


def lacking(visible: Visible) -> str:
    """Write the match of the deficits of a person that are open on the day, with their competences."""
    return f"""MATCH (person)-[:HAS_DEFICIT|OVERCAME]->(deficit:Deficit)-[:IN_COMPETENCE]->(competence:Competence)
  WHERE {open_on("deficit", "$day")} AND {visible("Deficit", "deficit")} AND {visible("Competence", "competence")}"""


def lacks(visible: Visible) -> str:
    """Write the subquery for the people with open deficits: `LackCount`."""
    row = returned(
        LackCount, organisation="place", competence="competence", people="people", medium="medium", high="high"
    )
    return f"""{workers(visible)}
  {lacking(visible)}
  WITH place, person, competence.id AS competence, {gravest("deficit")} AS gravest
  WITH place, person, collect([competence, gravest]) + [[null, 0]] AS lacks
  UNWIND lacks AS lack
  WITH place, lack[0] AS competence, count(*) AS people, sum(CASE WHEN lack[1] >= 1 THEN 1 ELSE 0 END) AS medium,
    sum(CASE WHEN lack[1] >= 2 THEN 1 ELSE 0 END) AS high
  RETURN {row}"""


def results(visible: Visible) -> str:
    """Write the subquery for the people with a result, the latest of each kind and subject: `ResultCount`."""
    percent = "toInteger(round(100 * attempt.score / diagnostic.highestScore))"
    row = returned(
        ResultCount,
        organisation="place",
        kind="kind",
        subject="subject",
        people="people",
        attempts="attempts",
        percents="percents",
    )
    return f"""{workers(visible)}
  MATCH (person)-[:TOOK]->(attempt:Attempt)-[:OF]->(diagnostic:Diagnostic)
  WHERE attempt.takenOn <= $day AND attempt.score IS NOT NULL
    AND {visible("Attempt", "attempt")} AND {visible("Diagnostic", "diagnostic")}
  OPTIONAL MATCH (diagnostic)-[:FOR_SUBJECT]->(area:SubjectArea) WHERE {visible("SubjectArea", "area")}
  WITH place, person, diagnostic.kind AS kind, area.id AS subject, count(*) AS taken,
    max([toString(attempt.takenOn), attempt.id, {percent}]) AS latest
  WITH place, kind, subject, count(*) AS people, sum(taken) AS attempts, sum(latest[2]) AS percents
  RETURN {row}"""


def subject_lacks(visible: Visible) -> str:
    """Write the subquery for the people with open deficits that diagnostics of a subject revealed.

    It returns no rows unless `$by_subject` is true, since only a profile of a subject needs them.
    """
    row = returned(SubjectLackCount, organisation="place", competence="competence", subject="subject", people="people")
    return f"""UNWIND CASE WHEN $by_subject THEN [home] ELSE [] END AS asked
  {workers(visible, "asked")}
  {lacking(visible)}
  MATCH (deficit)<-[:REVEALED]-(attempt:Attempt)-[:OF]->(diagnostic:Diagnostic)-[:FOR_SUBJECT]->(area:SubjectArea)
  WHERE {visible("Attempt", "attempt")} AND {visible("Diagnostic", "diagnostic")} AND {visible("SubjectArea", "area")}
  WITH place, competence.id AS competence, area.id AS subject, count(DISTINCT person) AS people
  RETURN {row}"""


REGION_COUNTS: SharedArrays[RegionCounts] = SharedArrays(
    "numbers of a region", FurtherStatement(CountsOfRegion, counts_of_region), lambda rows: rows[0].counts()
)
# the profiles of several regions; their numbers are not cached, since those of the whole country take much memory
REGION_PROFILES: SharedArrays[dict[str, DeficitProfile]] = SharedArrays(
    "profiles of regions",
    FurtherStatement(CountsOfRegion, counts_of_regions),
    lambda rows: {each.region: each.profile() for each in rows},
)
