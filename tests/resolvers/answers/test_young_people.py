"""Tests of the filter `young`: who is a young teacher, who is not, and of whom missing data leave it open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import NamedTuple

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.declarations import Node
from graph_model.kinds.organisations import LocatedIn, Organisation
from graph_model.kinds.people import Person, WorksAt
from graph_model.kinds.people_terms import PersonRole
from graph_model.kinds.territory import Region
from graph_model.kinds.young_teachers import years_before
from graph_model.links import Link
from graph_model.terms import Level, OrganisationKind
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.requesting import refused, response_data
from tests.storing import store

TODAY = date.today()
LONG_AGO = date(2000, 9, 1)
RECENT = years_before(TODAY, 1)


class YoungCase(NamedTuple):
    """A person, and whether the person is a young teacher."""

    young: bool | None
    born: int | None = TODAY.year - 30
    began: date | None = RECENT
    role: PersonRole = PersonRole.TEACHER
    employer: OrganisationKind | None = OrganisationKind.SCHOOL
    since: date | None = RECENT
    until: date | None = None


SCHOOL, UNIVERSITY = OrganisationKind.SCHOOL, OrganisationKind.PEDAGOGICAL_UNIVERSITY
CASES = {
    "a teacher in the first year of work": YoungCase(True),
    "a teacher of 34 years": YoungCase(True, born=TODAY.year - 34),
    "a teacher of 35 years": YoungCase(False, born=TODAY.year - 35),
    "three years of work": YoungCase(False, began=years_before(TODAY, 3)),
    "a first working day ahead": YoungCase(False, began=date(TODAY.year + 1, 1, 1)),
    "a manager": YoungCase(False, role=PersonRole.MANAGER),
    "a lecturer": YoungCase(False, employer=UNIVERSITY),
    "no job": YoungCase(False, employer=None),
    "a job that ended": YoungCase(False, until=date(TODAY.year - 1, 1, 1), since=LONG_AGO),
    "an unknown year of birth": YoungCase(None, born=None),
    "an unknown year of birth after long work": YoungCase(False, born=None, began=LONG_AGO),
    "an unknown first working day": YoungCase(None, began=None),
    "an unknown first working day at 50": YoungCase(False, born=TODAY.year - 50, began=None),
    "a job without a first day": YoungCase(None, since=None),
}
REGION = Region(code="16", name="16", official_name="16", region_type="16", oktmo="1" * 8, in_scope=True)
KEYS = {name: f"P{number:032x}" for number, name in enumerate(CASES)}


def graph() -> tuple[list[Node], list[Link]]:
    """Return a person for each case, with the employers."""
    employers = {
        each: Organisation(org_id=each.value, name=each.value, kind=each, level=Level.REGIONAL)
        for each in (SCHOOL, UNIVERSITY)
    }
    people = {
        name: Person(
            person_id=KEYS[name], roles=(each.role,), born_year=each.born, first_worked_on=each.began, synthetic=True
        )
        for name, each in CASES.items()
    }
    jobs = [
        Link(
            WorksAt(position="teacher", since=each.since, until=each.until, synthetic=True),
            people[name].id,
            employers[each.employer].id,
        )
        for name, each in CASES.items()
        if each.employer is not None
    ]
    places = [Link(LocatedIn(), each.id, REGION.id) for each in employers.values()]
    return [REGION, *employers.values(), *people.values()], [*places, *jobs]


@pytest_asyncio.fixture(scope="module")
async def engine(scratch_connection: Connection) -> AsyncIterator[Engine]:
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *graph())
    engine = Engine(schema(), COMPUTED, database)
    await engine.prepare()
    yield engine
    await database.close()


async def found(engine: Engine, condition: str) -> set[str]:
    """Return the cases that pass a condition."""
    data = await response_data(engine, f"{{ people(where: {{{condition}}}) {{ nodes {{ personId }} }} }}")
    names = {key: name for name, key in KEYS.items()}
    return {names[each["personId"]] for each in data["people"]["nodes"]}


def cases(*values: bool | None) -> set[str]:
    return {name for name, each in CASES.items() if each.young in values}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("young: {eq: true}", cases(True)),
        ("young: {eq: false}", cases(False)),
        ("young: {isNull: true}", cases(None)),
        ("young: {isNull: false}", cases(True, False)),
        ("not: {young: {eq: true}}", cases(False, None)),
        ("not: {young: {eq: false}}", cases(True, None)),
        ("young: {eq: true, isNull: true}", set()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_the_values_of_young_divide_all_people(condition: str, expected: set[str], engine: Engine) -> None:
    assert await found(engine, condition) == expected


async def test_one_plan_serves_the_flag_as_a_variable(engine: Engine) -> None:
    text = "query ($flag: Boolean!) { people(where: {young: {eq: $flag}}) { totalCount } }"
    for flag in (True, False):
        data = await response_data(engine, text, {"flag": flag})
        assert data["people"]["totalCount"] == len(cases(flag))


async def test_young_people_of_a_list_are_found_from_their_organisation(engine: Engine) -> None:
    text = '{ organisation(orgId: "SCHOOL") { people(where: {young: {eq: true}}) { totalCount } } }'
    assert (await response_data(engine, text))["organisation"]["people"]["totalCount"] == len(cases(True))


async def test_a_condition_that_is_null_is_refused_with_the_remedy(engine: Engine) -> None:
    error = await refused(engine, "{ people(where: {young: {eq: null}}) { totalCount } }")
    assert error["message"] == (
        "young.eq is null. Omit it to set no condition. To find absent values, use young: {isNull: true}."
    )
    error = await refused(engine, "{ people(where: {young: null}) { totalCount } }")
    assert error["message"] == (
        "where.young is null. Omit it to set no condition. To find absent values, use young: {isNull: true}."
    )


def test_the_same_day_of_a_year_without_29_february_is_the_28th() -> None:
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
