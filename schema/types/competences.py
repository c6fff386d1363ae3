"""Competences, themes, school subjects and positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import says, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import CompetenceScheme, PositionCategory
    from schema.derived import Connection
    from schema.types.development import Internship
    from schema.types.diagnostics import Deficit, Diagnostic
    from schema.types.people import Mentorship, Person
    from schema.types.practices import Practice
    from schema.types.programs import Program
    from schema.types.projects import Event, NetworkProject, ResearchProject


@stored
class Competence(Node, Record):
    """A labour function, a group of competences, a literacy, or a need for training (компетенция)."""

    code: str = says("Code (код компетенции).")
    scheme: CompetenceScheme = says("The scheme that it belongs to (классификация).")
    name: str = says("Name (название).")
    english_name: str | None = says("Name in English (название на английском).")
    note: str | None = says("Where it comes from (примечание).")
    parent: Competence | None = says("What it is part of (входит в).")
    children: Connection[Competence] = says("Its parts (составные части).")
    practices: Connection[Practice] = says("Practices that address it (практики).")
    programs: Connection[Program] = says("Programs that develop it (программы).")
    internships: Connection[Internship] = says("Internships that develop it (стажировки).")
    diagnostics: Connection[Diagnostic] = says("Diagnostics that measure it (диагностики).")
    deficits: Connection[Deficit] = says("Deficits found in it, open and closed (дефициты).")


@stored
class Theme(Node, Record):
    """A theme that the order names (тема)."""

    code: str = says("Code (код темы).")
    name: str = says("Name (название).")
    english_name: str | None = says("Name in English (название на английском).")
    section: str = says("Sections of the order (разделы Концепции).")
    practices: Connection[Practice] = says("Practices about it (практики).")
    programs: Connection[Program] = says("Programs about it (программы).")
    projects: Connection[NetworkProject] = says("Network projects about it (сетевые проекты).")
    events: Connection[Event] = says("Events about it (мероприятия).")
    internships: Connection[Internship] = says("Internships about it (стажировки).")
    research: Connection[ResearchProject] = says("Research about it (исследования).")
    mentorships: Connection[Mentorship] = says("Mentorships about it (наставничество).")


@stored
class SubjectArea(Node, Record):
    """A school subject by area of the federal standard (учебный предмет)."""

    code: str = says("Code (код предмета).")
    name: str = says("Name (название).")
    english_name: str | None = says("Name in English (название на английском).")
    standard_area: str = says("Area of the federal standard (предметная область ФГОС).")
    primary: bool = says("Taught in primary school (начальное общее образование).")
    basic: bool = says("Taught in basic school (основное общее образование).")
    secondary: bool = says("Taught in secondary school (среднее общее образование).")
    teachers: Connection[Person] = says("Who teaches it (кто преподаёт).")
    programs: Connection[Program] = says("Programs for it (программы).")
    practices: Connection[Practice] = says("Practices for it (практики).")


@stored
class Position(Node, Record):
    """A position of a teacher or a manager (должность)."""

    code: str = says("Code (код должности).")
    name: str = says("Name (название).")
    category: PositionCategory = says("Teachers or managers (категория).")
