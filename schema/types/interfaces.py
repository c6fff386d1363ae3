"""Interfaces and small types that the other types of the schema use."""

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
    """A stored object, identified by its global id (узел графа)."""

    id: ID = described("Global id: kind and business key. The id is the same on every machine and after every reload.")


@interface
class Record:
    """A stored record with its origin (происхождение записи)."""

    synthetic: bool = described("True for generated records, which are not facts (сгенерированная запись).")
    confidence: Confidence = described("How reliable the record is (достоверность).")
    recorded_at: datetime | None = described(
        "The time at which the record was last written to this graph (когда записано)."
    )
    removed_on: date | None = described("The day on which the source no longer contained the record (снято с учёта).")
    ended_by: str | None = described(
        "The import that ended the record; null if no import did (какой загрузкой снято с учёта)."
    )
    sources: list[DataSource] = described("The data sources of the record (источники).")


@interface
class Territory:
    """A region or a municipality (территория)."""

    code: str = described("Code of the territory (код): the two digits of a region, or the OKTMO of a municipality.")
    name: str = described("Name (название).")
    population: int | None = described("Population, persons (население); null if not known.")


@computed
class PageInfo:
    """The position of a page in its list."""

    has_next_page: bool = described("Whether there are rows after this page.")
    has_previous_page: bool = described("Whether there are rows before this page.")
    start_cursor: str | None = described("The cursor of the first row; null on an empty page.")
    end_cursor: str | None = described("The cursor of the last row; null on an empty page.")


@computed
class FacetCount:
    """The number of items of a list that have one value."""

    value: str = described("The value in the form that a filter accepts.")
    label: str = described("The value as a text for users.")
    count: int = described("Number of items with the value.")


@computed
class GeoPoint:
    """A point in degrees, WGS84 (координаты)."""

    lat: float = described("Latitude (широта).")
    lon: float = described("Longitude (долгота).")


@computed
class Method:
    """The method by which a figure was computed (метод)."""

    name: str = described("Name of the method.")
    version: str = described("Version of the method.")
    parameters: JSON = described("Parameters of the method.")
    reference: str = described("Publication or document that describes the method.")


@computed
class Completeness:
    """The completeness of an answer (полнота)."""

    complete: bool = described("Whether the answer is complete.")
    truncated: bool = described("Whether a limit truncated the answer.")
    reason: str | None = described("The missing data, and why they are missing.")
    known_sources: int | None = described("Number of known sources.")
    unknown_sources: int | None = described("Number of unknown sources.")
    as_of: date = described("The day for which the answer is valid.")


@computed
class Estimate:
    """An estimated value with its interval (оценка с интервалом)."""

    value: float = described("The estimated value.")
    low: float = described("Lower bound of the interval.")
    high: float = described("Upper bound of the interval.")
    level: float = described("Confidence level of the interval, for example 0.95.")


__all__ = ["NAMES", "Completeness", "Estimate", "GeoPoint", "Method", "Node", "PageInfo", "Record", "Territory"]
