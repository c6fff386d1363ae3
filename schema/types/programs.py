"""Training programs, their certification, the register, and who is trained."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import EnrolmentStatus, Verdict
    from graph_model.terms import ProgramKind
    from schema.derived import Connection
    from schema.types.competences import Competence, SubjectArea, Theme
    from schema.types.development import Route
    from schema.types.organisations import Organisation
    from schema.types.people import ExpertGroup, Person
    from schema.types.projects import NetworkProject


@stored
class Program(Node, Record):
    """A program of further professional education (программа ДПО)."""

    code: str = described("Code (код программы).")
    title: str = described("Title (название).")
    kind: ProgramKind = described("Qualification upgrade or retraining (вид программы).")
    hours: int = described("Volume in hours (объём, часы).")
    network: bool = described("Whether several organisations carry it out together (сетевая форма).")
    provider: Organisation | None = described("Who offers it (организатор).")
    themes: list[Theme] = described("Its themes (темы).")
    competences: Connection[Competence] = described("Competences that it develops (развиваемые компетенции).")
    subject_areas: Connection[SubjectArea] = described("School subjects that it is for (предметы).")
    versions: Connection[ProgramVersion] = described("Its versions (версии).")
    register_entries: Connection[RegisterEntry] = described(
        "Entries of the register about its versions (записи реестра)."
    )
    routes: Connection[Route] = described("Routes of which it is a step (маршруты).")
    projects: Connection[NetworkProject] = described("Network projects that carry it out (сетевые проекты).")


@stored
class ProgramVersion(Node, Record):
    """One version of a program: what experts review, the register names and people are taught (версия программы)."""

    code: str = described("Code (код версии).")
    number: int = described("Number of the version, from 1 (номер версии).")
    made_on: date | None = described("When it was made (дата версии).")
    program: Program = described("The program (программа).")
    conclusions: Connection[ExpertConclusion] = described("What experts concluded on it (экспертные заключения).")
    register_entries: Connection[RegisterEntry] = described("Its entries in the register (записи реестра).")
    enrolments: Connection[Enrolment] = described("Who is or was trained in it (обучение).")


@stored
class ExpertConclusion(Node, Record):
    """What a group of experts concludes on a version of a program (экспертное заключение)."""

    code: str = described("Code (код заключения).")
    verdict: Verdict = described("The verdict (решение).")
    concluded_on: date | None = described("When (дата заключения).")
    version: ProgramVersion = described("On which version (версия программы).")
    experts: Connection[Person] = described("Who signed it (эксперты).")
    group: ExpertGroup | None = described("The group of experts that it comes from (группа экспертов).")
    certificates: Connection[Certificate] = described("Certificates that are based on it (сертификаты).")


@stored
class Certificate(Node, Record):
    """A certificate of a version of a program, valid for a time (сертификат программы)."""

    code: str = described("Code (код сертификата).")
    valid_from: date = described("From when it is valid (действует с).")
    valid_to: date | None = described("The last day on which it is valid (действует по); null: without end.")
    conclusion: ExpertConclusion | None = described("The conclusion that it is based on (экспертное заключение).")
    register_entries: Connection[RegisterEntry] = described("Entries of the register that rest on it (записи реестра).")


@stored
class RegisterEntry(Node, Record):
    """An entry of the federal register of programs (запись федерального реестра)."""

    code: str = described("Code (код записи).")
    entered_on: date = described("When it was entered (дата включения).")
    left_on: date | None = described("When it left the register; null while it stands there (дата исключения).")
    version: ProgramVersion = described("The version that it is for (версия программы).")
    program: Program = described("The program that it is for (программа).")
    certificate: Certificate | None = described("The certificate that it rests on (сертификат).")


@stored
class Enrolment(Node, Record):
    """A person is trained in a version of a program (обучение по программе)."""

    code: str = described("Code (код).")
    began_on: date | None = described("When it began (начало).")
    ended_on: date | None = described("When it ended (окончание).")
    status: EnrolmentStatus = described("How far the person has come (статус).")
    person: Person = described("Who is trained (обучающийся).")
    version: ProgramVersion = described("In which version (версия программы).")
    program: Program | None = described("In which program (программа).")
