"""Territory: regions and municipalities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
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

    official_name: str = described("Name as in the constitution (официальное название).")
    region_type: str = described("Republic, krai, oblast and so on, in Russian (тип субъекта).")
    federal_district: str | None = described("Federal district (федеральный округ); null for the subjects of 2022.")
    oktmo: str = described("OKTMO code, eight digits (код ОКТМО).")
    okato: str | None = described("OKATO code, eleven digits (код ОКАТО).")
    iso_code: str | None = described("ISO 3166-2 code (код ISO 3166-2).")
    utc_offset: str | None = described("Time zone as an offset from UTC (часовой пояс).")
    capital: str | None = described("Seat of the region's government (административный центр).")
    location: GeoPoint | None = described("Where the capital lies (координаты столицы).")
    population_2021: int | None = described("Population on 1 January 2021, persons (население на начало 2021 года).")
    school_age_population_known: int | None = described(
        "People of 7 to 17 years summed over the municipalities where the number is known (дети школьного возраста)."
    )
    school_age_population_coverage: float | None = described(
        "Share of the population that lives in those municipalities, 0 to 1 (охват)."
    )
    in_scope: bool = described(
        "Whether it is one of the 85 subjects that the order of 2020 counts (в охвате Концепции)."
    )
    parent: Region | None = described("The region that an autonomous okrug lies in (в составе субъекта).")
    okrugs: Connection[Region] = described("Autonomous okrugs that lie in the region (автономные округа в составе).")
    municipalities: Connection[Municipality] = described("Its municipalities (муниципальные образования).")
    neighbours: Connection[Region] = described("Regions that it borders (соседние субъекты).")
    organisations: Connection[Organisation] = described("Organisations that have their seat in it (организации).")
    practices: Connection[Practice] = described("Practices written in the region (практики, созданные в регионе).")
    adoptions: Connection[Adoption] = described("Adoptions carried out in the region (внедрения в регионе).")
    programs: Connection[Program] = described("Programs offered in the region (программы региона).")
    people: Connection[Person] = described("People of the region (педагоги и управленцы).")
    management_teams: Connection[ManagementTeam] = described("Its management teams (управленческие команды).")
    documents: Connection[Document] = described("Documents that hold for it (документы региона).")
    resources: Connection[DigitalResource] = described("Digital resources that serve it (цифровые ресурсы).")
    kpi_values: Connection[KpiValue] = described("Reported values of indicators (значения показателей).")
    deficit_profile: DeficitProfile = described("What its people lack, small groups withheld (профиль дефицитов).")


@stored
class Municipality(Node, Record, Territory):
    """A municipal district, an urban or municipal okrug, an intracity territory (муниципальное образование).

    It is known by its territory, since OKTMO codes change when a municipality changes its type.
    """

    territory_id: str = described("Key of the territory, which outlives a change of the OKTMO code (ключ территории).")
    oktmo: str = described("OKTMO code, eight digits (код ОКТМО).")
    short_name: str | None = described("Name without the type (краткое название).")
    type: MunicipalityType = described("Type (вид муниципального образования).")
    status: MunicipalityStatus | None = described("Special status (особый статус).")
    centre: str | None = described("The settlement from which it is run (административный центр).")
    region_centre: bool = described("Whether it is the seat of the region (центр субъекта).")
    location: GeoPoint | None = described("Where its centre lies (координаты центра).")
    population_on: date | None = described("The day that the population was counted for (дата численности).")
    population_source: str | None = described("What the population was taken from (источник численности).")
    school_age_population: int | None = described("People of 7 to 17 years (население 7-17 лет); null where not known.")
    valid_from: date | None = described("From when it exists in this form (действует с); null where not known.")
    valid_to: date | None = described("Until when it existed (действовало по); null while it exists.")
    region: Region = described("The region it lies in (субъект).")
    succeeded_by: Municipality | None = described("What replaced it (преемник).")
    neighbours: Connection[Municipality] = described("Municipalities that it borders (соседние муниципалитеты).")
    organisations: Connection[Organisation] = described("Organisations placed in it (организации).")
    replaced: Connection[Municipality] = described("What it replaced (предшественники).")
    practices: Connection[Practice] = described("Practices written in it (практики).")
    adoptions: Connection[Adoption] = described("Adoptions carried out in it (внедрения).")
    deficit_profile: DeficitProfile = described("What its people lack, small groups withheld (профиль дефицитов).")
