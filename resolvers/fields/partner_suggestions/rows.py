"""The rows of the statements of partner suggestions."""

from __future__ import annotations

from typing import NamedTuple

from analysis.partners.stored_model import StoredModelText


class LackingRow(NamedTuple):
    """A function that the order assigns to the organisation and that it does not perform, and its performers."""

    function: str
    performers: list[str]


class PracticeGoalRow(NamedTuple):
    """The practice of a goal: its internal number, its title and the global ids of its themes."""

    node: int
    title: str
    themes: list[str]


class AskerRow(NamedTuple):
    """The organisation with the field.

    `matching` holds the ids of the organisations that match the filter, or is None without a filter.
    """

    id: str
    functions_assigned: bool
    lacking: list[LackingRow]
    matching: list[str] | None
    practice: PracticeGoalRow | None
    model: StoredModelText | None


class BordersRow(NamedTuple):
    """The municipalities that border each other: two columns of global ids."""

    one: list[str]
    other: list[str]
