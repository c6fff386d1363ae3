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
    from schema.types.projects import Event
    from schema.types.territory import Region


@stored
class Document(Node, Record):
    """A normative document (нормативный документ)."""

    code: str = described("Code (код документа).")
    title: str = described("Title (название).")
    kind: DocumentKind = described("What it is (вид документа).")
    level: Level = described("The level at which it holds (уровень).")
    number: str | None = described("Number (номер).")
    dated: date | None = described("Date of the document (дата документа).")
    status: DocumentStatus = described("Whether it is in force (статус).")
    issuer: Organisation | None = described("Who issued it (кем издан).")
    region: Region | None = described("The region that it holds for; null: for all (субъект).")
    replaces: Connection[Document] = described("Earlier documents that it replaces (заменяет).")
    replaced_by: Connection[Document] = described("Later documents that replace it (заменён).")
    events: Connection[Event] = described("Events of the plan (мероприятия плана).")


@stored
class DigitalResource(Node, Record):
    """A portal, a cabinet, a register or a bank (цифровой ресурс)."""

    code: str = described("Code (код ресурса).")
    title: str = described("Title (название).")
    kind: ResourceKind = described("What it is (вид ресурса).")
    address: str | None = described("Address in the web (адрес).")
    operators: Connection[Organisation] = described("Who operates it (операторы).")
    region: Region | None = described("The region that it serves; null: all (субъект).")
    functions: Connection[Function] = described("Functions of the order that it supports (функции).")
