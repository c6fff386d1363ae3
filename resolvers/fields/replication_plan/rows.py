"""The rows of the statement of `replicationPlan`."""

from __future__ import annotations

from typing import NamedTuple


class CodedRow(NamedTuple):
    """A requested practice or region that exists: its code and its global id."""

    code: str
    id: str


class ThemeRow(NamedTuple):
    """A requested theme that exists: its code, and the practices about it by global id."""

    code: str
    practices: list[str]


class RequestedRow(NamedTuple):
    """The requested practices, themes and regions that exist."""

    practices: list[CodedRow]
    themes: list[ThemeRow]
    regions: list[CodedRow]
