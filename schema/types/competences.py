"""Competences, themes, school subjects and positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import CompetenceScheme, PositionCategory
    from schema.derived import Connection
    from schema.types.development import Internship
    from schema.types.diagnostics import Deficit, Diagnostic
    from schema.types.organisations import Organisation
    from schema.types.people import Mentorship, Person
    from schema.types.practices import Practice
    from schema.types.programs import Program
    from schema.types.projects import Event, NetworkProject, ResearchProject


@stored
class Competence(Node, Record):
    """A labour function, a group of competences, a kind of literacy, or a training need (компетенция)."""

    code: str = described("Code (код компетенции).")
    scheme: CompetenceScheme = described("Classification of the competence (классификация).")
    name: str = described("Name (название).")
    english_name: str | None = described("Name in English (название на английском).")
    note: str | None = described("Origin of the competence (примечание).")
    parent: Competence | None = described("The competence of which this one is a part (входит в).")
    children: Connection[Competence] = described("Competences that are parts of this one (составные части).")
    practices: Connection[Practice] = described("Practices that address the competence (практики).")
    programs: Connection[Program] = described("Programs that develop the competence (программы).")
    required_by: Connection[Program] = described("Programs that require the competence (программы с этим требованием).")
    internships: Connection[Internship] = described("Internships that develop the competence (стажировки).")
    diagnostics: Connection[Diagnostic] = described("Diagnostics that measure the competence (диагностики).")
    deficits: Connection[Deficit] = described("Deficits in the competence, open and closed (дефициты).")


@stored
class Theme(Node, Record):
    """A theme that the Concept names (тема)."""

    code: str = described("Code (код темы).")
    name: str = described("Name (название).")
    english_name: str | None = described("Name in English (название на английском).")
    section: str = described("Sections of the Concept (разделы Концепции).")
    practices: Connection[Practice] = described("Practices about the theme (практики).")
    programs: Connection[Program] = described("Programs about the theme (программы).")
    projects: Connection[NetworkProject] = described("Network projects about the theme (сетевые проекты).")
    events: Connection[Event] = described("Events about the theme (мероприятия).")
    internships: Connection[Internship] = described("Internships about the theme (стажировки).")
    research: Connection[ResearchProject] = described("Research projects about the theme (исследования).")
    mentorships: Connection[Mentorship] = described("Mentorships about the theme (наставничество).")


@stored
class SubjectArea(Node, Record):
    """A school subject, with its area in the federal standard (учебный предмет)."""

    code: str = described("Code (код предмета).")
    name: str = described("Name (название).")
    english_name: str | None = described("Name in English (название на английском).")
    standard_area: str = described("Subject area of the federal standard (предметная область ФГОС).")
    primary: bool = described("Whether the subject is taught in primary school (начальное общее образование).")
    basic: bool = described("Whether the subject is taught in basic school (основное общее образование).")
    secondary: bool = described("Whether the subject is taught in secondary school (среднее общее образование).")
    teachers: Connection[Person] = described("People who teach the subject (кто преподаёт).")
    programs: Connection[Program] = described("Programs for the subject (программы).")
    practices: Connection[Practice] = described("Practices for the subject (практики).")
    diagnostics: Connection[Diagnostic] = described("Diagnostics of the subject (диагностики).")
    organisations: Connection[Organisation] = described(
        "Methodical associations and other organisations for the subject (РУМО и другие организации)."
    )


@stored
class Position(Node, Record):
    """A position of a teacher or a manager (должность)."""

    code: str = described("Code (код должности).")
    name: str = described("Name (название).")
    category: PositionCategory = described("Category of the position (категория).")
