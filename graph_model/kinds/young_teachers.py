"""Young teachers: the teachers that are the base of the indicator KPI4 of the order.

A young teacher is a teacher in scope: a person with the role `TEACHER` who works at an organisation other than a
university. The person is under 35 and first worked less than three years ago. Only the year of birth is stored, so the
age is the one that the person reaches in the year of the day.
"""

from __future__ import annotations

from datetime import date

from graph_model.decided_values import Filters, OfDay
from graph_model.declarations import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    Filter,
    Holds,
    Node,
    Not,
    OfRelation,
    Related,
    in_force,
)
from graph_model.kinds.people_terms import PersonRole
from graph_model.terms import OrganisationKind

YOUNGER_THAN, NEW_YEARS = 35, 3
# the lecturers of these organisations are not teachers in scope
UNIVERSITIES = (OrganisationKind.UNIVERSITY, OrganisationKind.PEDAGOGICAL_UNIVERSITY)


def young_teachers(person: type[Node], of_day: OfDay) -> Filters:
    """Return the filters of the people who are, and who are not, young teachers on a day.

    A person passes neither filter if the year of birth, the first working day or the beginning of the employment is
    unknown and decides the case.
    """
    own = person.properties()
    teaches = Comparison(own["roles"], "eq", Constant(PersonRole.TEACHER))
    day, earliest = of_day(lambda day: day), of_day(lambda day: years_before(day, NEW_YEARS))
    oldest, born, began = of_day(lambda day: day.year - YOUNGER_THAN), own["bornYear"], own["firstWorkedOn"]
    jobs = person.navigations()["employments"]
    assert jobs.edge is not None  # noqa: S101 - an employment has properties
    since, until = (jobs.edge.properties()[name] for name in ("since", "until"))

    def employed(lasts: Filter) -> Filter:
        return Related(jobs, "some", AllOf((OfRelation(lasts), outside_of_universities(jobs.kind))))

    holds = (Comparison(born, "gt", oldest), Comparison(began, "gt", earliest), Comparison(began, "lte", day))
    fails = (Comparison(born, "lte", oldest), Comparison(began, "lte", earliest), Comparison(began, "gt", day))
    return Filters(
        AllOf((teaches, *holds, employed(in_force(since, until, day)))),
        AnyOf((Not(teaches), *fails, Not(employed(Holds(day))))),
    )


def outside_of_universities(organisation: type[Node]) -> Filter:
    """Return the filter of the organisations whose teachers are in scope."""
    kind = organisation.properties()["kind"]
    return Not(AnyOf(tuple(Comparison(kind, "eq", Constant(each)) for each in UNIVERSITIES)))


def years_before(day: date, years: int) -> date:
    """Return the same day of an earlier year; 28 February for a 29 February that the year does not have."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
