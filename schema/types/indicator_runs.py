"""Stored counts of the indicators of the Concept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from schema.derived import Connection


@stored
class IndicatorRun(Node, Record):
    """The stored counts of all indicators on one day (сохранённый подсчёт показателей).

    They are computed by `metodgraph analyse indicators --store`, not reported. A later run of the same day replaces
    them. `Query.kpis` returns them while they hold.
    """

    code: str = described("Code: the day (код).")
    as_of: date = described("The day of the counts (на дату).")
    method: str = described("Version of the definitions and of the protection of small groups (метод).")
    data_version: int = described(
        "The last version of the data for which the counts are known to hold (версия данных): that after storing, or "
        "after later results of analyses were stored."
    )
    counts: Connection[IndicatorCount] = described("The counts of all areas (значения).")


@stored
class IndicatorCount(Node, Record):
    """The stored count of an indicator in the country, a region or a municipality (сохранённое значение показателя).

    It is computed, not reported. Withheld numbers are not stored.
    """

    code: str = described("Code: the day, the indicator and the area (код).")
    indicator: str = described("Code of the indicator (код показателя).")
    area: str | None = described("Global id of the region or the municipality; null for the country (территория).")
    value: float | None = described("The counted value; null if it is withheld or there are no data (значение).")
    numerator: int | None = described("The counted numerator; null like the value (числитель).")
    denominator: int | None = described(
        "The counted denominator; null like the value, and for a number of teams (знаменатель)."
    )
    target: float | None = described("The target for the area and the year of the day (цель).")
    met: bool | None = described("Whether the value meets the target; null if one of them is null (достигнут).")
    of_participants: float | None = described(
        "The second reading of KPI2b, of the participants, in percent; null for other indicators (доля участников)."
    )
    participants: int | None = described(
        "The denominator of the second reading: participants of the diagnostic (участники диагностики)."
    )
    suppressed: bool = described("Whether the numbers are withheld to protect a small group of people (скрыто).")
    reason: str | None = described("Why a number, the target or a comparison is missing, in Russian (причина).")
    run: IndicatorRun = described("The run that counted (подсчёт).")
