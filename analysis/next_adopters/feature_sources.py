"""Sources of candidates and features for learning and evaluation: adoption tables, and the graph.

Periods are whole numbers: those of a table, or days. Practices and places are identified by numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from analysis.models.numbers import Floats, Integers
from graph_model.errors import MetodGraphError


class AlignmentError(MetodGraphError):
    """Data that do not belong together or are too few; the message states what to change."""

    code = "TABLES_DISAGREE"


@dataclass(frozen=True)
class Candidates:
    """The candidates of one practice at an origin: places [c] that had not adopted it, and their outcomes [c].

    An outcome is 1 if the place adopts the practice, else 0. `features` computes the features [r, k] of the candidates
    at positions [r]. `adopters` is the number of places that had adopted the practice.
    """

    practice: int
    adopters: int
    places: Integers
    outcomes: Floats
    features: Callable[[Integers], Floats]


@dataclass(frozen=True)
class FeatureDesign:
    """The groups and the expected signs of k features.

    - `names` [k]
    - `groups` [k]: the coefficients of a group share a ridge
    - `signs`: the sign that the coefficient of a feature must have, 0 or absent if either sign has a meaning
    - `warnings`: features that never raise a probability, and that are 0 for the reference of contributions
    """

    names: Sequence[str]
    groups: Sequence[str]
    signs: Mapping[str, int] = field(default_factory=dict)
    warnings: Sequence[str] = ()


class Origin(Protocol):
    """A source at the end of a period: the data known then, and the outcomes of later periods."""

    @property
    def names(self) -> Sequence[str]:
        """Return the names of the features [k]."""

    @property
    def design(self) -> FeatureDesign:
        """Return the groups of the features, and the expected signs of their coefficients."""

    @property
    def practices(self) -> Integers:
        """Return the practices known at the origin."""

    def candidates(self, practices: Integers) -> Iterator[Candidates]:
        """Yield the candidates of each of these practices, in their order."""

    def baselines(self, features: Floats) -> dict[str, Floats]:
        """Return the scores [r] of simple rules for candidates with features [r, k]."""


class FeatureSource(Protocol):
    """A source of candidates; its attributes limit the work for each origin."""

    @property
    def practices(self) -> Sequence[str]:
        """Return the names of all practices."""

    @property
    def places(self) -> Sequence[str]:
        """Return the names of all places."""

    @property
    def first(self) -> int:
        """Return the period of the first adoption."""

    @property
    def origins(self) -> int:
        """Return the number of earlier periods used as origins, if they hold enough adoptions."""

    @property
    def most_learned(self) -> int:
        """Return the number of practices drawn at an origin for learning."""

    @property
    def most_assessed(self) -> int:
        """Return the number of practices drawn for an evaluation."""

    @property
    def most_proposed(self) -> float:
        """Return the number of candidates of a practice, drawn at random, for which the pilot model is evaluated."""

    def known_by(self, period: int) -> int:
        """Return the number of adoptions up to a period."""

    def refuse(self, until: int, horizon: int) -> None:
        """Raise `AlignmentError` if there are no data to learn from by the period, or the horizon is too short."""

    def at(self, period: int, window: int, horizon: int) -> Origin:
        """Return the source at the end of a period.

        `window` is the number of periods that count as recent, and `horizon` the number of periods of the outcomes.
        """
