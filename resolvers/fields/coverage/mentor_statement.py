"""The statement of the mentors of regions: how many can support another person."""

from __future__ import annotations

from analysis.coverage.records import RegionMentorCounts
from graph_model.kinds.people_terms import PersonRole
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.fields.cypher import Visible
from resolvers.fields.mentor_suggestions.statement import lasting
from resolvers.fields.people_at_work import employments


def mentors(visible: Visible) -> str:
    """Write the statement for the mentors of regions (`$regions`) who work on the day: `RegionMentorCounts`.

    Places and mentorships are those of `mentorSuggestions`.
    """
    return f"""
MATCH (home:Region) WHERE home.id IN $regions AND {visible("Region", "home")}
CALL (home) {{
  MATCH (home)<-[:BELONGS_TO]-(mentor:Person)
  WHERE '{PersonRole.MENTOR.value}' IN mentor.roles AND {visible("Person", "mentor")} AND EXISTS {{
    {employments("mentor", "$day", visible)}
  }}
  WITH mentor.menteePlaces AS places, COUNT {{
    MATCH (mentor)-[:MENTOR_IN]->(mentorship:Mentorship)
    WHERE {lasting("mentorship", "$day")} AND {visible("Mentorship", "mentorship")}
  }} AS mentees
  RETURN count(CASE WHEN places > mentees THEN 1 END) AS free, count(CASE WHEN places IS NULL THEN 1 END) AS unknown
}}
RETURN home.id, free, unknown
""".strip()


MENTORS_OF_REGIONS: SharedArrays[dict[str, RegionMentorCounts]] = SharedArrays(
    "mentors of regions",
    FurtherStatement(RegionMentorCounts, mentors),
    lambda rows: {each.region: each for each in rows},
)
