"""Organisations and the functions that the order gives them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import Level, OrganisationKind
    from schema.derived import Connection
    from schema.types.adoptions import Adoption
    from schema.types.development import Internship
    from schema.types.diagnostics import Diagnostic
    from schema.types.documents import DigitalResource, Document
    from schema.types.interfaces import GeoPoint
    from schema.types.partners import PartnerSuggestions
    from schema.types.people import ExpertGroup, ManagementTeam, Person
    from schema.types.practices import Practice, Review
    from schema.types.profiles import DeficitProfile
    from schema.types.programs import Program
    from schema.types.projects import Event, NetworkProject, ResearchProject
    from schema.types.territory import Municipality, Region


@stored
class Organisation(Node, Record):
    """A body of the system, from the ministry to a school (организация)."""

    org_id: str = described("Business key (ключ организации).")
    name: str = described("Full name (полное название).")
    short_name: str | None = described("Short name (краткое название).")
    english_name: str | None = described("Name in English (название на английском).")
    kind: OrganisationKind = described("What it is in the system (вид организации).")
    level: Level = described("At which level it works (уровень).")
    city: str | None = described("The town of its seat (город).")
    location: GeoPoint | None = described("Where it is (координаты).")
    valid_from: date | None = described("From when it exists (действует с); 1 January where only the year is known.")
    valid_to: date | None = described(
        "Until when it existed (действовала по); 31 December where only the year is known."
    )
    functions_assigned: bool = described(
        "Whether the order gives functions to this kind of organisation (есть функции)."
    )
    note: str | None = described("What was seen of it and where (примечание).")
    pupils: int | None = described("How many pupils it has (число обучающихся).")
    teachers_counted: int | None = described("How many teachers it says to have (число педагогов по отчёту).")
    region: Region = described("The region of its seat (субъект); every organisation has one.")
    municipality: Municipality | None = described(
        "The municipality of its seat, where it could be told (муниципалитет)."
    )
    unit_of: Organisation | None = described("The organisation that it is a unit of (структурное подразделение чего).")
    units: Connection[Organisation] = described("Its units (структурные подразделения).")
    founder: Organisation | None = described("Its founder (учредитель).")
    founded: Connection[Organisation] = described("What it founded (учреждённые организации).")
    functions: Connection[Function] = described("Functions that it performs, assigned or reported (функции).")
    partners: Connection[Organisation] = described("Its partners (партнёры).")
    practices: Connection[Practice] = described("Practices that it wrote (созданные практики).")
    adoptions: Connection[Adoption] = described("Practices that it took up (внедрения).")
    programs: Connection[Program] = described("Training programs that it offers (программы).")
    agreed_with: Connection[Organisation] = described("In agreement with whom it was set up (согласована с).")
    people: Connection[Person] = described("Who works or worked here (сотрудники).")
    members: Connection[Person] = described("Members of the association or council (участники).")
    management_teams: Connection[ManagementTeam] = described("Management teams that it keeps (управленческие команды).")
    expert_groups: Connection[ExpertGroup] = described("Groups of experts that it keeps (группы экспертов).")
    reviews: Connection[Review] = described("Reviews of practices that it made (проведённые экспертизы).")
    projects: Connection[NetworkProject] = described("Network projects that it takes part in (сетевые проекты).")
    events: Connection[Event] = described("Events that it holds (мероприятия).")
    research: Connection[ResearchProject] = described("Research that it carries out (исследования).")
    internships: Connection[Internship] = described("Internships at it (стажировки).")
    diagnostics: Connection[Diagnostic] = described("Diagnostics that it conducts (диагностики).")
    documents: Connection[Document] = described("Documents that it issued (документы).")
    resources: Connection[DigitalResource] = described("Digital resources that it operates (цифровые ресурсы).")
    deficit_profile: DeficitProfile = described("What its people lack, small groups withheld (профиль дефицитов).")
    partner_suggestions: PartnerSuggestions = described(
        "With whom to work: organisations of the own and of bordering regions, with reasons (подбор партнёров).",
        first=Argument("int | None", "How many, 10 if nothing is said, at most 100.", 10),
        where=Argument("OrganisationWhere | None", "Which organisations may be suggested."),
        preset=Argument("PartnerPreset | None", "Whom to prefer; left out, BALANCED."),
    )


@stored
class Function(Node, Record):
    """A function that the order gives to a kind of organisation (функция)."""

    code: str = described("Code (код функции).")
    actor: str = described("The kind of organisation that it is given to (субъект функции).")
    level: Level = described("The level at which it is performed (уровень).")
    section: str = described("Section of the order (раздел Концепции).")
    text: str = described("Text as in the order (формулировка).")
    english_text: str | None = described("Text in English (формулировка на английском).")
    performers: Connection[Organisation] = described("Who performs it (кто выполняет).")
    resources: Connection[DigitalResource] = described("Digital resources that support it (цифровые ресурсы).")
