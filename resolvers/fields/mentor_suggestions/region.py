"""The young teachers and the mentors of a region, read page by page outside of a request, for commands."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.mentoring.assignment.assigning import RegionMentoring
from analysis.mentoring.records import MenteeRecord, MentorRecord
from graph_model.cypher import text_for
from graph_model.cypher.conditions import condition
from graph_model.cypher.names import Names
from graph_model.database.driver import Database
from graph_model.decided_values import decided_values
from graph_model.kinds.people import Person
from graph_model.progress import Reporter, silent
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import FurtherStatement, Row, returned
from resolvers.compiling.filters import decided
from resolvers.fields.cypher import Visible
from resolvers.fields.mentor_suggestions.statement import lasting, mentee_row, mentor_row, working_mentors
from resolvers.requests.parameters import parameter, values

PAGE = 2_000
YOUNG = decided_values(Person)["young"]


class RegionNumbers(NamedTuple):
    """The numbers of young teachers without a mentor and of mentors in a region.

    `undecided` is the number of teachers without a mentor of whom it is unknown whether they are young.
    """

    region: str
    teachers: int
    undecided: int
    mentors: int


async def read_region(
    database: Database, code: str, day: date, reporter: Reporter = silent
) -> tuple[RegionMentoring, RegionNumbers] | None:
    """Return the young teachers without a mentor and the mentors of a region on a day; None for an unknown code."""
    names = Names(ANYONE)
    young, unknown = (
        condition(names, "person", decided(YOUNG, operator, True, lambda value: parameter(value(day))))
        for operator in ("eq", "isNull")
    )
    given = {**values(names.parameters, {}, []), "region": code, "day": day}
    numbers = await rows_of(database, numbers_statement(young, unknown), given)
    if not numbers:
        return None
    (found,) = numbers
    mentees = await pages(database, mentees_statement(young), given, found.teachers, "Young teachers read", reporter)
    mentors = await pages(database, MENTORS, given, found.mentors, "Mentors read", reporter)
    return RegionMentoring(mentees, mentors), found


async def rows_of(database: Database, statement: FurtherStatement[Row], given: dict[str, object]) -> list[Row]:
    """Return the decoded rows of a statement, as far as they are visible to anyone."""
    return statement.decoded(await database.read(text_for(statement.text, ANYONE), given))


async def pages(
    database: Database,
    statement: FurtherStatement[Row],
    given: dict[str, object],
    total: int,
    step: str,
    reporter: Reporter,
) -> list[Row]:
    """Return the rows of all pages of a statement, whose first column is the id of a person."""
    found: list[Row] = []
    while page := await rows_of(database, statement, {**given, "after": found[-1][0] if found else "", "size": PAGE}):
        found += page
        reporter(step, len(found), max(total, len(found)))
    return found


def numbers_statement(young: str, unknown: str) -> FurtherStatement[RegionNumbers]:
    """Return the statement of the numbers of people in a `region` (code) on a `day`."""

    def written(visible: Visible) -> str:
        row = returned(
            RegionNumbers,
            region="home.name",
            teachers=f"COUNT {{ {without_mentor(young, visible)} }}",
            undecided=f"COUNT {{ {without_mentor(unknown, visible)} }}",
            mentors=f"COUNT {{ {working_mentors(visible)} }}",
        )
        return f"MATCH (home:Region {{code: $region}}) WHERE {visible('Region', 'home')} RETURN {row[1:-1]}"

    return FurtherStatement(RegionNumbers, written)


def mentees_statement(young: str) -> FurtherStatement[MenteeRecord]:
    """Return the statement of a page of young teachers of a region who have no mentor."""
    return FurtherStatement(
        MenteeRecord, lambda visible: page_of(without_mentor(young, visible), "person", mentee_row(visible), visible)
    )


def mentors_page(visible: Visible) -> str:
    """Write the statement of a page of mentors of a region who work."""
    return page_of(working_mentors(visible), "mentor", mentor_row(visible), visible)


def page_of(people: str, variable: str, row: str, visible: Visible) -> str:
    """Write the statement of the `size` people after the id `after`; `people` matches those of the region `home`."""
    return f"""
MATCH (home:Region {{code: $region}}) WHERE {visible("Region", "home")}
{people} AND {variable}.id > $after
WITH {variable} ORDER BY {variable}.id LIMIT $size
RETURN {row[1:-1]}
""".strip()


def without_mentor(passed: str, visible: Visible) -> str:
    """Write the match of the people of the region `home` who pass a condition and have no mentor on the day."""
    return f"""MATCH (home)<-[:BELONGS_TO]-(person:Person)
WHERE {visible("Person", "person")} AND ({passed}) AND NOT EXISTS {{
  MATCH (person)-[:MENTEE_IN]->(mentorship:Mentorship)
  WHERE {lasting("mentorship", "$day")} AND {visible("Mentorship", "mentorship")}
}}"""


MENTORS = FurtherStatement(MentorRecord, mentors_page)
