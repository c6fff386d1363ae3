"""Sources of candidates and features that a model is learned from and evaluated on: tables, and the graph.

Periods are whole numbers: those of a table, or days. Practices and places are known by their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from analysis.models.numbers import Floats, Integers
from graph_model.errors import MetodGraphError


class AlignmentError(MetodGraphError):
    """Data that do not belong together, or hold too little; the message says what to change."""

    code = "TABLES_DISAGREE"


@dataclass(frozen=True)
class Candidates:
    """The candidates of one practice at an origin: places [c] that had not adopted it, and 1 where one adopts it.

    `features` makes the features [r, k] of chosen candidates, given by their positions [r] among the candidates.
    `adopters` counts the places that had adopted the practice.
    """

    practice: int
    adopters: int
    places: Integers
    outcomes: Floats
    features: Callable[[Integers], Floats]


class Origin(Protocol):
    """A source at the end of a period: what was known then, and the outcomes of the periods after it."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the features [k]."""

    @property
    def groups(self) -> Sequence[str]:
        """The group of each feature [k]; the coefficients of a group share a ridge."""

    @property
    def practices(self) -> Integers:
        """The practices that were known."""

    def candidates(self, practices: Integers) -> Iterator[Candidates]:
        """The candidates of each of these practices, in their order."""

    def baselines(self, features: Floats) -> dict[str, Floats]:
        """The scores [r] of simple rules for candidates with features [r, k]."""


class FeatureSource(Protocol):
    """A source of candidates; the attributes bound the work for each origin."""

    @property
    def practices(self) -> Sequence[str]:
        """The names of all practices."""

    @property
    def places(self) -> Sequence[str]:
        """The names of all places."""

    @property
    def first(self) -> int:
        """The period of the first adoption."""

    @property
    def origins(self) -> int:
        """How many earlier periods are repeated, where they hold enough adoptions."""

    @property
    def most_learned(self) -> int:
        """How many practices are drawn at an origin to learn from."""

    @property
    def most_assessed(self) -> int:
        """How many practices are drawn for an evaluation."""

    @property
    def most_proposed(self) -> float:
        """How many candidates of a practice the pilot model sees; they are drawn at random."""

    def known_by(self, period: int) -> int:
        """How many adoptions had taken place by a period."""

    def refuse(self, until: int, horizon: int) -> None:
        """Raise an `AlignmentError` where there is nothing to learn from by a period, or nothing to look ahead to."""

    def at(self, period: int, window: int, horizon: int) -> Origin:
        """The source at the end of a period; `window` is how far back counts as recent, `horizon` that of outcomes."""
