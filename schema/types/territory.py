"""Regions and municipalities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, described, stored
from schema.types.interfaces import Node, Record, Territory
from schema.types.profiles import PROFILE_ARGUMENTS

if TYPE_CHECKING:
    from graph_model.terms import MunicipalityStatus, MunicipalityType
    from schema.derived import Connection
    from schema.types.adoptions import Adoption
    from schema.types.catalogue import KpiValue
    from schema.types.coverage import RegionCoverage
    from schema.types.documents import DigitalResource, Document
    from schema.types.findings import FindingPage
    from schema.types.indicators import AreaIndicator
    from schema.types.interfaces import GeoPoint
    from schema.types.organisations import Organisation
    from schema.types.people import ManagementTeam, Person
    from schema.types.practices import Practice
    from schema.types.profiles import DeficitProfile
    from schema.types.programs import Program, ProgramSession
    from schema.types.route_completion import RouteCompletion


@stored
class Region(Node, Record, Territory):
    """A federal subject of Russia (субъект Российской Федерации)."""

    official_name: str = described("Name as in the Constitution (официальное название).")
    region_type: str = described("Type of the region in Russian, such as republic, krai or oblast (тип субъекта).")
    federal_district: str | None = described("Federal district (федеральный округ); null for the subjects of 2022.")
    oktmo: str = described("OKTMO code, eight digits (код ОКТМО).")
    okato: str | None = described("OKATO code, eleven digits (код ОКАТО).")
    iso_code: str | None = described("ISO 3166-2 code (код ISO 3166-2).")
    utc_offset: str | None = described("Time zone as an offset from UTC (часовой пояс).")
    capital: str | None = described("The seat of the government of the region (административный центр).")
    location: GeoPoint | None = described("Coordinates of the capital (координаты столицы).")
    population_2021: int | None = described("Population on 1 January 2021, persons (население на начало 2021 года).")
    school_age_population_known: int | None = described(
        "People aged 7 to 17 in the municipalities for which the number is known (дети школьного возраста)."
    )
    school_age_population_coverage: float | None = described(
        "Share of the population of the region that lives in these municipalities, 0 to 1 (охват)."
    )
    in_scope: bool = described(
        "Whether the region is one of the 85 subjects that the Concept of 2020 counts (в охвате Концепции)."
    )
    parent: Region | None = described("The region that contains this autonomous okrug (в составе субъекта).")
    okrugs: Connection[Region] = described("Autonomous okrugs within the region (автономные округа в составе).")
    municipalities: Connection[Municipality] = described("Municipalities of the region (муниципальные образования).")
    neighbours: Connection[Region] = described("Regions that share a border with this region (соседние субъекты).")
    organisations: Connection[Organisation] = described(
        "Organisations that have their seat in the region (организации)."
    )
    practices: Connection[Practice] = described(
        "Practices written by organisations of the region (практики, созданные в регионе)."
    )
    adoptions: Connection[Adoption] = described("Adoptions by organisations of the region (внедрения в регионе).")
    programs: Connection[Program] = described("Programs offered in the region (программы региона).")
    people: Connection[Person] = described("People of the region (педагоги и управленцы).")
    management_teams: Connection[ManagementTeam] = described("Management teams of the region (управленческие команды).")
    documents: Connection[Document] = described("Documents that apply in the region (документы региона).")
    resources: Connection[DigitalResource] = described("Digital resources that serve the region (цифровые ресурсы).")
    kpi_values: Connection[KpiValue] = described("Reported values of indicators for the region (значения показателей).")
    sessions: Connection[ProgramSession] = described(
        "Sessions of programs that are held in the region (потоки обучения)."
    )
    deficit_profile: DeficitProfile = described(
        "Deficits and results of diagnostics of the people of the region at the end of a month; small groups are "
        "withheld (профиль дефицитов).",
        **PROFILE_ARGUMENTS,
    )
    coverage: RegionCoverage = described(
        "The functions, organisations and documents of the region, compared with the Concept, and offers for deficits "
        "(покрытие).",
        asOf=Argument(
            "date | None",
            "The day (на дату). Default: today. `topDeficits` and `freeMentors` can be selected for today only.",
        ),
    )
    findings: FindingPage = described(
        "Violations of the rules of the Concept by the region and by objects of the region (выявленные нарушения).",
        first=Argument("int | None", "The number of findings. Default 20, at most 10,000."),
        after=Argument("str | None", "Return the findings after this cursor."),
        rule=Argument("list[str] | None", "Limit the check to these rules, by code (правила). Default: all."),
        severity=Argument("list[Severity] | None", "Limit the check to these severities (значимость). Default: all."),
        asOf=Argument(
            "date | None", "The day of the check (на дату). Default: the day on which the data last changed."
        ),
    )
    indicators: list[AreaIndicator] = described(
        "The indicators of the Concept in the region, counted from the records of the graph (показатели).",
        on=Argument("date", "The day of the values, not in the future (на дату)."),
    )
    route_completion: RouteCompletion = described(
        "How many routes of the people of the region have all, some or none of their steps done (прохождение "
        "маршрутов).",
        on=Argument("date", "The day of the numbers, not in the future (на дату)."),
    )


@stored
class Municipality(Node, Record, Territory):
    """A municipal district, an urban or municipal okrug, or an intracity territory (муниципальное образование).

    The territory identifies the municipality, because the OKTMO code changes when the municipality changes its type.
    """

    territory_id: str = described("Key of the territory, which outlives a change of the OKTMO code (ключ территории).")
    oktmo: str = described("OKTMO code, eight digits (код ОКТМО).")
    short_name: str | None = described("Name without the type (краткое название).")
    type: MunicipalityType = described("Type of municipality (вид муниципального образования).")
    status: MunicipalityStatus | None = described("Special status (особый статус).")
    centre: str | None = described("The administrative centre (административный центр).")
    region_centre: bool = described("Whether the municipality is the seat of the regional government (центр субъекта).")
    location: GeoPoint | None = described("Coordinates of the centre (координаты центра).")
    population_on: date | None = described("The day for which the population was counted (дата численности).")
    population_source: str | None = described("Source of the population figure (источник численности).")
    school_age_population: int | None = described(
        "Number of people aged 7 to 17 (население 7-17 лет); null if not known."
    )
    valid_from: date | None = described(
        "The day from which the municipality exists in this form (действует с); null if not known."
    )
    valid_to: date | None = described(
        "The day until which the municipality existed (действовало по); null while it exists."
    )
    region: Region = described("The region of the municipality (субъект).")
    succeeded_by: Municipality | None = described("The municipality that replaced this one (преемник).")
    neighbours: Connection[Municipality] = described(
        "Municipalities that share a border with this one (соседние муниципалитеты)."
    )
    organisations: Connection[Organisation] = described("Organisations located in the municipality (организации).")
    replaced: Connection[Municipality] = described("Municipalities that this one replaced (предшественники).")
    practices: Connection[Practice] = described("Practices written by organisations of the municipality (практики).")
    adoptions: Connection[Adoption] = described("Adoptions by organisations of the municipality (внедрения).")
    kpi_values: Connection[KpiValue] = described(
        "Reported values of indicators for the municipality (значения показателей)."
    )
    sessions: Connection[ProgramSession] = described(
        "Sessions of programs that are held in the municipality (потоки обучения)."
    )
    deficit_profile: DeficitProfile = described(
        "Deficits and results of diagnostics of the people of the municipality at the end of a month; small groups are "
        "withheld (профиль дефицитов).",
        **PROFILE_ARGUMENTS,
    )
    indicators: list[AreaIndicator] = described(
        "The indicators of the Concept in the municipality, counted from the records of the graph (показатели).",
        on=Argument("date", "The day of the values, not in the future (на дату)."),
    )
    route_completion: RouteCompletion = described(
        "How many routes of people who work in the municipality have all, some or none of their steps done "
        "(прохождение маршрутов).",
        on=Argument("date", "The day of the numbers, not in the future (на дату)."),
    )
