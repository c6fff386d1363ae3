"""Network projects, events and applied research."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import says, stored
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

    code: str = says("Code (код проекта).")
    title: str = says("Title (название).")
    kind: ProjectKind = says("What it is about (вид проекта).")
    began_on: date | None = says("When it began (начало).")
    ended_on: date | None = says("When it ended (окончание).")
    participants: Connection[Organisation] = says("Who takes part, in which role (участники).")
    themes: list[Theme] = says("Its themes (темы).")
    programs: Connection[Program] = says("Network programs that it carries out (сетевые программы).")


@stored
class Event(Node, Record):
    """A conference, forum or other event of the plan (мероприятие)."""

    code: str = says("Code (код мероприятия).")
    title: str = says("Title (название).")
    kind: EventKind = says("What it is (вид мероприятия).")
    level: Level = says("At which level it is held (уровень).")
    began_on: date | None = says("When it began (начало).")
    ended_on: date | None = says("When it ended (окончание).")
    organisers: Connection[Organisation] = says("Who holds it (организаторы).")
    themes: list[Theme] = says("Its themes (темы).")
    practices: Connection[Practice] = says("Practices that it presents (представленные практики).")
    plan: Document | None = says("The plan that it stands in (единый план мероприятий).")


@stored
class ResearchProject(Node, Record):
    """Applied research of a federal centre (прикладное исследование)."""

    code: str = says("Code (код исследования).")
    title: str = says("Title (название).")
    status: ResearchStatus = says("How far it has come (статус).")
    began_on: date | None = says("When it began (начало).")
    ended_on: date | None = says("When it ended (окончание).")
    organisation: Organisation | None = says("Who carries it out (исполнитель).")
    themes: list[Theme] = says("Its themes (темы).")
    practices: Connection[Practice] = says("Practices that it led to (практики по итогам).")
