"""The completion of routes in the country, its regions and municipalities, with small groups withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import Argument, computed, described

if TYPE_CHECKING:
    from schema.types.territory import Municipality, Region


@computed
class RouteCompletion:
    """The routes of a region or a municipality by the steps that are done on a day (прохождение маршрутов).

    A route counts if it was drawn up by the day, with any status. It belongs to the region of its person, and to the
    municipalities of this region where the person works on the day.
    """

    region: Region | None = described("The region of the routes; null for the country (субъект).")
    municipality: Municipality | None = described(
        "The municipality of the routes; null for a region and the country (муниципалитет)."
    )
    routes: int | None = described(
        "Number of routes drawn up by the day (составлено маршрутов); null if it is withheld or there are no data."
    )
    all_done: int | None = described("Routes with all steps done by the day (пройдены полностью); null like `routes`.")
    partly_done: int | None = described(
        "Routes with some steps done and others not (пройдены частично); null like `routes`."
    )
    none_done: int | None = described(
        "Routes without a step that is done, also those without any step (не начаты); null like `routes`."
    )
    suppressed: bool = described(
        "Whether the numbers are withheld, because they or the numbers of other areas would disclose a group of fewer "
        "than five people (скрыто)."
    )
    reason: str | None = described("Why numbers are missing, and which routes are not counted, in Russian (причина).")


@computed
class CountryRouteCompletion:
    """The routes of the country by the steps that are done on a day (прохождение маршрутов в стране)."""

    routes: int | None = described(
        "Number of routes drawn up by the day (составлено маршрутов); null if it is withheld or there are no data."
    )
    all_done: int | None = described("Routes with all steps done by the day (пройдены полностью); null like `routes`.")
    partly_done: int | None = described(
        "Routes with some steps done and others not (пройдены частично); null like `routes`."
    )
    none_done: int | None = described(
        "Routes without a step that is done, also those without any step (не начаты); null like `routes`."
    )
    suppressed: bool = described("Whether the numbers are withheld to protect a small group of people (скрыто).")
    reason: str | None = described("Why numbers are missing, and which routes are not counted, in Russian (причина).")
    by_region: list[RouteCompletion] = described(
        "The routes of each region, in the order of the codes of the regions (по субъектам)."
    )
    by_municipality: list[RouteCompletion] = described(
        "The routes of each municipality of a region, in the order of the codes (по муниципалитетам). Routes of people "
        "who work in no known municipality of the region are in none of them.",
        region=Argument("str", "Two-digit code of the region (код субъекта)."),
    )
