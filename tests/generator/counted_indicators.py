"""Naive counting of the indicators of the order in records, by the definitions in `docs/indicators.md`."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from graph_model.kinds.catalogue import KpiValue
from graph_model.kinds.development import Internship, Placement, Route
from graph_model.kinds.diagnostics import Attempt, Diagnostic
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.people import GraduatedFrom, ManagementTeam, Mentorship, Person, WorksAt
from graph_model.kinds.people_terms import DiagnosticKind, EnrolmentStatus, PersonRole, PlacementStatus
from graph_model.kinds.programs import Enrolment, RegisterEntry
from graph_model.terms import OrganisationKind
from tests.generator.stored_graph import ends, nodes_by_id, nodes_of, only, starts

UNIVERSITIES = (OrganisationKind.UNIVERSITY, OrganisationKind.PEDAGOGICAL_UNIVERSITY)


def counted(value: KpiValue) -> tuple[int, int | None]:
    """Return the numbers that the graph gives for the indicator, the area and the day of a value."""
    indicator = only(ends("KpiValue OF KpiIndicator")[value.id]).removeprefix("KpiIndicator:")
    area = next((end for kind in ("Region", "Municipality") for end, _ in ends(f"KpiValue FOR {kind}")[value.id]), None)
    if indicator.startswith("KPI3"):
        return len([each for each in trained_teams(value.measured_on) if area in (None, each)]), None
    people = workers(value.measured_on, area)
    if indicator.startswith("KPI2"):
        people |= graduates(value.measured_on, area)
    base = new_and_young(value.measured_on) if indicator == "KPI4" else frozenset(people)
    return len(people & base & meeting(indicator, value.measured_on)), len(people & base)


@cache
def workers(on: date, area: str | None) -> frozenset[str]:
    """Return the teachers who work in an area on a day, except at universities."""
    return frozenset(person for person, areas in working(on) if area is None or area in areas)


@cache
def working(on: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the teachers in each employment on a day, with the areas of the organisation."""
    return tuple(employed(on))


@cache
def graduates(on: date, area: str | None) -> frozenset[str]:
    """Return the people who graduated from a pedagogical university of an area in the year of a day and do not teach.

    The day is the last one of a year.
    """
    return frozenset(
        start
        for university in nodes_of(Organisation)
        if university.kind is OrganisationKind.PEDAGOGICAL_UNIVERSITY
        if area is None or area in areas_of(university.id)
        for start, graduation in starts("Person GRADUATED_FROM Organisation")[university.id]
        if isinstance(graduation, GraduatedFrom) and graduation.graduated_on.year == on.year
        if graduation.graduated_on <= on and start not in workers(on, None)
    )


def employed(on: date) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the teachers in each employment on a day."""
    for teacher in nodes_of(Person):
        for end, job in ends("Person WORKS_AT Organisation")[teacher.id] if PersonRole.TEACHER in teacher.roles else ():
            place = nodes_by_id()[end]
            assert isinstance(job, WorksAt)
            assert isinstance(place, Organisation)
            lasts = job.since is not None and job.since <= on and (job.until is None or job.until >= on)
            if lasts and place.kind not in UNIVERSITIES:
                yield teacher.id, areas_of(end)


def areas_of(organisation: str) -> tuple[str, ...]:
    """Return the region and the municipality of an organisation."""
    return tuple(
        end for kind in ("Region", "Municipality") for end, _ in ends(f"Organisation LOCATED_IN {kind}")[organisation]
    )


@cache
def meeting(indicator: str, on: date) -> frozenset[str]:
    """Return the people who meet the condition of a share by a day."""
    return frozenset({"KPI1": trained, "KPI2a": took, "KPI2b": passed, "KPI4": supported}[indicator](on))


def trained(on: date) -> Iterator[str]:
    """Yield the people with a completed training in a registered program of an earlier route with a diagnostic."""
    for each in nodes_of(Enrolment):
        if each.status is EnrolmentStatus.COMPLETED and each.ended_on is not None and each.ended_on <= on:
            person = only(ends("Enrolment OF Person")[each.id])
            version = only(ends("Enrolment IN ProgramVersion")[each.id])
            program = only(starts("Program HAS_VERSION ProgramVersion")[version])
            if registered(version, each.ended_on) and routed(person, program, each.began_on):
                yield person


def registered(version: str, on: date) -> bool:
    """Return whether the register contains a version on a day."""
    entries = [nodes_by_id()[start] for start, _ in starts("RegisterEntry FOR ProgramVersion")[version]]
    return any(
        isinstance(each, RegisterEntry) and each.entered_on <= on and (each.left_on is None or each.left_on > on)
        for each in entries
    )


def routed(person: str, program: str, began: date | None) -> bool:
    """Return whether a route based on an attempt, drawn up by the beginning of the training, has the program."""
    for end, _ in ends("Person FOLLOWS Route")[person]:
        route = nodes_by_id()[end]
        assert isinstance(route, Route)
        steps = {step for step, _ in ends("Route STEP Program")[end]}
        based = ends("Route BASED_ON Attempt")[end]
        dated = began is not None and route.drawn_up_on is not None and route.drawn_up_on <= began
        if based and program in steps and dated:
            return True
    return False


def literacy(on: date) -> Iterator[tuple[str, Attempt]]:
    """Yield the attempts at diagnostics of functional literacy until a day, with their people."""
    for each in nodes_of(Attempt):
        diagnostic = nodes_by_id()[only(ends("Attempt OF Diagnostic")[each.id])]
        assert isinstance(diagnostic, Diagnostic)
        dated = each.taken_on is not None and each.taken_on <= on
        if dated and diagnostic.kind is DiagnosticKind.FUNCTIONAL_LITERACY:
            yield only(starts("Person TOOK Attempt")[each.id]), each


def took(on: date) -> Iterator[str]:
    """Yield the participants of diagnostics of functional literacy."""
    return (person for person, _ in literacy(on))


def passed(on: date) -> Iterator[str]:
    """Yield the participants with a score of 70 or more."""
    return (person for person, attempt in literacy(on) if attempt.score is not None and attempt.score >= 70)


@cache
def new_and_young(on: date) -> frozenset[str]:
    """Return the people under 35 who work for less than three years."""
    earliest = on.replace(year=on.year - 3)
    return frozenset(
        each.id
        for each in nodes_of(Person)
        if each.first_worked_on is not None and each.born_year is not None
        if earliest < each.first_worked_on <= on and on.year - each.born_year < 35
    )


def supported(on: date) -> Iterator[str]:
    """Yield the people with a mentor, a route or a placement by a day."""
    for mentorship in nodes_of(Mentorship):
        if mentorship.since is not None and mentorship.since <= on:
            yield only(starts("Person MENTEE_IN Mentorship")[mentorship.id])
    for route in nodes_of(Route):
        if route.drawn_up_on is not None and route.drawn_up_on <= on:
            yield only(starts("Person FOLLOWS Route")[route.id])
    for placement in nodes_of(Placement):
        internship = nodes_by_id()[only(ends("Placement IN Internship")[placement.id])]
        assert isinstance(internship, Internship)
        begun = internship.begins_on is not None and internship.begins_on <= on
        if begun and placement.status is not PlacementStatus.CANCELLED:
            yield only(ends("Placement OF Person")[placement.id])


def trained_teams(on: date) -> list[str]:
    """Return the region of each management team that was trained by a day."""
    return [
        only(ends("ManagementTeam BELONGS_TO Region")[each.id])
        for each in nodes_of(ManagementTeam)
        if each.trained_on is not None and each.trained_on <= on
    ]
