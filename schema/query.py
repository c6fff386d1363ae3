"""The root type of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Union

import strawberry

from analysis.vocabulary import HubTreatment
from graph_model.model import kinds
from graph_model.terms import Withdrawn
from schema.derived import derived
from schema.promises import NAMES, Argument, computed, described

if TYPE_CHECKING:
    from schema.derived import Connection, SearchConnection
    from schema.types.adoptions import Adoption
    from schema.types.brokers import Brokers
    from schema.types.catalogue import DataSource, KpiIndicator, KpiValue, Rule, System
    from schema.types.certification import ConflictOfInterestPage, ExpertLoad
    from schema.types.competences import Competence, Position, SubjectArea, Theme
    from schema.types.coverage import CountryCoverage
    from schema.types.development import Internship, Route
    from schema.types.diagnostics import Diagnostic
    from schema.types.documents import DigitalResource, Document
    from schema.types.findings import FindingPage
    from schema.types.indicator_runs import IndicatorCount, IndicatorRun
    from schema.types.indicators import CountryIndicator
    from schema.types.interfaces import Node
    from schema.types.links import PathSearch
    from schema.types.networks import NetworkAnalysis
    from schema.types.organisations import Function, Organisation
    from schema.types.people import ExpertGroup, ManagementTeam, Mentorship, Person
    from schema.types.portfolio import JointPlan
    from schema.types.practices import Practice
    from schema.types.programs import (
        Certificate,
        ExpertConclusion,
        Program,
        ProgramSession,
        ProgramVersion,
        RegisterEntry,
    )
    from schema.types.projects import Event, NetworkProject, ResearchProject
    from schema.types.replication import FittedModel, Forecast, PracticeRecommendations
    from schema.types.route_completion import CountryRouteCompletion
    from schema.types.rule_checks import RuleCheck
    from schema.types.statistics import AdoptionStatistic
    from schema.types.teams import ProjectTeam
    from schema.types.territory import Municipality, Region

# the kinds that `search` can find
SEARCHED = tuple(name for name, kind in kinds().items() if kind.searched)


def by(description: str) -> Argument:
    """Return the argument that identifies a node by a unique property."""
    return Argument("str", description)


def enter_search() -> None:
    """Register the union of the types that a search can find, and its connection."""
    union = strawberry.union("SearchResult", description="A node that a search can find (результат поиска).")
    NAMES["SearchResult"] = Annotated[Union[tuple(NAMES[each] for each in SEARCHED)], union]  # noqa: UP007
    edge = {
        "cursor": ("str", "The position of this hit, for `after`."),
        "score": ("float", "Relevance of the hit. Scores are comparable within one search only."),
        "node": ("SearchResult", "The node found."),
    }
    connection = {
        "edges": ("list[SearchEdge]", "The hits of the page with scores and cursors, the best first."),
        "nodes": ("list[SearchResult]", "The nodes of the page, without scores and cursors."),
        "page_info": ("PageInfo", "Whether there are more hits, and the cursors of the page."),
        "total_count": ("int", "Number of hits over all pages."),
    }
    NAMES["SearchEdge"] = derived("SearchEdge", "One hit of a search.", edge)
    NAMES["SearchConnection"] = derived("SearchConnection", "A page of hits of a search.", connection)


@computed
class Query:
    """The root of all queries. Data cannot be changed through this schema."""

    node: Node | None = described(
        "The node with this global id; null if there is none.", id=Argument("ID", "Global id.")
    )
    nodes: list[Node | None] = described(
        "The nodes with these global ids, in the order of the ids; null for an id without a node.",
        ids=Argument("list[ID]", "Global ids, at most 2,000."),
    )
    search: SearchConnection = described(
        "Full-text search in Russian (полнотекстовый поиск). Exact words in any grammatical form come first, then "
        "words that begin with the given ones, then words that differ by one typo.",
        text=Argument("str", "The words to find; a hit contains all of them."),
        kinds=Argument("list[SearchKind] | None", "Limit the search to these types. Default: all types."),
        withdrawn=Argument(
            "Withdrawn", "Whether to include records that their source withdrew (снятые с учёта).", Withdrawn.EXCLUDE
        ),
        first=Argument("int | None", "The number of hits. Default 20, at most 2,000."),
        after=Argument("str | None", "Return the hits after this cursor."),
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
    functions: Connection[Function] = described("All functions of the Concept (функции).")
    practice: Practice | None = described("The practice with this code (практика).", code=by("Code (код практики)."))
    practices: Connection[Practice] = described("All practices (практики).")
    adoptions: Connection[Adoption] = described("All adoptions (внедрения).")
    adoption: Adoption | None = described("The adoption with this code (внедрение).", code=by("Code (код внедрения)."))
    adoption_statistics: list[AdoptionStatistic] = described(
        "Number of adoptions by region, year, theme and stage, in any combination (статистика внедрений). Rows are "
        "sorted by the groups in the requested order, ascending, unknown values last.",
        groupBy=Argument(
            "list[AdoptionGroup]", "The groups to count by, at least one, each at most once (по чему считать)."
        ),
        where=Argument("AdoptionWhere | None", "A filter for the adoptions. Default: all."),
    )
    practices_to_replicate: PracticeRecommendations = described(
        "Practices recommended to a region for its deficits (практики для субъекта).",
        region=Argument("str", "Two-digit code of the region (код субъекта)."),
        forCompetences=Argument(
            "list[str] | None",
            "Limit the recommendations to these competences, by code, each with all its parts (компетенции). Default: "
            "all competences with deficits in the region.",
        ),
        where=Argument("PracticeWhere | None", "A filter for the practices that may be recommended."),
        evidenceAtLeast=Argument(
            "EvidenceTier | None",
            "The least level of evidence of the practices (уровень доказательности не ниже). Default: any.",
        ),
        outcome=Argument(
            "str | None",
            "The outcome measure of `effect`, which decides between equal scores (показатель эффекта). Default: the "
            "most measured outcome of each practice.",
        ),
        first=Argument("int", "The number of practices, at most 100 (сколько практик).", 10),
    )
    replication_plan: JointPlan = described(
        "Practices assigned to organisations so that the expected benefit is the largest, no organisation is above its "
        "capacity, and the worst-served regions have a floor (план тиражирования портфеля практик).",
        practices=Argument(
            "list[str] | None", "Practices to assign, by code, at most 50 (практики). Give practices or themes."
        ),
        themes=Argument(
            "list[str] | None",
            "Themes whose practices are assigned, by code (темы). Of more than 50 practices, those with the strongest "
            "evidence are considered.",
        ),
        regions=Argument(
            "list[str] | None",
            "Two-digit codes of the regions of the organisations (субъекты). Default: the whole country.",
        ),
        size=Argument("int", "Number of assignments, at most 1,000 (число назначений).", 100),
        budgetPerOrganisation=Argument(
            "int", "Most practices for one organisation, 1 to 5, within its capacity (предел на организацию).", 1
        ),
        mostPerPractice=Argument(
            "int | None", "Most organisations for one practice (предел на практику). Default: no limit."
        ),
        floor=Argument(
            "int",
            "Least number of assignments in each of the worst-served third of the regions (нижняя граница); 0 plans "
            "for the benefit alone.",
            1,
        ),
        asOf=Argument("date | None", "The day for which the plan is made (на дату). Default: today."),
    )
    project_team: ProjectTeam = described(
        "Organisations that together cover themes and competences, and are linked or near enough to cooperate (подбор "
        "команды проекта). Organisations with too many current projects and adoptions for their kind are left out.",
        themes=Argument("list[str] | None", "Themes to cover, by code (темы). Give themes, competences or both."),
        competences=Argument(
            "list[str] | None", "Competences to cover, by code, each with all its parts (компетенции)."
        ),
        regions=Argument(
            "list[str] | None", "Two-digit codes of the regions of the members (субъекты). Default: the whole country."
        ),
        size=Argument("int", "Number of organisations, 2 to 12 (размер команды)."),
        lead=Argument(
            "ID | None",
            "Global id of the organisation that leads the team (руководитель команды). Default: the member with the "
            "largest own coverage. A given lead can be outside of the regions and above the limit of commitments.",
        ),
        asOf=Argument("date | None", "The day for which the team is chosen (на дату). Default: today."),
        nearKm=Argument(
            "float",
            "Members without a link to the lead are at most so many kilometres away (наибольшее расстояние).",
            300.0,
        ),
    )
    fitted_models: Connection[FittedModel] = described("Models fitted to the graph (обученные модели).")
    forecasts: Connection[Forecast] = described("Stored forecasts for later scoring (сохранённые прогнозы).")
    network_analyses: Connection[NetworkAnalysis] = described(
        "Stored analyses of the network of organisations (анализы сети)."
    )
    rule_checks: Connection[RuleCheck] = described("Stored checks of the rules (сохранённые проверки правил).")
    indicator_runs: Connection[IndicatorRun] = described(
        "Stored counts of the indicators, one run for each day (сохранённые подсчёты показателей)."
    )
    indicator_counts: Connection[IndicatorCount] = described(
        "All stored counts of indicators by area (сохранённые значения показателей)."
    )
    program: Program | None = described("The program with this code (программа).", code=by("Code (код программы)."))
    programs: Connection[Program] = described("All programs (программы).")
    program_sessions: Connection[ProgramSession] = described(
        "All past and future sessions of programs (потоки обучения)."
    )
    program_versions: Connection[ProgramVersion] = described("All versions of programs (версии программ).")
    program_version: ProgramVersion | None = described(
        "The version with this code (версия программы).", code=by("Code (код версии).")
    )
    program_register: Connection[RegisterEntry] = described(
        "The federal register of programs (федеральный реестр программ): in force on the day `on`, or with all entries "
        "of the past. The same list as `registerEntries`."
    )
    register_entries: Connection[RegisterEntry] = described(
        "All entries of the register, also those that left it or were never in force (записи реестра)."
    )
    expert_conclusions: Connection[ExpertConclusion] = described("All expert conclusions (экспертные заключения).")
    certificates: Connection[Certificate] = described("All certificates of programs (сертификаты программ).")
    expert_groups: Connection[ExpertGroup] = described("All groups of experts (группы экспертов).")
    conflicts_of_interest: ConflictOfInterestPage = described(
        "Experts who reviewed a program of their own organisation, of an organisation connected with it, or of a "
        "partner in a project (конфликты интересов).",
        where=Argument("ExpertConclusionWhere | None", "A filter for the conclusions. Default: all."),
        first=Argument("int | None", "The number of conflicts. Default 20, at most 10,000."),
        after=Argument("str | None", "Return the conflicts after this cursor."),
    )
    expert_load: ExpertLoad = described(
        "Experts of each region and the conclusions that they signed in a period (нагрузка экспертов по субъектам).",
        **{"from": Argument("date", "The first day of the period (с).")},
        until=Argument("date", "The last day of the period (по)."),
        regions=Argument("list[str] | None", "Two-digit codes of the regions (субъекты). Default: all."),
    )
    person: Person | None = described(
        "The person with this pseudonym (человек).", personId=by("Pseudonym (псевдоним).")
    )
    people: Connection[Person] = described("All visible people, which are the generated ones (педагоги и управленцы).")
    teachers: Connection[Person] = described("People who teach (педагогические работники).")
    mentors: Connection[Person] = described("People who can be mentors (наставники).")
    mentorships: Connection[Mentorship] = described("All mentorships (наставничество).")
    management_teams: Connection[ManagementTeam] = described("All management teams (управленческие команды).")
    diagnostics: Connection[Diagnostic] = described("All diagnostics (диагностики).")
    routes: Connection[Route] = described(
        "All visible individual educational routes, which are those of generated people (индивидуальные маршруты)."
    )
    route_completion: CountryRouteCompletion = described(
        "How many routes drawn up by a day have all, some or none of their steps done, in the country, by region and "
        "by municipality (прохождение маршрутов).",
        on=Argument("date", "The day of the numbers, not in the future (на дату)."),
    )
    internships: Connection[Internship] = described("All internships (стажировки).")
    network_projects: Connection[NetworkProject] = described("All network projects (сетевые проекты).")
    events: Connection[Event] = described("All events (мероприятия).")
    research_projects: Connection[ResearchProject] = described(
        "All applied research projects (прикладные исследования)."
    )
    documents: Connection[Document] = described("All normative documents (документы).")
    digital_resources: Connection[DigitalResource] = described(
        "All portals, accounts of regions, registers, banks, courses and external systems (ресурсы)."
    )
    kpi_values: Connection[KpiValue] = described("All reported values of indicators (значения показателей).")
    kpis: list[CountryIndicator] = described(
        "The indicators of the Concept counted from the records of the graph on a day (показатели на дату), in the "
        "order of their codes.",
        on=Argument("date", "The day of the values, not in the future (на дату)."),
    )
    competence: Competence | None = described("The competence with this code (компетенция).", code=by("Code (код)."))
    competences: Connection[Competence] = described("All competences (компетенции).")
    themes: list[Theme] = described("All themes of the Concept (темы).")
    subject_areas: Connection[SubjectArea] = described("All school subjects (учебные предметы).")
    positions: Connection[Position] = described("All positions (должности).")
    systems: list[System] = described("The systems that the Concept names (системы).")
    rules: list[Rule] = described(
        "The rules of the Concept (правила).",
        severity=Argument("list[Severity] | None", "Limit the list to these severities. Default: all."),
    )
    findings: FindingPage = described(
        "Violations of the rules of the Concept in the country, in one region, or by one object (выявленные "
        "нарушения). A check of all rules in a large country takes long: limit it with `rule`.",
        first=Argument("int | None", "The number of findings. Default 20, at most 10,000."),
        after=Argument("str | None", "Return the findings after this cursor."),
        region=Argument("str | None", "Two-digit code of the region (код субъекта). Default: the whole country."),
        object=Argument("ID | None", "Global id of the only object to check (объект)."),
        rule=Argument("list[str] | None", "Limit the check to these rules, by code (правила). Default: all."),
        severity=Argument("list[Severity] | None", "Limit the check to these severities (значимость). Default: all."),
        asOf=Argument(
            "date | None", "The day of the check (на дату). Default: the day on which the data last changed."
        ),
    )
    coverage: CountryCoverage = described(
        "Functions of the regional level in all regions, and functions without a performer (покрытие страны).",
        asOf=Argument("date | None", "The day (на дату). Default: today."),
    )
    kpi_indicators: list[KpiIndicator] = described("The indicators of the Concept (показатели).")
    data_sources: list[DataSource] = described("The sources of the data (источники данных).")
    paths: PathSearch = described(
        "The shortest paths between two organisations (цепочки связей).",
        **{"from": Argument("ID", "Global id of the first organisation.")},
        to=Argument("ID", "Global id of the last organisation."),
        maxLength=Argument("int", "The largest number of links of a path, at most 8.", 6),
        through=Argument("list[LinkKind] | None", "Limit the paths to these kinds of links. Default: all."),
        first=Argument("int", "The number of paths, at most 50.", 5),
        hubs=Argument(
            "HubTreatment",
            "The treatment of paths with hubs inside (узлы): the ends of a path may always be hubs.",
            HubTreatment.KEEP,
        ),
        hubDegree=Argument(
            "int | None",
            "An organisation is a hub if links of the requested kinds, except REGION and BORDER, join it to more than "
            "this number of organisations. Default: 300. Not accepted with KEEP.",
        ),
    )
    brokers: Brokers = described(
        "The organisations that link others, between groups or within them (посредники).",
        scope=Argument("BrokerScope", "The network: groups, kinds of links and day (в какой сети)."),
        first=Argument("int | None", "The number of brokers. Default 20, at most 10,000."),
        after=Argument("str | None", "Return the brokers after this cursor."),
    )
