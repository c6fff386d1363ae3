"""Normative documents and digital resources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import says, stored
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

    code: str = says("Code (код документа).")
    title: str = says("Title (название).")
    kind: DocumentKind = says("What it is (вид документа).")
    level: Level = says("The level at which it holds (уровень).")
    number: str | None = says("Number (номер).")
    dated: date | None = says("Date of the document (дата документа).")
    status: DocumentStatus = says("Whether it is in force (статус).")
    issuer: Organisation | None = says("Who issued it (кем издан).")
    region: Region | None = says("The region that it holds for; null: for all (субъект).")
    replaces: Connection[Document] = says("Earlier documents that it replaces (заменяет).")
    replaced_by: Connection[Document] = says("Later documents that replace it (заменён).")
    events: Connection[Event] = says("Events of the plan (мероприятия плана).")


@stored
class DigitalResource(Node, Record):
    """A portal, a cabinet, a register or a bank (цифровой ресурс)."""

    code: str = says("Code (код ресурса).")
    title: str = says("Title (название).")
    kind: ResourceKind = says("What it is (вид ресурса).")
    address: str | None = says("Address in the web (адрес).")
    operators: Connection[Organisation] = says("Who operates it (операторы).")
    region: Region | None = says("The region that it serves; null: all (субъект).")
    functions: Connection[Function] = says("Functions of the order that it supports (функции).")
