"""Organisations, and the functions that the Concept assigns to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, described, stored
from schema.types.interfaces import Node, Record
from schema.types.profiles import PROFILE_ARGUMENTS

if TYPE_CHECKING:
    from graph_model.terms import Equipment, Level, OrganisationContext, OrganisationKind, SchoolStage, Settlement
    from schema.derived import Connection
    from schema.types.adoptions import Adoption
    from schema.types.competences import SubjectArea
    from schema.types.development import Internship
    from schema.types.diagnostics import Diagnostic
    from schema.types.documents import DigitalResource, Document
    from schema.types.ego_networks import EgoNetwork
    from schema.types.indicators import OrganisationIndicators
    from schema.types.interfaces import GeoPoint
    from schema.types.networks import NetworkPosition
    from schema.types.partners import PartnerSuggestions
    from schema.types.people import ExpertGroup, ManagementTeam, Person
    from schema.types.practices import Practice, Review
    from schema.types.profiles import DeficitProfile
    from schema.types.programs import Program
    from schema.types.projects import Event, NetworkProject, ResearchProject
    from schema.types.territory import Municipality, Region


@stored
class Organisation(Node, Record):
    """An organisation of the system, from the ministry to a school (организация)."""

    org_id: str = described("Business key (ключ организации).")
    name: str = described("Full name (полное название).")
    short_name: str | None = described("Short name (краткое название).")
    english_name: str | None = described("Name in English (название на английском).")
    kind: OrganisationKind = described("Kind of organisation (вид организации).")
    level: Level = described("The level at which the organisation works (уровень).")
    city: str | None = described("The town where the organisation has its seat (город).")
    location: GeoPoint | None = described("Coordinates of the organisation (координаты).")
    valid_from: date | None = described(
        "The day from which the organisation exists (действует с); 1 January if only the year is known."
    )
    valid_to: date | None = described(
        "The day until which the organisation existed (действовала по); 31 December if only the year is known."
    )
    functions_assigned: bool = described(
        "Whether the Concept assigns functions to this kind of organisation (есть функции)."
    )
    note: str | None = described("Remark on the record, such as its evidence (примечание).")
    pupils: int | None = described("Number of pupils (число обучающихся).")
    teachers_counted: int | None = described(
        "Number of teachers that the organisation reports (число педагогов по отчёту)."
    )
    settlement: Settlement | None = described(
        "Kind of the settlement in which the organisation works (тип населённого пункта); null if it is not known."
    )
    school_stages: list[SchoolStage] | None = described(
        "Stages of education that the organisation provides (уровни образования); null if they are not known."
    )
    contexts: list[OrganisationContext] | None = described(
        "Conditions under which the organisation works (условия работы); null if they are not known."
    )
    equipment: list[Equipment] | None = described(
        "Equipment that the organisation has (оснащение); null if it is not known."
    )
    region: Region = described("The region where the organisation has its seat (субъект); every organisation has one.")
    municipality: Municipality | None = described(
        "The municipality where the organisation has its seat, if it could be determined (муниципалитет)."
    )
    unit_of: Organisation | None = described(
        "The organisation of which this one is a unit (структурное подразделение чего)."
    )
    units: Connection[Organisation] = described("Units of the organisation (структурные подразделения).")
    founder: Organisation | None = described("The founder of the organisation (учредитель).")
    founded: Connection[Organisation] = described("Organisations that this one founded (учреждённые организации).")
    functions: Connection[Function] = described(
        "Functions that the organisation performs, assigned or reported (функции)."
    )
    subject_areas: Connection[SubjectArea] = described(
        "School subjects that a methodical association or another organisation works on (предметы)."
    )
    partners: Connection[Organisation] = described("Partners of the organisation (партнёры).")
    practices: Connection[Practice] = described("Practices that the organisation wrote (созданные практики).")
    adoptions: Connection[Adoption] = described("Adoptions of practices by the organisation (внедрения).")
    programs: Connection[Program] = described("Training programs that the organisation offers (программы).")
    agreed_with: Connection[Organisation] = described(
        "Organisations that agreed to the establishment of this one (согласована с)."
    )
    people: Connection[Person] = described("People who work or worked at the organisation (сотрудники).")
    graduates: Connection[Person] = described("People who graduated from the pedagogical university (выпускники).")
    members: Connection[Person] = described("Members of the association or council (участники).")
    management_teams: Connection[ManagementTeam] = described(
        "Management teams of the organisation (управленческие команды)."
    )
    expert_groups: Connection[ExpertGroup] = described("Groups of experts of the organisation (группы экспертов).")
    reviews: Connection[Review] = described("Reviews of practices by the organisation (проведённые экспертизы).")
    projects: Connection[NetworkProject] = described(
        "Network projects in which the organisation takes part (сетевые проекты)."
    )
    events: Connection[Event] = described("Events that the organisation holds (мероприятия).")
    research: Connection[ResearchProject] = described(
        "Research projects that the organisation carries out (исследования)."
    )
    tried_research: Connection[ResearchProject] = described(
        "Research projects that were tried at the organisation (апробируемые исследования)."
    )
    internships: Connection[Internship] = described("Internships at the organisation (стажировки).")
    diagnostics: Connection[Diagnostic] = described("Diagnostics that the organisation conducts (диагностики).")
    documents: Connection[Document] = described("Documents that the organisation issued (документы).")
    resources: Connection[DigitalResource] = described(
        "Digital resources that the organisation operates (цифровые ресурсы)."
    )
    network_positions: Connection[NetworkPosition] = described(
        "Stored positions of the organisation in analysed networks (положения в сети)."
    )
    deficit_profile: DeficitProfile = described(
        "Deficits and results of diagnostics of the people of the organisation at the end of a month; small groups are "
        "withheld (профиль дефицитов).",
        **PROFILE_ARGUMENTS,
    )
    indicators: OrganisationIndicators = described(
        "The indicators of the Concept for the teachers of the territory that the organisation serves, such as the "
        "region of a ЦНППМ (показатели территории).",
        on=Argument("date", "The day of the values, not in the future (на дату)."),
    )
    partner_suggestions: PartnerSuggestions = described(
        "Suggested partners from the whole country, with reasons (подбор партнёров).",
        first=Argument("int | None", "The number of suggestions. Default 10, at most 100.", 10),
        where=Argument("OrganisationWhere | None", "A filter for the organisations that may be suggested."),
        preset=Argument("PartnerPreset | None", "The kind of partner to prefer. Default: BALANCED."),
        goal=Argument(
            "PartnerGoal | None", "The purpose of the partnership: only organisations that work on it are suggested."
        ),
        diversity=Argument(
            "float | None",
            "From 0, the order of scores, to 1, the most different regions, kinds and themes. Default: 0.",
        ),
    )
    network: EgoNetwork = described(
        "The organisations around the organisation, and the links between them on a day (сеть организации).",
        depth=Argument("int | None", "The largest distance, in links. Default 2, at most 3.", 2),
        through=Argument(
            "list[LinkKind] | None",
            "Kinds of links. Default: all but REGION and BORDER, which are refused, because they link every two "
            "organisations of a region.",
        ),
        asOf=Argument("date | None", "The day for which the network is built (на дату). Default: today."),
        first=Argument(
            "int | None",
            "The largest number of organisations besides the organisation. Default 200, at most 1,000.",
            200,
        ),
    )


@stored
class Function(Node, Record):
    """A function that the Concept assigns to a kind of organisation (функция)."""

    code: str = described("Code (код функции).")
    actor: str = described("The kind of organisation to which the function is assigned (субъект функции).")
    level: Level = described("The level at which the function is performed (уровень).")
    section: str = described("Section of the Concept (раздел Концепции).")
    text: str = described("Text of the function in the Concept (формулировка).")
    english_text: str | None = described("Text in English (формулировка на английском).")
    performers: Connection[Organisation] = described("Organisations that perform the function (кто выполняет).")
    resources: Connection[DigitalResource] = described(
        "Digital resources that support the function (цифровые ресурсы)."
    )
