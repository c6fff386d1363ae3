"""Territory: regions and municipalities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import says, stored
from schema.types.interfaces import Node, Record, Territory

if TYPE_CHECKING:
    from graph_model.terms import MunicipalityStatus, MunicipalityType
    from schema.derived import Connection
    from schema.types.adoptions import Adoption
    from schema.types.catalogue import KpiValue
    from schema.types.documents import DigitalResource, Document
    from schema.types.interfaces import GeoPoint
    from schema.types.organisations import Organisation
    from schema.types.people import ManagementTeam, Person
    from schema.types.practices import Practice
    from schema.types.profiles import DeficitProfile
    from schema.types.programs import Program


@stored
class Region(Node, Record, Territory):
    """A subject of the federation (субъект Российской Федерации)."""

    official_name: str = says("Name as in the constitution (официальное название).")
    region_type: str = says("Republic, krai, oblast and so on, in Russian (тип субъекта).")
    federal_district: str | None = says("Federal district (федеральный округ); null for the subjects of 2022.")
    oktmo: str = says("OKTMO code, eight digits (код ОКТМО).")
    okato: str | None = says("OKATO code, eleven digits (код ОКАТО).")
    iso_code: str | None = says("ISO 3166-2 code (код ISO 3166-2).")
    utc_offset: str | None = says("Time zone as an offset from UTC (часовой пояс).")
    capital: str | None = says("Seat of the region's government (административный центр).")
    location: GeoPoint | None = says("Where the capital lies (координаты столицы).")
    population_2021: int | None = says("Population on 1 January 2021, persons (население на начало 2021 года).")
    school_age_population_known: int | None = says(
        "People of 7 to 17 years summed over the municipalities where the number is known (дети школьного возраста)."
    )
    school_age_population_coverage: float | None = says(
        "Share of the population that lives in those municipalities, 0 to 1 (охват)."
    )
    in_scope: bool = says("Whether it is one of the 85 subjects that the order of 2020 counts (в охвате Концепции).")
    parent: Region | None = says("The region that an autonomous okrug lies in (в составе субъекта).")
    okrugs: Connection[Region] = says("Autonomous okrugs that lie in the region (автономные округа в составе).")
    municipalities: Connection[Municipality] = says("Its municipalities (муниципальные образования).")
    neighbours: Connection[Region] = says("Regions that it borders (соседние субъекты).")
    organisations: Connection[Organisation] = says("Organisations that have their seat in it (организации).")
    practices: Connection[Practice] = says("Practices written in the region (практики, созданные в регионе).")
    adoptions: Connection[Adoption] = says("Adoptions carried out in the region (внедрения в регионе).")
    programs: Connection[Program] = says("Programs offered in the region (программы региона).")
    people: Connection[Person] = says("People of the region (педагоги и управленцы).")
    management_teams: Connection[ManagementTeam] = says("Its management teams (управленческие команды).")
    documents: Connection[Document] = says("Documents that hold for it (документы региона).")
    resources: Connection[DigitalResource] = says("Digital resources that serve it (цифровые ресурсы).")
    kpi_values: Connection[KpiValue] = says("Reported values of indicators (значения показателей).")
    deficit_profile: DeficitProfile = says("What its people lack, small groups withheld (профиль дефицитов).")


@stored
class Municipality(Node, Record, Territory):
    """A municipal district, an urban or municipal okrug, an intracity territory (муниципальное образование).

    It is known by its territory, since OKTMO codes change when a municipality changes its type.
    """

    territory_id: str = says("Key of the territory, which outlives a change of the OKTMO code (ключ территории).")
    oktmo: str = says("OKTMO code, eight digits (код ОКТМО).")
    short_name: str | None = says("Name without the type (краткое название).")
    type: MunicipalityType = says("Type (вид муниципального образования).")
    status: MunicipalityStatus | None = says("Special status (особый статус).")
    centre: str | None = says("The settlement from which it is run (административный центр).")
    region_centre: bool = says("Whether it is the seat of the region (центр субъекта).")
    location: GeoPoint | None = says("Where its centre lies (координаты центра).")
    population_on: date | None = says("The day that the population was counted for (дата численности).")
    population_source: str | None = says("What the population was taken from (источник численности).")
    school_age_population: int | None = says("People of 7 to 17 years (население 7-17 лет); null where not known.")
    valid_from: date | None = says("From when it exists in this form (действует с); null where not known.")
    valid_to: date | None = says("Until when it existed (действовало по); null while it exists.")
    region: Region = says("The region it lies in (субъект).")
    succeeded_by: Municipality | None = says("What replaced it (преемник).")
    neighbours: Connection[Municipality] = says("Municipalities that it borders (соседние муниципалитеты).")
    organisations: Connection[Organisation] = says("Organisations placed in it (организации).")
    replaced: Connection[Municipality] = says("What it replaced (предшественники).")
    practices: Connection[Practice] = says("Practices written in it (практики).")
    adoptions: Connection[Adoption] = says("Adoptions carried out in it (внедрения).")
    deficit_profile: DeficitProfile = says("What its people lack, small groups withheld (профиль дефицитов).")
