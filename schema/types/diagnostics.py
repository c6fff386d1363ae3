"""Diagnostics of competences and the deficits that they reveal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import says, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import DeficitSeverity, DiagnosticKind
    from schema.derived import Connection
    from schema.types.competences import Competence
    from schema.types.organisations import Organisation
    from schema.types.people import Person


@stored
class Diagnostic(Node, Record):
    """A set of tasks that measures competences (диагностика)."""

    code: str = says("Code (код диагностики).")
    title: str = says("Title (название).")
    kind: DiagnosticKind = says("What it measures (вид диагностики).")
    highest_score: float = says("The highest score that can be had (максимальный балл).")
    competences: Connection[Competence] = says("Competences that it measures (измеряемые компетенции).")
    conducted_by: Organisation | None = says("Who conducts it (организатор).")
    attempts: Connection[Attempt] = says("Who took it and when (прохождения).")


@stored
class Attempt(Node, Record):
    """A person took a diagnostic on a day (прохождение диагностики)."""

    code: str = says("Code (код).")
    taken_on: date | None = says("When (дата).")
    score: float | None = says("Score (балл).")
    person: Person = says("Who took it (участник).")
    diagnostic: Diagnostic = says("The diagnostic (диагностика).")
    deficits: Connection[Deficit] = says("What it revealed (выявленные дефициты).")


@stored
class Deficit(Node, Record):
    """What an attempt showed a person to lack (профессиональный дефицит).

    It is open until a completed program or internship that develops the competence, or a later attempt without it.
    """

    code: str = says("Code (код).")
    severity: DeficitSeverity = says("How grave it is (выраженность).")
    found_on: date | None = says("When it was found (дата выявления).")
    closed_on: date | None = says("When it was closed; null while it is open (дата восполнения).")
    attempt: Attempt = says("The attempt that revealed it (прохождение диагностики).")
    competence: Competence = says("In which competence (компетенция).")
    person: Person | None = says("Whose it is (чей дефицит).")
