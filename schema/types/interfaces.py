"""Interfaces and small types that the whole schema shares."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from schema.promises import NAMES, computed, interface, says

if TYPE_CHECKING:
    from strawberry import ID
    from strawberry.scalars import JSON

    from graph_model.terms import Confidence
    from schema.types.catalogue import DataSource


@interface
class Node:
    """Everything that is stored: found again by its global id (узел графа)."""

    id: ID = says("Global id: kind and business key, the same on every machine and after every reload.")


@interface
class Record:
    """What every stored record tells of its origin (происхождение записи)."""

    synthetic: bool = says("True for generated records, which are no facts (сгенерированная запись).")
    confidence: Confidence = says("How sure the record is (достоверность).")
    recorded_at: datetime | None = says("When the record was last written to this graph (когда записано).")
    removed_on: date | None = says("The day on which its source no longer had it (снято с учёта).")
    ended_by: str | None = says("The import that ended it, where one did (какой загрузкой снято с учёта).")
    sources: list[DataSource] = says("Where the record comes from (источники).")


@interface
class Territory:
    """A region or a municipality (территория)."""

    code: str = says("Code of the territory (код): two digits of a region, OKTMO of a municipality.")
    name: str = says("Name (название).")
    population: int | None = says("Population, persons (население); null where it is not known.")


@computed
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = says("Whether there are rows after this page.")
    has_previous_page: bool = says("Whether there are rows before this page.")
    start_cursor: str | None = says("The cursor of the first row; null on an empty page.")
    end_cursor: str | None = says("The cursor of the last row; null on an empty page.")


@computed
class FacetCount:
    """How many of a list have one value."""

    value: str = says("The value, as a filter takes it.")
    label: str = says("The value in words for people.")
    count: int = says("How many of the list have it.")


@computed
class GeoPoint:
    """A place in degrees, WGS84 (координаты)."""

    lat: float = says("Latitude (широта).")
    lon: float = says("Longitude (долгота).")


@computed
class Method:
    """How a figure was computed (метод)."""

    name: str = says("Name of the method.")
    version: str = says("Version of the method.")
    parameters: JSON = says("Its parameters.")
    reference: str = says("Where it is described.")


@computed
class Completeness:
    """How complete an answer is (полнота)."""

    complete: bool = says("Whether nothing is missing.")
    truncated: bool = says("Whether a limit cut the answer.")
    reason: str | None = says("What is missing and why.")
    known_sources: int | None = says("How many sources are known.")
    unknown_sources: int | None = says("How many sources are not known.")
    as_of: date = says("The day for which the answer holds.")


@computed
class Estimate:
    """An estimated value with its interval (оценка с интервалом)."""

    value: float = says("The estimate.")
    low: float = says("Lower bound of the interval.")
    high: float = says("Upper bound of the interval.")
    level: float = says("Level of the interval, for example 0.95.")


__all__ = ["NAMES", "Completeness", "Estimate", "GeoPoint", "Method", "Node", "PageInfo", "Record", "Territory"]
