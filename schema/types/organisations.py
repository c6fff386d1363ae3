"""Organisations and the functions that the order gives them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, says, stored
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

    org_id: str = says("Business key (ключ организации).")
    name: str = says("Full name (полное название).")
    short_name: str | None = says("Short name (краткое название).")
    english_name: str | None = says("Name in English (название на английском).")
    kind: OrganisationKind = says("What it is in the system (вид организации).")
    level: Level = says("At which level it works (уровень).")
    city: str | None = says("The town of its seat (город).")
    location: GeoPoint | None = says("Where it is (координаты).")
    valid_from: date | None = says("From when it exists (действует с); 1 January where only the year is known.")
    valid_to: date | None = says("Until when it existed (действовала по); 31 December where only the year is known.")
    functions_assigned: bool = says("Whether the order gives functions to this kind of organisation (есть функции).")
    note: str | None = says("What was seen of it and where (примечание).")
    pupils: int | None = says("How many pupils it has (число обучающихся).")
    teachers_counted: int | None = says("How many teachers it says to have (число педагогов по отчёту).")
    region: Region = says("The region of its seat (субъект); every organisation has one.")
    municipality: Municipality | None = says("The municipality of its seat, where it could be told (муниципалитет).")
    unit_of: Organisation | None = says("The organisation that it is a unit of (структурное подразделение чего).")
    units: Connection[Organisation] = says("Its units (структурные подразделения).")
    founder: Organisation | None = says("Its founder (учредитель).")
    founded: Connection[Organisation] = says("What it founded (учреждённые организации).")
    functions: Connection[Function] = says("Functions that it performs, assigned or reported (функции).")
    partners: Connection[Organisation] = says("Its partners (партнёры).")
    practices: Connection[Practice] = says("Practices that it wrote (созданные практики).")
    adoptions: Connection[Adoption] = says("Practices that it took up (внедрения).")
    programs: Connection[Program] = says("Training programs that it offers (программы).")
    agreed_with: Connection[Organisation] = says("In agreement with whom it was set up (согласована с).")
    people: Connection[Person] = says("Who works or worked here (сотрудники).")
    members: Connection[Person] = says("Members of the association or council (участники).")
    management_teams: Connection[ManagementTeam] = says("Management teams that it keeps (управленческие команды).")
    expert_groups: Connection[ExpertGroup] = says("Groups of experts that it keeps (группы экспертов).")
    reviews: Connection[Review] = says("Reviews of practices that it made (проведённые экспертизы).")
    projects: Connection[NetworkProject] = says("Network projects that it takes part in (сетевые проекты).")
    events: Connection[Event] = says("Events that it holds (мероприятия).")
    research: Connection[ResearchProject] = says("Research that it carries out (исследования).")
    internships: Connection[Internship] = says("Internships at it (стажировки).")
    diagnostics: Connection[Diagnostic] = says("Diagnostics that it conducts (диагностики).")
    documents: Connection[Document] = says("Documents that it issued (документы).")
    resources: Connection[DigitalResource] = says("Digital resources that it operates (цифровые ресурсы).")
    deficit_profile: DeficitProfile = says("What its people lack, small groups withheld (профиль дефицитов).")
    partner_suggestions: PartnerSuggestions = says(
        "With whom to work: organisations of the own and of bordering regions, with reasons (подбор партнёров).",
        first=Argument("int | None", "How many, 10 if nothing is said, at most 100.", 10),
        where=Argument("OrganisationWhere | None", "Which organisations may be suggested."),
        preset=Argument("PartnerPreset | None", "Whom to prefer; left out, BALANCED."),
    )


@stored
class Function(Node, Record):
    """A function that the order gives to a kind of organisation (функция)."""

    code: str = says("Code (код функции).")
    actor: str = says("The kind of organisation that it is given to (субъект функции).")
    level: Level = says("The level at which it is performed (уровень).")
    section: str = says("Section of the order (раздел Концепции).")
    text: str = says("Text as in the order (формулировка).")
    english_text: str | None = says("Text in English (формулировка на английском).")
    performers: Connection[Organisation] = says("Who performs it (кто выполняет).")
    resources: Connection[DigitalResource] = says("Digital resources that support it (цифровые ресурсы).")
