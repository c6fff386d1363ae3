"""Training programs, their certification, the register, and who is trained."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import says, stored
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

    code: str = says("Code (код программы).")
    title: str = says("Title (название).")
    kind: ProgramKind = says("Qualification upgrade or retraining (вид программы).")
    hours: int = says("Volume in hours (объём, часы).")
    network: bool = says("Whether several organisations carry it out together (сетевая форма).")
    provider: Organisation | None = says("Who offers it (организатор).")
    themes: list[Theme] = says("Its themes (темы).")
    competences: Connection[Competence] = says("Competences that it develops (развиваемые компетенции).")
    subject_areas: Connection[SubjectArea] = says("School subjects that it is for (предметы).")
    versions: Connection[ProgramVersion] = says("Its versions (версии).")
    register_entries: Connection[RegisterEntry] = says("Entries of the register about its versions (записи реестра).")
    routes: Connection[Route] = says("Routes of which it is a step (маршруты).")
    projects: Connection[NetworkProject] = says("Network projects that carry it out (сетевые проекты).")


@stored
class ProgramVersion(Node, Record):
    """One version of a program: what experts review, the register names and people are taught (версия программы)."""

    code: str = says("Code (код версии).")
    number: int = says("Number of the version, from 1 (номер версии).")
    made_on: date | None = says("When it was made (дата версии).")
    program: Program = says("The program (программа).")
    conclusions: Connection[ExpertConclusion] = says("What experts concluded on it (экспертные заключения).")
    register_entries: Connection[RegisterEntry] = says("Its entries in the register (записи реестра).")
    enrolments: Connection[Enrolment] = says("Who is or was trained in it (обучение).")


@stored
class ExpertConclusion(Node, Record):
    """What a group of experts concludes on a version of a program (экспертное заключение)."""

    code: str = says("Code (код заключения).")
    verdict: Verdict = says("The verdict (решение).")
    concluded_on: date | None = says("When (дата заключения).")
    version: ProgramVersion = says("On which version (версия программы).")
    experts: Connection[Person] = says("Who signed it (эксперты).")
    group: ExpertGroup | None = says("The group of experts that it comes from (группа экспертов).")
    certificates: Connection[Certificate] = says("Certificates that are based on it (сертификаты).")


@stored
class Certificate(Node, Record):
    """A certificate of a version of a program, valid for a time (сертификат программы)."""

    code: str = says("Code (код сертификата).")
    valid_from: date = says("From when it is valid (действует с).")
    valid_to: date | None = says("The last day on which it is valid (действует по); null: without end.")
    conclusion: ExpertConclusion | None = says("The conclusion that it is based on (экспертное заключение).")
    register_entries: Connection[RegisterEntry] = says("Entries of the register that rest on it (записи реестра).")


@stored
class RegisterEntry(Node, Record):
    """An entry of the federal register of programs (запись федерального реестра)."""

    code: str = says("Code (код записи).")
    entered_on: date = says("When it was entered (дата включения).")
    left_on: date | None = says("When it left the register; null while it stands there (дата исключения).")
    version: ProgramVersion = says("The version that it is for (версия программы).")
    program: Program = says("The program that it is for (программа).")
    certificate: Certificate | None = says("The certificate that it rests on (сертификат).")


@stored
class Enrolment(Node, Record):
    """A person is trained in a version of a program (обучение по программе)."""

    code: str = says("Code (код).")
    began_on: date | None = says("When it began (начало).")
    ended_on: date | None = says("When it ended (окончание).")
    status: EnrolmentStatus = says("How far the person has come (статус).")
    person: Person = says("Who is trained (обучающийся).")
    version: ProgramVersion = says("In which version (версия программы).")
    program: Program | None = says("In which program (программа).")
