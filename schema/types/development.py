"""Individual educational routes and internships."""

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
    status: RouteStatus = described("Progress of the person on the route (статус).")
    drawn_up_on: date | None = described("The day the route was drawn up (дата составления).")
    ended_on: date | None = described("The day the route ended (дата завершения).")
    person: Person = described("The person whose route it is (чей маршрут).")
    attempt: Attempt | None = described(
        "The attempt at a diagnostic on which the route is based (основание: диагностика)."
    )
    programs: Connection[Program] = described("Programs that are steps of the route (шаги: программы).")
    practices: Connection[Practice] = described("Practices that are steps of the route (шаги: практики).")
    internships: Connection[Internship] = described("Internships that are steps of the route (шаги: стажировки).")


@stored
class Internship(Node, Record):
    """An internship at an organisation, with a number of places (стажировка)."""

    code: str = described("Code (код стажировки).")
    title: str = described("Title (название).")
    begins_on: date | None = described("The first day of the internship (начало).")
    ends_on: date | None = described("The last day of the internship (окончание).")
    places: int | None = described("Number of places (число мест).")
    free_places: int | None = described(
        "Number of free places that the site reported for the day `placesCountedOn` (свободные места)."
    )
    places_counted_on: date | None = described("The day for which free places were reported (места указаны на дату).")
    hours: int | None = described("Volume in hours (объём, часы).")
    organisation: Organisation | None = described(
        "The organisation where the internship takes place (стажировочная площадка)."
    )
    themes: list[Theme] = described("Themes of the internship (темы).")
    competences: Connection[Competence] = described(
        "Competences that the internship develops (развиваемые компетенции)."
    )
    placements: Connection[Placement] = described("Placements of people in the internship (участники).")
    routes: Connection[Route] = described("Routes that have the internship as a step (маршруты).")


@stored
class Placement(Node, Record):
    """The placement of a person in an internship (прохождение стажировки)."""

    code: str = described("Code (код).")
    status: PlacementStatus = described("Progress of the person in the internship (статус).")
    ended_on: date | None = described("The day the placement ended (окончание).")
    person: Person = described("The person who has the place (стажёр).")
    internship: Internship = described("The internship (стажировка).")
