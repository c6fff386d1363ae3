"""Indicators of the order: values counted in the graph, with small groups withheld, and reported values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, computed, described

if TYPE_CHECKING:
    from schema.types.catalogue import DataSource, KpiIndicator, KpiValue
    from schema.types.people import ManagementTeam
    from schema.types.territory import Municipality, Region


@computed
class ReportedIndicator:
    """The value that was reported for the same indicator, area and day (сообщённое значение)."""

    record: KpiValue = described("The stored value (запись).")
    value: float | None = described("The reported value, in the unit of the indicator; null if its base is 0.")
    numerator: int = described("The reported numerator (числитель).")
    denominator: int | None = described("The reported denominator; null if the indicator is a number (знаменатель).")
    difference: float | None = described(
        "The reported value minus the counted value (расхождение); null if one of them is null."
    )
    source: DataSource | None = described("The data source of the reported value (источник).")


@computed
class ParticipantShare:
    """The second reading of a share: of the participants of the diagnostic (доля участников диагностики)."""

    value: float | None = described("Share in percent; null without participants (значение).")
    numerator: int = described("Participants with 70 percent or more (числитель).")
    denominator: int = described("Participants of the diagnostic (знаменатель).")


@computed
class IndicatorOrigin:
    """The data from which a value was counted (происхождение значения)."""

    stored: bool = described(
        "Whether the value is that of a stored run, which still holds; false if it was counted for this answer "
        "(сохранённое значение)."
    )
    data_version: int | None = described("The version of the data that were counted (версия данных).")
    method: str = described("Version of the definitions and of the protection of small groups (метод).")
    counted_on: date | None = described(
        "The day on which the run was stored (когда сохранено); null if the value was counted for this answer."
    )
    outdated_version: int | None = described(
        "The version of the data of a stored run for this day that was not used, because the data or the method have "
        "changed since (устаревшее сохранённое значение); null if there is none."
    )


@computed
class AreaIndicator:
    """The value of an indicator in a region, a municipality or the country (показатель территории)."""

    indicator: KpiIndicator = described("The indicator with its deadline (показатель).")
    code: str = described("Code of the indicator (код показателя).")
    name: str = described("Name of the indicator (название).")
    region: Region | None = described("The region of the value; null for the country (субъект).")
    municipality: Municipality | None = described(
        "The municipality of the value; null for a region and the country (муниципалитет)."
    )
    value: float | None = described(
        "The counted value in the unit of the indicator (значение); null if it is withheld or there are no data."
    )
    numerator: int | None = described("The counted numerator; null like the value (числитель).")
    denominator: int | None = described(
        "The counted denominator; null like the value, and for a number of teams (знаменатель)."
    )
    unit: str = described("Unit of the value and of the target (единица измерения).")
    target: float | None = described(
        "The target for the area and the year of the day (цель); null before the year of the deadline, and for a part "
        "of the country if the target is a number for the whole country."
    )
    met: bool | None = described("Whether the value meets the target (достигнут); null if one of them is null.")
    suppressed: bool = described(
        "Whether the numbers are withheld, because they or the numbers of other areas would disclose a group of fewer "
        "than five people (скрыто)."
    )
    of_participants: ParticipantShare | None = described(
        "The second reading of KPI2b: of the participants and not of all teachers and graduates (доля участников). "
        "Null for other indicators, and where the value is null."
    )
    management_teams: list[ManagementTeam] | None = described(
        "The trained management teams that KPI3a and KPI3b count (обученные команды); null for shares, and for the "
        "least number of all regions."
    )
    reported: ReportedIndicator | None = described(
        "The reported value (сообщённое значение). Null if none was reported, or if it would disclose a small group."
    )
    reason: str | None = described("Why a number, the target or a comparison is missing, in Russian (причина).")
    origin: IndicatorOrigin = described("The data from which the value was counted (происхождение).")


@computed
class OrganisationIndicators:
    """The indicators of the territory whose teachers an organisation serves (показатели территории организации).

    A ЦНППМ, a regional institute and a regional authority serve their region, a municipal method service its
    municipality, the federal coordinator the country.
    """

    region: Region | None = described("The region of the territory; null for the country (субъект).")
    municipality: Municipality | None = described(
        "The municipality of the territory; null for a region and the country (муниципалитет)."
    )
    values: list[AreaIndicator] | None = described(
        "The indicators of the teachers of the territory (показатели); null with a `reason` if the organisation serves "
        "no territory."
    )
    others: int | None = described(
        "Number of other organisations of the same kind that serve the same territory on the day and have the same "
        "values (другие организации этого вида); null for the country, and without values."
    )
    reason: str | None = described("Why there are no values, in Russian (причина).")


@computed
class CountryIndicator:
    """An indicator of the order in the country on a day, counted from the records of the graph (показатель страны).

    KPI2a and KPI2b count teachers and graduates: people who graduated from a pedagogical university within the twelve
    months that end on the day, and who do not teach on the day (выпускники педвузов последних двенадцати месяцев,
    которые ещё не работают педагогами). A graduate belongs to the area of the university. The value of
    KPI3b is the least number of trained teams of a region.
    """

    indicator: KpiIndicator = described("The indicator with its deadline (показатель).")
    code: str = described("Code of the indicator (код показателя).")
    name: str = described("Name of the indicator (название).")
    value: float | None = described(
        "The counted value in the unit of the indicator (значение); null if it is withheld or there are no data."
    )
    numerator: int | None = described("The counted numerator; null like the value (числитель).")
    denominator: int | None = described(
        "The counted denominator; null like the value, and for a number of teams (знаменатель)."
    )
    unit: str = described("Unit of the value and of the target (единица измерения).")
    target: float | None = described("The target for the year of the day (цель); null before the year of the deadline.")
    met: bool | None = described(
        "Whether the value meets the target (достигнут); null if one of them is null, or if regions without data "
        "could decide."
    )
    suppressed: bool = described("Whether the numbers are withheld to protect a small group of people (скрыто).")
    of_participants: ParticipantShare | None = described(
        "The second reading of KPI2b: of the participants and not of all teachers and graduates (доля участников). "
        "Null for other indicators, and where the value is null."
    )
    management_teams: list[ManagementTeam] | None = described(
        "The trained management teams that KPI3a counts (обученные команды); null for the other indicators."
    )
    reported: ReportedIndicator | None = described(
        "The value reported for the country (сообщённое значение). Null if none was reported, or if it would disclose "
        "a small group."
    )
    reason: str | None = described("Why a number, the target or a comparison is missing, in Russian (причина).")
    origin: IndicatorOrigin = described("The data from which the value was counted (происхождение).")
    by_region: list[AreaIndicator] = described(
        "The value in each region, in the order of their codes (по субъектам). A region without data has null."
    )
    by_municipality: list[AreaIndicator] = described(
        "The value in each municipality of a region, in the order of their codes (по муниципалитетам).",
        region=Argument("str", "Two-digit code of the region (код субъекта)."),
    )
