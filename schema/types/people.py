"""People, their employments and memberships; no record of a real person is visible."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import MentorshipForm, PersonRole
    from schema.derived import Connection
    from schema.types.competences import SubjectArea, Theme
    from schema.types.development import Placement, Route
    from schema.types.diagnostics import Attempt, Deficit
    from schema.types.organisations import Organisation
    from schema.types.practices import Practice
    from schema.types.programs import Enrolment, ExpertConclusion
    from schema.types.territory import Region


@stored
class Person(Node, Record):
    """A teacher, manager, mentor, expert or tutor, known by a pseudonym (человек); only generated ones can be seen."""

    person_id: str = described("Pseudonym: a keyed hash of what a source calls the person (псевдоним).")
    name: str | None = described(
        "Name (имя): personal data, null until access control exists; `extensions.withheld` says so in the answer."
    )
    roles: list[PersonRole] = described("What the person is in the system (роли).")
    born_year: int | None = described("Year of birth (год рождения).")
    first_worked_on: date | None = described(
        "When the person first worked as a teacher (начало педагогической работы)."
    )
    mentee_places: int | None = described("How many mentees the person can take at once (мест для наставляемых).")
    region: Region | None = described("The region that the person belongs to (субъект).")
    employments: Connection[Organisation] = described("Where the person works or worked (места работы).")
    memberships: Connection[Organisation] = described("Associations and councils that the person is in (членство).")
    management_teams: Connection[ManagementTeam] = described("Management teams of the person (управленческие команды).")
    expert_groups: Connection[ExpertGroup] = described("Groups of experts of the person (группы экспертов).")
    subject_areas: Connection[SubjectArea] = described("School subjects that the person teaches (предметы).")
    mentees: Connection[Mentorship] = described("Mentorships in which the person is the mentor (наставляемые).")
    mentors: Connection[Mentorship] = described("Mentorships in which the person is the mentee (наставники).")
    attempts: Connection[Attempt] = described("Diagnostics that the person took (прохождения диагностик).")
    deficits: Connection[Deficit] = described("Open deficits: nothing has closed them yet (дефициты).")
    overcome_deficits: Connection[Deficit] = described("Deficits that were closed (восполненные дефициты).")
    enrolments: Connection[Enrolment] = described("Programs that the person is or was trained in (обучение).")
    routes: Connection[Route] = described("Individual routes of the person (маршруты).")
    placements: Connection[Placement] = described("Internships of the person (стажировки).")
    practices: Connection[Practice] = described("Practices that the person wrote (авторские практики).")
    conclusions: Connection[ExpertConclusion] = described("Conclusions that the person signed (экспертные заключения).")


@stored
class Mentorship(Node, Record):
    """A mentor supports a mentee (наставничество)."""

    code: str = described("Code (код).")
    form: MentorshipForm = described("Form (форма наставничества).")
    since: date | None = described("From when (с какой даты).")
    until: date | None = described("Until when (по какую дату).")
    mentor: Person = described("The mentor (наставник).")
    mentee: Person = described("The mentee (наставляемый).")
    theme: Theme | None = described("What it is about (тема).")


@stored
class ManagementTeam(Node, Record):
    """Managers of a region who are trained together (управленческая команда)."""

    code: str = described("Code (код команды).")
    name: str = described("Name (название).")
    trained_on: date | None = described("When its training was completed (дата завершения обучения).")
    region: Region | None = described("The region that it belongs to (субъект).")
    organisation: Organisation | None = described("The organisation that keeps it (организация).")
    members: Connection[Person] = described("Its members (участники).")


@stored
class ExpertGroup(Node, Record):
    """Experts who review programs together (группа экспертов)."""

    code: str = described("Code (код группы).")
    name: str = described("Name (название).")
    organisation: Organisation | None = described("The organisation that keeps it (организация).")
    members: Connection[Person] = described("Its members (эксперты).")
