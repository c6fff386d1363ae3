"""Training programs with their versions, certificates, register entries and enrolments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import EnrolmentStatus, Verdict
    from graph_model.terms import ProgramKind, RemovalReason, StudyForm
    from schema.derived import Connection
    from schema.types.certification import CertificationPath, ConflictOfInterest
    from schema.types.competences import Competence, SubjectArea, Theme
    from schema.types.development import Route
    from schema.types.documents import DigitalResource
    from schema.types.organisations import Organisation
    from schema.types.people import ExpertGroup, Person
    from schema.types.projects import NetworkProject
    from schema.types.territory import Municipality, Region


@stored
class Program(Node, Record):
    """A program of further professional education (программа ДПО)."""

    code: str = described("Code (код программы).")
    title: str = described("Title (название).")
    kind: ProgramKind = described("Qualification upgrade or retraining (вид программы).")
    hours: int = described("Volume in hours (объём, часы).")
    network: bool = described("Whether several organisations carry out the program together (сетевая форма).")
    forms: list[StudyForm] | None = described(
        "Forms in which the program is offered (формы обучения); null if they are not known."
    )
    provider: Organisation | None = described("The organisation that offers the program (организатор).")
    themes: list[Theme] = described("Themes of the program (темы).")
    competences: Connection[Competence] = described("Competences that the program develops (развиваемые компетенции).")
    prerequisites: Connection[Competence] = described(
        "Competences that a person must have before the training (необходимые компетенции)."
    )
    subject_areas: Connection[SubjectArea] = described("School subjects for which the program is intended (предметы).")
    versions: Connection[ProgramVersion] = described("Versions of the program (версии).")
    sessions: Connection[ProgramSession] = described("Past and future sessions of all versions (потоки обучения).")
    courses: Connection[DigitalResource] = described("Electronic courses that deliver the program (электронные курсы).")
    register_entries: Connection[RegisterEntry] = described(
        "Register entries for the versions of the program (записи реестра)."
    )
    routes: Connection[Route] = described("Routes that have the program as a step (маршруты).")
    projects: Connection[NetworkProject] = described("Network projects that carry out the program (сетевые проекты).")


@stored
class ProgramVersion(Node, Record):
    """A version of a program. Reviews, register entries and enrolments refer to versions (версия программы)."""

    code: str = described("Code (код версии).")
    number: int = described("Number of the version, from 1 (номер версии).")
    made_on: date | None = described("The day the version was made (дата версии).")
    applied_on: date | None = described(
        "The day of the application for certification (дата заявки на сертификацию); null if there is none."
    )
    program: Program = described("The program (программа).")
    conclusions: Connection[ExpertConclusion] = described("Expert conclusions on the version (экспертные заключения).")
    register_entries: Connection[RegisterEntry] = described("Register entries for the version (записи реестра).")
    sessions: Connection[ProgramSession] = described("Sessions in which the version is taught (потоки обучения).")
    enrolments: Connection[Enrolment] = described("Enrolments of people in the version (обучение).")
    certification_path: CertificationPath = described(
        "The path of the version from the application over conclusion, certificate and register entry to the removal, "
        "with its state on a day and what is wrong with its records (путь версии программы).",
        on=Argument("date", "The day up to which the path is shown (на дату)."),
    )


@stored
class ProgramSession(Node, Record):
    """A period in which a version of a program is taught to a group, with a number of places (поток обучения)."""

    code: str = described("Code (код потока).")
    begins_on: date = described("The first day of the session (начало).")
    ends_on: date | None = described("The last day of the session (окончание).")
    form: StudyForm | None = described("Form of the session (форма обучения).")
    places: int | None = described("Number of places (число мест).")
    free_places: int | None = described(
        "Number of free places that the provider reported for the day `placesCountedOn` (свободные места)."
    )
    places_counted_on: date | None = described("The day for which free places were reported (места указаны на дату).")
    version: ProgramVersion = described("The version of the program that is taught (версия программы).")
    program: Program | None = described("The program (программа).")
    region: Region | None = described(
        "The region where the session is held (субъект проведения); null for the distance form."
    )
    municipality: Municipality | None = described(
        "The municipality where the session is held (муниципалитет проведения); null for the distance form, or if it "
        "is not known."
    )
    enrolments: Connection[Enrolment] = described("Enrolments of people in the session (зачисления).")


@stored
class ExpertConclusion(Node, Record):
    """The conclusion of a group of experts on a version of a program (экспертное заключение)."""

    code: str = described("Code (код заключения).")
    verdict: Verdict = described("The verdict of the experts (решение).")
    concluded_on: date | None = described("The day of the conclusion (дата заключения).")
    version: ProgramVersion = described("The version that was reviewed (версия программы).")
    experts: Connection[Person] = described("Experts who signed the conclusion (эксперты).")
    group: ExpertGroup | None = described("The group of experts that issued the conclusion (группа экспертов).")
    certificates: Connection[Certificate] = described("Certificates that are based on the conclusion (сертификаты).")
    conflicts: list[ConflictOfInterest] = described(
        "Experts who signed the conclusion and on its day worked at the provider of the program, or at an organisation "
        "that is connected with it (конфликты интересов). Empty if the day is unknown; see `conflictsOfInterest`."
    )


@stored
class Certificate(Node, Record):
    """A certificate of a version of a program, with its period of validity (сертификат программы)."""

    code: str = described("Code (код сертификата).")
    valid_from: date = described("The first day of validity (действует с).")
    valid_to: date | None = described(
        "The last day of validity (действует по); null if the certificate does not expire."
    )
    conclusion: ExpertConclusion | None = described(
        "The expert conclusion on which the certificate is based (экспертное заключение)."
    )
    register_entries: Connection[RegisterEntry] = described(
        "Register entries that are based on the certificate (записи реестра)."
    )


@stored
class RegisterEntry(Node, Record):
    """An entry of the federal register of programs (запись федерального реестра)."""

    code: str = described("Code (код записи).")
    entered_on: date = described("The day of the entry into the register (дата включения).")
    left_on: date | None = described(
        "The day of removal from the register; null while the entry is in the register (дата исключения)."
    )
    removal_reason: RemovalReason | None = described(
        "The reason for the removal (причина исключения); null while the entry is in the register, or if not known."
    )
    removal_note: str | None = described("Explanation of the removal (пояснение к исключению).")
    version: ProgramVersion = described("The version of the program that the entry registers (версия программы).")
    program: Program = described("The program that the entry registers (программа).")
    certificate: Certificate | None = described("The certificate on which the entry is based (сертификат).")


@stored
class Enrolment(Node, Record):
    """The enrolment of a person in a version of a program (обучение по программе)."""

    code: str = described("Code (код).")
    began_on: date | None = described("The first day of training (начало); null if it has not begun.")
    ended_on: date | None = described("The last day of training (окончание).")
    status: EnrolmentStatus = described("Progress of the person in the program (статус).")
    person: Person = described("The trained person (обучающийся).")
    version: ProgramVersion = described("The version of the program (версия программы).")
    program: Program | None = described("The program (программа).")
    session: ProgramSession | None = described("The session that the person attends (поток обучения).")
