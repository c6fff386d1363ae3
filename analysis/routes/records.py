"""The records from which a route is chosen: open deficits, programs with their sessions, practices, internships."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from graph_model.kinds.people_terms import DeficitSeverity
from graph_model.terms import StudyForm


class OpenDeficit(NamedTuple):
    """A competence (global id) in which a person has an open deficit, with the highest severity of these deficits.

    `programs`, `practices` and `internships` are the numbers of all that develop the competence, available or not.
    """

    competence: str
    code: str
    name: str
    severity: DeficitSeverity
    programs: int
    practices: int
    internships: int


class SessionAhead(NamedTuple):
    """A session of a program that begins on the day or later, under a certificate that is valid on its first day.

    `in_region` says whether it is held in the region of the person.
    """

    id: str
    begins_on: date
    ends_on: date | None
    form: StudyForm | None
    free_places: int | None
    in_region: bool


class VersionInForce(NamedTuple):
    """The day on which a version entered the register, and the last day of its certificate (None: open)."""

    entered_on: date
    certified_until: date | None


class RequiredCompetence(NamedTuple):
    """A competence that a program requires; `measured` says whether a diagnostic of the person measured it."""

    competence: str
    name: str
    measured: bool


class ProgramInForce(NamedTuple):
    """A program in force on the day that develops at least one of the competences `closes`.

    `for_subject` says whether the person teaches a subject of the program; true if either has no subjects. `taken` says
    whether the person is or was enrolled in it.
    """

    id: str
    hours: int
    forms: list[StudyForm] | None
    for_subject: bool
    taken: bool
    closes: list[str]
    requires: list[RequiredCompetence]
    versions: list[VersionInForce]
    sessions: list[SessionAhead]


class BankPractice(NamedTuple):
    """A practice of the federal bank that addresses at least one of the competences `closes`."""

    id: str
    for_subject: bool
    closes: list[str]


class InternshipAhead(NamedTuple):
    """An internship in the region of the person that does not begin before the day, or whose first day is unknown."""

    id: str
    hours: int | None
    begins_on: date | None
    ends_on: date | None
    free_places: int | None
    taken: bool
    closes: list[str]


class RouteRecords(NamedTuple):
    """The records for the route of a person (global id), whose region is None if it is unknown.

    Each list holds at most one record more than the limit of the statement.
    """

    person: str
    region: str | None
    deficits: list[OpenDeficit]
    programs: list[ProgramInForce]
    practices: list[BankPractice]
    internships: list[InternshipAhead]
