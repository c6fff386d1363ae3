"""The rows of the statements of findings."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from graph_model.terms import Severity


class StoredRule(NamedTuple):
    """A rule of the graph."""

    code: str
    severity: Severity


class FindingsPlaceRow(NamedTuple):
    """The region with the field (global id), the day of the data, and the rules of the graph.

    For the root, `region` is None, and `regions` contains the codes of all regions.
    """

    region: str | None
    regions: list[str]
    data_day: date | None
    rules: list[StoredRule]


class FoundRow(NamedTuple):
    """An object by global id, the numbers of its lacks and doubts, and the facts for the texts."""

    object: str | None
    lacks: list[int]
    doubts: list[int]
    facts: list[str | int | list[str] | None]


class RuleRow(NamedTuple):
    """A checked rule: the number of its objects, whether the needed data exist, and objects with lacks or doubts."""

    rule: str
    checked: int
    needs: list[bool]
    found: list[FoundRow]
