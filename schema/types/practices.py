"""Practices and their expert reviews."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import Fairness
from schema.promises import Argument, described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import Verdict
    from graph_model.terms import (
        Equipment,
        EvidenceTier,
        Level,
        OrganisationContext,
        OrganisationKind,
        PracticeStage,
        SchoolStage,
    )
    from schema.derived import Connection
    from schema.types.adoptions import Adoption
    from schema.types.audiences import PeopleReached, PracticeAudience
    from schema.types.competences import Competence, SubjectArea, Theme
    from schema.types.development import Route
    from schema.types.dissemination import Dissemination
    from schema.types.organisations import Organisation
    from schema.types.people import Person
    from schema.types.projects import Event, NetworkProject, ResearchProject
    from schema.types.replication import Forecast, ReplicationPlan


@stored
class Practice(Node, Record):
    """A pedagogical or methodical practice that other organisations can adopt (практика)."""

    code: str = described("Code (код практики).")
    title: str = described("Title (название).")
    summary: str | None = described("Summary (краткое описание).")
    problem: str | None = described("The problem that the practice solves (решаемая проблема).")
    stage: PracticeStage = described("Stage of development of the practice (стадия).")
    evidence: EvidenceTier = described("Level of evidence that the practice works (уровень доказательности).")
    published_on: date | None = described("The day of publication (дата публикации).")
    address: str | None = described("Web address of the description of the practice (адрес описания).")
    materials: list[str] = described("Web addresses of the materials of the practice (материалы).")
    audience_kinds: list[OrganisationKind] = described(
        "Kinds of organisations that the practice is declared for (виды организаций); empty if none are declared."
    )
    audience_levels: list[Level] = described(
        "Levels of organisations that the practice is declared for (уровни организаций); empty if none are declared."
    )
    audience_stages: list[SchoolStage] = described(
        "Stages of education that the practice is declared for (уровни образования); empty if none are declared."
    )
    audience_contexts: list[OrganisationContext] = described(
        "Conditions that the practice is made for (условия); empty if it is for any conditions."
    )
    resources_needed: list[Equipment] = described("Equipment that the practice needs (необходимое оснащение).")
    author: Organisation | None = described("The organisation that wrote the practice (организация-автор).")
    authors: Connection[Person] = described("The people who wrote the practice (авторы).")
    themes: list[Theme] = described("Themes of the practice (темы).")
    competences: Connection[Competence] = described("Competences that the practice addresses (компетенции).")
    subject_areas: Connection[SubjectArea] = described("School subjects for which the practice is intended (предметы).")
    reviews: Connection[Review] = described("Expert reviews of the practice (экспертизы).")
    adoptions: Connection[Adoption] = described("Adoptions of the practice (внедрения).")
    research: Connection[ResearchProject] = described(
        "Research projects from which the practice resulted (исследования-источники)."
    )
    projects: Connection[NetworkProject] = described(
        "Network projects from which the practice resulted (сетевые проекты-источники)."
    )
    events: Connection[Event] = described("Events at which the practice was presented (мероприятия).")
    routes: Connection[Route] = described("Routes that have the practice as a step (маршруты).")
    forecasts: Connection[Forecast] = described(
        "Stored forecasts of adoptions of the practice, for later scoring (сохранённые прогнозы)."
    )
    audience: PracticeAudience = described(
        "The organisations that the practice is for, as declared and as inferred (аудитория).",
        asOf=Argument("date | None", "The day for which adopters are counted (на дату). Default: today."),
    )
    people_reached: PeopleReached = described(
        "The people whom the practice reached, by the reports of its adopters (охват).",
        asOf=Argument("date | None", "The day up to which reports are counted (на дату). Default: today."),
    )
    dissemination: Dissemination = described(
        "The spread of the practice, as declared by its adopters (распространение).",
        asOf=Argument("date | None", "The day for which the spread is computed (на дату). Default: today."),
        period=Argument("Period | None", "The length of the periods of the timeline (период). Default: YEAR."),
        network=Argument(
            "SpreadNetwork | None", "The ties used for thresholds and contagion (сеть). Default: PARTNERSHIP."
        ),
    )
    where_to_replicate: ReplicationPlan = described(
        "Organisations to which the practice should be replicated next, by a model that is fitted to past adoptions "
        "(куда тиражировать).",
        first=Argument("int", "The number of organisations, at most 100 (сколько организаций).", 10),
        region=Argument(
            "str | None",
            "Two-digit code of the region of the organisations (код субъекта). Default: the whole country.",
        ),
        kinds=Argument("list[OrganisationKind] | None", "Kinds of the organisations (виды). Default: all."),
        where=Argument("OrganisationWhere | None", "A filter for the organisations that may be recommended."),
        asOf=Argument("date | None", "The day up to which events are taken into account (на дату). Default: today."),
        fairness=Argument("Fairness", "The criterion for the choice of organisations (равномерность).", Fairness.NONE),
    )


@stored
class Review(Node, Record):
    """An expert review of a practice by an organisation (экспертиза практики)."""

    code: str = described("Code (код экспертизы).")
    verdict: Verdict = described("The verdict (решение).")
    reviewed_on: date | None = described("The day of the review (дата экспертизы).")
    summary: str | None = described("Short conclusion of the review (краткий вывод).")
    practice: Practice = described("The reviewed practice (практика).")
    organisation: Organisation | None = described(
        "The organisation that reviewed the practice (экспертная организация)."
    )
