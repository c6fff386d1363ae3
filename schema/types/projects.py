"""Network projects, events and applied research."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import EventKind, Level, ProjectKind, ResearchStatus
    from schema.derived import Connection
    from schema.types.competences import Theme
    from schema.types.documents import Document
    from schema.types.organisations import Organisation
    from schema.types.practices import Practice
    from schema.types.programs import Program


@stored
class NetworkProject(Node, Record):
    """Several organisations work together: a network program or an innovation project (сетевой проект)."""

    code: str = described("Code (код проекта).")
    title: str = described("Title (название).")
    kind: ProjectKind = described("What it is about (вид проекта).")
    began_on: date | None = described("When it began (начало).")
    ended_on: date | None = described("When it ended (окончание).")
    participants: Connection[Organisation] = described("Who takes part, in which role (участники).")
    themes: list[Theme] = described("Its themes (темы).")
    programs: Connection[Program] = described("Network programs that it carries out (сетевые программы).")


@stored
class Event(Node, Record):
    """A conference, forum or other event of the plan (мероприятие)."""

    code: str = described("Code (код мероприятия).")
    title: str = described("Title (название).")
    kind: EventKind = described("What it is (вид мероприятия).")
    level: Level = described("At which level it is held (уровень).")
    began_on: date | None = described("When it began (начало).")
    ended_on: date | None = described("When it ended (окончание).")
    organisers: Connection[Organisation] = described("Who holds it (организаторы).")
    themes: list[Theme] = described("Its themes (темы).")
    practices: Connection[Practice] = described("Practices that it presents (представленные практики).")
    plan: Document | None = described("The plan that it stands in (единый план мероприятий).")


@stored
class ResearchProject(Node, Record):
    """Applied research of a federal centre (прикладное исследование)."""

    code: str = described("Code (код исследования).")
    title: str = described("Title (название).")
    status: ResearchStatus = described("How far it has come (статус).")
    began_on: date | None = described("When it began (начало).")
    ended_on: date | None = described("When it ended (окончание).")
    organisation: Organisation | None = described("Who carries it out (исполнитель).")
    themes: list[Theme] = described("Its themes (темы).")
    practices: Connection[Practice] = described("Practices that it led to (практики по итогам).")
