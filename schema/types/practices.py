"""Practices and reviews of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import Fairness
from schema.promises import Argument, described, stored
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

    code: str = described("Code (код практики).")
    title: str = described("Title (название).")
    summary: str | None = described("Summary (краткое описание).")
    problem: str | None = described("The problem that it solves (решаемая проблема).")
    stage: PracticeStage = described("How far it has come (стадия).")
    evidence: EvidenceTier = described("How well it is shown to work (уровень доказательности).")
    published_on: date | None = described("When it was published (дата публикации).")
    author: Organisation | None = described("The organisation that wrote it (организация-автор).")
    authors: Connection[Person] = described("The people who wrote it (авторы).")
    themes: list[Theme] = described("Its themes (темы).")
    competences: Connection[Competence] = described("Competences that it addresses (компетенции).")
    subject_areas: Connection[SubjectArea] = described("School subjects that it is for (предметы).")
    reviews: Connection[Review] = described("Reviews of it (экспертизы).")
    adoptions: Connection[Adoption] = described("Who took it up (внедрения).")
    research: Connection[ResearchProject] = described("Research that led to it (исследования-источники).")
    events: Connection[Event] = described("Events that presented it (мероприятия).")
    routes: Connection[Route] = described("Routes of which it is a step (маршруты).")
    forecasts: Connection[Forecast] = described(
        "Forecasts of who takes it up, kept to be scored (сохранённые прогнозы)."
    )
    dissemination: Dissemination = described(
        "How it has spread, by what adopters declare (распространение).",
        asOf=Argument("date | None", "As of this day (на дату); left out, today."),
        period=Argument("Period | None", "By what the timeline is divided (период); left out, YEAR."),
        network=Argument("SpreadNetwork | None", "The ties of thresholds and contagion (сеть); left out, PARTNERSHIP."),
    )
    where_to_replicate: ReplicationPlan = described(
        "Where it should go next, by a model that is fitted to past adoptions (куда тиражировать).",
        first=Argument("int", "How many organisations, at most 100 (сколько организаций).", 10),
        asOf=Argument("date | None", "By what had happened by this day (на дату); left out, today."),
        fairness=Argument("Fairness", "Whom the choice prefers (равномерность).", Fairness.NONE),
    )


@stored
class Review(Node, Record):
    """An organisation reviews a practice (экспертиза практики)."""

    code: str = described("Code (код экспертизы).")
    verdict: Verdict = described("The verdict (решение).")
    reviewed_on: date | None = described("When (дата экспертизы).")
    summary: str | None = described("What it says in short (краткий вывод).")
    practice: Practice = described("The practice (практика).")
    organisation: Organisation | None = described("Who reviewed it (экспертная организация).")
