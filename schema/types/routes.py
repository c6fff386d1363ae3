"""Suggested routes of people, as steps with reasons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias, Union

import strawberry

from analysis.vocabulary import Language
from schema.promises import NAMES, Argument, computed, described

if TYPE_CHECKING:
    from strawberry import ID

    from graph_model.kinds.people_terms import DeficitSeverity
    from schema.types.competences import Competence
    from schema.types.development import Internship
    from schema.types.interfaces import Completeness, Method
    from schema.types.practices import Practice
    from schema.types.programs import Program, ProgramSession

    RouteItem: TypeAlias = Program | Practice | Internship


def enter_route_item() -> None:
    """Register the union of the types that can be a step of a suggested route."""
    union = strawberry.union("RouteItem", description="A possible step of a suggested route (что пройти).")
    steps = tuple(NAMES[each] for each in ("Program", "Practice", "Internship"))
    NAMES["RouteItem"] = Annotated[Union[steps], union]  # noqa: UP007 - the members are known only here


@computed
class RouteReason:
    """A reason for a step of a suggested route (основание)."""

    text: str = described(
        "The reason as a sentence.", language=Argument("Language", "Language of the sentence (язык).", Language.RU)
    )


@computed
class RouteStep:
    """A step of a suggested route: a program, a practice or an internship (шаг маршрута)."""

    order: int = described("Position among the steps, from 1 (номер шага). A step comes after those that it requires.")
    hours: int = described("Volume in hours (объём, часы).")
    hours_assumed: bool = described(
        "Whether the volume is not reported and 36 hours are assumed, a working week of a teacher (объём принят)."
    )
    item: RouteItem = described("The program, practice or internship (что пройти).")
    closes: list[Competence] = described(
        "The competences with an open deficit that this step develops and no earlier step does (закрываемые дефициты)."
    )
    reasons: list[RouteReason] = described(
        "Why the step closes the deficits, why it is available, and its requirements (основания)."
    )
    next_session: ProgramSession | None = described(
        "The next session of a program with free places (ближайший поток). Null for a practice, for an internship, and "
        "for a distance program without an announced session."
    )
    begins_on: date | None = described("The first day of the session or the internship (начало); null if unknown.")
    ends_on: date | None = described("The last day of the session or the internship (окончание); null if unknown.")
    free_places: int | None = described(
        "Number of free places of the session or the internship, as reported (свободные места); null if unknown."
    )


@computed
class StayingDeficit:
    """A competence in which a suggested route leaves a deficit open (дефицит остаётся)."""

    id: ID = described("Global id of the competence.")
    code: str = described("Code of the competence (код компетенции).")
    name: str = described("Name of the competence (название).")
    severity: DeficitSeverity = described("The highest severity of the open deficits in it (тяжесть).")
    reason: str = described(
        "Why it stays open (почему остаётся).",
        language=Argument("Language", "Language of the text (язык).", Language.RU),
    )


@computed
class RouteSuggestion:
    """A route that closes the most severe open deficits in the fewest hours (предлагаемый маршрут)."""

    steps: list[RouteStep] = described("The steps in their order (шаги).")
    total_hours: int = described("Sum of the hours of the steps (всего часов).")
    stays_open: list[StayingDeficit] = described(
        "Open deficits that the route does not close, the most severe first, then by code (остаются открытыми)."
    )
    optimal: bool = described("Whether the route is proven to be the best one (доказано, что маршрут лучший).")
    gap: float = described(
        "By which share of its bound the closed severity of another route can be larger, 0 to 1 (возможный недобор)."
    )
    method: Method = described("The method with its parameters (метод).")
    completeness: Completeness = described("Data that could not be taken into account, and limits (полнота).")
