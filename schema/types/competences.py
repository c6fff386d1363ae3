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
    from schema.types.people import Mentorship, Person
    from schema.types.practices import Practice
    from schema.types.programs import Program
    from schema.types.projects import Event, NetworkProject, ResearchProject


@stored
class Competence(Node, Record):
    """A labour function, a group of competences, a literacy, or a need for training (компетенция)."""

    code: str = described("Code (код компетенции).")
    scheme: CompetenceScheme = described("The scheme that it belongs to (классификация).")
    name: str = described("Name (название).")
    english_name: str | None = described("Name in English (название на английском).")
    note: str | None = described("Where it comes from (примечание).")
    parent: Competence | None = described("What it is part of (входит в).")
    children: Connection[Competence] = described("Its parts (составные части).")
    practices: Connection[Practice] = described("Practices that address it (практики).")
    programs: Connection[Program] = described("Programs that develop it (программы).")
    internships: Connection[Internship] = described("Internships that develop it (стажировки).")
    diagnostics: Connection[Diagnostic] = described("Diagnostics that measure it (диагностики).")
    deficits: Connection[Deficit] = described("Deficits found in it, open and closed (дефициты).")


@stored
class Theme(Node, Record):
    """A theme that the order names (тема)."""

    code: str = described("Code (код темы).")
    name: str = described("Name (название).")
    english_name: str | None = described("Name in English (название на английском).")
    section: str = described("Sections of the order (разделы Концепции).")
    practices: Connection[Practice] = described("Practices about it (практики).")
    programs: Connection[Program] = described("Programs about it (программы).")
    projects: Connection[NetworkProject] = described("Network projects about it (сетевые проекты).")
    events: Connection[Event] = described("Events about it (мероприятия).")
    internships: Connection[Internship] = described("Internships about it (стажировки).")
    research: Connection[ResearchProject] = described("Research about it (исследования).")
    mentorships: Connection[Mentorship] = described("Mentorships about it (наставничество).")


@stored
class SubjectArea(Node, Record):
    """A school subject by area of the federal standard (учебный предмет)."""

    code: str = described("Code (код предмета).")
    name: str = described("Name (название).")
    english_name: str | None = described("Name in English (название на английском).")
    standard_area: str = described("Area of the federal standard (предметная область ФГОС).")
    primary: bool = described("Taught in primary school (начальное общее образование).")
    basic: bool = described("Taught in basic school (основное общее образование).")
    secondary: bool = described("Taught in secondary school (среднее общее образование).")
    teachers: Connection[Person] = described("Who teaches it (кто преподаёт).")
    programs: Connection[Program] = described("Programs for it (программы).")
    practices: Connection[Practice] = described("Practices for it (практики).")


@stored
class Position(Node, Record):
    """A position of a teacher or a manager (должность)."""

    code: str = described("Code (код должности).")
    name: str = described("Name (название).")
    category: PositionCategory = described("Teachers or managers (категория).")
