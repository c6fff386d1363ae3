"""The indicators of the order: their targets, and the conditions that a share counts.

`docs/indicators.md` states the definitions.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from graph_model.terms import IndicatorMeasure

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
}
TRAINED, TOOK, PASSED, NEW, SUPPORTED = "TRAINED", "TOOK", "PASSED", "NEW", "SUPPORTED"
PARTICIPANTS, PASSING = "KPI2a", "KPI2b"
# the shares of teachers and graduates
WITH_GRADUATES = frozenset((PARTICIPANTS, PASSING))
# a person is a graduate on a day for so many months after the graduation
GRADUATE_MONTHS = 12


class Indicator(NamedTuple):
    """A stored indicator, by global id; the target must be met by the deadline."""

    id: str
    code: str
    name: str
    measure: IndicatorMeasure
    operator: str
    target: float
    unit: str
    deadline: date

    def target_on(self, day: date) -> float | None:
        """Return the target for the year of a day; None before the year of the deadline."""
        return self.target if day.year >= self.deadline.year else None

    @property
    def countrywide(self) -> bool:
        """Whether the target is a number for the whole country and not for each region."""
        return self.measure is IndicatorMeasure.COUNT


class Share(NamedTuple):
    """A share of teachers, or of teachers and graduates.

    The conditions split all these people: each belongs to the first condition that he or she meets, or to none. The
    numerator is the first part, and the denominator the first `base` parts.
    """

    conditions: tuple[str, ...]
    base: int

    @property
    def parts(self) -> int:
        """The number of parts of the split."""
        return len(self.conditions) + 1


SHARES: Mapping[str, Share] = {
    "KPI1": Share((TRAINED,), 2),
    PARTICIPANTS: Share((TOOK,), 2),
    PASSING: Share((PASSED, TOOK), 3),
    "KPI4": Share((SUPPORTED, NEW), 2),
}
TEAMS, TEAMS_OF_REGION = "KPI3a", "KPI3b"
