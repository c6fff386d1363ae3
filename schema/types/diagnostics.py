"""Diagnostics of competences, and the deficits that they reveal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import DeficitSeverity, DiagnosticKind, ProficiencyLevel
    from schema.derived import Connection
    from schema.types.competences import Competence, SubjectArea
    from schema.types.organisations import Organisation
    from schema.types.people import Person


@stored
class Diagnostic(Node, Record):
    """A set of tasks that measures competences (диагностика)."""

    code: str = described("Code (код диагностики).")
    title: str = described("Title (название).")
    kind: DiagnosticKind = described("Kind of diagnostic (вид диагностики).")
    highest_score: float = described("The highest possible score (максимальный балл).")
    competences: Connection[Competence] = described(
        "Competences that the diagnostic measures (измеряемые компетенции)."
    )
    subject_areas: Connection[SubjectArea] = described(
        "School subjects that the diagnostic measures (предметы); none if it is not about a subject."
    )
    conducted_by: Organisation | None = described("The organisation that conducts the diagnostic (организатор).")
    attempts: Connection[Attempt] = described("Attempts of people at the diagnostic (прохождения).")


@stored
class Attempt(Node, Record):
    """An attempt of a person at a diagnostic on a day (прохождение диагностики)."""

    code: str = described("Code (код).")
    taken_on: date | None = described("The day of the attempt (дата).")
    score: float | None = described("The score of the attempt (балл).")
    level: ProficiencyLevel | None = described("The level that the attempt showed (уровень владения).")
    person: Person = described("The person who made the attempt (участник).")
    diagnostic: Diagnostic = described("The diagnostic that was taken (диагностика).")
    deficits: Connection[Deficit] = described("Deficits that the attempt revealed (выявленные дефициты).")


@stored
class Deficit(Node, Record):
    """A competence that a person lacks, as an attempt at a diagnostic showed (профессиональный дефицит).

    The deficit is open until the person completes a program or an internship that develops the competence, or until a
    later attempt does not show the deficit.
    """

    code: str = described("Code (код).")
    severity: DeficitSeverity = described("Severity of the deficit (выраженность).")
    found_on: date | None = described("The day the deficit was found (дата выявления).")
    closed_on: date | None = described("The day the deficit was closed; null while it is open (дата восполнения).")
    attempt: Attempt = described("The attempt that revealed the deficit (прохождение диагностики).")
    competence: Competence = described("The competence that the person lacks (компетенция).")
    person: Person | None = described("The person who has the deficit (чей дефицит).")
