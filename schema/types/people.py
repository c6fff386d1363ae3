"""People, their employments and memberships. Records of real people are not visible."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, described, stored
from schema.types.interfaces import Node, Record
from schema.types.internships import INTERNSHIP_ARGUMENTS

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import MentorshipForm, PersonRole
    from schema.derived import Connection
    from schema.types.competences import SubjectArea, Theme
    from schema.types.development import Placement, Route
    from schema.types.diagnostics import Attempt, Deficit
    from schema.types.internships import InternshipSearch, InternshipSuggestion
    from schema.types.mentors import MentorSearch, MentorSuggestion
    from schema.types.organisations import Organisation
    from schema.types.practices import Practice
    from schema.types.programs import Enrolment, ExpertConclusion
    from schema.types.routes import RouteSuggestion
    from schema.types.territory import Region


@stored
class Person(Node, Record):
    """A teacher, manager, mentor, expert, tutor or graduate, known by a pseudonym (человек).

    Only generated people are visible.
    """

    person_id: str = described(
        "Pseudonym: a keyed hash of the identifier that a source uses for the person (псевдоним)."
    )
    name: str | None = described(
        "Name (имя): personal data, null until access control exists. `extensions.withheld` of the response reports "
        "this."
    )
    roles: list[PersonRole] = described("Roles of the person in the system (роли).")
    born_year: int | None = described("Year of birth (год рождения).")
    first_worked_on: date | None = described(
        "The day the person first worked as a teacher (начало педагогической работы)."
    )
    mentee_places: int | None = described(
        "How many mentees the person can support at the same time (мест для наставляемых)."
    )
    region: Region | None = described("The region of the person (субъект).")
    employments: Connection[Organisation] = described("Organisations where the person works or worked (места работы).")
    graduations: Connection[Organisation] = described(
        "Pedagogical universities from which the person graduated (оконченные педвузы)."
    )
    memberships: Connection[Organisation] = described(
        "Associations and councils of which the person is a member (членство)."
    )
    management_teams: Connection[ManagementTeam] = described(
        "Management teams of which the person is a member (управленческие команды)."
    )
    expert_groups: Connection[ExpertGroup] = described(
        "Groups of experts of which the person is a member (группы экспертов)."
    )
    subject_areas: Connection[SubjectArea] = described("School subjects that the person teaches (предметы).")
    mentees: Connection[Mentorship] = described("Mentorships in which the person is the mentor (наставляемые).")
    mentors: Connection[Mentorship] = described("Mentorships in which the person is the mentee (наставники).")
    attempts: Connection[Attempt] = described("Attempts of the person at diagnostics (прохождения диагностик).")
    deficits: Connection[Deficit] = described("Open deficits of the person (дефициты).")
    overcome_deficits: Connection[Deficit] = described("Closed deficits of the person (восполненные дефициты).")
    enrolments: Connection[Enrolment] = described("Enrolments of the person in programs (обучение).")
    routes: Connection[Route] = described("Individual educational routes of the person (маршруты).")
    placements: Connection[Placement] = described("Placements of the person in internships (стажировки).")
    practices: Connection[Practice] = described("Practices that the person wrote (авторские практики).")
    conclusions: Connection[ExpertConclusion] = described(
        "Expert conclusions that the person signed (экспертные заключения)."
    )
    route_suggestion: RouteSuggestion = described(
        "Programs in force in the register, practices of the federal bank and internships that close the most severe "
        "open deficits of the person within the given hours, in the fewest hours (предлагаемый маршрут).",
        hours=Argument("int", "The available hours, 1 to 2,000 (сколько часов есть)."),
        forms=Argument("list[StudyForm] | None", "Forms of study of programs (формы обучения). Default: all."),
        asOf=Argument("date | None", "Day of the register, of deficits and of places (на дату). Default: today."),
    )
    mentor_suggestions: list[MentorSuggestion] = described(
        "Mentors of the same region with free places, the most suitable first (предлагаемые наставники). "
        "`mentorSearch` also gives the method and the missing data.",
        first=Argument("int | None", "The number of mentors. Default 10, at most 100."),
    )
    mentor_search: MentorSearch = described(
        "The same mentors, with the method and the missing data (подбор наставников).",
        first=Argument("int | None", "The number of mentors. Default 10, at most 100."),
    )
    internship_suggestions: list[InternshipSuggestion] = described(
        "Internships ahead with free places that develop competences in which the person has open deficits, the most "
        "suitable first (предлагаемые стажировки). `internshipSearch` also gives the method and the missing data.",
        **INTERNSHIP_ARGUMENTS,
    )
    internship_search: InternshipSearch = described(
        "The same internships, with the method and the missing data (подбор стажировок).",
        **INTERNSHIP_ARGUMENTS,
    )


@stored
class Mentorship(Node, Record):
    """The support of a mentee by a mentor (наставничество)."""

    code: str = described("Code (код).")
    form: MentorshipForm = described("Form of the mentorship (форма наставничества).")
    since: date | None = described("The first day of the mentorship (с какой даты).")
    until: date | None = described("The last day of the mentorship (по какую дату).")
    mentor: Person = described("The mentor (наставник).")
    mentee: Person = described("The mentee (наставляемый).")
    theme: Theme | None = described("The theme of the mentorship (тема).")


@stored
class ManagementTeam(Node, Record):
    """Managers of a region who are trained as a team (управленческая команда)."""

    code: str = described("Code (код команды).")
    name: str = described("Name (название).")
    trained_on: date | None = described("The day the team completed its training (дата завершения обучения).")
    region: Region | None = described("The region of the team (субъект).")
    organisation: Organisation | None = described("The organisation responsible for the team (организация).")
    members: Connection[Person] = described("Members of the team (участники).")


@stored
class ExpertGroup(Node, Record):
    """A group of experts who review programs (группа экспертов)."""

    code: str = described("Code (код группы).")
    name: str = described("Name (название).")
    organisation: Organisation | None = described("The organisation responsible for the group (организация).")
    conclusions: Connection[ExpertConclusion] = described("Conclusions of the group (заключения группы).")
    members: Connection[Person] = described("Members of the group (эксперты).")
