"""Normative documents and digital resources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import DocumentKind, DocumentStatus, Level, ResourceKind
    from schema.derived import Connection
    from schema.types.organisations import Function, Organisation
    from schema.types.programs import Program
    from schema.types.projects import Event, NetworkProject
    from schema.types.territory import Region


@stored
class Document(Node, Record):
    """A normative document (нормативный документ)."""

    code: str = described("Code (код документа).")
    title: str = described("Title (название).")
    kind: DocumentKind = described("Kind of document (вид документа).")
    level: Level = described("The level at which the document applies (уровень).")
    number: str | None = described("Number of the document (номер).")
    dated: date | None = described("Date of the document (дата документа).")
    status: DocumentStatus = described("Whether the document is in force (статус).")
    address: str | None = described("Web address of the text (адрес документа).")
    text: str | None = described("Text of the document or its summary (текст или изложение).")
    issuer: Organisation | None = described("The organisation that issued the document (кем издан).")
    region: Region | None = described(
        "The region in which the document applies; null if it applies in all regions (субъект)."
    )
    replaces: Connection[Document] = described("Earlier documents that this document replaces (заменяет).")
    replaced_by: Connection[Document] = described("Later documents that replace this document (заменён).")
    events: Connection[Event] = described("Events that the document, a plan of events, lists (мероприятия плана).")
    projects: Connection[NetworkProject] = described("Network projects that the document regulates (проекты).")


@stored
class DigitalResource(Node, Record):
    """A portal, the account area of a region, a register, a bank, a course or another system (цифровой ресурс)."""

    code: str = described("Code (код ресурса).")
    title: str = described("Title (название).")
    kind: ResourceKind = described("Kind of resource (вид ресурса).")
    address: str | None = described("Web address (адрес).")
    operators: Connection[Organisation] = described("Organisations that operate the resource (операторы).")
    region: Region | None = described("The region that the resource serves; null if it serves all regions (субъект).")
    functions: Connection[Function] = described("Functions of the Concept that the resource supports (функции).")
    host: DigitalResource | None = described(
        "The portal or external system that hosts the course (где размещён курс); null for other resources."
    )
    courses: Connection[DigitalResource] = described("Electronic courses that the resource hosts (электронные курсы).")
    programs: Connection[Program] = described("Programs that the course delivers (программы курса).")
    sends_data_to: Connection[DigitalResource] = described(
        "Resources to which this resource sends data (передаёт данные)."
    )
    receives_data_from: Connection[DigitalResource] = described(
        "Resources from which this resource receives data (получает данные)."
    )
