"""Interfaces and small types that the whole schema shares."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from schema.promises import NAMES, computed, described, interface

if TYPE_CHECKING:
    from strawberry import ID
    from strawberry.scalars import JSON

    from graph_model.terms import Confidence
    from schema.types.catalogue import DataSource


@interface
class Node:
    """Everything that is stored: found again by its global id (узел графа)."""

    id: ID = described("Global id: kind and business key, the same on every machine and after every reload.")


@interface
class Record:
    """What every stored record tells of its origin (происхождение записи)."""

    synthetic: bool = described("True for generated records, which are no facts (сгенерированная запись).")
    confidence: Confidence = described("How sure the record is (достоверность).")
    recorded_at: datetime | None = described("When the record was last written to this graph (когда записано).")
    removed_on: date | None = described("The day on which its source no longer had it (снято с учёта).")
    ended_by: str | None = described("The import that ended it, where one did (какой загрузкой снято с учёта).")
    sources: list[DataSource] = described("Where the record comes from (источники).")


@interface
class Territory:
    """A region or a municipality (территория)."""

    code: str = described("Code of the territory (код): two digits of a region, OKTMO of a municipality.")
    name: str = described("Name (название).")
    population: int | None = described("Population, persons (население); null where it is not known.")


@computed
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = described("Whether there are rows after this page.")
    has_previous_page: bool = described("Whether there are rows before this page.")
    start_cursor: str | None = described("The cursor of the first row; null on an empty page.")
    end_cursor: str | None = described("The cursor of the last row; null on an empty page.")


@computed
class FacetCount:
    """How many of a list have one value."""

    value: str = described("The value, as a filter takes it.")
    label: str = described("The value in words for people.")
    count: int = described("How many of the list have it.")


@computed
class GeoPoint:
    """A place in degrees, WGS84 (координаты)."""

    lat: float = described("Latitude (широта).")
    lon: float = described("Longitude (долгота).")


@computed
class Method:
    """How a figure was computed (метод)."""

    name: str = described("Name of the method.")
    version: str = described("Version of the method.")
    parameters: JSON = described("Its parameters.")
    reference: str = described("Where it is described.")


@computed
class Completeness:
    """How complete an answer is (полнота)."""

    complete: bool = described("Whether nothing is missing.")
    truncated: bool = described("Whether a limit cut the answer.")
    reason: str | None = described("What is missing and why.")
    known_sources: int | None = described("How many sources are known.")
    unknown_sources: int | None = described("How many sources are not known.")
    as_of: date = described("The day for which the answer holds.")


@computed
class Estimate:
    """An estimated value with its interval (оценка с интервалом)."""

    value: float = described("The estimate.")
    low: float = described("Lower bound of the interval.")
    high: float = described("Upper bound of the interval.")
    level: float = described("Level of the interval, for example 0.95.")


__all__ = ["NAMES", "Completeness", "Estimate", "GeoPoint", "Method", "Node", "PageInfo", "Record", "Territory"]
