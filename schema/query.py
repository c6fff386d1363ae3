"""The root: where every operation starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Union

import strawberry

from graph_model.model import kinds
from graph_model.terms import Withdrawn
from schema.derived import derived
from schema.promises import NAMES, Argument, computed, described

if TYPE_CHECKING:
    from schema.derived import Connection, SearchConnection
    from schema.types.adoptions import Adoption
    from schema.types.catalogue import DataSource, KpiIndicator, KpiValue, Rule, System
    from schema.types.competences import Competence, Position, SubjectArea, Theme
    from schema.types.development import Internship
    from schema.types.diagnostics import Diagnostic
    from schema.types.documents import DigitalResource, Document
    from schema.types.interfaces import Node
    from schema.types.links import PathSearch
    from schema.types.organisations import Function, Organisation
    from schema.types.people import ManagementTeam, Mentorship, Person
    from schema.types.practices import Practice
    from schema.types.programs import Program, RegisterEntry
    from schema.types.projects import Event, NetworkProject, ResearchProject
    from schema.types.replication import FittedModel, Forecast, PracticeRecommendations
    from schema.types.statistics import AdoptionStatistic
    from schema.types.territory import Municipality, Region

# the kinds that the one search box finds
SEARCHED = tuple(name for name, kind in kinds().items() if kind.searched)


def by(description: str) -> Argument:
    """The argument that names a node by a unique property."""
    return Argument("str", description)


def enter_search() -> None:
    """Enter the union of what can be found, and its connection."""
    union = strawberry.union("SearchResult", description="What a search can find (результат поиска).")
    NAMES["SearchResult"] = Annotated[Union[tuple(NAMES[each] for each in SEARCHED)], union]  # noqa: UP007
    edge = {
        "cursor": ("str", "The place of this hit among all, for `after`."),
        "score": ("float", "How well it fits; comparable within one search only."),
        "node": ("SearchResult", "What was found."),
    }
    connection = {
        "edges": ("list[SearchEdge]", "The page as edges, the best first."),
        "nodes": ("list[SearchResult]", "The page as plain nodes."),
        "page_info": ("PageInfo", "Whether there is more, and from where to go on."),
        "total_count": ("int", "How many were found."),
    }
    NAMES["SearchEdge"] = derived("SearchEdge", "One hit of a search.", edge)
    NAMES["SearchConnection"] = derived("SearchConnection", "A page of the hits of a search.", connection)


@computed
class Query:
    """Questions to the graph; nothing can be changed through it."""

    node: Node | None = described("The node of a global id; null where there is none.", id=Argument("ID", "Global id."))
    nodes: list[Node | None] = described(
        "The nodes of several global ids, in their order; null where there is none.",
        ids=Argument("list[ID]", "Global ids, at most 2,000."),
    )
    search: SearchConnection = described(
        "Full-text search in Russian: words in any form first, then what begins with them, then what differs by one "
        "typo (полнотекстовый поиск).",
        text=Argument("str", "Words to find; all of them must be there."),
        kinds=Argument("list[SearchKind] | None", "Only these kinds; left out, all."),
        withdrawn=Argument(
            "Withdrawn", "Whether records that their source withdrew are there too (снятые с учёта).", Withdrawn.EXCLUDE
        ),
        first=Argument("int | None", "How many, 20 if nothing is said, at most 2,000."),
        after=Argument("str | None", "The cursor after which to begin."),
    )
    region: Region | None = described("The region with this code (субъект).", code=by("Two-digit code (код субъекта)."))
    regions: Connection[Region] = described("All regions (субъекты).")
    municipality: Municipality | None = described(
        "The municipality with this code (муниципальное образование).", oktmo=by("OKTMO, eight digits (код ОКТМО).")
    )
    municipalities: Connection[Municipality] = described("All municipalities (муниципальные образования).")
    organisation: Organisation | None = described(
        "The organisation with this key (организация).", orgId=by("Business key (ключ организации).")
    )
    organisations: Connection[Organisation] = described("All organisations (организации).")
    function: Function | None = described("The function with this code (функция).", code=by("Code (код функции)."))
    functions: Connection[Function] = described("All functions of the order (функции).")
    practice: Practice | None = described("The practice with this code (практика).", code=by("Code (код практики)."))
    practices: Connection[Practice] = described("All practices (практики).")
    adoptions: Connection[Adoption] = described("All adoptions (внедрения).")
    adoption: Adoption | None = described("The adoption with this code (внедрение).", code=by("Code (код внедрения)."))
    adoption_statistics: list[AdoptionStatistic] = described(
        "How many adoptions there are by region, year, theme and stage, in any combination (статистика внедрений). In "
        "the order of the groups as asked for, each upward, rows where it is not known last.",
        groupBy=Argument("list[AdoptionGroup]", "By what to count, at least one; each counts once (по чему считать)."),
        where=Argument("AdoptionWhere | None", "Which adoptions; left out, all."),
    )
    practices_to_replicate: PracticeRecommendations = described(
        "Practices that fit what a region lacks (практики для субъекта).",
        region=Argument("str", "Two-digit code of the region (код субъекта)."),
        forCompetences=Argument(
            "list[str] | None", "Only for these competences, by code; left out, all that it lacks (компетенции)."
        ),
        first=Argument("int", "How many practices, at most 100 (сколько практик).", 10),
    )
    fitted_models: Connection[FittedModel] = described("Models that were fitted to the graph (обученные модели).")
    forecasts: Connection[Forecast] = described("Forecasts that were kept to be scored (сохранённые прогнозы).")
    program: Program | None = described("The program with this code (программа).", code=by("Code (код программы)."))
    programs: Connection[Program] = described("All programs (программы).")
    program_register: Connection[RegisterEntry] = described(
        "The federal register of programs: on a day (`on`), or with all its past (федеральный реестр программ)."
    )
    person: Person | None = described(
        "The person with this pseudonym (человек).", personId=by("Pseudonym (псевдоним).")
    )
    people: Connection[Person] = described("All people who may be seen: the generated ones (педагоги и управленцы).")
    teachers: Connection[Person] = described("People who teach (педагогические работники).")
    mentors: Connection[Person] = described("People who can be mentors (наставники).")
    mentorships: Connection[Mentorship] = described("All mentorships (наставничество).")
    management_teams: Connection[ManagementTeam] = described("All management teams (управленческие команды).")
    diagnostics: Connection[Diagnostic] = described("All diagnostics (диагностики).")
    internships: Connection[Internship] = described("All internships (стажировки).")
    network_projects: Connection[NetworkProject] = described("All network projects (сетевые проекты).")
    events: Connection[Event] = described("All events (мероприятия).")
    research_projects: Connection[ResearchProject] = described("All applied research (прикладные исследования).")
    documents: Connection[Document] = described("All normative documents (документы).")
    digital_resources: Connection[DigitalResource] = described("All portals, cabinets, registers and banks (ресурсы).")
    kpi_values: Connection[KpiValue] = described("All reported values of indicators (значения показателей).")
    competence: Competence | None = described("The competence with this code (компетенция).", code=by("Code (код)."))
    competences: Connection[Competence] = described("All competences (компетенции).")
    themes: list[Theme] = described("All themes of the order (темы).")
    subject_areas: Connection[SubjectArea] = described("All school subjects (учебные предметы).")
    positions: Connection[Position] = described("All positions (должности).")
    systems: list[System] = described("The systems that the order names (системы).")
    rules: list[Rule] = described(
        "The rules of the order (правила).", severity=Argument("list[Severity] | None", "Only these; left out, all.")
    )
    kpi_indicators: list[KpiIndicator] = described("The indicators of the order (показатели).")
    data_sources: list[DataSource] = described("Where the data come from (источники данных).")
    paths: PathSearch = described(
        "How two organisations are linked: the shortest paths between them (цепочки связей).",
        **{"from": Argument("ID", "Global id of the organisation to start from.")},
        to=Argument("ID", "Global id of the organisation to reach."),
        maxLength=Argument("int", "The most links that a path may have, at most 10.", 6),
        through=Argument("list[LinkKind] | None", "Only links of these kinds; left out, all."),
        first=Argument("int", "How many paths, at most 50.", 5),
    )
