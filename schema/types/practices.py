"""Practices and reviews of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import Fairness
from schema.promises import Argument, says, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import Verdict
    from graph_model.terms import EvidenceTier, PracticeStage
    from schema.derived import Connection
    from schema.types.adoptions import Adoption
    from schema.types.competences import Competence, SubjectArea, Theme
    from schema.types.development import Route
    from schema.types.dissemination import Dissemination
    from schema.types.organisations import Organisation
    from schema.types.people import Person
    from schema.types.projects import Event, ResearchProject
    from schema.types.replication import Forecast, ReplicationPlan


@stored
class Practice(Node, Record):
    """A pedagogical or methodical practice that others can take up (практика)."""

    code: str = says("Code (код практики).")
    title: str = says("Title (название).")
    summary: str | None = says("Summary (краткое описание).")
    problem: str | None = says("The problem that it solves (решаемая проблема).")
    stage: PracticeStage = says("How far it has come (стадия).")
    evidence: EvidenceTier = says("How well it is shown to work (уровень доказательности).")
    published_on: date | None = says("When it was published (дата публикации).")
    author: Organisation | None = says("The organisation that wrote it (организация-автор).")
    authors: Connection[Person] = says("The people who wrote it (авторы).")
    themes: list[Theme] = says("Its themes (темы).")
    competences: Connection[Competence] = says("Competences that it addresses (компетенции).")
    subject_areas: Connection[SubjectArea] = says("School subjects that it is for (предметы).")
    reviews: Connection[Review] = says("Reviews of it (экспертизы).")
    adoptions: Connection[Adoption] = says("Who took it up (внедрения).")
    research: Connection[ResearchProject] = says("Research that led to it (исследования-источники).")
    events: Connection[Event] = says("Events that presented it (мероприятия).")
    routes: Connection[Route] = says("Routes of which it is a step (маршруты).")
    forecasts: Connection[Forecast] = says("Forecasts of who takes it up, kept to be scored (сохранённые прогнозы).")
    dissemination: Dissemination = says(
        "How it has spread, by what adopters declare (распространение).",
        asOf=Argument("date | None", "As of this day (на дату); left out, today."),
        period=Argument("Period | None", "By what the timeline is divided (период); left out, YEAR."),
        network=Argument("SpreadNetwork | None", "The ties of thresholds and contagion (сеть); left out, PARTNERSHIP."),
    )
    where_to_replicate: ReplicationPlan = says(
        "Where it should go next, by a model that is fitted to past adoptions (куда тиражировать).",
        first=Argument("int", "How many organisations, at most 100 (сколько организаций).", 10),
        asOf=Argument("date | None", "By what had happened by this day (на дату); left out, today."),
        fairness=Argument("Fairness", "Whom the choice prefers (равномерность).", Fairness.NONE),
    )


@stored
class Review(Node, Record):
    """An organisation reviews a practice (экспертиза практики)."""

    code: str = says("Code (код экспертизы).")
    verdict: Verdict = says("The verdict (решение).")
    reviewed_on: date | None = says("When (дата экспертизы).")
    summary: str | None = says("What it says in short (краткий вывод).")
    practice: Practice = says("The practice (практика).")
    organisation: Organisation | None = says("Who reviewed it (экспертная организация).")
