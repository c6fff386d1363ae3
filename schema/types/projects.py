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
    from schema.types.territory import Region


@stored
class NetworkProject(Node, Record):
    """A joint project of several organisations: a network program or an innovation project (сетевой проект)."""

    code: str = described("Code (код проекта).")
    title: str = described("Title (название).")
    kind: ProjectKind = described("Kind of project (вид проекта).")
    began_on: date | None = described("The first day of the project (начало).")
    ended_on: date | None = described("The last day of the project (окончание).")
    participants: Connection[Organisation] = described(
        "Organisations that take part in the project, with their roles (участники)."
    )
    themes: list[Theme] = described("Themes of the project (темы).")
    practices: Connection[Practice] = described("Practices that resulted from the project (практики по итогам).")
    documents: Connection[Document] = described("Documents of the project (документы проекта).")
    programs: Connection[Program] = described("Network programs that the project carries out (сетевые программы).")


@stored
class Event(Node, Record):
    """A conference, forum or other event of the plan (мероприятие)."""

    code: str = described("Code (код мероприятия).")
    title: str = described("Title (название).")
    kind: EventKind = described("Kind of event (вид мероприятия).")
    level: Level = described("The level at which the event is held (уровень).")
    began_on: date | None = described("The first day of the event (начало).")
    ended_on: date | None = described("The last day of the event (окончание).")
    participants_counted: int | None = described("Number of participants that the organiser reports (участников).")
    organisers: Connection[Organisation] = described("Organisations that hold the event (организаторы).")
    themes: list[Theme] = described("Themes of the event (темы).")
    practices: Connection[Practice] = described("Practices presented at the event (представленные практики).")
    plan: Document | None = described("The plan that lists the event (единый план мероприятий).")
    region: Region | None = described("The region where the event is held (субъект).")


@stored
class ResearchProject(Node, Record):
    """An applied research project of a federal centre (прикладное исследование)."""

    code: str = described("Code (код исследования).")
    title: str = described("Title (название).")
    status: ResearchStatus = described("Status of the research (статус).")
    began_on: date | None = described("The first day of the research (начало).")
    ended_on: date | None = described("The last day of the research (окончание).")
    publications: list[str] = described("Publications of the results (публикации).")
    organisation: Organisation | None = described("The organisation that carries out the research (исполнитель).")
    themes: list[Theme] = described("Themes of the research (темы).")
    practices: Connection[Practice] = described("Practices that resulted from the research (практики по итогам).")
    tried_at: Connection[Organisation] = described("Organisations where the research was tried (где апробировано).")
