"""Practices, programs and adoptions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.interfaces import Node, Record
from schema.promises import says, stored

if TYPE_CHECKING:
    from graph_model.terms import AdoptionStage, EvidenceTier, PracticeStage, ProgramKind
    from schema.competences import Competence, Theme
    from schema.derived import Connection
    from schema.organisations import Organisation


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
    themes: list[Theme] = says("Its themes (темы).")
    competences: Connection[Competence] = says("Competences that it addresses (компетенции).")
    adoptions: Connection[Adoption] = says("Who took it up (внедрения).")


@stored
class Program(Node, Record):
    """A program of further professional education (программа ДПО)."""

    code: str = says("Code (код программы).")
    title: str = says("Title (название).")
    kind: ProgramKind = says("Qualification upgrade or retraining (вид программы).")
    hours: int = says("Volume in hours (объём, часы).")
    provider: Organisation | None = says("Who offers it (организатор).")
    themes: list[Theme] = says("Its themes (темы).")
    competences: Connection[Competence] = says("Competences that it develops (развиваемые компетенции).")


@stored
class Adoption(Node, Record):
    """One organisation takes up one practice (внедрение)."""

    code: str = says("Code (код внедрения).")
    started_on: date | None = says("When it began (начало внедрения).")
    reported_on: date | None = says("When it was reported (дата сообщения).")
    ended_on: date | None = says("When it ended (окончание внедрения).")
    stage: AdoptionStage = says("How far it has come (стадия внедрения).")
    practice: Practice = says("The practice (практика).")
    organisation: Organisation = says("The organisation (организация).")
