"""Routes of development and internships."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import PlacementStatus, RouteStatus
    from schema.derived import Connection
    from schema.types.competences import Competence, Theme
    from schema.types.diagnostics import Attempt
    from schema.types.organisations import Organisation
    from schema.types.people import Person
    from schema.types.practices import Practice
    from schema.types.programs import Program


@stored
class Route(Node, Record):
    """An individual educational route (индивидуальный образовательный маршрут)."""

    code: str = described("Code (код маршрута).")
    status: RouteStatus = described("How far the person has come (статус).")
    drawn_up_on: date | None = described("When it was drawn up (дата составления).")
    ended_on: date | None = described("When it ended (дата завершения).")
    person: Person = described("Whose route it is (чей маршрут).")
    attempt: Attempt | None = described("The attempt at a diagnostic that it is based on (основание: диагностика).")
    programs: Connection[Program] = described("Steps that are programs (шаги: программы).")
    practices: Connection[Practice] = described("Steps that are practices (шаги: практики).")
    internships: Connection[Internship] = described("Steps that are internships (шаги: стажировки).")


@stored
class Internship(Node, Record):
    """A time at an internship site, with places (стажировка)."""

    code: str = described("Code (код стажировки).")
    title: str = described("Title (название).")
    begins_on: date | None = described("When it begins (начало).")
    ends_on: date | None = described("When it ends (окончание).")
    places: int | None = described("How many people it takes (число мест).")
    hours: int | None = described("Volume in hours (объём, часы).")
    organisation: Organisation | None = described("Where it takes place (стажировочная площадка).")
    themes: list[Theme] = described("Its themes (темы).")
    competences: Connection[Competence] = described("Competences that it develops (развиваемые компетенции).")
    placements: Connection[Placement] = described("Who has a place in it (участники).")
    routes: Connection[Route] = described("Routes of which it is a step (маршруты).")


@stored
class Placement(Node, Record):
    """A person has a place in an internship (прохождение стажировки)."""

    code: str = described("Code (код).")
    status: PlacementStatus = described("How far the person has come (статус).")
    ended_on: date | None = described("When it ended (окончание).")
    person: Person = described("Who has the place (стажёр).")
    internship: Internship = described("The internship (стажировка).")
