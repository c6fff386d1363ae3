"""Diagnostics of competences and the deficits that they reveal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
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

    code: str = described("Code (код диагностики).")
    title: str = described("Title (название).")
    kind: DiagnosticKind = described("What it measures (вид диагностики).")
    highest_score: float = described("The highest score that can be had (максимальный балл).")
    competences: Connection[Competence] = described("Competences that it measures (измеряемые компетенции).")
    conducted_by: Organisation | None = described("Who conducts it (организатор).")
    attempts: Connection[Attempt] = described("Who took it and when (прохождения).")


@stored
class Attempt(Node, Record):
    """A person took a diagnostic on a day (прохождение диагностики)."""

    code: str = described("Code (код).")
    taken_on: date | None = described("When (дата).")
    score: float | None = described("Score (балл).")
    person: Person = described("Who took it (участник).")
    diagnostic: Diagnostic = described("The diagnostic (диагностика).")
    deficits: Connection[Deficit] = described("What it revealed (выявленные дефициты).")


@stored
class Deficit(Node, Record):
    """What an attempt showed a person to lack (профессиональный дефицит).

    It is open until a completed program or internship that develops the competence, or a later attempt without it.
    """

    code: str = described("Code (код).")
    severity: DeficitSeverity = described("How grave it is (выраженность).")
    found_on: date | None = described("When it was found (дата выявления).")
    closed_on: date | None = described("When it was closed; null while it is open (дата восполнения).")
    attempt: Attempt = described("The attempt that revealed it (прохождение диагностики).")
    competence: Competence = described("In which competence (компетенция).")
    person: Person | None = described("Whose it is (чей дефицит).")
